"""What a planner does to a plan. Each is one act: one version, one step to undo."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.kit import clock
from dougong.kit.access import seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.projects import choices, errors, scheduling
from dougong.projects.models import Project, Task
from dougong.projects.network import clock_for
from dougong.projects.plan import Plan, new_task
from dougong.projects.scheduling.instants import DAY, day_of
from dougong.projects.services.writing import PROJECT, open_plan, save_plan

EDITABLE = (
    "name", "kind", "duration", "calendar", "constraint", "constraint_at", "deadline", "owner_id", "active",
)  # fmt: skip


@transaction.atomic
def add_task(
    actor: Actor,
    *,
    project_id: uuid.UUID,
    version: int | None,
    name: str,
    parent_id: uuid.UUID | None = None,
    after_id: uuid.UUID | None = None,
    before_id: uuid.UUID | None = None,
    **values: Any,
) -> tuple[Plan, Task]:
    """A new row behind `after_id` or before `before_id`, else as the last of its parent. `duration` is in working minutes."""
    plan = open_plan(actor, project_id, version, rows=())
    parent_id, after_id = place_for(plan, parent_id, after_id, before_id)
    task = new_task(plan.project, name=name, parent_id=parent_id)
    fill(plan, task, values)
    plan.add(task, after_id)
    return save_plan(actor, plan, "add", name), task


def place_for(
    plan: Plan, parent_id: uuid.UUID | None, after_id: uuid.UUID | None, before_id: uuid.UUID | None
) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """The parent, and the row on its level behind which new ones come (None: first)."""
    near = after_id or before_id
    if near is not None:
        parent_id = plan.task(near).parent_id
    elif parent_id is not None:
        plan.task(parent_id)
    siblings = plan.children.get(parent_id, [])
    if after_id is None and before_id is not None:
        place = siblings.index(before_id)
        return parent_id, siblings[place - 1] if place else None
    return parent_id, after_id or (siblings[-1] if siblings else None)


@transaction.atomic
def save_task(actor: Actor, *, task_id: uuid.UUID, version: int | None, **values: Any) -> Plan:
    """Change the named fields of a task (`EDITABLE`)."""
    plan = open_plan(actor, project_of(actor, task_id), version, rows=[task_id])
    task = plan.task(task_id)
    fill(plan, task, values)
    return save_plan(actor, plan, "edit", task.name)


def fill(plan: Plan, task: Task, values: dict[str, Any]) -> None:
    """Set fields of a task (`EDITABLE`), with what follows from them."""
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"a task has no {unknown.pop()}")
    if plan.is_summary(task) and values.keys() & {"kind", "duration"}:
        raise errors.SummaryComputed(field="duration")
    if values.get("owner_id") and not User.objects.filter(pk=values["owner_id"], kind="staff", is_active=True).exists():
        raise errors.PersonUnknown(field="owner_id")
    for name, value in values.items():
        setattr(task, name, value)
    if "owner_id" in values:
        task.owner_name = ""
    _fit_length(plan.project, task, values)
    if not task.constraint or task.constraint == "alap":
        task.constraint_at = None
    elif task.constraint_at is None:
        raise errors.ConstraintDateMissing(field="constraint_at")


def _fit_length(project: Project, task: Task, values: dict[str, Any]) -> None:
    """A milestone has no length, a task has one; what is left follows from a new length and the percent."""
    if task.kind in choices.MILESTONES:
        task.duration = 0
    elif task.kind == "task" and (task.duration is None or (values.get("kind") == "task" and not task.duration)):
        task.duration = project.minutes_per_day
    if "duration" in values:
        task.remaining = None
        if task.manual_start is not None:
            working = clock_for(project, task.calendar)
            task.manual_finish = working.finish(working.worked(task.manual_start) + (task.duration or 0))


@transaction.atomic
def move_task(
    actor: Actor, *, task_id: uuid.UUID, version: int | None, start: int | None = None, finish: int | None = None
) -> Plan:
    """A drag. `start` alone moves the task (start no earlier than), `finish` alone changes its length, both do both."""
    plan = open_plan(actor, project_of(actor, task_id), version, rows=[task_id])
    drag(plan, plan.task(task_id), start, finish)
    return save_plan(actor, plan, "drag", plan.task(task_id).name)


def drag(plan: Plan, task: Task, start: int | None, finish: int | None) -> None:
    """The change that a drag means, in memory."""
    if plan.is_summary(task):
        raise errors.SummaryComputed()
    if task.actual_finish is not None or (start is not None and task.actual_start is not None):
        raise errors.AlreadyStarted(name=task.name)
    working = clock_for(plan.project, task.calendar)
    begin = task.start if start is None else working.start(working.worked(start))
    if start is not None:
        assert begin is not None
        if task.kind in choices.MILESTONES:
            # A milestone stands where it was put: the end of a day stays the end of that day.
            begin = start if working.working(start) else begin
        task.constraint, task.constraint_at = "snet", begin
        if task.manual_start is not None:
            length = task.duration or 0
            task.manual_start, task.manual_finish = begin, working.finish(working.worked(begin) + length)
    if finish is not None and task.kind == "task" and begin is not None:
        length = working.worked(finish) - working.worked(begin)
        if length <= 0:
            raise errors.DatesReversed(field="finish")
        task.duration, task.remaining = length, None
        if task.manual_start is not None:
            task.manual_finish = working.finish(working.worked(begin) + length)


@transaction.atomic
def set_status_date(actor: Actor, *, project_id: uuid.UUID, version: int | None, day: Any) -> Plan:
    """What is not finished lies after the end of this day. A plan that came from Project follows our rule from then on."""
    plan = open_plan(actor, project_id, version)
    if day is not None and day > clock.today():
        raise errors.ActualInFuture(field="day")
    plan.project.status_at = None if day is None else (day_of(day) + 1) * DAY
    if plan.project.profile == "ms_project":
        plan.project.profile = "dougong"
    return save_plan(actor, plan, "status_date", "" if day is None else day.isoformat())


def project_of(actor: Actor, task_id: uuid.UUID) -> uuid.UUID:
    rows = Task.objects.filter(pk=task_id, project__in=seen(actor, PROJECT))
    found: uuid.UUID | None = rows.values_list("project_id", flat=True).first()
    if found is None:
        raise NotFound()
    return found


def local_now() -> int:
    return scheduling.minute_of(clock.now().astimezone(clock.zone()).replace(tzinfo=None))
