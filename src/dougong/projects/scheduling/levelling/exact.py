"""The exact search: CP-SAT from the heuristic's schedule as a hint, for the time given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dougong.projects.scheduling.levelling.problem import Problem, earliest, tails

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WORKERS = 8  # on two cores eight give better bounds than two


@dataclass(frozen=True, slots=True)
class Proof:
    """What the search can say: a schedule (None: nothing better than the hint), and a bound."""

    starts: tuple[int, ...] | None
    lower_bound: int


def available() -> bool:
    """Whether the solver is installed and loads."""
    try:
        from ortools.sat.python import cp_model  # noqa: F401 - half a second, only when it is needed
    except ImportError:
        return False
    return True


def prove(problem: Problem, hint: list[int], makespan: int, bound: int, seconds: float, seed: int = 1) -> Proof:
    """A schedule no longer than `makespan` and a lower bound no less than `bound`, in at most about `seconds`."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    starts, end = _variables(model, problem, makespan, bound)
    for place, value in enumerate(hint):
        model.add_hint(starts[place], value)
    model.add_hint(end, makespan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.05)
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    least = max(bound, round(solver.best_objective_bound)) if status != cp_model.UNKNOWN else bound
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = tuple(solver.value(start) for start in starts)
        return Proof(found, least)
    return Proof(None, least)


def _variables(
    model: cp_model.CpModel, problem: Problem, makespan: int, bound: int
) -> tuple[list[cp_model.IntVar], cp_model.IntVar]:
    heads, left = earliest(problem), tails(problem)
    end = model.new_int_var(min(bound, makespan), makespan, "end")
    starts = [model.new_int_var(head, max(makespan - tail, head), "") for head, tail in zip(heads, left, strict=True)]
    spans = [
        model.new_fixed_size_interval_var(start, length, "")
        for start, length in zip(starts, problem.durations, strict=True)
    ]
    for pred, succ, distance in problem.arcs:
        model.add(starts[succ] >= starts[pred] + distance)
    for start, length in zip(starts, problem.durations, strict=True):
        model.add(end >= start + length)
    for number, capacity in enumerate(problem.capacities):
        users = [p for p in range(problem.size) if problem.demands[p][number] and problem.durations[p]]
        if sum(problem.demands[place][number] for place in users) <= capacity:
            continue
        model.add_cumulative(
            [spans[place] for place in users], [problem.demands[place][number] for place in users], capacity
        )
    model.minimize(end)
    return starts, end
