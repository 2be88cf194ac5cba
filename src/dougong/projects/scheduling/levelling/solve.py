"""The answer to a problem: the heuristic first, then the exact search for what is left of the time."""

from __future__ import annotations

from time import perf_counter

from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.levelling import exact
from dougong.projects.scheduling.levelling.heuristic import search
from dougong.projects.scheduling.levelling.problem import Answer, Problem, check_problem, lower_bound, violations

QUICK = 0.4  # seconds of heuristic before the exact search
_A_TASK = 60  # schedules for each activity are enough to begin with
_LARGE = 1_000  # activities above which the exact search only costs time

# Shares of the time then left, in turn. Small problems are mostly proven at once; the larger one is, the less a proof
# is in reach and the more a better schedule is.
_HEURISTIC, _EXACT = "heuristic", "exact"
_STAGES = (
    (40, ((_EXACT, 0.1), (_HEURISTIC, 0.2), (_EXACT, 1.0))),
    (80, ((_HEURISTIC, 0.25), (_EXACT, 1.0))),
    (_LARGE, ((_HEURISTIC, 0.6), (_EXACT, 1.0))),
)


def solve(problem: Problem, *, time_limit: float = 10.0, seed: int = 1) -> Answer:
    """A checked schedule in about `time_limit` seconds, at once where the first one meets the bound.

    ScheduleError: demand_over_capacity, loop.
    """
    begun = perf_counter()
    check_problem(problem)
    bound = lower_bound(problem)

    def left() -> float:
        return time_limit - (perf_counter() - begun)

    best = search(problem, min(QUICK, time_limit), enough=bound, seed=seed, limit=_A_TASK * problem.size)
    starts, makespan, method, schedules = tuple(best.starts), best.makespan, _HEURISTIC, best.schedules
    for turn, (kind, share) in enumerate(_stages(problem) if makespan > bound else (), start=1):
        if makespan <= bound or left() <= 0.1:
            break
        if kind is _EXACT:
            found = exact.prove(problem, list(starts), makespan, bound, left() * share, seed + turn)
            bound, method = found.lower_bound, _EXACT
            if found.starts is not None:
                starts, makespan = found.starts, _end(problem, found.starts)
        else:
            more = search(problem, left() * share, enough=bound, seed=seed + turn)
            schedules += more.schedules
            if more.makespan < makespan:
                starts, makespan = tuple(more.starts), more.makespan
    wrong = violations(problem, starts)
    if wrong:
        raise ScheduleError("answer_invalid", reason="; ".join(wrong[:3]))
    return Answer(starts, makespan, bound, makespan <= bound, method, perf_counter() - begun, schedules)


def _stages(problem: Problem) -> tuple[tuple[str, float], ...]:
    if not exact.available():
        return ((_HEURISTIC, 1.0),)
    return next((stages for size, stages in _STAGES if problem.size <= size), ((_HEURISTIC, 1.0),))


def _end(problem: Problem, starts: tuple[int, ...]) -> int:
    return max((start + length for start, length in zip(starts, problem.durations, strict=True)), default=0)
