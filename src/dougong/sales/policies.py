from django.db.models import Q

from dougong.kit.access import NOTHING, scope_q
from dougong.kit.actor import Actor

OPPORTUNITY = "sales.opportunity"
STAGE = "sales.stage"


def opportunity_rows(actor: Actor, action: str) -> Q:
    return scope_q(actor, OPPORTUNITY, action)


def stage_rows(actor: Actor, action: str) -> Q:
    """The names of stages are no secret among staff who sell or read sales."""
    if action == "view":
        return Q() if actor.can(STAGE, "view") or actor.can(OPPORTUNITY, "view") else NOTHING
    return Q() if actor.can(STAGE, action) else NOTHING
