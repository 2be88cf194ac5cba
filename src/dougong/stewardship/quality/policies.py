from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

QUALITY = "stewardship.quality"


def issue_rows(actor: Actor, action: str) -> Q:
    """As far as the client's owner and department reach."""
    return scope_q(actor, QUALITY, action, owner="client__owner", department="client__department")


def score_rows(actor: Actor) -> Q:
    return scope_q(actor, QUALITY, "view", owner="client__owner", department="client__department")
