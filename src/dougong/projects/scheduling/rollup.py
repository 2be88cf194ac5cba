"""What follows from other tasks' dates: summaries, hammocks, and progress of a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dougong.projects.scheduling.build import Built
from dougong.projects.scheduling.graph import lag_clock, leaves, outline
from dougong.projects.scheduling.network import LagCalendar, Link, LinkType, Project, Task, TaskKind
from dougong.projects.scheduling.result import TaskDates


def add_summaries(built: Built, figures: dict[str, TaskDates], slack: list[int | None], end: int) -> None:
    """A summary spans its tasks; it is critical if one of them is; its total float is the least of theirs.

    Its free float is that of its own links, or to the calculated finish where none leaves it.
    """
    for id in _deepest_first(built.children, built.tasks):
        below = [figures[child] for child in built.children[id] if child in figures]
        below = [dates for dates in below if dates.early_start is not None]
        if not below:
            continue
        whole = _span(below)
        clock = built.clocks.get(built.clocks.id_for(built.tasks[id]))
        free = slack[built.ends[id]] if id in built.ends else None
        if free is None and clock is not None and whole.early_finish is not None:
            free = clock.worked(end) - clock.worked(whole.early_finish)
        figures[id] = whole._replace(free_float=free)


def _deepest_first(children: Mapping[str, list[str]], tasks: Mapping[str, Task]) -> list[str]:
    depth: dict[str, int] = {}

    def measure(id: str) -> int:
        path: list[str] = []
        at: str | None = id
        while at is not None and at not in depth:
            path.append(at)
            at = tasks[at].parent_id
        base = depth[at] if at is not None else -1
        for place, step in enumerate(reversed(path)):
            depth[step] = base + 1 + place
        return depth[id]

    return sorted(children, key=measure, reverse=True)


def _least(values: Iterable[int | None]) -> int | None:
    return min((value for value in values if value is not None), default=None)


def _span(below: list[TaskDates]) -> TaskDates:
    # By columns; every date of a scheduled task is there, a finished one's float may not be.
    es, ef, ls, lf, total, _, critical, longest, start, finish = zip(*below, strict=True)
    return TaskDates(
        min(es), max(ef), min(ls), max(lf), _least(total), None, any(critical), any(longest), min(start), max(finish)
    )


def add_hammocks(built: Built, project: Project, figures: dict[str, TaskDates], which: LagCalendar) -> None:
    """A level of effort runs from what its predecessors let begin to what its links let end.

    Without any link it spans the tasks of its part of the outline (P6's WBS summary); it drives nothing.
    """
    hammocks = {task.id for task in project.tasks if task.kind is TaskKind.HAMMOCK and task.id not in built.children}
    if not hammocks:
        return
    starts: dict[str, list[tuple[int, int]]] = {id: [] for id in hammocks}
    ends: dict[str, list[tuple[int, int]]] = {id: [] for id in hammocks}
    for link in project.links:
        succ, pred = figures.get(link.succ), figures.get(link.pred)
        if link.succ in hammocks and pred is not None:
            at = (pred.early_start, pred.late_start)
            if link.type in (LinkType.FS, LinkType.FF):
                at = (pred.early_finish, pred.late_finish)
            side = starts if link.type in (LinkType.FS, LinkType.SS) else ends
            _keep(side[link.succ], at, _lag(built, link, which, 1))
        if link.pred in hammocks and succ is not None and link.type in (LinkType.FS, LinkType.FF):
            finish = link.type is LinkType.FF
            at = (succ.early_finish, succ.late_finish) if finish else (succ.early_start, succ.late_start)
            _keep(ends[link.pred], at, _lag(built, link, which, -1))
    for id in hammocks:
        if not starts[id] and not ends[id]:
            _span_siblings(built, figures, id, starts[id], ends[id])
        dates = _hammock(built, project, id, starts[id], ends[id])
        if dates is not None:
            figures[id] = dates


_Shift = Callable[[int], int]


def _lag(built: Built, link: Link, which: LagCalendar, sign: int) -> _Shift:
    if not link.lag:
        return lambda at: at
    clock = lag_clock(link, built.tasks[link.pred], built.tasks[link.succ], which, built.clocks)
    return lambda at: clock.shift(at, sign * link.lag)


def _keep(side: list[tuple[int, int]], at: tuple[int | None, int | None], shift: _Shift) -> None:
    if at[0] is not None and at[1] is not None:
        side.append((shift(at[0]), shift(at[1])))


def _span_siblings(
    built: Built,
    figures: dict[str, TaskDates],
    id: str,
    starts: list[tuple[int, int]],
    ends: list[tuple[int, int]],
) -> None:
    """A hammock without links lasts as long as the tasks beside and below it in the outline."""
    parent = built.tasks[id].parent_id
    for leaf in leaves(parent, built.children) if parent is not None else ():
        dates = figures.get(leaf)
        if dates is not None:
            _keep(starts, (dates.early_start, dates.late_start), lambda at: at)
            _keep(ends, (dates.early_finish, dates.late_finish), lambda at: at)


def _hammock(
    built: Built, project: Project, id: str, starts: list[tuple[int, int]], ends: list[tuple[int, int]]
) -> TaskDates | None:
    """Finished, it is one instant at the data date without float; begun, it goes on from there."""
    task = built.tasks[id]
    clock = built.clocks.get(built.clocks.id_for(task))
    if clock is None or not (starts or ends):
        return None
    begin = (built.begin, built.begin)
    start = clock.start(clock.worked(begin[0] if task.started else min(starts, default=begin)[0]))
    late_start = clock.start(clock.worked(min((late for _, late in starts), default=start)))
    finish = clock.finish(clock.worked(max((early for early, _ in ends), default=start)))
    late_finish = clock.finish(clock.worked(max((late for _, late in ends), default=late_start)))
    finish, late_finish = max(start, finish), max(late_start, late_finish)
    if task.finished:
        at = built.begin if project.status_date is None else project.status_date
        return TaskDates(at, at, late_finish, late_finish, start=task.actual_start, finish=task.actual_finish)
    total = clock.worked(late_finish) - clock.worked(finish)
    actual = start if task.actual_start is None else task.actual_start
    return TaskDates(start, finish, late_start, late_finish, total, 0, False, False, actual, finish)


def progress(project: Project) -> dict[str, float]:
    """Percent of every task; a summary's is that of its tasks weighted by planned duration, 0–100."""
    children = outline(project)
    tasks = {task.id: task for task in project.tasks}
    found: dict[str, float] = {}
    for task in project.tasks:
        if task.id not in children:
            found[task.id] = 100.0 if task.finished else task.percent
            continue
        below = [tasks[leaf] for leaf in leaves(task.id, children) if leaf in tasks]
        weight = sum(leaf.duration or 0 for leaf in below)
        done = sum((leaf.duration or 0) * (100.0 if leaf.finished else leaf.percent) for leaf in below)
        if weight:
            found[task.id] = done / weight
        else:
            found[task.id] = 100.0 if below and all(leaf.finished or leaf.percent >= 100 for leaf in below) else 0.0
    return found
