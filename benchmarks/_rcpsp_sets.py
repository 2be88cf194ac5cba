"""Instances like the PSPLIB's, made by the rules of its generator (Kolisch, Sprecher and Drexl 1995).

Durations 1–10, four resources; network complexity is the arcs per activity, the resource factor the share of resources
an activity needs, the resource strength where capacity lies between what a single activity needs and what the
earliest schedule peaks at.

Beside the library's own J30, from which 240 instances are at hand, ours have the same arcs, critical paths and needs
(`python benchmarks/rcpsp.py likeness`). Larger networks by the same rules came out harder than the library's are said to
be, so their strength is lifted until a thousand random schedules lie as far above the critical path as they do there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from dougong.projects.scheduling.levelling import Arc, Problem
from dougong.projects.scheduling.levelling.problem import earliest

COMPLEXITY = (1.5, 1.8, 2.1)
FACTOR = (0.25, 0.5, 0.75, 1.0)
STRENGTH = {30: (0.2, 0.5, 0.7, 1.0), 60: (0.2, 0.5, 0.7, 1.0), 120: (0.1, 0.2, 0.3, 0.4, 0.5)}
LIFT = {30: 1.0, 60: 1.0, 120: 1.12}
RESOURCES, MOST = 4, 3


@dataclass(frozen=True)
class Cell:
    complexity: float
    factor: float
    strength: float


def cells(activities: int) -> Iterator[Cell]:
    for complexity in COMPLEXITY:
        for factor in FACTOR:
            for strength in STRENGTH[activities]:
                yield Cell(complexity, factor, strength)


def instance(activities: int, cell: Cell, seed: int) -> Problem:
    """One instance with dummy first and last activity."""
    rng = random.Random(f"{activities} {cell} {seed}")
    last = activities + 1
    durations = [0, *(rng.randint(1, 10) for _ in range(activities)), 0]
    pairs = _network(rng, activities, cell.complexity)
    demands = [(0,) * RESOURCES, *_demands(rng, activities, cell.factor), (0,) * RESOURCES]
    arcs = tuple(Arc(pred, succ, durations[pred]) for pred, succ in sorted(pairs))
    ids = tuple(str(place + 1) for place in range(last + 1))
    free = Problem(ids, tuple(durations), tuple(demands), (10**6,) * RESOURCES, arcs)
    starts = earliest(free)
    capacities = []
    for resource in range(RESOURCES):
        least = max(demand[resource] for demand in demands)
        peak = max(
            sum(
                demands[place][resource]
                for place in range(last + 1)
                if starts[place] <= at < starts[place] + durations[place]
            )
            for at in range(max(starts) + 1)
        )
        capacities.append(least + round(cell.strength * LIFT[activities] * (max(peak, least) - least)))
    return Problem(ids, tuple(durations), tuple(demands), tuple(capacities), arcs)


class _Network:
    """Arcs, and for each activity every predecessor, near or far."""

    def __init__(self, activities: int) -> None:
        self.preds: dict[int, set[int]] = {place: set() for place in range(activities + 2)}
        self.succs: dict[int, set[int]] = {place: set() for place in range(activities + 2)}
        self.above: dict[int, set[int]] = {place: set() for place in range(activities + 2)}

    def join(self, pred: int, succ: int) -> None:
        self.preds[succ].add(pred)
        self.succs[pred].add(succ)
        below = {succ} | {place for place in self.above if succ in self.above[place]}
        for place in below:
            self.above[place] |= self.above[pred] | {pred}

    def adds(self, pred: int, succ: int) -> bool:
        """Whether the arc says something new and leaves every other arc something to say."""
        if len(self.succs[pred]) >= MOST or len(self.preds[succ]) >= MOST or pred in self.above[succ]:
            return False
        before, after = {pred} | self.above[pred], {succ} | {one for one in self.above if succ in self.above[one]}
        return not any(before & self.preds[one] for one in after)


def _network(rng: random.Random, activities: int, complexity: float) -> set[tuple[int, int]]:
    """At most three predecessors and successors each, three first and three last ones, no arc that others imply."""
    last, net = activities + 1, _Network(activities)
    for place in range(1, 4):
        net.join(0, place)
    for place in range(4, last):
        net.join(rng.choice([p for p in range(1, min(place, activities - 2)) if len(net.succs[p]) < MOST]), place)
    for place in range(1, activities - 2):
        if not net.succs[place]:
            choices = [succ for succ in range(max(place + 1, 4), last) if net.adds(place, succ)]
            if choices:
                net.join(place, rng.choice(choices))
    wanted = round(complexity * (activities + 2))
    for _ in range(50 * wanted):
        if sum(len(found) for found in net.succs.values()) + 3 >= wanted:
            break
        pred, succ = sorted(rng.sample(range(1, last), 2))
        if succ >= 4 and pred <= activities - 3 and net.adds(pred, succ):
            net.join(pred, succ)
    return {(pred, succ) for pred in range(last) for succ in net.succs[pred] or {last}}


def _demands(rng: random.Random, activities: int, factor: float) -> list[tuple[int, ...]]:
    """Each activity needs one resource; the others of the share are drawn over all, so some need four and some one."""
    used = {(place, rng.randrange(RESOURCES)) for place in range(activities)}
    others = [(place, kind) for place in range(activities) for kind in range(RESOURCES) if (place, kind) not in used]
    used.update(rng.sample(others, max(0, round(factor * activities * RESOURCES) - activities)))
    return [
        tuple(rng.randint(1, 10) if (place, kind) in used else 0 for kind in range(RESOURCES))
        for place in range(activities)
    ]
