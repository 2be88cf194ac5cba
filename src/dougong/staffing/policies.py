from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.projects.policies import PROJECT
from dougong.staffing.models import LevelledProject

RESOURCE = "staffing.resource"
SKILL = "staffing.skill"
FIT_RULE = "staffing.fit_rule"
LEVELLING = "staffing.levelling"


def levelling_rows(actor: Actor, action: str) -> Q:
    """Of projects all of which one sees; changed by whoever may change the plan of all of them."""
    if not actor.can(LEVELLING, "view"):
        return NOTHING
    open_ = resource(PROJECT).rows_for(actor, "view" if action == "view" else "plan")
    closed = LevelledProject.objects.filter(levelling=OuterRef("pk")).exclude(project__in=open_.values("pk"))
    has = LevelledProject.objects.filter(levelling=OuterRef("pk"))
    return Q(~Exists(closed)) & Q(Exists(has))
