from __future__ import annotations

import uuid
from typing import Any

from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.projects.models import Baseline, Project

_FIELDS = ("id", "name", "note", "taken_at", "taken_by_name", "finish", "count")


def baselines_of(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    """The baselines of a project, the newest first, and which of them counts. Without budgets: a plan shows no money."""
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    rows = Baseline.objects.filter(project=project, removed_at__isnull=True).order_by("-taken_at", "-id")
    items = [{**row, "taken_by": row.pop("taken_by_name")} for row in rows.values(*_FIELDS)]
    return {"current": project.baseline_id, "items": items}
