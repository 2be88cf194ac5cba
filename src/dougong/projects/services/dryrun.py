"""What a drag would move, without moving it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.projects.models import Project
from dougong.projects.plan import Plan
from dougong.projects.services.acts import drag, project_of
from dougong.projects.services.many import carry, leaves_of
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
    plan = _plan_of(actor, project)
    drag(plan, plan.task(task_id), start, finish)
    return _seen(plan)


def preview_drag(actor: Actor, *, project_id: uuid.UUID, task_ids: list[uuid.UUID], minutes: int) -> Preview:
    """The same of several bars that are carried along together."""
    plan = _plan_of(actor, get_visible(Project.objects.visible_to(actor), project_id))
    carry(plan, leaves_of(plan, task_ids), minutes)
    return _seen(plan)


def _plan_of(actor: Actor, project: Project) -> Plan:
    require(actor, PROJECT, "plan", project)
    return Plan(project)


def _seen(plan: Plan) -> Preview:
    plan.recalculate()
    moves = []
    for task in plan.ordered():
        was = plan.dates_before[task.pk]
        if (task.start, task.finish) != was[:2]:
            moves.append(Move(task.pk, task.name, task.start, task.finish, was[0], was[1], task.critical))
    return Preview(moves, plan)
