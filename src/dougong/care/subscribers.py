"""What was decided below, and what makes a dossier's grade another."""

from __future__ import annotations

from dougong.approvals.events import ApprovalDecided
from dougong.care.credit import services as credit
from dougong.care.credit.models import CreditStanding
from dougong.care.credit.policies import CREDIT, CREDIT_RULE
from dougong.clients.events import ClientChanged
from dougong.kit.acting import actor_or_system
from dougong.kit.actor import Actor
from dougong.kit.events import EventMeta, handler
from dougong.kit.jobs import enqueue

#: Fields of a dossier that the grade asks.
ASKED = {"facts.payment", "facts.complaints", "facts.satisfaction"}


@handler(ApprovalDecided, when="inside", name="care.settle")
def settle(event: ApprovalDecided, meta: EventMeta) -> None:
    """With the decision itself, or not at all."""
    actor = actor_or_system(meta.actor_id)
    told = {"state": event.state, "comment": event.comment, "by_name": event.by_name}
    if event.subject == CREDIT:
        credit.settle_override(actor, client_id=event.object_id, **told)
    elif event.subject == CREDIT_RULE:
        credit.settle_rule(actor, rule_id=event.object_id, **told)
        if event.state == "approved":
            enqueue("care.grade_now", actor=Actor.system())


@handler(ClientChanged, when="after", name="care.regrade")
def regrade(event: ClientChanged, meta: EventMeta) -> None:
    if ASKED & set(event.fields) and CreditStanding.objects.filter(pk=event.client_id).exists():
        credit.regrade(event.client_id, "clients.client_changed")
