from __future__ import annotations

import datetime as dt

from django.db import transaction

from dougong.clients.models import Client, TimelineEntry
from dougong.clients.services.activity import record
from dougong.files.events import FileAttached
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.registry import resource


@transaction.atomic
def tell_of_file(actor: Actor, *, event: FileAttached, at: dt.datetime) -> TimelineEntry | None:
    """On the timeline of the record's client, at the moment of the upload. None when the record is gone or has no client."""
    kind = resource(event.resource)
    if kind.client_path is None:
        return None
    path = f"{kind.client_path}__pk" if kind.client_path else "pk"
    client_id = kind.model._default_manager.filter(pk=event.object_id).values_list(path, flat=True).first()
    if client_id is None or not Client.objects.filter(pk=client_id).exists():
        return None
    with clock.frozen(at):
        return record(
            actor,
            client_id=client_id,
            kind="file_attached" if event.number == 1 else "file_version",
            group="follow_up",
            resource=event.resource,
            object_id=event.object_id,
            filename=event.filename,
            number=event.number,
        )
