from __future__ import annotations

import uuid
from typing import Any

from dougong.clients.models import ClientFigures
from dougong.kit.stream import notify


def change_figures(*, client_id: uuid.UUID, **values: Any) -> None:
    """Write figures that a higher app owns, in that app's transaction. Values are the truth, never differences."""
    ClientFigures.objects.update_or_create(client_id=client_id, defaults=values)
    notify("clients.client", client_id)
