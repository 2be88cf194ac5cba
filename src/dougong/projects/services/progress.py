"""How far the work is: percent and actual dates."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dougong.kit.actor import Actor
from dougong.projects import errors, rules
from dougong.projects.models import Task
from dougong.projects.network import clock_for
from dougong.projects.plan import Plan
from dougong.projects.scheduling.instants import DAY, day_of
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


@transaction.atomic
def split_task(
    actor: Actor, *, task_id: uuid.UUID, version: int | None, stop: dt.date | None, resume: dt.date | None
) -> Plan:
    """Work that has begun rests after the last of `stop` and goes on with the first of `resume`; without both it is whole again.

    Without `resume` it waits until somebody says when it goes on.
    """
    plan = open_plan(actor, project_of(actor, task_id), version, rows=[task_id])
    task = plan.task(task_id)
    if plan.is_summary(task):
        raise errors.SummaryComputed(field="stop")
    if stop is None:
        task.stop = task.resume = None
        return save_plan(actor, plan, "split", task.name)
    if task.kind != "task" or task.actual_start is None or task.actual_finish is not None:
        raise errors.NotUnderWay(field="stop", name=task.name)
    working = clock_for(plan.project, task.calendar)
    task.stop = working.finish(working.worked((day_of(stop) + 1) * DAY))
    task.resume = None if resume is None else working.start(working.worked(day_of(resume) * DAY))
    if task.stop < task.actual_start:
        raise errors.DatesReversed(field="stop")
    if task.resume is not None and task.resume < task.stop:
        raise errors.DatesReversed(field="resume")
    return save_plan(actor, plan, "split", task.name)


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
    task.remaining = None
    # A rest that has its end stays part of the task while it is under way.
    if task.resume is None or task.actual_start is None or task.actual_finish is not None:
        task.stop = task.resume = None
