"""One change made to several rows. Each is one act: one version, one step to undo."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.kit.actor import Actor
from dougong.projects import choices, errors, rules
from dougong.projects.models import Task
from dougong.projects.network import clock_for
from dougong.projects.plan import Plan
from dougong.projects.services.acts import drag, fill
from dougong.projects.services.outline import titled, topmost
from dougong.projects.services.progress import report
from dougong.projects.services.writing import check_rows, open_plan, save_plan


@transaction.atomic
def shift_tasks(
    actor: Actor, *, project_id: uuid.UUID, version: int | None, task_ids: list[uuid.UUID], days: int
) -> Plan:
    """Each so many working days later, or earlier when negative; under a summary all its tasks. What has begun stays."""
    plan = open_plan(actor, project_id, version, rows=())
    targets = {}
    movable = _movable(leaves_of(plan, task_ids, version))
    for task in movable:
        assert task.start is not None
        working = clock_for(plan.project, task.calendar)
        worked = working.worked(task.start) + days * plan.project.minutes_per_day
        ends = task.kind in choices.MILESTONES and working.start(working.worked(task.start)) != task.start
        targets[task.pk] = working.finish(worked) if ends else working.start(worked)
    for task in movable:
        drag(plan, task, targets[task.pk], None)
    return save_plan(actor, plan, "shift", f"{titled(plan, topmost(plan, task_ids))} {days:+d}d")


@transaction.atomic
def drag_tasks(
    actor: Actor, *, project_id: uuid.UUID, version: int | None, task_ids: list[uuid.UUID], minutes: int
) -> Plan:
    """Several bars carried along together: each so many minutes of the calendar later, or earlier. What has begun stays."""
    plan = open_plan(actor, project_id, version, rows=())
    carry(plan, leaves_of(plan, task_ids, version), minutes)
    return save_plan(actor, plan, "drag", titled(plan, topmost(plan, task_ids)))


def carry(plan: Plan, rows: list[Task], minutes: int) -> None:
    """The change that it means, in memory."""
    for task in _movable(rows):
        at = task.finish if task.kind in choices.MILESTONES else task.start
        assert at is not None
        drag(plan, task, at + minutes, None)


def _movable(rows: list[Task]) -> list[Task]:
    found = [task for task in rows if task.actual_start is None and task.start is not None]
    if not found:
        raise errors.AlreadyStarted(name=rows[0].name)
    return found


@transaction.atomic
def give_tasks(
    actor: Actor, *, project_id: uuid.UUID, version: int | None, task_ids: list[uuid.UUID], owner_id: uuid.UUID | None
) -> Plan:
    """One owner for all of them."""
    plan = open_plan(actor, project_id, version, rows=task_ids)
    for pk in task_ids:
        fill(plan, plan.task(pk), {"owner_id": owner_id})
    return save_plan(actor, plan, "owner", titled(plan, task_ids))


@transaction.atomic
def report_rows(
    actor: Actor, *, project_id: uuid.UUID, version: int | None, task_ids: list[uuid.UUID], percent: int
) -> Plan:
    """One percent for all of them; under a summary for all its tasks."""
    plan = open_plan(actor, project_id, version, action="progress", rows=())
    for task in leaves_of(plan, task_ids, version):
        report(plan, task, percent=percent)
    return save_plan(actor, plan, "progress", f"{titled(plan, topmost(plan, task_ids))} {percent}%")


def leaves_of(plan: Plan, task_ids: list[uuid.UUID], version: int | None = None) -> list[Task]:
    """The tasks named or under those named, if nobody has changed them since `version`."""
    under = [pk for one in topmost(plan, task_ids) for pk in (one, *rules.below(one, plan.children))]
    leaves = [plan.task(pk) for pk in under if pk not in plan.children]
    if version is not None:
        check_rows(plan, version, [task.pk for task in leaves])
    return leaves
