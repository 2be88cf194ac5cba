"""Projects for tests, made through the services by the cast."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from dougong.contracts.models import Contract
from dougong.contracts.rules import PlanRow
from dougong.contracts.tests import factories as contracts
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.projects import services
from dougong.projects.models import Baseline, Link, Project, Task
from dougong.projects.scheduling import minute_of
from tests.cast import Cast

DAY = 480
START = dt.date(2026, 8, 31)  # a Monday
#: What waits for a milestone and what for the acceptance.
PLAN = [
    PlanRow("advance", "预付款", Money("3000000.00"), "date", dt.date(2026, 3, 20)),
    PlanRow("progress", "进度款一", Money("5000000.00"), "milestone", None, None, 14),
    PlanRow("final", "结算款", Money("2000000.00"), "acceptance", None, None, 28),
]


def contract(cast: Cast, **values: Any) -> Contract:
    return contracts.in_force(cast, amount=Money("10000000.00"), instalments=PLAN, **values)


def project(cast: Cast, held: Contract | None = None, **values: Any) -> Project:
    """Of 周予安's making, managed by 梁见山; 唐知远 is on the site."""
    made = services.create_project(
        cast.zhou,
        contract_id=(held or contract(cast)).pk,
        manager_id=cast.user("liang").pk,
        **{"name": "启岳二期洁净厂房机电安装", "starts_on": START, "finishes_on": None, **values},
    )
    members = [(cast.user("liang").pk, "manager"), (cast.user("tang").pk, "site")]
    services.set_members(cast.liang, project_id=made.pk, members=members)
    return made


def chain(actor: Actor, held: Project, *names: str, days: int = 5) -> list[Task]:
    """Tasks of so many days, each after the one before it."""
    tasks: list[Task] = []
    for name in names:
        _, task = services.add_task(actor, project_id=held.pk, version=None, name=name, duration=days * DAY)
        if tasks:
            services.add_link(actor, project_id=held.pk, version=None, pred_id=tasks[-1].pk, succ_id=task.pk)
        tasks.append(task)
    return tasks


def at(text: str) -> int:
    """2026-09-04 17:00 as minutes."""
    return minute_of(dt.datetime.fromisoformat(text))


def row(task_id: uuid.UUID) -> Task:
    found: Task = Task.objects.get(pk=task_id)
    return found


def baseline(actor: Actor, held: Project, mark: str) -> Baseline:
    services.set_baseline(actor, project_id=held.pk, version=None, name=f"{mark}基线")
    kept: Baseline = held.baselines.get()
    return kept


def link(actor: Actor, before: Task, mark: str) -> Link:
    held = before.project_id
    _, after = services.add_task(actor, project_id=held, version=None, name=f"{mark}试压", duration=DAY)
    services.add_link(actor, project_id=held, version=None, pred_id=before.pk, succ_id=after.pk)
    made: Link = Link.objects.get(succ_id=after.pk)
    return made
