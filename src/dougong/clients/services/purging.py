"""Deleting dossiers for good, out of the bin."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.clients.events import ClientPurged
from dougong.clients.models import Client
from dougong.clients.services.dossiers import CLIENT
from dougong.kit import bin as the_bin
from dougong.kit.actor import Actor
from dougong.kit.events import publish


@transaction.atomic
def purge_clients(actor: Actor, *, client_ids: list[uuid.UUID], reason: str = "") -> dict[str, list[uuid.UUID]]:
    """Those of the bin that nothing stops, with all that hangs on them. Raises PurgeStopped when each is stopped."""

    def gone(client: Client) -> None:
        publish(ClientPurged(client_id=client.pk), actor)

    return the_bin.purge(actor, CLIENT, client_ids, gone, reason=reason)
