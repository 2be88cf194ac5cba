"""Fills the arrays of a network: nodes for tasks and for linked summaries, bounds from constraints and progress."""

from __future__ import annotations

from dataclasses import dataclass, field

from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.errors import Notice, ScheduleError
from dougong.projects.scheduling.graph import (
    EITHER,
    FINISH,
    LEAST,
    PLAIN,
    RAW,
    START,
    Clocks,
    Network,
    Special,
    check,
    lag_clock,
    leaves,
    outline,
    sort,
    unschedulable,
)
from dougong.projects.scheduling.network import (
    Constraint,
    ConstraintKind,
    Link,
    LinkType,
    Profile,
    Progress,
    Project,
    Task,
    TaskKind,
)

_KINDS = {
    TaskKind.TASK: PLAIN,
    TaskKind.MILESTONE: EITHER,
    TaskKind.START_MILESTONE: START,
    TaskKind.FINISH_MILESTONE: FINISH,
}
_ON_START = (
    ConstraintKind.START_NO_EARLIER,
    ConstraintKind.START_NO_LATER,
    ConstraintKind.START_ON,
    ConstraintKind.MANDATORY_START,
)


@dataclass(slots=True)
class Built:
    """A network with what the later steps need to know about the project it came from."""

    network: Network
    clocks: Clocks
    tasks: dict[str, Task]
    children: dict[str, list[str]]
    notices: list[Notice]
    begin: int
    gates: dict[str, int] = field(default_factory=dict)  # summary: node before its tasks
    ends: dict[str, int] = field(default_factory=dict)  # summary: node after its tasks
    firsts: dict[str, int] = field(default_factory=dict)  # summary: node at its earliest start


def build(project: Project, profile: Profile) -> Built:
    """ScheduleError for anything that refuses the project."""
    problems = check(project)
    if problems:
        raise problems[0]
    begin = _begin(project, profile)
    clocks = Clocks(project, profile)
    children = outline(project)
    out, notices = unschedulable(project, clocks, children)
    tasks = {task.id: task for task in project.tasks}
    network = Network(open_ends_critical=project.open_ends_critical)
    built = Built(network, clocks, tasks, children, notices, begin)
    nodes = _add_tasks(built, profile, [task for task in project.tasks if task.id not in out])
    for node, task in nodes:
        _mark(built, project, profile, task, node)
    for task in project.tasks:
        if task.id in children and (task.constraints or task.deadline is not None):
            _bound_summary(built, task)
    _join_links(built, project, profile)
    sort(built.network)
    return built


def _begin(project: Project, profile: Profile) -> int:
    # Rule 2: the later of data date and planned start.
    dates = [project.start]
    if profile.data_date_moves_work or project.start is None:
        dates.append(project.status_date)
    known = [date for date in dates if date is not None]
    if not known:
        raise ScheduleError("no_start")
    return max(known)


def _add_tasks(built: Built, profile: Profile, tasks: list[Task]) -> list[tuple[int, Task]]:
    """A node for each task that is scheduled by itself; those that more than links decide about."""
    network, clocks, children = built.network, built.clocks, built.children
    marked: list[tuple[int, Task]] = []
    ids, kinds, own_clocks, works = network.ids, network.kinds, network.clocks, network.work
    for task in tasks:
        kind = PLAIN if task.kind is TaskKind.TASK else _KINDS.get(task.kind)
        if kind is None or task.id in children:
            continue
        clock = clocks.full if task.elapsed else clocks.get(clocks.id_for(task))
        if clock is None:
            continue
        work = task.left or 0 if kind == PLAIN else 0
        if not work and kind == PLAIN and not task.duration and profile.zero_is_milestone:
            kind = EITHER
        network.index[task.id] = len(ids)
        if (
            task.constraints
            or task.actual_start is not None
            or task.actual_finish is not None
            or task.manual_start is not None
            or task.deadline is not None
            or task.expected_finish is not None
        ):
            marked.append((len(ids), task))
        ids.append(task.id)
        kinds.append(kind)
        own_clocks.append(clock)
        works.append(work)
    network.reserve(built.begin)
    return marked


def _mark(built: Built, project: Project, profile: Profile, task: Task, node: int) -> None:
    """Progress, a place by hand, constraints and the deadline of one task."""
    network, clock = built.network, built.network.clocks[node]
    if task.actual_start is not None or task.actual_finish is not None:
        _apply_progress(built, project, profile, task, node)
    elif profile.actuals_are_dates and task.manual_start is not None and task.manual_finish is not None:
        network.special[node] = Special(fixed_start=task.manual_start, fixed_finish=task.manual_finish)
        network.work[node] = clock.worked(task.manual_finish) - clock.worked(task.manual_start)
    if task.actual_finish is not None:
        return
    for constraint in task.constraints:
        if task.actual_start is None or constraint.kind not in _ON_START:
            _apply_constraint(network, project, profile, node, constraint)
    if task.deadline is not None:
        network.finish_high[node] = min(network.finish_high[node], task.deadline)
    if task.expected_finish is not None and network.kinds[node] == PLAIN:
        network.special.setdefault(node, Special()).expected_finish = task.expected_finish


def _apply_progress(built: Built, project: Project, profile: Profile, task: Task, node: int) -> None:
    network = built.network
    clock = network.clocks[node]
    special = network.special.setdefault(node, Special())
    special.done = task.finished
    start = task.actual_start if task.actual_start is not None else task.actual_finish
    if start is None:
        return
    if not profile.actuals_are_dates:
        if task.finished:  # rule 13: one instant, the data date as it is, whatever the links and the calendar say
            network.kinds[node], network.work[node] = RAW, 0
            network.without_lags.add(node)
            special.ignores_links = True
            special.link_start, special.link_finish = start, task.actual_finish
            network.start_low[node] = built.begin if project.status_date is None else project.status_date
        else:
            from_actual = project.ss_lag_from_actual_start or project.progress is Progress.ACTUAL_DATES
            special.link_start = start if from_actual else None
            network.start_low[node] = max(built.begin, task.resume or built.begin)
        return
    special.fixed_start = start
    special.late_is_early = True
    if task.actual_finish is not None:
        special.fixed_finish = task.actual_finish
    elif network.kinds[node] == EITHER:
        special.fixed_finish = start
    else:
        special.fixed_finish = _remaining_finish(project, profile, task, clock, start)
    network.work[node] = max(clock.worked(special.fixed_finish) - clock.worked(start), 0)


def _remaining_finish(project: Project, profile: Profile, task: Task, clock: Clock, start: int) -> int:
    """Where a started task ends: on from its start, or its remaining work after resume or status date."""
    left = task.left or 0
    whole = task.duration if task.duration is not None else left
    stop = task.stop if task.stop is not None else start
    begin = task.resume if task.resume is not None and task.resume > stop else None
    if profile.data_date_moves_work:
        done, before = whole - left, clock.worked(stop) - clock.worked(start)
        if begin is not None and done > before:  # what is done beyond the work before the rest was done after it
            begin = clock.finish(clock.worked(begin) + done - before)
        if project.status_date is not None:
            done_until = begin if begin is not None else clock.finish(clock.worked(start) + done)
            begin = max(done_until, project.status_date)
    if begin is None:
        return max(start, clock.finish(clock.worked(start) + whole))
    return max(start, clock.finish(clock.worked(begin) + left))


def _apply_constraint(network: Network, project: Project, profile: Profile, node: int, given: Constraint) -> None:
    kind, at = given.kind, given.at
    if kind is ConstraintKind.ALAP:
        network.alap.add(node)
    if at is None:
        return
    held = profile.actuals_are_dates and project.honor_constraints
    special = network.special.get(node)
    if special is not None and special.fixed_start is not None:
        held = False  # placed by hand or by its actual start
    held = held or kind in (ConstraintKind.MANDATORY_START, ConstraintKind.MANDATORY_FINISH)
    if held and _hold(network, node, kind, at):
        return
    if kind in (ConstraintKind.START_NO_EARLIER, ConstraintKind.START_ON):
        network.start_low[node] = max(network.start_low[node], at)
    if kind in (ConstraintKind.FINISH_NO_EARLIER, ConstraintKind.FINISH_ON):
        network.finish_low[node] = max(network.finish_low[node], at)
    if kind in (ConstraintKind.START_NO_LATER, ConstraintKind.START_ON):
        network.start_high[node] = min(network.start_high[node], at)
    if kind in (ConstraintKind.FINISH_NO_LATER, ConstraintKind.FINISH_ON):
        network.finish_high[node] = min(network.finish_high[node], at)


def _hold(network: Network, node: int, kind: ConstraintKind, at: int) -> bool:
    """A date kept even against the links. True where nothing else is to be done for it."""
    special = network.special.setdefault(node, Special())
    if kind in (ConstraintKind.MANDATORY_START, ConstraintKind.START_ON):
        special.fixed_start, special.pins_late = at, True
        return True
    if kind in (ConstraintKind.MANDATORY_FINISH, ConstraintKind.FINISH_ON):
        special.fixed_finish, special.pins_late = at, True
        return True
    if kind is ConstraintKind.START_NO_LATER:
        special.latest_start = at
    elif kind is ConstraintKind.FINISH_NO_LATER:
        special.latest_finish = at
    return False


def _bound_summary(built: Built, task: Task) -> None:
    network = built.network
    highs = [task.deadline] if task.deadline is not None else []
    for constraint in task.constraints:
        if constraint.at is None:
            continue
        if constraint.kind is ConstraintKind.START_NO_EARLIER:
            gate = _gate(built, task.id)
            network.start_low[gate] = max(network.start_low[gate], constraint.at)
        elif constraint.kind is ConstraintKind.FINISH_NO_LATER:
            highs.append(constraint.at)
    if highs:
        network.finish_high[_end(built, task.id)] = min(highs)


def _members(built: Built, summary: str) -> list[int]:
    index = built.network.index
    return [index[id] for id in leaves(summary, built.children) if id in index]


def _gate(built: Built, summary: str) -> int:
    """The node that holds back every task of a summary."""
    if summary not in built.gates:
        node = built.network.add(summary, RAW, built.clocks.full, 0, built.begin)
        built.gates[summary] = node
        for member in _members(built, summary):
            built.network.join(node, member, LinkType.FS, 0, built.clocks.full)
    return built.gates[summary]


def _end(built: Built, summary: str) -> int:
    """The node at the latest finish of a summary's tasks."""
    if summary not in built.ends:
        # The summary's own clock measures the free float of its end.
        clock = built.clocks.get(built.clocks.id_for(built.tasks[summary])) or built.clocks.full
        node = built.network.add(summary, RAW, clock, 0, built.begin)
        built.ends[summary] = node
        for member in _members(built, summary):
            built.network.join(member, node, LinkType.FF, 0, built.clocks.full)
    return built.ends[summary]


def _first(built: Built, summary: str) -> int:
    """The node at the earliest start of a summary's tasks; it gives them no late bound (any one may be the first)."""
    if summary not in built.firsts:
        node = built.network.add(summary, LEAST, built.clocks.full, 0, built.begin)
        built.firsts[summary] = node
        for member in _members(built, summary):
            built.network.join(member, node, LinkType.SS, 0, built.clocks.full)
    return built.firsts[summary]


def _join_links(built: Built, project: Project, profile: Profile) -> None:
    network, index, clocks, tasks = built.network, built.network.index, built.network.clocks, built.tasks
    preds, succs, edges = network.preds, network.succs, network.edges
    which = project.lag_calendar or profile.lag_calendar
    override = not profile.actuals_are_dates and project.progress is not Progress.RETAINED_LOGIC
    fs, ff, sf = LinkType.FS, LinkType.FF, LinkType.SF
    for number, link in enumerate(project.links):
        pred, succ = index.get(link.pred), index.get(link.succ)
        if pred is None:
            pred = _summary_source(built, link)
        if succ is None and link.succ in built.children:
            succ = _gate(built, link.succ)
        if pred is None or succ is None:
            continue  # an end without dates: unscheduled, said in a notice, or a hammock, placed afterwards
        if override and tasks[link.succ].started and not tasks[link.pred].finished:
            continue  # work that has begun does not wait for it, nor does it wait for that work
        clock, lag, type = clocks[pred], link.lag, link.type
        if link.percent is not None:
            lag = round((tasks[link.pred].duration or 0) * link.percent / 100)
        if lag:
            clock = lag_clock(link, tasks[link.pred], tasks[link.succ], which, built.clocks)
        edge = (pred, succ, type is fs or type is ff, type is ff or type is sf, lag, clock)
        own = succs[pred]
        edges.append((number, pred, len(own)))
        own.append(edge)
        preds[succ].append(edge)


def _summary_source(built: Built, link: Link) -> int | None:
    if link.pred not in built.children:
        return None
    if link.type in (LinkType.SS, LinkType.SF):
        return _first(built, link.pred)
    return _end(built, link.pred)
