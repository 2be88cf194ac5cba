"""The critical path method over a project: `calculate`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dougong.projects.scheduling.build import Built, build
from dougong.projects.scheduling.errors import Notice, ScheduleError, notice
from dougong.projects.scheduling.graph import NEVER, Edge, Network
from dougong.projects.scheduling.instants import DAY, date_of
from dougong.projects.scheduling.network import P6, FloatKind, Profile, Project
from dougong.projects.scheduling.passes import Dates, as_late_as_possible, backward, empty, forward
from dougong.projects.scheduling.result import Result, TaskDates
from dougong.projects.scheduling.rollup import add_hammocks, add_summaries


def calculate(project: Project, profile: Profile = P6) -> Result:
    """Early and late dates, floats, critical tasks and driving links.

    ScheduleError (loop, duplicate_task, missing_task, missing_parent, negative_duration, no_start, out_of_range)
    refuses the project as a whole; a task that alone cannot be scheduled answers None and is named in `warnings`.
    """
    with _undisturbed():
        return _calculate(project, profile)


@contextmanager
def _undisturbed() -> Iterator[None]:
    # Hundreds of thousands of small values are made and none of them is garbage before the end: the collector would
    # walk them, and the project, again and again (a quarter of the time at 100,000 tasks).
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _calculate(project: Project, profile: Profile) -> Result:
    if not project.scheduled:
        notices = tuple(notice("not_scheduled", tasks=(task.id,), at=task.line, task=task.id) for task in project.tasks)
        return Result(profile.name, None, None, {task.id: TaskDates() for task in project.tasks}, frozenset(), notices)
    built = build(project, profile)
    dates = empty(built.network)
    end = _run_passes(built, dates, project, profile)
    slack, drives = _links(built.network, dates)
    on_path = _longest_path(built.network, dates, drives, end)
    figures = _figures(built, _Found(dates, slack, on_path, end), project, profile)
    driving = frozenset(number for number, pred, place in built.network.edges if drives[pred][place])
    add_summaries(built, figures, slack, end)
    add_hammocks(built, project, figures, project.lag_calendar or profile.lag_calendar)
    answers = {task.id: figures.get(task.id, _NOTHING) for task in project.tasks}
    starts = [figures[id].early_start for id in built.network.index]
    begin = min((start for start in starts if start is not None), default=None)
    notices = (*built.notices, *_unknown_holidays(built, end))
    return Result(profile.name, begin, end if built.network.index else None, answers, driving, notices)


_NOTHING = TaskDates()


def _run_passes(built: Built, dates: Dates, project: Project, profile: Profile) -> int:
    """Both passes and the moves of ALAP; the calculated finish."""
    network = built.network
    forward(network, dates)
    end = max(dates.early_finish, default=built.begin)
    if end > 120530 * DAY:
        node = dates.early_finish.index(end)
        raise ScheduleError("out_of_range", tasks=(network.ids[node],), task=network.ids[node])
    target = project.must_finish_by if project.must_finish_by is not None else end  # rule 9
    backward(network, dates, target)
    if network.alap and profile.alap_takes_total_float:
        for node in network.alap:
            network.start_low[node] = max(network.start_low[node], dates.late_start[node])
        forward(network, dates)
    elif network.alap:
        as_late_as_possible(network, dates, end)
    return end


@dataclass(slots=True)
class _Found:
    """What the passes and the links gave, by node."""

    dates: Dates
    slack: list[int | None]
    on_path: list[bool]
    end: int


def _figures(built: Built, found: _Found, project: Project, profile: Profile) -> dict[str, TaskDates]:
    network, dates, on_path = built.network, found.dates, found.on_path
    kind = project.float_kind or profile.float_kind
    limit, by_path = project.critical_limit, project.critical_is_longest_path
    es, ef, ls, lf = dates.early_start, dates.early_finish, dates.late_start, dates.late_finish
    clocks, slack, ends, late = network.clocks, found.slack, dates.work_finish, dates.late_work
    answers: dict[str, TaskDates] = {}
    for id, node in network.index.items():
        if node in network.special:
            answers[id] = _special(built, found, node, kind, by_path, limit, profile)
            continue
        clock, free, longest = clocks[node], slack[node], on_path[node]
        if free is None:
            free = clock.worked(found.end) - ends[node]
        total = late[node] - ends[node]  # rule 10
        if kind is not FloatKind.FINISH:
            total = _total(kind, total, clock.worked(ls[node]) - dates.work_start[node])
        start, finish = es[node], ef[node]
        critical = longest if by_path else total <= limit
        answers[id] = TaskDates(start, finish, ls[node], lf[node], total, free, critical, longest, start, finish)
    return answers


def _total(kind: FloatKind, finish: int, start: int) -> int:
    return start if kind is FloatKind.START else min(start, finish)


def _special(
    built: Built, found: _Found, node: int, kind: FloatKind, by_path: bool, limit: int, profile: Profile
) -> TaskDates:
    network, dates = built.network, found.dates
    id, own, clock = network.ids[node], network.special[node], network.clocks[node]
    es, ef = dates.early_start[node], dates.early_finish[node]
    ls, lf = dates.late_start[node], dates.late_finish[node]
    if own.done:
        return _finished(built, id, (es, ef, ls, lf), profile)
    total = clock.worked(lf) - clock.worked(ef)
    # The start of started work cannot move, so only its finish has float.
    if kind is not FloatKind.FINISH and not own.late_is_early:
        total = _total(kind, total, clock.worked(ls) - clock.worked(es))
    free, longest = found.slack[node], found.on_path[node]
    if own.expected_finish is not None:
        free = 0  # so P6 says it: the finish is given, whatever follows
    elif free is None:
        free = clock.worked(found.end) - clock.worked(ef)
    start = built.tasks[id].actual_start
    critical = longest if by_path else total <= limit
    return TaskDates(es, ef, ls, lf, total, free, critical, longest, es if start is None else start, ef)


def _finished(built: Built, id: str, dates: tuple[int, int, int, int], profile: Profile) -> TaskDates:
    task = built.tasks[id]
    es, ef, ls, lf = dates
    float_ = 0 if profile.actuals_are_dates else None
    start = task.actual_start if task.actual_start is not None else task.actual_finish
    return TaskDates(es, ef, ls, lf, float_, float_, False, False, start, task.actual_finish)


def _links(network: Network, dates: Dates) -> tuple[list[int | None], list[list[bool]]]:
    """Free float by node (None without successors, rule 15) and, for each link, whether it decides a date."""
    clocks, special = network.clocks, network.special
    ws, wf = dates.work_start, dates.work_finish
    slack: list[int | None] = []
    drives: list[list[bool]] = []
    for node, edges in enumerate(network.succs):
        clock, least, flags = clocks[node], NEVER, []
        usual = node not in special
        for edge in edges:
            _, succ, from_finish, to_finish, lag, lag_clock = edge
            if usual and clocks[succ] is clock and (lag_clock is clock or not lag):
                # All on one calendar: a lag adds to W, whatever its side.
                free = (wf if to_finish else ws)[succ] - (wf if from_finish else ws)[node] - lag
                flags.append(free <= 0)
            else:
                free, drive = _slack(network, dates, edge)
                flags.append(drive)
            if free < least:
                least = free
        slack.append(least if edges else None)
        drives.append(flags)
    return slack, drives


def _slack(network: Network, dates: Dates, edge: Edge) -> tuple[int, bool]:
    """A link's slack on its predecessor's calendar, and whether it decides, seen on its successor's."""
    pred, succ, from_finish, to_finish, lag, lag_clock = edge
    at = dates.link_finish[pred] if from_finish else dates.link_start[pred]
    if lag:
        at = lag_clock.shift(at, lag)
    aim = dates.early_finish[succ] if to_finish else dates.early_start[succ]
    own, other = network.clocks[pred], network.clocks[succ]
    return own.worked(aim) - own.worked(at), at >= aim or other.worked(at) >= other.worked(aim)


def _longest_path(network: Network, dates: Dates, drives: list[list[bool]], end: int) -> list[bool]:
    """Nodes on a chain of deciding links that reaches the largest early finish."""
    on_path = [finish == end for finish in dates.early_finish]
    for node in reversed(network.order):
        if not on_path[node]:
            flags = drives[node]
            on_path[node] = any(on_path[edge[1]] and flags[place] for place, edge in enumerate(network.succs[node]))
    return on_path


def _unknown_holidays(built: Built, end: int) -> list[Notice]:
    return [
        notice("holidays_unknown", calendar=calendar.name, day=date_of(calendar.known_until).isoformat())
        for calendar in built.clocks.used()
        if calendar.known_until is not None and end > (calendar.known_until + 1) * DAY
    ]
