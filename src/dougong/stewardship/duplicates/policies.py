from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

DUPLICATE = "stewardship.duplicate"


def pair_rows(actor: Actor, action: str) -> Q:
    """Both dossiers must be within reach: a pair says of each that there is another like it."""
    left = scope_q(actor, DUPLICATE, action, owner="left__owner", department="left__department")
    right = scope_q(actor, DUPLICATE, action, owner="right__owner", department="right__department")
    return left & right
