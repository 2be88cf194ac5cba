from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor

HOURS = "timesheets.hours"
MONTH = "timesheets.month"
TEAM = "timesheets.team"
LABOUR = "timesheets.labour"


def hours_rows(actor: Actor, action: str) -> Q:
    """One's own, and of the projects one manages; written by oneself alone, approved by the project's manager."""
    scope = actor.scope(HOURS, action)
    if scope is None:
        return NOTHING
    if action in ("update", "create"):
        return Q(person_id=actor.id)
    if scope == "all":
        return Q()
    managed = Q(project__manager_id=actor.id)
    return managed if action == "approve" else managed | Q(person_id=actor.id)


def labour_rows(actor: Actor, action: str) -> Q:
    """Of the projects one manages, and what one wrote."""
    scope = actor.scope(LABOUR, action)
    if scope is None:
        return NOTHING
    if scope == "all":
        return Q()
    managed = Q(project__manager_id=actor.id)
    return managed if action == "approve" else managed | Q(created_by_id=actor.id)
