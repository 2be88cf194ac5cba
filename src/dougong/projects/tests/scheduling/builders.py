"""Short ways to say a network in a test."""

from __future__ import annotations

from dataclasses import replace

from dougong.projects.scheduling import P6, Link, LinkType, Project, Result, Task, TaskKind, calculate, weekly
from dougong.projects.scheduling.instants import moment_of, parse

HOLIDAY = 45413 - 25569  # serial of 2024-05-01 as days since 1970
A = weekly("A", "A", ((480, 960),), (0, 1, 2, 3, 5, 6), (HOLIDAY,))  # 08-16, Friday off, 2024-05-01 off
B = weekly("B", "B", ((480, 720), (780, 1020)))
C = weekly("C", "C", ((480, 720), (780, 1020)), range(7))
START = "2024-04-28 00:00"


def at(text: str) -> int:
    """`04-28 08:00` of 2024, or a whole date and time."""
    return parse(text if len(text) > 11 else f"2024-{text}")


def task(id: str, calendar: str = "A", hours: float = 0, kind: TaskKind = TaskKind.TASK, **more: object) -> Task:
    return replace(Task(id, id, round(hours * 60), kind, calendar_id=calendar), **more)


def link(text: str, hours: float = 0) -> Link:
    """`P FS S`."""
    pred, type, succ = text.split()
    return Link(pred, succ, LinkType(type), round(hours * 60))


def project(tasks: list[Task], links: list[Link] | None = None, start: str = START, **more: object) -> Project:
    made = Project("p", "p", parse(start), tuple(tasks), tuple(links or ()), (A, B, C), "A", status_date=parse(start))
    return replace(made, **more)


def early(result: Result, id: str) -> str:
    """`04-28 08:00/04-30 16:00`"""
    dates = result.tasks[id]
    return _span(dates.early_start, dates.early_finish)


def late(result: Result, id: str) -> str:
    """`05-09 08:00/05-09 16:00, 48`: late dates and total float in hours."""
    dates = result.tasks[id]
    assert dates.total_float is not None
    return f"{_span(dates.late_start, dates.late_finish)}, {dates.total_float // 60}"


def _span(start: int | None, finish: int | None) -> str:
    assert start is not None and finish is not None
    return f"{moment_of(start):%m-%d %H:%M}/{moment_of(finish):%m-%d %H:%M}"


def solve(tasks: list[Task], links: list[Link] | None = None, **more: object) -> Result:
    return calculate(project(tasks, links, **more), P6)
