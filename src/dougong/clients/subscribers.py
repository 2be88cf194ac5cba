"""What happens below and is told on a client's timeline."""

from __future__ import annotations

from dougong.approvals.events import ApprovalDecided
from dougong.clients import review, services
from dougong.clients.policies import CLIENT
from dougong.files.events import FileAttached
from dougong.forms.events import FieldsSaved
from dougong.kit.acting import actor_or_system
from dougong.kit.actor import Actor
from dougong.kit.events import EventMeta, handler
from dougong.kit.jobs import enqueue


@handler(FileAttached, when="after", name="clients.tell_of_file")
def tell_of_file(event: FileAttached, meta: EventMeta) -> None:
    """A document came to a record that has a client; read through that record, so nobody learns of it who may not see it."""
    services.tell_of_file(actor_or_system(meta.actor_id), event=event, at=meta.occurred_at)


@handler(FieldsSaved, when="after", name="clients.count_completeness")
def count_completeness(event: FieldsSaved, meta: EventMeta) -> None:
    """Other fields are needed now: all dossiers are counted anew, in the background."""
    if event.resource == CLIENT:
        enqueue("clients.count_completeness", actor=Actor.system())


@handler(ApprovalDecided, when="inside", name="clients.settle_dossier")
def settle_dossier(event: ApprovalDecided, meta: EventMeta) -> None:
    """With the decision itself, or not at all."""
    if event.subject == CLIENT:
        review.settle(actor_or_system(meta.actor_id), client_id=event.object_id, state=event.state, comment=event.comment)
