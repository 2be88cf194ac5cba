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
from dougong.projects import choices, errors, rules, scheduling
from dougong.projects.models import Link, Project, Task
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
    at_end: bool = True,
    **values: Any,
) -> tuple[Plan, Task]:
    """A new row behind `after_id`, else as the last (or first) of its parent. `duration` is in working minutes."""
    plan = open_plan(actor, project_id, version)
    if after_id is not None:
        parent_id = plan.task(after_id).parent_id
    elif parent_id is not None:
        plan.task(parent_id)
    if after_id is None and at_end:
        siblings = plan.children.get(parent_id, [])
        after_id = siblings[-1] if siblings else None
    task = new_task(plan.project, name=name, parent_id=parent_id)
    _fill(plan, task, values)
    plan.add(task, after_id)
    return save_plan(actor, plan, "add", name), task


@transaction.atomic
def save_task(actor: Actor, *, task_id: uuid.UUID, version: int | None, **values: Any) -> Plan:
    """Change the named fields of a task (`EDITABLE`)."""
    plan = open_plan(actor, project_of(actor, task_id), version)
    task = plan.task(task_id)
    _fill(plan, task, values)
    return save_plan(actor, plan, "edit", task.name)


def _fill(plan: Plan, task: Task, values: dict[str, Any]) -> None:
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
def place_task(
    actor: Actor, *, task_id: uuid.UUID, version: int | None, parent_id: uuid.UUID | None, after_id: uuid.UUID | None
) -> Plan:
    """Move a row with all under it: below `parent_id`, behind `after_id` (None: as the first)."""
    plan = open_plan(actor, project_of(actor, task_id), version)
    task = plan.task(task_id)
    if parent_id is not None and (parent_id == task_id or parent_id in rules.below(task_id, plan.children)):
        raise errors.MoveInside()
    if parent_id is not None:
        plan.task(parent_id)
    plan.put(task, parent_id, after_id)
    _drop_family_links(plan)
    return save_plan(actor, plan, "place", task.name)


@transaction.atomic
def indent_task(actor: Actor, *, task_id: uuid.UUID, version: int | None) -> Plan:
    """Under the row above it on the same level."""
    plan = open_plan(actor, project_of(actor, task_id), version)
    task = plan.task(task_id)
    siblings = plan.children[task.parent_id]
    place = siblings.index(task_id)
    if not place:
        raise errors.CannotIndent()
    parent = siblings[place - 1]
    last = plan.children.get(parent, [None])[-1]
    plan.put(task, parent, last)
    _drop_family_links(plan)
    return save_plan(actor, plan, "place", task.name)


@transaction.atomic
def outdent_task(actor: Actor, *, task_id: uuid.UUID, version: int | None) -> Plan:
    """Up a level, behind its parent."""
    plan = open_plan(actor, project_of(actor, task_id), version)
    task = plan.task(task_id)
    if task.parent_id is None:
        raise errors.CannotOutdent()
    parent = plan.task(task.parent_id)
    plan.put(task, parent.parent_id, parent.pk)
    return save_plan(actor, plan, "place", task.name)


def _drop_family_links(plan: Plan) -> None:
    """A link between a task and a summary that it now lies under has no meaning."""
    plan.links = {pk: link for pk, link in plan.links.items() if not _same_family(plan, link.pred_id, link.succ_id)}


def _same_family(plan: Plan, one: uuid.UUID, other: uuid.UUID) -> bool:
    return one == other or other in _above(plan, one) or one in _above(plan, other)


def _above(plan: Plan, task_id: uuid.UUID) -> list[uuid.UUID]:
    found: list[uuid.UUID] = []
    at = plan.task(task_id).parent_id
    while at is not None:
        found.append(at)
        at = plan.task(at).parent_id
    return found


@transaction.atomic
def delete_tasks(actor: Actor, *, project_id: uuid.UUID, version: int | None, task_ids: list[uuid.UUID]) -> Plan:
    """Rows with all under them and their links. Refused for what is tied to money or an acceptance."""
    plan = open_plan(actor, project_id, version)
    names = [plan.task(pk).name for pk in task_ids]
    held = [pk for pk in task_ids if not set(_above(plan, pk)) & set(task_ids)]
    plan.remove(held)
    return save_plan(actor, plan, "delete", "、".join(names[:5]))


@transaction.atomic
def add_link(
    actor: Actor,
    *,
    project_id: uuid.UUID,
    version: int | None,
    pred_id: uuid.UUID,
    succ_id: uuid.UUID,
    type: str = "FS",
    lag: int = 0,
) -> tuple[Plan, Link]:
    """Raises LinkLoop with the tasks of the loop, LinkTwice, LinkOwnFamily, TaskMissing."""
    plan = open_plan(actor, project_id, version)
    pred, succ = plan.task(pred_id), plan.task(succ_id)
    if _same_family(plan, pred_id, succ_id):
        raise errors.LinkOwnFamily()
    if any((ln.pred_id, ln.succ_id, ln.type) == (pred_id, succ_id, type) for ln in plan.links.values()):
        raise errors.LinkTwice(pred=pred.name, succ=succ.name)
    link = Link(project=plan.project, pred_id=pred_id, succ_id=succ_id, type=type, lag=lag)
    plan.links[link.pk] = link
    return save_plan(actor, plan, "link", f"{pred.name} → {succ.name}"), link


@transaction.atomic
def save_link(actor: Actor, *, link_id: uuid.UUID, version: int | None, type: str, lag: int) -> Plan:
    plan, link = _link(actor, link_id, version)
    twin = (link.pred_id, link.succ_id, type)
    if any(ln.pk != link.pk and (ln.pred_id, ln.succ_id, ln.type) == twin for ln in plan.links.values()):
        raise errors.LinkTwice(pred=plan.task(link.pred_id).name, succ=plan.task(link.succ_id).name)
    link.type, link.lag, link.lag_percent = type, lag, None
    return save_plan(actor, plan, "relink", _link_title(plan, link))


@transaction.atomic
def remove_link(actor: Actor, *, link_id: uuid.UUID, version: int | None) -> Plan:
    plan, link = _link(actor, link_id, version)
    title = _link_title(plan, link)
    del plan.links[link.pk]
    return save_plan(actor, plan, "unlink", title)


def _link(actor: Actor, link_id: uuid.UUID, version: int | None) -> tuple[Plan, Link]:
    rows = Link.objects.filter(pk=link_id, project__in=seen(actor, PROJECT))
    project_id = rows.values_list("project_id", flat=True).first()
    if project_id is None:
        raise NotFound()
    plan = open_plan(actor, project_id, version)
    return plan, plan.links[link_id]


def _link_title(plan: Plan, link: Link) -> str:
    return f"{plan.task(link.pred_id).name} → {plan.task(link.succ_id).name}"


@transaction.atomic
def move_task(
    actor: Actor, *, task_id: uuid.UUID, version: int | None, start: int | None = None, finish: int | None = None
) -> Plan:
    """A drag. `start` alone moves the task (start no earlier than), `finish` alone changes its length, both do both."""
    plan = open_plan(actor, project_of(actor, task_id), version)
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
