"""What happens below and is told on a client's timeline."""

from __future__ import annotations

from dougong.clients import services
from dougong.files.events import FileAttached
from dougong.kit.acting import actor_by_id
from dougong.kit.events import EventMeta, handler


@handler(FileAttached, when="after", name="clients.tell_of_file")
def tell_of_file(event: FileAttached, meta: EventMeta) -> None:
    """A document came to a record that has a client; read through that record, so nobody learns of it who may not see it."""
    actor = actor_by_id(meta.actor_id) if meta.actor_id else None
    services.tell_of_file(actor, event=event, at=meta.occurred_at)
