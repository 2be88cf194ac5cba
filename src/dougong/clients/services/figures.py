from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from dougong.clients.models import ClientFigures
from dougong.kit.stream import notify, notify_many


def change_figures(*, client_id: uuid.UUID, **values: Any) -> None:
    """Write figures that a higher app owns, in that app's transaction. Values are the truth, never differences."""
    ClientFigures.objects.update_or_create(client_id=client_id, defaults=values)
    notify("clients.client", client_id)


def change_figure(name: str, values: Mapping[uuid.UUID, Any]) -> None:
    """As `change_figures` for one figure of many clients, in two statements."""
    rows = [ClientFigures(client_id=pk, **{name: value}) for pk, value in sorted(values.items())]
    ClientFigures.objects.bulk_create(rows, update_conflicts=True, unique_fields=["client"], update_fields=[name])
    notify_many("clients.client", list(values))
