"""After a disturbance: proposals that say what moves, by how much, why, and what it costs.

Everything is a value. A proposal is applied whole by `applied`, or not at all; the project one had is its undoing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from time import perf_counter

from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.cpm import calculate
from dougong.projects.scheduling.graph import Clocks
from dougong.projects.scheduling.instants import moment_of
from dougong.projects.scheduling.levelling.of_project import level
from dougong.projects.scheduling.levelling.usage import Overload, overloads
from dougong.projects.scheduling.network import Constraint, ConstraintKind, Link, Profile, Project, TaskKind
from dougong.projects.scheduling.result import Result
from dougong.projects.scheduling.why import Reason, ReasonKind, reasons


class ProposalKind(StrEnum):
    FEWEST_MOVES = "fewest_moves"
    SHORTEST = "shortest"  # everything may move, the end comes first
    MORE_CAPACITY = "more_capacity"  # nothing moves but what links move


_TITLES = {
    ProposalKind.FEWEST_MOVES: ("尽量少动：移动 {count} 个任务", "Move as few as possible: {count} tasks"),
    ProposalKind.SHORTEST: ("尽早完成：移动 {count} 个任务", "Finish as early as possible: {count} tasks move"),
    ProposalKind.MORE_CAPACITY: ("增加资源：移动 {count} 个任务", "Add people or machines: {count} tasks move"),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """A task that is held until `at` (minutes) because `resource` is taken until then."""

    task: str
    at: int
    resource: str


@dataclass(frozen=True, slots=True)
class Move:
    """Dates in minutes; `delay` is by how many working minutes of the task's calendar its finish comes later."""

    task: str
    start_before: int
    start_after: int
    finish_before: int
    finish_after: int
    delay: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """Working minutes but for `moved`; `extra` is what would have to be had in addition, one unit for a minute each."""

    moved: int
    delay: int  # of all tasks together
    project_delay: int
    extra: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """`holds` and `links` are what it adds to the project; `overloads` what it leaves, or asks to be covered."""

    kind: ProposalKind
    zh: str
    en: str
    moves: tuple[Move, ...]
    cost: Cost
    finish_before: int | None
    finish_after: int | None
    holds: tuple[Hold, ...] = ()
    links: tuple[Link, ...] = ()
    overloads: tuple[Overload, ...] = ()


def applied(project: Project, proposal: Proposal) -> Project:
    """The project with everything the proposal adds."""
    until = {hold.task: hold.at for hold in proposal.holds}
    tasks = tuple(
        replace(task, constraints=(*task.constraints, Constraint(ConstraintKind.START_NO_EARLIER, until[task.id])))
        if task.id in until
        else task
        for task in project.tasks
    )
    return replace(project, tasks=tasks, links=(*project.links, *proposal.links))


def proposals(before: Project, after: Project, profile: Profile, *, time_limit: float = 2.0) -> tuple[Proposal, ...]:
    """Ways to go on, the fewest moves first. `before` is the plan people know, `after` the same with what happened.

    Dates come from `calculate`, so every calendar, link and constraint counts. Each is found in about `time_limit`
    seconds at most; one that says nothing new is left out. ScheduleError as `calculate`.
    """
    known, disturbed = calculate(before, profile), calculate(after, profile)
    frame = _Frame(before, known, profile)
    holds, left = _fewest(after, frame, perf_counter() + time_limit)
    found = [_proposal(ProposalKind.FEWEST_MOVES, after, frame, holds=holds)]
    over = overloads([(after, disturbed)])
    if over:
        links = level(after, profile, time_limit=time_limit).added
        shortest = _proposal(ProposalKind.SHORTEST, after, frame, links=links)
        if left or (shortest.finish_after or 0) < (found[0].finish_after or 0):
            found.append(shortest)
        found.append(_proposal(ProposalKind.MORE_CAPACITY, after, frame))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every proposal is compared with."""

    before: Project
    known: Result
    profile: Profile


def _held(project: Project, holds: Iterable[Hold]) -> Project:
    return applied(project, Proposal(ProposalKind.FEWEST_MOVES, "", "", (), Cost(0, 0, 0, 0), None, None, tuple(holds)))


def _fewest(after: Project, frame: _Frame, deadline: float) -> tuple[tuple[Hold, ...], bool]:
    """Holds that leave no overload, taken one by one: of the tasks in the first overload the one whose wait moves the
    fewest others. None is kept that the others make needless. Also whether some overload is left.
    """
    holds: dict[str, Hold] = {}
    hopeless: set[tuple[str, int, tuple[tuple[str, str], ...]]] = set()
    for _ in range(4 * len(after.tasks) + 4):
        state = _held(after, holds.values())
        result = calculate(state, frame.profile)
        over = [one for one in overloads([(state, result)]) if _key(one) not in hopeless]
        if not over:
            break
        first = min(over, key=lambda one: (one.start, one.resource))
        choices = _choices(after, result, first, holds)
        best = _best(after, frame, holds, choices, deadline)
        if best is None:
            hopeless.add(_key(first))
        else:
            holds[best.task] = best
    for task in sorted(holds, key=lambda task: -holds[task].at):
        fewer = [hold for hold in holds.values() if hold.task != task]
        state = _held(after, fewer)
        if perf_counter() < deadline and len(overloads([(state, calculate(state, frame.profile))])) <= len(hopeless):
            del holds[task]
    return tuple(holds.values()), bool(hopeless)


def _key(one: Overload) -> tuple[str, int, tuple[tuple[str, str], ...]]:
    return one.resource, one.start, one.tasks


def _choices(after: Project, result: Result, over: Overload, holds: dict[str, Hold]) -> list[Hold]:
    """Each task of the overload that has not begun, held until another one of them ends."""
    inside = [task for _, task in over.tasks]
    begun = {task.id for task in after.tasks if task.started}
    found = []
    for task in inside:
        ends = [result.tasks[other].early_finish for other in inside if other != task]
        later = [end for end in ends if end is not None and end > (result.tasks[task].early_start or 0)]
        if task not in begun and later:
            at = min(later)
            if task not in holds or holds[task].at < at:
                found.append(Hold(task, at, over.name))
    return found


def _best(after: Project, frame: _Frame, holds: dict[str, Hold], choices: list[Hold], deadline: float) -> Hold | None:
    """The choice after which the fewest tasks lie elsewhere, then the project ends first, then the least is waited.

    One that moves nothing is none.
    """
    now = calculate(_held(after, holds.values()), frame.profile)
    best: tuple[tuple[int, int, int, int], Hold] | None = None
    for choice in choices:
        state = _held(after, (holds | {choice.task: choice}).values())
        result = calculate(state, frame.profile)
        if result.tasks[choice.task].early_start == now.tasks[choice.task].early_start:
            continue  # placed by hand, or by a date held against the links
        waits = sum((dates.early_start or 0) - (now.tasks[id].early_start or 0) for id, dates in result.tasks.items())
        rank = len(_moved(frame, result)), result.project_finish or 0, waits, choice.at
        if best is None or rank < best[0]:
            best = rank, choice
        if perf_counter() > deadline:
            break
    return None if best is None else best[1]


_UNLISTED = (TaskKind.GROUP, TaskKind.BLANK)


def _moved(frame: _Frame, result: Result) -> list[str]:
    """Tasks that lie elsewhere than people know, summaries aside; new ones are not moved."""
    parents = {task.parent_id for task in frame.before.tasks}
    return [
        task.id
        for task in frame.before.tasks
        if task.id not in parents
        and task.kind not in _UNLISTED
        and task.id in result.tasks
        and result.tasks[task.id].start is not None
        and _span(frame.known, task.id) != _span(result, task.id)
    ]


def _span(result: Result, id: str) -> tuple[int | None, int | None]:
    return result.tasks[id].start, result.tasks[id].finish


def _proposal(
    kind: ProposalKind, after: Project, frame: _Frame, *, holds: tuple[Hold, ...] = (), links: tuple[Link, ...] = ()
) -> Proposal:
    bare = Proposal(kind, "", "", (), Cost(0, 0, 0, 0), frame.known.project_finish, None, holds, links)
    state = applied(after, bare)
    result = calculate(state, frame.profile)
    clocks = Clocks(state, frame.profile)
    by_id = {task.id: task for task in state.tasks}
    moves = []
    for id in _moved(frame, result):
        (was, ended), (starts, finishes) = _span(frame.known, id), _span(result, id)
        if was is None or ended is None or starts is None or finishes is None:
            continue
        clock = clocks.get(clocks.id_for(by_id[id])) or clocks.full
        delay = clock.worked(finishes) - clock.worked(ended)
        moves.append(Move(id, was, starts, ended, finishes, delay, _why(state, result, id, holds, len(after.links))))
    left = tuple(overloads([(state, result)]))
    base = clocks.get(clocks.default_id) or clocks.full
    zh, en = (text.format(count=len(moves)) for text in _TITLES[kind])
    cost = Cost(
        moved=len(moves),
        delay=sum(max(move.delay, 0) for move in moves),
        project_delay=_between(base, frame.known.project_finish, result.project_finish),
        extra=sum(round((one.needed - one.capacity) * _between(base, one.start, one.finish)) for one in left),
    )
    return replace(
        bare, zh=zh, en=en, moves=tuple(moves), cost=cost, finish_after=result.project_finish, overloads=left
    )


def _between(clock: Clock, first: int | None, last: int | None) -> int:
    return 0 if first is None or last is None else clock.worked(last) - clock.worked(first)


def _why(state: Project, result: Result, id: str, holds: tuple[Hold, ...], own_links: int) -> tuple[Reason, ...]:
    """A wait for people is said as such, whether a date or an added link keeps it."""
    found: list[Reason] = []
    hold = next((one for one in holds if one.task == id), None)
    for reason in reasons(state, result, id):
        if reason.kind is ReasonKind.CONSTRAINT and hold is not None and reason.at == hold.at:
            when = f"{moment_of(hold.at):%Y-%m-%d %H:%M}"
            zh, en = f"“{hold.resource}”到 {when} 才有空", f"“{hold.resource}” is taken until {when}"
            found.append(replace(reason, zh=zh, en=en))
        elif reason.link is not None and reason.link >= own_links:
            zh, en = (
                f"资源由任务 {reason.task} 占用到其完成",
                f"its people or machines are at {reason.task} until that ends",
            )
            found.append(replace(reason, zh=zh, en=en, link=None))
        else:
            found.append(reason)
    return tuple(found)
