"""The client's projects: how far, when, and the milestones on the way."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.projects import rules
from dougong.projects.choices import MILESTONES
from dougong.projects.models import Project, Task

_SHOWN = 3


def visible(actor: Actor) -> QuerySet[Project]:
    return resource("projects.project").visible_to(actor).select_related("manager")


def of_client(actor: Actor, client_id: uuid.UUID) -> list[dict[str, Any]]:
    """Each with three milestones: the last that is done and the next ones. Running projects first."""
    rows = list(
        visible(actor).filter(client_id=client_id).order_by("closed_at", "accepted_on", "created_at", "id")[:50]
    )
    rows.sort(key=lambda p: (p.closed_at is not None, p.accepted_on is not None))
    steps = milestones([p.pk for p in rows])
    return [{**shown(p), "steps": nearest(steps[p.pk])} for p in rows]


def shown(project: Project) -> dict[str, Any]:
    manager = project.manager
    return {
        "id": project.pk,
        "name": project.name,
        "status": project.status,
        "percent": project.percent,
        "starts_on": project.starts_on,
        "planned_finish": project.baseline_finish or project.finishes_on,
        "finish": project.accepted_on or project.forecast_finish,
        "accepted_on": project.accepted_on,
        "days_late": project.days_late,
        "manager": {"name": manager.name, "phone": str(manager.phone or "")},
    }


def milestones(project_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """By project, in order of time; a plan without milestones is told by its top rows."""
    tasks = Task.objects.filter(project_id__in=project_ids, active=True)
    found: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for task in tasks.filter(kind__in=MILESTONES).order_by("finish", "position"):
        found[task.project_id].append(_step(task))
    bare = [pk for pk in project_ids if pk not in found]
    for task in tasks.filter(project_id__in=bare, parent__isnull=True).order_by("finish", "position") if bare else ():
        found[task.project_id].append(_step(task))
    return found


def nearest(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    done = [s for s in steps if s["state"] == "done"]
    open_ = [s for s in steps if s["state"] != "done"]
    return [*done[-max(1, _SHOWN - len(open_)) :], *open_[:_SHOWN]][:_SHOWN]


def _step(task: Task) -> dict[str, Any]:
    done = task.actual_finish is not None or task.percent >= 100
    at = task.actual_finish if task.actual_finish is not None else task.finish
    on = rules.last_day(at) if at is not None else None
    planned = rules.last_day(task.baseline_finish) if task.baseline_finish is not None else None
    return {
        "id": task.pk,
        "name": task.name,
        "state": "done" if done else "running" if task.percent else "todo",
        "percent": task.percent,
        "on": on,
        "days_late": (on - planned).days if on and planned else None,
    }
