"""Fifteen projects at every point of their life, planned and reported week by week."""

from __future__ import annotations

import datetime as dt
import uuid

from dougong.contracts.demo import collect
from dougong.contracts.models import Contract, Instalment
from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.projects import rules, services
from dougong.projects.models import Project, Task

DAY = 1000  # working minutes for a day of the table below: about two days
#: number, name, working days, the numbers it follows; a milestone has no days
WORKS: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    ("1", "施工准备", 0, ()),
    ("1.1", "深化设计与管线综合", 18, ()),
    ("1.2", "主要设备订货", 24, ("1.1",)),
    ("2", "暖通工程", 0, ()),
    ("2.1", "风管制作与安装", 32, ("1.1",)),
    ("2.2", "空调水管安装", 28, ("1.1",)),
    ("2.3", "设备就位与接管", 18, ("1.2", "2.1")),
    ("3", "电气与自控", 0, ()),
    ("3.1", "桥架与母线", 30, ("1.1",)),
    ("3.2", "配电柜安装与接线", 20, ("3.1", "1.2")),
    ("3.3", "主体安装完成", -1, ("2.2", "2.3", "3.2")),
    ("4", "调试与验收", 0, ()),
    ("4.1", "单机与联动调试", 16, ("3.3",)),
    ("4.2", "性能检测", 8, ("4.1",)),
    ("4.3", "竣工验收", -1, ("4.2",)),
)


def build(demo: Demo) -> None:
    contracts: list[Contract] = demo.made["contracts"]
    for done, contract in enumerate(contracts):
        login = "liang" if done % 2 == 0 else "luo"
        _run(demo, contract, login, slip=(7, 0, 0, 5, 0, 12, 0, 0, 21)[done % 9])
        demo.progress("项目", done + 1, len(contracts))


def _run(demo: Demo, contract: Contract, login: str, *, slip: int) -> None:
    manager = demo.actors[login]
    assert contract.starts_on is not None
    begun = contract.starts_on
    with demo.at(min(demo.today, begun)):
        seller = demo.actors[demo.login_of[contract.owner_id]]
        assert manager.id is not None
        project = services.create_project(
            seller, contract_id=contract.pk, name=contract.title.removesuffix("工程"), manager_id=manager.id
        )
        site = demo.actors["tang"].user_id
        services.set_members(manager, project_id=project.pk, members=[(manager.id, "manager"), (site, "site")])
        tasks = _plan(manager, project, site)
        _tie(manager, contract, tasks)
        if begun <= demo.today:
            services.hold_kickoff(manager, project_id=project.pk, held_on=begun)
    if slip:
        _slip(demo, manager, project, tasks, slip)
    finished = _report(demo, manager, project, tasks)
    if finished is not None:
        day = min(demo.today, finished + dt.timedelta(days=demo.random.choice((-1, 0, 2, 4)) + 1))
        with demo.at(day):
            services.accept(manager, project_id=project.pk, accepted_on=day, note="资料齐全，性能检测合格。")
    collect(demo, Contract.objects.select_related("client").get(pk=contract.pk))


def _plan(manager: Actor, project: Project, site: uuid.UUID) -> dict[str, Task]:
    tasks: dict[str, Task] = {}
    for number, name, days, _ in WORKS:
        parent = tasks.get(number.split(".")[0]) if "." in number else None
        values = {"kind": "milestone"} if days < 0 else {"duration": days * DAY, "owner_id": site} if days else {}
        _, tasks[number] = services.add_task(
            manager, project_id=project.pk, version=None, name=name, parent_id=parent.pk if parent else None, **values
        )
    for number, _, _, after in WORKS:
        for before in after:
            services.add_link(
                manager, project_id=project.pk, version=None, pred_id=tasks[before].pk, succ_id=tasks[number].pk
            )
    services.set_baseline(manager, project_id=project.pk, version=None)
    return tasks


def _tie(manager: Actor, contract: Contract, tasks: dict[str, Task]) -> None:
    waiting = Instalment.objects.filter(contract=contract, due_kind="milestone").first()
    if waiting is not None:
        services.link_instalment(manager, task_id=tasks["3.3"].pk, instalment_id=waiting.pk)


def _slip(demo: Demo, manager: Actor, project: Project, tasks: dict[str, Task], days: int) -> None:
    """The ducts take longer than promised; they are on the critical path."""
    with demo.at(min(demo.today, project.starts_on + dt.timedelta(days=30))):
        services.save_task(manager, task_id=tasks["2.1"].pk, version=None, duration=32 * DAY + days * 480)


def _report(demo: Demo, manager: Actor, project: Project, tasks: dict[str, Task]) -> dt.date | None:
    """Report each task on the day it ends, or how far it is today; the day the last milestone was reached, if it was."""
    last: dt.date | None = None
    for number, _, days, _ in WORKS:
        if days == 0:
            continue
        task = Task.objects.get(pk=tasks[number].pk)
        assert task.start is not None and task.finish is not None
        begun, ended = rules.first_day(task.start), rules.last_day(task.finish)
        if ended < demo.today:
            with demo.at(ended + dt.timedelta(days=1)):
                services.set_progress(manager, task_id=task.pk, percent=100)
            last = ended
        elif begun < demo.today:
            share = (demo.today - begun).days / max(1, (ended - begun).days)
            services.set_progress(manager, task_id=task.pk, percent=max(5, min(95, int(share * 100) - 4)))
            last = None
        else:
            last = None
    return last
