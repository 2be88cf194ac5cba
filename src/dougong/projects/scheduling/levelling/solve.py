"""The answer to a problem: the heuristic first, then what its size and its gap make worth while with the time left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from time import perf_counter

from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.levelling import exact
from dougong.projects.scheduling.levelling.helper import Helper, cores
from dougong.projects.scheduling.levelling.heuristic import Search
from dougong.projects.scheduling.levelling.problem import Answer, Problem, check_problem, lower_bound, violations
from dougong.projects.scheduling.levelling.windows import Windows

QUICK = 0.4  # seconds of heuristic before the exact search
_A_TASK = 60  # schedules for each activity are enough to begin with
_LARGE = 1_000  # activities above which the exact search only costs time
_HELPED = 40  # activities up to which the exact search needs both cores more than a second heuristic one
_WORTH_HELP = 1.0  # seconds below which starting a process does not pay
_SLICE = 0.5  # seconds of the heuristic, and of windows, in turn
_GAINS = 64  # a gap of more periods is narrowed by several at once

# Shares of the time then left, in turn. Small problems are mostly proven at once; the larger one is, the less a proof
# is in reach and the more a better schedule is.
_HEURISTIC, _EXACT = "heuristic", "exact"
_STAGES = (
    (_HELPED, ((_EXACT, 0.1), (_HEURISTIC, 0.2), (_EXACT, 1.0))),
    (80, ((_EXACT, 0.2), (_HEURISTIC, 0.4), (_EXACT, 1.0))),
    (_LARGE, ((_EXACT, 0.15), (_HEURISTIC, 0.75), (_EXACT, 1.0))),
)
_FAR = 1.03  # a schedule longer than so many times the bound is out of reach of a proof where it has been tried once


class _Run:
    """One problem on its way: the best schedule and the best bound so far, and the time left."""

    def __init__(self, problem: Problem, time_limit: float, seed: int) -> None:
        self.problem, self.seed = problem, seed
        self.until = perf_counter() + time_limit
        self.bound = lower_bound(problem)
        self.search = Search(problem, seed)
        self.method = _HEURISTIC
        self.windows = Windows(problem, seed) if _HELPED < problem.size <= _LARGE and exact.available() else None
        best = self.search.run(min(QUICK, time_limit), enough=self.bound, limit=_A_TASK * problem.size)
        self.starts, self.makespan = tuple(best.starts), best.makespan

    def left(self) -> float:
        return self.until - perf_counter()

    def open(self) -> bool:
        return self.makespan > self.bound and self.left() > 0.1

    def take(self, starts: Sequence[int]) -> None:
        makespan = end_of(self.problem, starts)
        if makespan < self.makespan:
            self.starts, self.makespan = tuple(starts), makespan

    def prove(self, seconds: float, turn: int) -> None:
        found = exact.prove(self.problem, list(self.starts), self.makespan, self.bound, seconds, self.seed + turn)
        self.bound, self.method = found.lower_bound, _EXACT
        if found.starts is not None and end_of(self.problem, found.starts) < self.makespan:
            self.take(found.starts)
            self.search.take(found.starts)

    def improve(self, seconds: float, helper: Helper | None) -> None:
        """The heuristic and windows in turn, with a look at what the other process has."""
        until = perf_counter() + seconds
        while self.open() and (now := perf_counter()) < until:
            self.hear(self.search.run(min(_SLICE, until - now), enough=self.bound).starts)
            if helper is not None:
                self.hear(helper.latest())
            if self.windows is not None:
                self.shorten(self.windows, min(perf_counter() + _SLICE, until))

    def hear(self, starts: Sequence[int] | None) -> None:
        """Of a schedule that others made."""
        before = self.makespan
        if starts is not None and len(starts) == self.problem.size:
            self.take(starts)
        if self.makespan < before and self.windows is not None:
            self.windows.again()

    def shorten(self, windows: Windows, until: float) -> None:
        """Windows of the best schedule while they are worth the time."""
        gain = max(1, (self.makespan - self.bound) // _GAINS)
        while self.open() and windows.hopeful and (now := perf_counter()) < until:
            shorter = windows.shorten(self.starts, gain, until - now)
            if shorter is not None:
                self.take(shorter)
                self.search.take(shorter)


def solve(problem: Problem, *, time_limit: float = 10.0, seed: int = 1) -> Answer:
    """A checked schedule in about `time_limit` seconds, at once where the first one meets the bound.

    ScheduleError: demand_over_capacity, loop.
    """
    begun = perf_counter()
    check_problem(problem)
    run = _Run(problem, time_limit, seed)
    if run.open():
        _go_on(run)
    wrong = violations(problem, run.starts)
    if wrong:
        raise ScheduleError("answer_invalid", reason="; ".join(wrong[:3]))
    proven, seconds = run.makespan <= run.bound, perf_counter() - begun
    return Answer(run.starts, run.makespan, run.bound, proven, run.method, seconds, run.search.best.schedules)


def _go_on(run: _Run) -> None:
    """The stages, with a second process beside them on problems that are seldom proven."""
    with ExitStack() as stack:
        helper = None
        if run.problem.size > _HELPED and run.left() > _WORTH_HELP and cores() > 1:
            helper = stack.enter_context(Helper(run.problem, run.left(), run.bound, run.seed + 1000))
        for turn, (kind, share) in enumerate(_stages(run.problem), start=1):
            if not run.open():
                break
            if kind is _EXACT and (turn == 1 or run.makespan <= run.bound * _FAR or run.problem.size <= _HELPED):
                run.prove(run.left() * share, turn)
            else:
                run.improve(run.left() * (1.0 if kind is _EXACT else share), helper)
        if helper is not None and run.makespan > run.bound:
            run.hear(helper.answer(max(run.left(), 0.0) + 0.1))


def _stages(problem: Problem) -> tuple[tuple[str, float], ...]:
    if not exact.available():
        return ((_HEURISTIC, 1.0),)
    return next((stages for size, stages in _STAGES if problem.size <= size), ((_HEURISTIC, 1.0),))


def end_of(problem: Problem, starts: Sequence[int]) -> int:
    """The last finish."""
    return max((start + length for start, length in zip(starts, problem.durations, strict=True)), default=0)
