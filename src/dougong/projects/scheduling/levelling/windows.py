"""Shortens a schedule a window at a time: what begins in the window is placed anew by the exact search so that all that
begins later can begin earlier (after Palpant, Artigues and Michelon 2004; Debels and Vanhoucke 2007).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from dougong.projects.scheduling.levelling.problem import Problem, order, violations

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_TRY = 0.3  # seconds for a window
_EASY = 0.1  # one refuted in less was too small to tell much
_SIZE, _LEAST, _STEP = 25, 12, 2
_PATIENCE = 24  # windows without a gain before the time is left to others


class Windows:
    """Tries windows of a size that is just within reach: larger after a quick no, smaller after none in time."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem, self.seed = problem, seed
        self.random = random.Random(seed)  # noqa: S311 - a search, nothing secret
        self.rank = {place: rank for rank, place in enumerate(order(problem))}
        self.size, self.vain = _SIZE, 0

    @property
    def hopeful(self) -> bool:
        return self.vain < _PATIENCE

    def again(self) -> None:
        """There is a better schedule from elsewhere: its windows are others."""
        self.vain = 0

    def shorten(self, starts: Sequence[int], gain: int, seconds: float) -> tuple[int, ...] | None:
        """A schedule `gain` periods shorter that differs in one window and behind it, if the one tried has one."""
        begun = perf_counter()
        count = min(self.size, len(starts))
        first = self.random.randrange(0, len(starts) - count // 2)
        window = _Window(self.problem, starts, self._sequence(starts), first, count, gain)
        found, certain = window.solved(min(_TRY, seconds), self.seed) if window.possible else (None, True)
        self.vain = 0 if found else self.vain + 1
        if not certain:
            self.size = max(self.size - _STEP, _LEAST)
        elif not found and perf_counter() - begun < _EASY:
            self.size += _STEP
        return found

    def _sequence(self, starts: Sequence[int]) -> list[int]:
        return sorted(range(len(starts)), key=lambda place: (starts[place], self.rank[place]))


class _Window:
    """The activities of a window with the starts they may have beside all the others, which are fixed."""

    def __init__(
        self, problem: Problem, starts: Sequence[int], sequence: list[int], first: int, count: int, gain: int
    ) -> None:
        self.problem, self.starts = problem, starts
        self.free = sequence[first : first + count]
        self.fixed = {place: starts[place] for place in sequence[:first]}
        self.fixed |= {place: starts[place] - gain for place in sequence[first + count :]}
        end = max(start + length for start, length in zip(starts, problem.durations, strict=True)) - gain
        releases = problem.releases or (0,) * problem.size
        self.low = {place: releases[place] for place in self.free}
        self.high = {place: end - problem.durations[place] for place in self.free}
        self.arcs: list[tuple[int, int, int]] = []
        self.possible = all(
            releases[place] <= start <= end - problem.durations[place] for place, start in self.fixed.items()
        )
        self._bounded()

    def _bounded(self) -> None:
        for pred, succ, distance in self.problem.arcs:
            if pred in self.fixed and succ in self.fixed:
                self.possible &= self.fixed[succ] >= self.fixed[pred] + distance
            elif pred in self.fixed:
                self.low[succ] = max(self.low[succ], self.fixed[pred] + distance)
            elif succ in self.fixed:
                self.high[pred] = min(self.high[pred], self.fixed[succ] - distance)
            else:
                self.arcs.append((pred, succ, distance))
        self.possible &= all(self.low[place] <= self.high[place] for place in self.free)

    def solved(self, seconds: float, seed: int) -> tuple[tuple[int, ...] | None, bool]:
        """The whole schedule, if there is one; and whether the answer is certain."""
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        begins = {place: model.new_int_var(self.low[place], self.high[place], "") for place in self.free}
        for pred, succ, distance in self.arcs:
            model.add(begins[succ] >= begins[pred] + distance)
        for number in range(len(self.problem.capacities)):
            if not self._limited(model, begins, number):
                return None, True
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(seconds, 0.02)
        solver.parameters.num_workers, solver.parameters.random_seed = 1, seed
        solver.parameters.cp_model_presolve = False  # longer than it saves
        solver.parameters.linearization_level = 0
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, status == cp_model.INFEASIBLE
        placed = self.fixed | {place: solver.value(begin) for place, begin in begins.items()}
        whole = tuple(placed[place] for place in range(self.problem.size))
        return (None if violations(self.problem, whole) else whole), True

    def _limited(self, model: cp_model.CpModel, begins: dict[int, cp_model.IntVar], number: int) -> bool:
        """Adds a resource, less what the fixed ones hold of it; whether these leave a schedule at all."""
        durations, demands = self.problem.durations, self.problem.demands
        changes: dict[int, int] = defaultdict(int)
        for place, start in self.fixed.items():
            changes[start] += demands[place][number]
            changes[start + durations[place]] -= demands[place][number]
        held, spans, needs = 0, [], []
        for at, until in pairwise(sorted(changes)):
            held += changes[at]
            if held > self.problem.capacities[number]:
                return False
            if held:
                spans.append(model.new_fixed_size_interval_var(at, until - at, ""))
                needs.append(held)
        for place, begin in begins.items():
            if demands[place][number] and durations[place]:
                spans.append(model.new_fixed_size_interval_var(begin, durations[place], ""))
                needs.append(demands[place][number])
        model.add_cumulative(spans, needs, self.problem.capacities[number])
        return True
