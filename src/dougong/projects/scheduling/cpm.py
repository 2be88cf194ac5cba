"""The critical path method over a project: `calculate`."""

from __future__ import annotations

from dougong.projects.scheduling.build import Built, build
from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.errors import Notice, ScheduleError, notice
from dougong.projects.scheduling.graph import Network
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
    if not project.scheduled:
        notices = tuple(notice("not_scheduled", tasks=(task.id,), at=task.line, task=task.id) for task in project.tasks)
        return Result(profile.name, None, None, {task.id: TaskDates() for task in project.tasks}, frozenset(), notices)
    built = build(project, profile)
    dates = empty(built.network)
    end = _run_passes(built, dates, project, profile)
    slack, drives = _links(built.network, dates)
    figures = _figures(built, dates, slack, _longest_path(built.network, dates, drives, end), project, profile, end)
    driving = frozenset(number for number, pred, place in built.network.edges if drives[pred][place])
    add_summaries(built, figures, slack, end)
    add_hammocks(built, project, figures)
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


def _figures(
    built: Built,
    dates: Dates,
    slack: list[int | None],
    on_path: list[bool],
    project: Project,
    profile: Profile,
    end: int,
) -> dict[str, TaskDates]:
    network = built.network
    which = project.float_kind or profile.float_kind
    limit, by_path = project.critical_limit, project.critical_is_longest_path
    special, clocks = network.special, network.clocks
    found: dict[str, TaskDates] = {}
    columns = zip(dates.early_start, dates.early_finish, dates.late_start, dates.late_finish, slack, strict=True)
    for node, (es, ef, ls, lf, free) in enumerate(columns):
        id = network.ids[node]
        if network.index.get(id) != node:
            continue
        own = special.get(node)
        if own is not None and own.done:
            found[id] = _finished(built, id, (es, ef, ls, lf), profile)
            continue
        clock = clocks[node]
        # The start of started work cannot move, so only its finish has float.
        moved = which if own is None or not own.late_is_early else FloatKind.FINISH
        total = _total(clock, moved, es, ef, ls, lf)
        if free is None:
            free = clock.worked(end) - clock.worked(ef)
        start = es if own is None else built.tasks[id].actual_start or es
        critical = on_path[node] if by_path else total <= limit
        found[id] = TaskDates(es, ef, ls, lf, total, free, critical, on_path[node], start, ef)
    return found


def _total(clock: Clock, which: FloatKind, es: int, ef: int, ls: int, lf: int) -> int:
    worked = clock.worked
    if which is FloatKind.FINISH:  # rule 10
        return worked(lf) - worked(ef)
    if which is FloatKind.START:
        return worked(ls) - worked(es)
    return min(worked(lf) - worked(ef), worked(ls) - worked(es))


def _finished(built: Built, id: str, dates: tuple[int, int, int, int], profile: Profile) -> TaskDates:
    task = built.tasks[id]
    es, ef, ls, lf = dates
    float_ = 0 if profile.actuals_are_dates else None
    start = task.actual_start if task.actual_start is not None else task.actual_finish
    return TaskDates(es, ef, ls, lf, float_, float_, False, False, start, task.actual_finish)


def _links(network: Network, dates: Dates) -> tuple[list[int | None], list[list[bool]]]:
    """Free float by node (None without successors, rule 15) and, for each link, whether it decides a date."""
    es, ef, ls, lf = dates.early_start, dates.early_finish, dates.link_start, dates.link_finish
    clocks = network.clocks
    slack: list[int | None] = []
    drives: list[list[bool]] = []
    for node, edges in enumerate(network.succs):
        clock, least, flags = clocks[node], None, []
        for succ, from_finish, to_finish, lag, lag_clock in edges:
            at = lf[node] if from_finish else ls[node]
            if lag:
                at = lag_clock.shift(at, lag)
            aim = ef[succ] if to_finish else es[succ]
            free = 0 if at == aim else clock.worked(aim) - clock.worked(at)
            other = clocks[succ]
            flags.append(free <= 0 if other is clock or at >= aim else other.worked(at) >= other.worked(aim))
            if least is None or free < least:
                least = free
        slack.append(least)
        drives.append(flags)
    return slack, drives


def _longest_path(network: Network, dates: Dates, drives: list[list[bool]], end: int) -> list[bool]:
    """Nodes on a chain of deciding links that reaches the largest early finish."""
    on_path = [finish == end for finish in dates.early_finish]
    for node in reversed(network.order):
        if not on_path[node]:
            flags = drives[node]
            on_path[node] = any(on_path[edge[0]] and flags[place] for place, edge in enumerate(network.succs[node]))
    return on_path


def _unknown_holidays(built: Built, end: int) -> list[Notice]:
    return [
        notice("holidays_unknown", calendar=calendar.name, day=date_of(calendar.known_until).isoformat())
        for calendar in built.clocks.used()
        if calendar.known_until is not None and end > (calendar.known_until + 1) * DAY
    ]
