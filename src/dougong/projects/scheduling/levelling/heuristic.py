"""Good schedules fast: priority rules through serial and parallel generation, forward-backward improvement, and a
genetic search over activity lists (Hartmann 1998; Valls, Ballestín and Quintanilla 2005 for the improvement).

All resources of a period are fields of one whole number, each with a guard bit above it. Serial generation counts what
is used, so that a field full beyond its capacity carries into its guard bit; parallel generation counts what is free, and
one who does not fit borrows from it.
"""

from __future__ import annotations

import random
from bisect import insort
from collections.abc import Sequence
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
        offset = sum(((1 << capacity.bit_length()) - 1 - capacity) << shift for shift, capacity in pairs)
        self.empty = [offset] * (problem.horizon + 1)
        self.needs = [
            sum(need << shift for shift, need in zip(shifts, demand, strict=True)) if length else 0
            for demand, length in zip(problem.demands, problem.durations, strict=True)
        ]
        self.topology = list(reversed(order(problem))) if backward else order(problem)
        self.rank = [0] * size
        for rank, place in enumerate(self.topology):
            self.rank[place] = rank
        self.all = range(size)
        self.facts = [
            (tuple(self.preds[place]), self.needs[place], self.durations[place], self.releases[place])
            for place in range(size)
        ]
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
        size = len(starts)
        keys = [start * size + rank for start, rank in zip(starts, self.rank, strict=True)]
        return sorted(self.all, key=keys.__getitem__)

    def serial(self, activities: Sequence[int]) -> list[int]:
        """Starts: each activity of the list, predecessors first, as early as links and resources let it."""
        used, guards, facts = self.empty[:], self.guards, self.facts
        starts = [0] * len(facts)
        for place in activities:
            preds, need, length, begin = facts[place]
            for pred, distance in preds:
                at = starts[pred] + distance
                if at > begin:
                    begin = at
            if need:
                # Looked at from its end, a span that does not fit is left by its whole length; what was seen to be
                # free behind the conflict is not looked at again.
                seen, end = begin, begin + length
                at = end - 1
                while at >= seen:
                    if used[at] + need & guards:
                        seen, begin = end, at + 1
                        at = end = begin + length
                    at -= 1
                for at in range(begin, end):
                    used[at] += need
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


_Person = tuple[int, list[int]]  # a makespan and the activity list it comes from


@dataclass(slots=True)
class Found:
    """The best schedule so far and how many were generated."""

    starts: list[int]
    makespan: int
    schedules: int = 0


class Search:
    """A genetic search that can be stopped and gone on with. The same seed and number of schedules give the same."""

    def __init__(self, problem: Problem, seed: int = 1) -> None:
        self.durations = problem.durations
        self.ahead, self.back = Decoder(problem), Decoder(problem, backward=True)
        self.random = random.Random(seed)  # noqa: S311 - a search, nothing secret
        self.left, self.heads = tails(problem), earliest(problem)
        self.direct = {(arc.pred, arc.succ) for arc in problem.arcs}
        self.best = Found([], 1 << 60)
        self.people: list[_Person] = []
        self.stale = 0
        self.until, self.enough, self.limit = 0.0, 0, 1 << 60

    def run(self, seconds: float, *, enough: int = 0, limit: int | None = None) -> Found:
        """The best so far after the time, or when one of `enough` periods or `limit` schedules in all is reached.

        At least one schedule is always generated.
        """
        self.until, self.enough, self.limit = perf_counter() + seconds, enough, 1 << 60 if limit is None else limit
        self.found()
        while not self.over():
            self.evolve()
        return self.best

    def take(self, starts: Sequence[int]) -> None:
        """A schedule from elsewhere joins those that are crossed."""
        self.people.append(self.improved(list(starts)))

    def over(self) -> bool:
        best = self.best
        return best.makespan <= self.enough or best.schedules >= self.limit or perf_counter() >= self.until

    def found(self) -> None:
        """Those to begin with: by each rule, then by drawn priorities."""
        if not self.best.starts:
            for rule in self.rules():
                for parallel in (False, True):
                    self.people.append(self.improved(self.drawn(rule, parallel)))
                    if self.over():
                        return
        spread = max(self.left, default=0) * 0.4 + 1
        while len(self.people) < _POPULATION and not self.over():
            self.people.append(self.improved(self.drawn(self.sample(spread), len(self.people) % 3 > 0)))

    def evolve(self) -> None:
        """One generation; after some without a better schedule, most are drawn anew."""
        record, children = self.best.makespan, []
        self.random.shuffle(self.people)
        pairs = list(zip(self.people[::2], self.people[1::2], strict=False))
        for mother, father in [*pairs, *((father, mother) for mother, father in pairs)]:
            children.append(self.improved(self.ahead.serial(self.crossed(mother[1], father[1]))))
            if self.over():
                break
        self.people = _fittest(self.people + children, _POPULATION)
        self.stale = 0 if self.best.makespan < record else self.stale + 1
        if self.stale >= _PATIENCE:
            self.stale, self.people = 0, self.people[: _POPULATION // 8]
            spread = max(self.left, default=0) * 0.6 + 1
            while len(self.people) < _POPULATION and not self.over():
                self.people.append(self.improved(self.ahead.parallel(self.sample(spread))))

    def keep(self, starts: list[int]) -> int:
        makespan = max((s + d for s, d in zip(starts, self.durations, strict=True)), default=0)
        self.best.schedules += 1
        if makespan < self.best.makespan:
            self.best.starts, self.best.makespan = starts, makespan
        return makespan

    def improved(self, starts: list[int]) -> _Person:
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
    """The best schedule found in one run, as `Search.run`."""
    return Search(problem, seed).run(seconds, enough=enough, limit=limit)


def _fittest(people: list[_Person], count: int) -> list[_Person]:
    """The shortest, each list once: twins would soon fill the population."""
    seen: set[tuple[int, ...]] = set()
    kept: list[_Person] = []
    for one in sorted(people, key=lambda one: one[0]):
        key = tuple(one[1])
        if key not in seen:
            seen.add(key)
            kept.append(one)
            if len(kept) == count:
                break
    return kept
