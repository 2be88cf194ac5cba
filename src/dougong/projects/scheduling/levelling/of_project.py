"""From a project to a problem and back: the order that the searches find becomes links, and the dates come from the
critical path method, so that every calendar, lag and constraint counts as it does there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from math import gcd
from time import perf_counter
from typing import NamedTuple

from dougong.projects.scheduling.build import Built, build
from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.cpm import calculate
from dougong.projects.scheduling.errors import Notice, notice
from dougong.projects.scheduling.graph import ALWAYS, LEAST, Edge
from dougong.projects.scheduling.levelling.problem import Answer, Arc, Problem
from dougong.projects.scheduling.levelling.solve import solve
from dougong.projects.scheduling.levelling.usage import capacities, demands
from dougong.projects.scheduling.network import Link, LinkType, Profile, Project
from dougong.projects.scheduling.result import Result

_ROUNDS = 4  # on mixed calendars
_PERIODS = 20_000  # a horizon of more is counted in coarser periods


@dataclass(frozen=True, slots=True)
class Levelled:
    """A project with the links that keep its resources within their limits, and its dates.

    Makespan and bound are working minutes, from the earliest instant work may begin, of the calendar that all tasks
    share, else of the project's.
    """

    project: Project
    result: Result
    unlimited: Result
    makespan: int
    lower_bound: int
    proven: bool
    method: str
    seconds: float
    added: tuple[Link, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Translated:
    problem: Problem
    unit: int  # minutes a period
    node_of: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Time:
    """How long things take on one axis: working minutes where all share a calendar, else minutes by the clock."""

    clock: Clock
    lengths: list[int]
    lag: Callable[[Edge], int]


def level(project: Project, profile: Profile, *, time_limit: float = 10.0) -> Levelled:
    """Moves work apart until no resource is over its capacity. ScheduleError as `calculate`."""
    begun = perf_counter()
    unlimited = calculate(project, profile)
    needs, notices = demands(project)
    if not capacities(project):
        notices.append(notice("no_capacities"))
    bare = Levelled(project, unlimited, unlimited, 0, 0, True, "unlimited", 0.0, (), tuple(notices))
    if not project.scheduled or unlimited.project_start is None:
        return replace(bare, seconds=perf_counter() - begun)
    built = build(project, profile)
    clock = _common_clock(built)
    best = bare
    for turn in range(rounds := 1 if clock else _ROUNDS):
        left = time_limit - (perf_counter() - begun)
        if turn and left < 0.2:
            break
        # On mixed calendars lengths depend on where work lies: each round measures them where the last one put it.
        time = _working_time(built, clock) if clock else _clock_time(built, best.result)
        found = _round(built, bare, profile, needs, time, max(left / (rounds - turn), 0.1))
        if best is bare or found.makespan < best.makespan:
            best = found
        if best.proven:
            break
    return replace(best, seconds=perf_counter() - begun)


def _round(
    built: Built, bare: Levelled, profile: Profile, needs: dict[str, dict[str, int]], time: _Time, seconds: float
) -> Levelled:
    project = bare.project
    translated = _translate(built, project, needs, time)
    answer = solve(translated.problem, time_limit=seconds)
    added = _links(built, project, translated, answer, needs)
    levelled = replace(project, links=(*project.links, *added))
    result = calculate(levelled, profile)
    clock = _common_clock(built) or built.clocks.get(built.clocks.default_id) or built.clocks.full
    span, least = _span(built, clock, result), _span(built, clock, bare.unlimited)
    if _is_exact(built, translated):
        least = max(least, answer.lower_bound * translated.unit)
    return replace(
        bare,
        project=levelled,
        result=result,
        makespan=span,
        lower_bound=least,
        proven=span <= least,
        method=answer.method,
        added=added,
    )


def _span(built: Built, clock: Clock, result: Result) -> int:
    return 0 if result.project_finish is None else clock.worked(result.project_finish) - clock.worked(built.begin)


def _working_time(built: Built, clock: Clock) -> _Time:
    return _Time(clock, built.network.work, lambda edge: edge[4])


def _clock_time(built: Built, around: Result) -> _Time:
    """Lengths and lags as they are where a calculation has put the tasks."""
    network = built.network
    spans = {node: (around.tasks[id].early_start, around.tasks[id].early_finish) for id, node in network.index.items()}

    def length(node: int) -> int:
        start, finish = spans.get(node, (None, None))
        return 0 if start is None or finish is None else max(finish - start, 0)

    def lag(edge: Edge) -> int:
        at = spans.get(edge[0], (None, None))[1 if edge[2] else 0]
        return 0 if not edge[4] else edge[4] if at is None else edge[5].shift(at, edge[4]) - at

    return _Time(built.clocks.full, [length(node) for node in range(len(network.ids))], lag)


def _translate(built: Built, project: Project, needs: dict[str, dict[str, int]], time: _Time) -> _Translated:
    """Nodes as activities, in the coarsest periods that say everything, or that the searches can bear."""
    network, lengths = built.network, time.lengths
    zero = time.clock.worked(built.begin)
    releases = [max(time.clock.worked(low) - zero, 0) for low in network.start_low]
    arcs = [_arc(edge, time) for edges in network.succs for edge in edges]
    total = sum(lengths) + sum(max(arc[2] - lengths[arc[0]], 0) for arc in arcs) + max(releases, default=0)
    unit = reduce(gcd, [*lengths, *releases, *(arc[2] for arc in arcs)], 0) or 1
    if total // unit > _PERIODS:
        unit = -(-total // _PERIODS)
    kinds = sorted({resource for task in needs.values() for resource in task})
    limits = capacities(project)
    problem = Problem(
        ids=tuple(network.ids),
        durations=tuple(-(-length // unit) for length in lengths),
        demands=tuple(
            tuple(needs.get(id, {}).get(kind, 0) if network.index.get(id) == node else 0 for kind in kinds)
            for node, id in enumerate(network.ids)
        ),
        capacities=tuple(limits[kind] for kind in kinds),
        arcs=tuple(Arc(pred, succ, _periods(lengths[pred], distance, unit)) for pred, succ, distance in arcs),
        releases=tuple(-(-release // unit) for release in releases),
        resources=tuple(kinds),
    )
    return _Translated(problem, unit, network.index)


def _periods(length: int, distance: int, unit: int) -> int:
    """A distance in periods; the part that is the predecessor's length is rounded as its length is."""
    if distance >= length:
        return -(-length // unit) + -(-(distance - length) // unit)
    return -(-distance // unit)


def _arc(edge: Edge, time: _Time) -> tuple[int, int, int]:
    """From start to start. Never backwards: what follows begins no earlier, or an added link could close a loop."""
    pred, succ, from_finish, to_finish, _, _ = edge
    distance = time.lag(edge) + (time.lengths[pred] if from_finish else 0) - (time.lengths[succ] if to_finish else 0)
    return pred, succ, max(distance, 0)


def _is_exact(built: Built, translated: _Translated) -> bool:
    """Whether the problem says all that the dates depend on: one calendar counts everything, nothing is placed
    otherwise, and no length was rounded."""
    network, clock = built.network, _common_clock(built)
    return (
        clock is not None
        and not network.special
        and not network.alap
        and LEAST not in network.kinds
        and all(low == ALWAYS for low in network.finish_low)
        and all(_says_all(edge, clock, network.work) for edges in network.succs for edge in edges)
        and all(
            length * translated.unit == work
            for length, work in zip(translated.problem.durations, network.work, strict=True)
        )
        and _releases_are_whole(built, clock, translated)
    )


def _releases_are_whole(built: Built, clock: Clock, translated: _Translated) -> bool:
    zero = clock.worked(built.begin)
    return all((clock.worked(low) - zero) % translated.unit == 0 for low in set(built.network.start_low))


def _says_all(edge: Edge, clock: Clock, work: list[int]) -> bool:
    """Whether a distance from start to start means what the link means."""
    pred, succ, from_finish, to_finish, lag, lag_clock = edge
    back = lag + (work[pred] if from_finish else 0) - (work[succ] if to_finish else 0) < 0
    return not back and (not lag or lag_clock is clock)


def _common_clock(built: Built) -> Clock | None:
    """The one clock of everything that takes time, if there is only one."""
    network = built.network
    found = {id(clock): clock for clock, work in zip(network.clocks, network.work, strict=True) if work}
    return next(iter(found.values())) if len(found) == 1 else None


def _links(
    built: Built, project: Project, translated: _Translated, answer: Answer, needs: dict[str, dict[str, int]]
) -> tuple[Link, ...]:
    """A flow of each resource from task to task in the order of the answer: who hands over lets begin.

    Units come first from tasks that are linked already, then from those that ended last.
    """
    index, starts = translated.node_of, answer.starts
    durations = translated.problem.durations
    tasks = sorted(
        (id for id in needs if id in index and durations[index[id]]), key=lambda id: (starts[index[id]], index[id])
    )
    pools = {resource: [_Held(0, "", capacity)] for resource, capacity in capacities(project).items()}
    before = {(link.pred, link.succ) for link in project.links if link.type is LinkType.FS and _forward(link)}
    added: dict[tuple[str, str], Link] = {}
    for id in tasks:
        start = starts[index[id]]
        for resource, need in needs[id].items():
            pool = pools[resource]
            joined = {one.task for one in pool if (one.task, id) in before or (one.task, id) in added}
            for giver in _take(pool, start, need, joined):
                if giver and (giver, id) not in before:
                    added.setdefault((giver, id), Link(giver, id))
            pool.append(_Held(start + durations[index[id]], id, need))
    fixed = {built.network.ids[node] for node, own in built.network.special.items() if own.fixed_start is not None}
    return tuple(link for link in added.values() if link.succ not in fixed)


class _Held(NamedTuple):
    """Units of a resource that a task gives back at its end."""

    end: int
    task: str
    units: int


def _take(pool: list[_Held], start: int, need: int, joined: set[str]) -> list[str]:
    """Takes the units out of the pool; the tasks they come from."""
    ready = sorted(
        (one for one in pool if one.end <= start), key=lambda one: (one.task in joined, one.end), reverse=True
    )
    givers: list[str] = []
    for one in ready:
        if not need:
            break
        taken = min(need, one.units)
        need -= taken
        pool.remove(one)
        if one.units > taken:
            pool.append(one._replace(units=one.units - taken))
        givers.append(one.task)
    return givers


def _forward(link: Link) -> bool:
    return link.lag >= 0 and (link.percent is None or link.percent >= 0)
