"""Projects with money, for tests: made through the services by the cast."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from dougong.control import services
from dougong.control.models import CostEntry, HealthReport, ProjectFigures
from dougong.control.selectors.books import Book, open_book
from dougong.kit.money import Money
from dougong.projects import services as projects
from dougong.projects.models import Project, Task
from dougong.projects.tests.factories import chain, project
from tests.cast import Cast

#: What the leak matrix needs of control, by resource and by parameter.
FACTORIES: dict[str, Any] = {
    "control.figures": lambda own: ProjectFigures.objects.get(pk=own.row("projects.project").pk),
    "control.cost": lambda own: cost(own.cast, own.row("projects.project").pk, note=own.mark),
    "control.report": lambda own: report(own.mark),
}
PARAMETERS = {"cost_id": "control.cost", "report_id": "control.report"}


def cost(cast: Cast, project_id: uuid.UUID, amount: str = "1000.00", **values: Any) -> CostEntry:
    given: dict[str, Any] = {"spent_on": dt.date(2026, 9, 2), "kind": "labour", **values}
    return services.add_cost(cast.manager, project_id=project_id, amount=Money(amount), **given)


def report(mark: str) -> HealthReport:
    first = dt.date(2026, 3, 2) + dt.timedelta(days=7 * (ord(mark[0]) % 7))
    facts = {"version": 1, "made_on": str(first), "before": None, "projects": [], "cash": []}
    made: HealthReport = HealthReport.objects.create(
        span="week", first=first, last=first + dt.timedelta(days=6), facts=facts
    )
    return made


def funded(cast: Cast, *budgets: str, days: int = 5, baseline: bool = True) -> tuple[Project, list[Task]]:
    """Tasks in a chain, each with its budget, and a baseline of them."""
    held = project(cast)
    tasks = chain(cast.liang, held, *(f"任务{n}" for n in range(1, len(budgets) + 1)), days=days)
    for task, budget in zip(tasks, budgets, strict=True):
        services.save_task(cast.liang, task_id=task.pk, budget=Money(budget))
    if baseline:
        projects.set_baseline(cast.liang, project_id=held.pk, version=None)
    return Project.objects.get(pk=held.pk), tasks


def book(held: Project, **asked: Any) -> Book:
    return open_book(Project.objects.get(pk=held.pk), **asked)
