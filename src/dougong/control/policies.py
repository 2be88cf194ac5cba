from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import NOTHING, scope_q
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.projects.policies import PROJECT

FIGURES = "control.figures"
COST = "control.cost"
REPORT = "control.report"


def figures_rows(actor: Actor, action: str) -> Q:
    """Money of the projects one sees: their manager's, or as far as the right reaches. The project's members see no money."""
    return _rows(actor, FIGURES, action)


def cost_rows(actor: Actor, action: str) -> Q:
    return _rows(actor, COST, action)


def _rows(actor: Actor, code: str, action: str) -> Q:
    if not actor.can(code, action):
        return NOTHING
    own = scope_q(actor, code, action, owner="project__manager", department="project__department")
    if actor.scope(PROJECT, "view") == "all":
        return own
    return own & Q(project__in=resource(PROJECT).visible_to(actor).values("pk"))
