"""A template's rows as rows of a plan, in memory."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from dougong.projects.models import Link, Task
from dougong.projects.network import start_minute
from dougong.projects.plan import Plan, new_task
from dougong.projects.rules import STEP
from dougong.projects.scheduling.instants import DAY, day_of
from dougong.wbs import rules
from dougong.wbs.models import Template


@dataclass(frozen=True)
class Applied:
    """The plan with the rows of a template in it, and the new tasks in the template's order."""

    plan: Plan
    rows: list[rules.Row]
    tasks: list[Task]


def put(plan: Plan, template: Template, starts_on: dt.date | None, factor: Decimal) -> Applied:
    rows = rules.read(template.rows)
    above, inner = rules.parents(rows), rules.summaries(rows)
    last = plan.children.get(None, [None])[-1]
    base = plan.tasks[last].position if last is not None else 0
    begin = None if starts_on is None else day_of(starts_on) * DAY
    tasks: list[Task] = []
    for place, row in enumerate(rows):
        task = new_task(plan.project, name=row.name[:300], kind="milestone" if row.milestone else "task")
        parent = above[place]
        task.parent_id, task.position = (None if parent is None else tasks[parent].pk), base + (place + 1) * STEP
        if place in inner:
            task.kind, task.duration = "summary", None
        elif not row.milestone:
            task.duration = rules.scaled(row.days, factor) * plan.project.minutes_per_day
        if begin is not None and begin > start_minute(plan.project) and place not in inner and not row.after:
            task.constraint, task.constraint_at = "snet", begin
        tasks.append(task)
        plan.tasks[task.pk] = task
    keys = {row.key: tasks[place].pk for place, row in enumerate(rows)}
    for place, row in enumerate(rows):
        for a in row.after:
            lag = (-1 if a.lag < 0 else 1) * rules.scaled(abs(a.lag), factor) * plan.project.minutes_per_day
            link = Link(project=plan.project, pred_id=keys[a.key], succ_id=tasks[place].pk, type=a.type, lag=lag)
            plan.links[link.pk] = link
    plan.reshape()
    return Applied(plan, rows, tasks)
