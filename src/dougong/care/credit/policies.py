from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import NOTHING, scope_q
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


def rule_rows(actor: Actor, action: str) -> Q:
    return Q() if actor.can(CREDIT_RULE, action) else NOTHING


def risk_rows(actor: Actor, action: str) -> Q:
    return Q() if actor.can(RISK, action) else NOTHING


def sanction_rows(actor: Actor, action: str) -> Q:
    return Q() if actor.can(SANCTION, action) else NOTHING
