from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor

CASE = "oversight.case"
REVIEW = "oversight.review"
REPORT = "oversight.report"
SETTING = "oversight.setting"
DASHBOARD = "oversight.dashboard"


def case_rows(actor: Actor, action: str) -> Q:
    """All cases to whoever may, but for those about himself."""
    if not actor.can(CASE, action):
        return NOTHING
    return Q(person__isnull=True) | ~Q(person_id=actor.id)
