"""What a drag would move, without moving it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.projects.models import Project
from dougong.projects.plan import Plan
from dougong.projects.services.acts import drag, project_of
from dougong.projects.services.writing import PROJECT


@dataclass(frozen=True)
class Move:
    id: uuid.UUID
    name: str
    start: int | None
    finish: int | None
    was_start: int | None
    was_finish: int | None
    critical: bool


@dataclass(frozen=True)
class Preview:
    moves: list[Move]
    plan: Plan


def preview_move(actor: Actor, *, task_id: uuid.UUID, start: int | None = None, finish: int | None = None) -> Preview:
    """The tasks whose dates a drag would change, and the plan as it would stand. Nothing is written."""
    project: Project | None = Project.objects.filter(pk=project_of(actor, task_id)).first()
    if project is None:
        raise NotFound()
    require(actor, PROJECT, "plan", project)
    plan = Plan(project)
    drag(plan, plan.task(task_id), start, finish)
    plan.recalculate()
    moves = []
    for task in plan.ordered():
        was = plan.dates_before[task.pk]
        if (task.start, task.finish) != was[:2]:
            moves.append(Move(task.pk, task.name, task.start, task.finish, was[0], was[1], task.critical))
    return Preview(moves, plan)
