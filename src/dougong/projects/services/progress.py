"""How far the work is: percent and actual dates."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.kit.actor import Actor
from dougong.projects import errors, rules
from dougong.projects.models import Task
from dougong.projects.plan import Plan
from dougong.projects.services.acts import local_now, project_of
from dougong.projects.services.writing import open_plan, save_plan


@transaction.atomic
def set_progress(
    actor: Actor,
    *,
    task_id: uuid.UUID,
    version: int | None = None,
    percent: int | None = None,
    actual_start: int | None = None,
    actual_finish: int | None = None,
) -> Plan:
    """Report on a task. What is not given follows from what is: a percent begins it, 100 ends it, an end makes it 100.

    No version is asked for: reports of different tasks don't disturb each other, and the last one of a task holds. With one,
    a report on what somebody has changed since is refused.
    """
    plan = open_plan(actor, project_of(actor, task_id), version, action="progress", rows=[task_id])
    task = plan.task(task_id)
    report(plan, task, percent=percent, actual_start=actual_start, actual_finish=actual_finish)
    return save_plan(actor, plan, "progress", f"{task.name} {task.percent}%")


def report(
    plan: Plan,
    task: Task,
    *,
    percent: int | None = None,
    actual_start: int | None = None,
    actual_finish: int | None = None,
) -> None:
    """The change that a report means, in memory."""
    if plan.is_summary(task):
        raise errors.SummaryComputed(field="percent")
    now = local_now()
    for field, at in (("actual_start", actual_start), ("actual_finish", actual_finish)):
        if at is not None and at > now:
            raise errors.ActualInFuture(field=field)
    if actual_start is not None:
        task.actual_start = actual_start
    if actual_finish is not None:
        task.actual_finish, percent = actual_finish, 100
    before = rules.Progress(task.percent, task.actual_start, task.actual_finish)
    after = rules.progress(before, percent=percent, start=task.start, finish=task.finish, now=now)
    if actual_start is not None and after.actual_finish is not None and actual_start > after.actual_finish:
        raise errors.DatesReversed(field="actual_finish")
    task.percent, task.actual_start, task.actual_finish = after.percent, after.actual_start, after.actual_finish
    task.remaining = task.stop = task.resume = None
