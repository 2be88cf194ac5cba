from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor

HAND_OVER = "organisation.hand_over"


def hand_over_rows(actor: Actor, action: str) -> Q:
    return Q() if actor.can(HAND_OVER, action) else NOTHING
