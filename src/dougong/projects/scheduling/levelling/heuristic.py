"""Good schedules fast: priority rules through serial and parallel generation, forward-backward improvement, and a
genetic search over activity lists (Hartmann 1998; Valls, Ballestín and Quintanilla 2005 for the improvement).

All resources of a period are fields of one whole number, each with a guard bit above it: whether an activity fits is
one subtraction, and it fits if no guard bit was borrowed from.
"""

from __future__ import annotations

import random
from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from time import perf_counter

from dougong.projects.scheduling.levelling.problem import Problem, earliest, order, tails

_POPULATION = 30
_PATIENCE = 20  # generations without a better schedule before most are drawn anew


class Decoder:
    """A problem made ready to schedule activity lists, in one direction of time."""

    def __init__(self, problem: Problem, backward: bool = False) -> None:
        size = problem.size
        self.durations = problem.durations
        self.preds: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        self.succs: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        for pred, succ, distance in problem.arcs:
            if backward:
                distance += problem.durations[succ] - problem.durations[pred]
                pred, succ = succ, pred
            self.preds[succ].append((pred, distance))
            self.succs[pred].append((succ, distance))
        self.releases = (0,) * size if backward or not problem.releases else problem.releases
        shifts, at = [], 0
        for capacity in problem.capacities:
            shifts.append(at)
            at += capacity.bit_length() + 1
        pairs = list(zip(shifts, problem.capacities, strict=True))
        self.guards = sum(1 << (shift + capacity.bit_length()) for shift, capacity in pairs)
        self.full = sum(capacity << shift for shift, capacity in pairs) | self.guards
        self.empty = [self.full] * (problem.horizon + 1)
        self.needs = [
            sum(need << shift for shift, need in zip(shifts, demand, strict=True)) if length else 0
            for demand, length in zip(problem.demands, problem.durations, strict=True)
        ]
        self.topology = list(reversed(order(problem))) if backward else order(problem)
        self.rank = [0] * size
        for rank, place in enumerate(self.topology):
            self.rank[place] = rank
        self._plain = all(distance >= 0 for found in self.preds for _, distance in found)

    def listed(self, key: Sequence[float]) -> list[int]:
        """The activities by a key, predecessors first all the same."""
        waiting = [len(found) for found in self.preds]
        heap = [(key[place], self.rank[place], place) for place, count in enumerate(waiting) if not count]
        heapify(heap)
        found: list[int] = []
        while heap:
            place = heappop(heap)[2]
            found.append(place)
            for succ, _ in self.succs[place]:
                waiting[succ] -= 1
                if not waiting[succ]:
                    heappush(heap, (key[succ], self.rank[succ], succ))
        return found

    def by_start(self, starts: Sequence[int]) -> list[int]:
        """The activity list a schedule comes from."""
        if not self._plain:  # a lead lets a successor start first
            return self.listed(starts)
        rank = self.rank
        return sorted(range(len(starts)), key=lambda place: (starts[place], rank[place]))

    def serial(self, activities: Sequence[int]) -> list[int]:
        """Starts: each activity of the list, predecessors first, as early as links and resources let it."""
        free, guards = self.empty[:], self.guards
        preds, durations, needs, releases = self.preds, self.durations, self.needs, self.releases
        starts = [0] * len(durations)
        for place in activities:
            begin = releases[place]
            for pred, distance in preds[place]:
                at = starts[pred] + distance
                if at > begin:
                    begin = at
            need = needs[place]
            if need:
                length = durations[place]
                end, at = begin + length, begin
                while at < end:
                    if (free[at] - need) & guards != guards:
                        begin = at + 1
                        end = begin + length
                    at += 1
                for at in range(begin, end):
                    free[at] -= need
            starts[place] = begin
        return starts

    def parallel(self, priority: Sequence[float]) -> list[int]:
        """Starts: at each instant, of what may begin, the most urgent (the least value) that fits."""
        available, guards = self.full, self.guards
        waiting = [len(found) for found in self.preds]
        ready = list(self.releases)
        starts = [0] * len(ready)
        pending = [(ready[place], place) for place, count in enumerate(waiting) if not count]
        heapify(pending)
        ends: list[tuple[int, int]] = []
        eligible: list[tuple[float, int]] = []
        now = 0
        while pending or eligible:
            events = [heap[0][0] for heap in (pending, ends) if heap]
            now = max(now, min(events, default=now))
            while ends and ends[0][0] <= now:
                available += heappop(ends)[1]
            while pending and pending[0][0] <= now:
                place = heappop(pending)[1]
                insort(eligible, (priority[place], place))
            left: list[tuple[float, int]] = []
            for pair in eligible:
                place, need = pair[1], self.needs[pair[1]]
                if (available - need) & guards != guards:
                    left.append(pair)
                    continue
                starts[place] = now
                available -= need
                heappush(ends, (now + self.durations[place], need))
                for succ, distance in self.succs[place]:
                    ready[succ] = max(ready[succ], now + distance)
                    waiting[succ] -= 1
                    if not waiting[succ]:
                        heappush(pending, (ready[succ], succ))
            eligible = left
        return starts


@dataclass(slots=True)
class Found:
    """The best schedule so far and how many were generated."""

    starts: list[int]
    makespan: int
    schedules: int = 0


class _Search:
    def __init__(self, problem: Problem, seed: int) -> None:
        self.durations = problem.durations
        self.ahead, self.back = Decoder(problem), Decoder(problem, backward=True)
        self.random = random.Random(seed)  # noqa: S311 - a search, nothing secret
        self.left, self.heads = tails(problem), earliest(problem)
        self.direct = {(arc.pred, arc.succ) for arc in problem.arcs}
        self.best = Found([], 1 << 60)

    def keep(self, starts: list[int]) -> int:
        makespan = max((s + d for s, d in zip(starts, self.durations, strict=True)), default=0)
        self.best.schedules += 1
        if makespan < self.best.makespan:
            self.best.starts, self.best.makespan = starts, makespan
        return makespan

    def improved(self, starts: list[int]) -> tuple[int, list[int]]:
        """Everything pushed right against the end, then left again: never longer. The makespan and the new list."""
        makespan = self.keep(starts)
        mirrored = [makespan - s - d for s, d in zip(starts, self.durations, strict=True)]
        right = self.back.serial(self.back.by_start(mirrored))
        end = max((s + d for s, d in zip(right, self.durations, strict=True)), default=0)
        shifted = [end - s - d for s, d in zip(right, self.durations, strict=True)]
        again = self.ahead.serial(self.ahead.by_start(shifted))
        self.best.schedules += 1
        shorter = self.keep(again)
        if shorter <= makespan:
            return shorter, self.ahead.by_start(again)
        return makespan, self.ahead.by_start(starts)

    def rules(self) -> list[list[float]]:
        """Priority values, the least first: by latest start, by latest start then work, by slack, by what waits."""
        latest = [float(-left) for left in self.left]
        slack = [float(-left - head) for left, head in zip(self.left, self.heads, strict=True)]
        follow = [float(-len(succs)) for succs in self.ahead.succs]
        lft = [value + length for value, length in zip(latest, self.durations, strict=True)]
        return [lft, latest, slack, follow]

    def drawn(self, key: list[float], parallel: bool) -> list[int]:
        """Starts by a priority, least first."""
        return self.ahead.parallel(key) if parallel else self.ahead.serial(self.ahead.listed(key))

    def sample(self, spread: float) -> list[float]:
        return [-left + self.random.random() * spread for left in self.left]

    def crossed(self, mother: list[int], father: list[int]) -> list[int]:
        """Two-point crossover: the mother's head, the father's middle, the mother's tail, each in its order."""
        size = len(mother)
        first, second = sorted(self.random.sample(range(size + 1), 2))
        child = mother[:first]
        taken = set(child)
        for place in father:
            if len(child) == second:
                break
            if place not in taken:
                child.append(place)
                taken.add(place)
        child += [place for place in mother if place not in taken]
        for at in range(size - 1):
            if self.random.random() < 0.05 and (child[at], child[at + 1]) not in self.direct:
                child[at], child[at + 1] = child[at + 1], child[at]
        return child


def search(problem: Problem, seconds: float, *, enough: int = 0, seed: int = 1, limit: int | None = None) -> Found:
    """The best schedule found within the time, or when one of `enough` periods or `limit` schedules is reached.

    At least one schedule is always generated. The same seed and `limit` give the same schedule.
    """
    begun = perf_counter()
    state = _Search(problem, seed)

    def over() -> bool:
        spent = perf_counter() - begun >= seconds or (limit is not None and state.best.schedules >= limit)
        return spent or state.best.makespan <= enough

    people: list[tuple[int, list[int]]] = []
    for rule in state.rules():
        for parallel in (False, True):
            people.append(state.improved(state.drawn(rule, parallel)))
            if over():
                return state.best
    spread = max(state.left, default=0) * 0.4 + 1
    while len(people) < _POPULATION and not over():
        key = state.sample(spread)
        people.append(state.improved(state.drawn(key, len(people) % 3 > 0)))
    _evolve(state, people, over)
    return state.best


def _evolve(state: _Search, people: list[tuple[int, list[int]]], over: Callable[[], bool]) -> None:
    """Generations until the time is over; after some without a better one, most are drawn anew."""
    stale, record = 0, state.best.makespan
    while not over():
        people = _fittest(people, _POPULATION)
        state.random.shuffle(people)
        children: list[tuple[int, list[int]]] = []
        for mother, father in zip(people[::2], people[1::2], strict=False):
            for pair in ((mother, father), (father, mother)):
                child = state.crossed(pair[0][1], pair[1][1])
                children.append(state.improved(state.ahead.serial(child)))
                if over():
                    return
        people += children
        stale = 0 if state.best.makespan < record else stale + 1
        record = state.best.makespan
        if stale >= _PATIENCE:
            people = _fittest(people, _POPULATION // 8)
            spread = max(state.left, default=0) * 0.6 + 1
            while len(people) < _POPULATION and not over():
                people.append(state.improved(state.ahead.parallel(state.sample(spread))))
            stale = 0


def _fittest(people: list[tuple[int, list[int]]], count: int) -> list[tuple[int, list[int]]]:
    """The shortest, each list once: twins would soon fill the population."""
    seen: set[tuple[int, ...]] = set()
    kept: list[tuple[int, list[int]]] = []
    for one in sorted(people, key=lambda one: one[0]):
        key = tuple(one[1])
        if key not in seen:
            seen.add(key)
            kept.append(one)
            if len(kept) == count:
                break
    return kept
