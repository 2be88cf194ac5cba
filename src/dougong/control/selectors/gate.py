from __future__ import annotations

import uuid

from dougong.control.models import ProjectFigures
from dougong.control.policies import FIGURES
from dougong.kit.access import get_visible, may, require
from dougong.kit.actor import Actor
from dougong.projects.models import Project


def project_for(actor: Actor, project_id: uuid.UUID) -> Project:
    """The project, to whoever sees its money: to anybody else it is not there, and refused who never sees any."""
    rows = Project.objects.visible_to(actor).select_related("contract", "client", "manager")
    project: Project = get_visible(rows, project_id)
    require(actor, FIGURES, "view", ProjectFigures.objects.get(pk=project_id))
    return project


def rights(actor: Actor, project_id: uuid.UUID) -> dict[str, bool]:
    return {action: may(actor, FIGURES, action, project_id) for action in ("update", "export")}
