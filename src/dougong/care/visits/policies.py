from __future__ import annotations

from django.db.models import F, Q

from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

VISIT = "care.visit"
VISIT_RULE = "care.visit_rule"


def visit_rows(actor: Actor, action: str) -> Q:
    """With the client: whoever takes over a client takes over its visits."""
    return scope_q(actor, VISIT, action, owner="client__owner", department="client__department")


def still_open() -> Q:
    """Plans of clients with whom nobody spoke since they were planned."""
    same = Q(client__last_contact_at=F("contact_at")) | Q(client__last_contact_at__isnull=True)
    return same & Q(client__archived_at__isnull=True)
