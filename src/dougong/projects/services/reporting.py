"""Reports on many tasks, of one project or several: each project's are one act on its plan."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

from dougong.accounts.models import User
from dougong.kit.access import seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.registry import resource
from dougong.projects import errors
from dougong.projects.models import Task
from dougong.projects.plan import Plan
from dougong.projects.services.acts import local_now, project_of
from dougong.projects.services.progress import report
from dougong.projects.services.writing import PROJECT, open_plan, save_plan

State = Literal["todo", "doing", "waiting", "done"]


@dataclass(frozen=True)
class Before:
    """What a task held before: what its undo gives back."""

    id: uuid.UUID
    percent: int
    state: State
    owner_id: uuid.UUID | None


def state_of(task: Task) -> State:
    if task.percent >= 100:
        return "done"
    if task.stop is not None and task.resume is None:
        return "waiting"
    return "doing" if task.percent > 0 or task.actual_start is not None else "todo"


@transaction.atomic
def set_state(actor: Actor, *, task_id: uuid.UUID, state: State, percent: int | None = None) -> tuple[Before, Plan]:
    """Put a task into a column of the board; `percent`, where given, is what it shall hold there. What was before, and the plan.

    What waits is held up from now on; it goes on when it is reported on or put under way.
    """
    plan = open_plan(actor, project_of(actor, task_id), None, action="progress")
    task = plan.task(task_id)
    if plan.is_summary(task):
        raise errors.SummaryComputed(field="state")
    before = _before(task)
    share = {"todo": 0, "done": 100}.get(state, min(task.percent, 99) if percent is None else min(percent, 99))
    report(plan, task, percent=share)
    if state == "doing" and task.actual_start is None:
        task.actual_start = local_now()
    if state == "waiting":
        task.stop, task.resume = local_now(), None
    return before, save_plan(actor, plan, "progress", f"{task.name} {share}%")


def _before(task: Task) -> Before:
    return Before(task.pk, task.percent, state_of(task), task.owner_id)


@transaction.atomic
def report_tasks(actor: Actor, *, percents: Mapping[uuid.UUID, int]) -> tuple[list[Before], list[uuid.UUID]]:
    """How far each of these tasks is; what they held before, and those that he sees but may not report on."""

    def act(plan: Plan, ids: Sequence[uuid.UUID]) -> None:
        for pk in ids:
            report(plan, plan.task(pk), percent=percents[pk])

    return _each_project(actor, list(percents), "progress", act)


@transaction.atomic
def assign_tasks(actor: Actor, *, owners: Mapping[uuid.UUID, uuid.UUID | None]) -> tuple[list[Before], list[uuid.UUID]]:
    """Who each of these tasks is with. Raises PersonUnknown."""
    wanted = {owner for owner in owners.values() if owner is not None}
    if User.objects.filter(pk__in=wanted, kind="staff", is_active=True).count() != len(wanted):
        raise errors.PersonUnknown(field="owner_id")

    def act(plan: Plan, ids: Sequence[uuid.UUID]) -> None:
        for pk in ids:
            plan.task(pk).owner_id, plan.task(pk).owner_name = owners[pk], ""

    return _each_project(actor, list(owners), "plan", act)


def _each_project(actor: Actor, ids: list[uuid.UUID], action: str, act: Any) -> tuple[list[Before], list[uuid.UUID]]:
    visible = dict(Task.objects.filter(pk__in=ids, project__in=seen(actor, PROJECT)).values_list("pk", "project_id"))
    if not visible:
        raise NotFound()
    mine = set(
        resource(PROJECT).rows_for(actor, action).filter(pk__in=set(visible.values())).values_list("pk", flat=True)
    )
    done: list[Before] = []
    refused = [pk for pk, project in visible.items() if project not in mine]
    for project in sorted(mine):
        theirs = [pk for pk, of in visible.items() if of == project]
        try:
            with transaction.atomic():
                done += _one_project(actor, project, theirs, action, act, refused)
        except (errors.ProjectClosed, errors.ProjectArchived):
            refused += theirs
    return done, refused


def _one_project(
    actor: Actor, project: uuid.UUID, ids: list[uuid.UUID], action: str, act: Any, refused: list[uuid.UUID]
) -> list[Before]:
    plan = open_plan(actor, project, None, action=action)
    good = [pk for pk in ids if pk in plan.tasks and not plan.is_summary(plan.task(pk))]
    refused += [pk for pk in ids if pk not in good]
    if not good:
        return []
    before = [_before(plan.task(pk)) for pk in good]
    act(plan, good)
    names = "、".join(plan.task(pk).name for pk in good[:5])
    save_plan(actor, plan, "progress" if action == "progress" else "edit", names)
    return before
