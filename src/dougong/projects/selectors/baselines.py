from __future__ import annotations

import uuid
from typing import Any

from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.projects.models import Baseline, BaselineTask, Project
from dougong.projects.selectors.schedules import instant

_FIELDS = ("id", "name", "note", "taken_at", "taken_by_name", "finish", "count")


def baselines_of(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    """The baselines of a project, the newest first, and which of them counts. Without budgets: a plan shows no money."""
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    rows = Baseline.objects.filter(project=project, removed_at__isnull=True).order_by("-taken_at", "-id")
    items = [{**row, "taken_by": row.pop("taken_by_name")} for row in rows.values(*_FIELDS)]
    return {"current": project.baseline_id, "items": items}


def baseline_dates(actor: Actor, baseline_id: uuid.UUID) -> dict[str, Any]:
    """The dates that a baseline keeps, of tasks that are in the plan or are gone from it: what a plan is drawn beside."""
    rows = Baseline.objects.filter(project__in=Project.objects.visible_to(actor), removed_at__isnull=True)
    kept: Baseline = get_visible(rows, baseline_id)
    dates = BaselineTask.objects.filter(baseline=kept, start__isnull=False, finish__isnull=False)
    found = dates.values_list("task_id", "start", "finish")
    return {
        "id": kept.pk,
        "name": kept.name,
        "dates": [{"task": pk, "start": instant(start), "finish": instant(finish)} for pk, start, finish in found],
    }
