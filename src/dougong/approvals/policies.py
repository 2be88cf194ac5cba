from django.db.models import Q

from dougong.approvals.models import Decider
from dougong.kit.actor import Actor

APPROVAL = "approvals.approval"
RULES = "approvals.rule"


def mine(actor: Actor, action: str) -> Q:
    """What one asked for, and what one may decide."""
    return Q(asked_by_id=actor.id) | Q(pk__in=Decider.objects.filter(user_id=actor.user_id).values("approval_id"))
