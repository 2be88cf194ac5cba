from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.clients.models import Client
from dougong.notifications.models import Notification
from dougong.notifications.services import tell


def told(
    client: Client, *user_ids: uuid.UUID | None, key: str = "trial:1", what: str = "合同", **params: Any
) -> list[Notification]:
    with transaction.atomic():
        return tell(
            user_ids, kind="tests.trial", key=key, resource="clients.client", object_id=client.pk,
            link=f"/clients/{client.pk}", what=what, **params,
        )  # fmt: skip
