"""Budgets, costs and draws of the demo company's projects: some on their way, some dear, one that nobody has counted yet."""

from __future__ import annotations

import datetime as dt

from dougong.control import services
from dougong.control.models import ProjectFigures
from dougong.control.rules.progress import spread
from dougong.control.selectors.books import open_book
from dougong.control.services.forecasts import drawn, keep
from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.kit.money import Money
from dougong.projects.models import Project, Task
from dougong.projects.rules import first_day, last_day

#: What the work costs of what it was to cost, project by project.
DEAR = (1.04, 0.97, 1.18, 1.02, 0.94, 1.09, 1.31, 1.0, 0.99)
KINDS = ("labour", "material", "subcontract", "equipment")
SHARE = 82  # percent of the contract's amount


def last(demo: Demo) -> None:
    """After all else: what is spent follows what was done."""
    held = list(Project.objects.order_by("code").select_related("contract"))
    for done, project in enumerate(held):
        if done % 7 != 6:
            _count(demo, project, DEAR[done % len(DEAR)])
        demo.progress("挣值", done + 1, len(held))
    services.refresh_changed(all_=True)
    if ProjectFigures.objects.exists():
        services.make_report(demo.actors["manager"], span="week")


def _count(demo: Demo, project: Project, dear: float) -> None:
    manager = demo.actors[demo.login_of[project.manager_id]]
    services.save_setting(manager, project_id=project.pk, version=None, source="contract", contract_percent=SHARE)
    _spend(demo, manager, project, dear)
    if project.status in ("preparing", "running"):
        body = drawn(open_book(Project.objects.get(pk=project.pk)), draws=400, seed=20261118)
        keep(project, body, draws=400, seed=20261118, by=manager.name)


def _spend(demo: Demo, manager: Actor, project: Project, dear: float) -> None:
    """By task and month, in proportion to what was earned there."""
    book = open_book(project)
    for task, leaf in book.leaves:
        begun = task.actual_start
        if not leaf.budget or not leaf.share or begun is None:
            continue
        whole = round(leaf.budget * float(leaf.share) * dear * demo.random.uniform(0.95, 1.05))
        for place, (day, part) in enumerate(_parts(demo, task, whole).items()):
            services.add_cost(
                manager, project_id=project.pk, task_id=task.pk, spent_on=day, kind=KINDS[place % len(KINDS)],
                amount=Money.fen(part // 100 * 100), document=f"FY-{day:%y%m}-{demo.random.randint(100, 999)}",
            )  # fmt: skip


def _parts(demo: Demo, task: Task, whole: int) -> dict[dt.date, int]:
    assert task.actual_start is not None
    first = first_day(task.actual_start)
    until = min(demo.today, last_day(task.actual_finish) if task.actual_finish is not None else demo.today)
    days = [first + dt.timedelta(days=n) for n in range(14, (until - first).days, 30)]
    return {
        day: part for day, part in spread(whole, dict.fromkeys([*days, max(until, first)], 1)).items() if part >= 100
    }
