"""The problem and its answer as values, bounds that need no search, and the check that every answer must pass."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from dougong.projects.scheduling.errors import ScheduleError


class Arc(NamedTuple):
    """`succ` begins at least `distance` periods after `pred` begins: finish to start is the duration of `pred`."""

    pred: int
    succ: int
    distance: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Activities by place: `ids[i]` lasts `durations[i]` periods and holds `demands[i][r]` of `capacities[r]` meanwhile.

    Times are whole periods from 0; `releases[i]` is the earliest start.
    """

    ids: tuple[str, ...]
    durations: tuple[int, ...]
    demands: tuple[tuple[int, ...], ...]
    capacities: tuple[int, ...]
    arcs: tuple[Arc, ...]
    releases: tuple[int, ...] = ()
    resources: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return len(self.ids)

    @property
    def horizon(self) -> int:
        """By when everything is done if it is done one after the other."""
        slack = sum(max(arc.distance - self.durations[arc.pred], 0) for arc in self.arcs)
        return sum(self.durations) + slack + max(self.releases, default=0)


@dataclass(frozen=True, slots=True)
class Answer:
    """Starts by place, the last finish, a bound no schedule can undercut, and whether the two are known to meet."""

    starts: tuple[int, ...]
    makespan: int
    lower_bound: int
    proven: bool
    method: str  # "heuristic", "exact"
    seconds: float
    schedules: int = 0  # how many the heuristic generated


def check_problem(problem: Problem) -> None:
    """ScheduleError: demand_over_capacity, loop."""
    for place, demand in enumerate(problem.demands):
        for number, (need, have) in enumerate(zip(demand, problem.capacities, strict=True)):
            if need > have and problem.durations[place]:
                resource = problem.resources[number] if problem.resources else f"R{number + 1}"
                id = problem.ids[place]
                raise ScheduleError(
                    "demand_over_capacity", tasks=(id,), task=id, resource=resource, need=need, have=have
                )
    order(problem)


def order(problem: Problem) -> list[int]:
    """Places, predecessors first. ScheduleError `loop` naming the activities of one loop."""
    waiting = [0] * problem.size
    after: dict[int, list[int]] = defaultdict(list)
    for arc in problem.arcs:
        after[arc.pred].append(arc.succ)
        waiting[arc.succ] += 1
    found = [place for place, count in enumerate(waiting) if not count]
    for place in found:  # grows while it is walked
        for succ in after[place]:
            waiting[succ] -= 1
            if not waiting[succ]:
                found.append(succ)
    if len(found) < problem.size:
        path = _loop(problem, {place for place, count in enumerate(waiting) if count})
        raise ScheduleError("loop", tasks=path, path=" → ".join((*path, path[0])))
    return found


def _loop(problem: Problem, left: set[int]) -> tuple[str, ...]:
    before = {arc.succ: arc.pred for arc in problem.arcs if arc.succ in left and arc.pred in left}
    walk: list[int] = []
    place = min(left)
    while place not in walk:
        walk.append(place)
        place = before[place]
    return tuple(problem.ids[at] for at in reversed(walk[walk.index(place) :]))


def earliest(problem: Problem) -> list[int]:
    """Earliest starts without resources."""
    starts = list(problem.releases or (0,) * problem.size)
    into: dict[int, list[Arc]] = defaultdict(list)
    for arc in problem.arcs:
        into[arc.succ].append(arc)
    for place in order(problem):
        for arc in into[place]:
            starts[place] = max(starts[place], starts[arc.pred] + arc.distance)
    return starts


def tails(problem: Problem) -> list[int]:
    """What must still pass after each start until everything is done, without resources."""
    left = list(problem.durations)
    out: dict[int, list[Arc]] = defaultdict(list)
    for arc in problem.arcs:
        out[arc.pred].append(arc)
    for place in reversed(order(problem)):
        for arc in out[place]:
            left[place] = max(left[place], left[arc.succ] + arc.distance)
    return left


def critical_path(problem: Problem) -> int:
    """The makespan without limits on resources."""
    return max((start + length for start, length in zip(earliest(problem), problem.durations, strict=True)), default=0)


def lower_bound(problem: Problem) -> int:
    """The greater of the critical path and, for each resource, its work spread over its capacity between head and tail."""
    heads, left = earliest(problem), tails(problem)
    best = critical_path(problem)
    for number, capacity in enumerate(problem.capacities):
        users = [place for place in range(problem.size) if problem.demands[place][number] and problem.durations[place]]
        if not users or not capacity:
            continue
        energy = sum(problem.demands[place][number] * problem.durations[place] for place in users)
        head = min(heads[place] for place in users)
        tail = min(left[place] - problem.durations[place] for place in users)
        best = max(best, head + -(-energy // capacity) + tail)
    return best


def violations(problem: Problem, starts: tuple[int, ...]) -> list[str]:
    """What is wrong with a schedule, in words; empty for a valid one. Shares nothing with the searches."""
    found = [
        f"{problem.ids[place]} starts at {start}, before {release}"
        for place, (start, release) in enumerate(
            zip(starts, problem.releases or (0,) * problem.size, strict=True),
        )
        if start < release
    ]
    for arc in problem.arcs:
        if starts[arc.succ] < starts[arc.pred] + arc.distance:
            found.append(f"{problem.ids[arc.succ]} starts before {problem.ids[arc.pred]} lets it")
    for number, capacity in enumerate(problem.capacities):
        changes: dict[int, int] = defaultdict(int)
        for place, start in enumerate(starts):
            if problem.durations[place]:
                changes[start] += problem.demands[place][number]
                changes[start + problem.durations[place]] -= problem.demands[place][number]
        used = 0
        for at in sorted(changes):
            used += changes[at]
            if used > capacity:
                found.append(f"resource {number + 1} holds {used} of {capacity} at {at}")
                break
    return found
