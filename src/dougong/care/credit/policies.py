from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

CREDIT = "care.credit"
CREDIT_RULE = "care.credit_rule"
RISK = "care.risk"
SANCTION = "care.sanction"


def credit_rows(actor: Actor, action: str) -> Q:
    """As far as the client's owner and department reach."""
    return scope_q(actor, CREDIT, action, owner="client__owner", department="client__department")


def clients_of(actor: Actor, action: str) -> Q:
    """The same of clients: for those that have no grade yet."""
    return scope_q(actor, CREDIT, action)
