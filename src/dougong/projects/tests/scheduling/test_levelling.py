"""Limited resources: reading instances, the searches beside a plain oracle, the check that every answer passes."""

from __future__ import annotations

import csv
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.projects.scheduling import ScheduleError
from dougong.projects.scheduling.levelling import Arc, Problem, lower_bound, read_problem, solve, violations
from dougong.projects.scheduling.levelling.heuristic import Decoder, search
from dougong.projects.scheduling.levelling.problem import critical_path, earliest, order, tails

PATTERSON = """
6 2
4 3
0 0 0 3 2 3 4
3 2 1 1 5
4 3 0 1 5
2 1 2 1 6
5 2 2 1 6
0 0 0 0
"""
SINGLE_MODE = """
RESOURCES
  - renewable                 :  2   R
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           5
   4        1          1           6
   5        1          1           6
   6        1          0
****
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------
  1      1     0       0    0
  2      1     3       2    1
  3      1     4       3    0
  4      1     2       1    2
  5      1     5       2    2
  6      1     0       0    0
****
RESOURCEAVAILABILITIES:
  R 1  R 2
    4    3
"""


def end(problem: Problem, starts: tuple[int, ...] | list[int]) -> int:
    return max(start + length for start, length in zip(starts, problem.durations, strict=True))


def test_both_formats_say_the_same_problem() -> None:
    problem = read_problem(PATTERSON.encode())
    assert problem == read_problem(SINGLE_MODE.encode())
    assert problem.ids == ("1", "2", "3", "4", "5", "6")
    assert (problem.durations, problem.capacities) == ((0, 3, 4, 2, 5, 0), (4, 3))
    assert Arc(1, 4, 3) in problem.arcs


def test_an_answer_is_checked_and_proven() -> None:
    problem = read_problem(PATTERSON.encode())
    answer = solve(problem, time_limit=10.0)
    # 2 and 3 need five of the four of the first resource: one after the other, then 5.
    assert (critical_path(problem), answer.makespan, answer.proven) == (9, 12, True)
    assert violations(problem, answer.starts) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("3 2 1 1 5", "3 2 1 1 9", 5), ("3 2 1 1 5", "3 x 1 1 5", 5), ("0 0 0 0", "0 0 0", 9), ("4 3\n", "4 -3\n", 3)],
)
def test_a_broken_instance_is_refused_by_line(old: str, new: str, line: int) -> None:
    with pytest.raises(ScheduleError) as caught:
        read_problem(PATTERSON.replace(old, new).encode())
    assert (caught.value.code, caught.value.line) == ("problem_broken", line)


def test_more_than_there_is_and_a_loop_are_refused_by_name() -> None:
    with pytest.raises(ScheduleError) as caught:
        read_problem(PATTERSON.replace("4 3 0 1 5", "4 5 0 1 5").encode())
    assert (caught.value.code, caught.value.task_ids) == ("demand_over_capacity", ("3",))
    with pytest.raises(ScheduleError) as caught:
        read_problem(PATTERSON.replace("5 2 2 1 6", "5 2 2 2 6 2").encode())
    assert (caught.value.code, set(caught.value.task_ids)) == ("loop", {"2", "5"})


def test_the_validator_names_what_is_wrong() -> None:
    problem = read_problem(PATTERSON.encode())
    assert violations(problem, (0, 0, 0, 0, 4, 9)) == ["resource 1 holds 6 of 4 at 0"]
    assert violations(problem, (0, 0, 3, 0, 7, 11)) == ["6 starts before 5 lets it"]
    late = Problem(("a",), (2,), ((),), (), (), releases=(3,))
    assert violations(late, (1,)) == ["a starts at 1, before 3"]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to six activities, two resources, any arcs forward, leads and lags among them."""
    size = draw(st.integers(1, 6))
    durations = draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))
    capacities = (draw(st.integers(1, 4)), draw(st.integers(1, 4)))
    demands = [tuple(draw(st.integers(0, capacity)) for capacity in capacities) for _ in range(size)]
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True)) if pairs else []
    arcs = tuple(Arc(i, j, durations[i] + draw(st.sampled_from((0, 0, 0, 2, -1)))) for i, j in chosen)
    releases = tuple(draw(st.lists(st.integers(0, 4), min_size=size, max_size=size)))
    return Problem(tuple("abcdef"[:size]), tuple(durations), tuple(demands), capacities, arcs, releases)


def best_of_all_lists(problem: Problem) -> int:
    """Serial generation over every list that respects the arcs contains an optimum: period by period, from nothing."""
    before = {arc[:2] for arc in problem.arcs}
    best = problem.horizon
    for activities in permutations(range(problem.size)):
        place = {one: at for at, one in enumerate(activities)}
        if any(place[pred] > place[succ] for pred, succ in before):
            continue
        starts: dict[int, int] = {}
        for one in activities:
            at = max([problem.releases[one], *(starts[a.pred] + a.distance for a in problem.arcs if a.succ == one)])
            while not fits(problem, starts, one, at):
                at += 1
            starts[one] = at
        best = min(best, max(starts[one] + problem.durations[one] for one in starts))
    return best


def fits(problem: Problem, starts: dict[int, int], one: int, at: int) -> bool:
    for period in range(at, at + problem.durations[one]):
        for number, capacity in enumerate(problem.capacities):
            held = sum(
                problem.demands[other][number]
                for other, start in starts.items()
                if start <= period < start + problem.durations[other]
            )
            if held + problem.demands[one][number] > capacity:
                return False
    return True


@settings(max_examples=25, deadline=None)
@given(problems())
def test_small_problems_are_solved_as_by_trying_every_list(problem: Problem) -> None:
    answer = solve(problem, time_limit=5.0)
    assert violations(problem, answer.starts) == []
    assert answer.lower_bound <= answer.makespan == end(problem, answer.starts)
    least = best_of_all_lists(problem)
    # A lead may make a schedule outside the lists shorter, never a longer one necessary.
    assert answer.makespan <= least
    if all(arc.distance >= problem.durations[arc.pred] for arc in problem.arcs):
        assert answer.makespan == least


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(0, 99))
def test_every_generated_schedule_is_valid_and_improvement_never_lengthens(problem: Problem, seed: int) -> None:
    decoder = Decoder(problem)
    key = [float((place * 7 + seed) % 5) for place in range(problem.size)]
    serial, parallel = decoder.serial(decoder.listed(key)), decoder.parallel(key)
    for starts in (serial, parallel):
        assert violations(problem, tuple(starts)) == []
        assert end(problem, starts) >= lower_bound(problem) >= critical_path(problem)
        assert all(start >= first for start, first in zip(starts, earliest(problem), strict=True))
    found = search(problem, 5.0, limit=40, seed=seed)
    by_rule = decoder.serial(decoder.listed([-float(tail) for tail in tails(problem)]))
    assert lower_bound(problem) <= found.makespan <= end(problem, by_rule)
    assert violations(problem, tuple(found.starts)) == []


@given(problems())
@settings(max_examples=60, deadline=None)
def test_heads_and_tails_meet_on_the_critical_path(problem: Problem) -> None:
    sums = [head + tail for head, tail in zip(earliest(problem), tails(problem), strict=True)]
    assert max(sums) == critical_path(problem)
    place = {one: at for at, one in enumerate(order(problem))}
    assert all(place[arc.pred] < place[arc.succ] for arc in problem.arcs)


def test_the_same_seed_and_number_of_schedules_give_the_same_schedule() -> None:
    problem = read_problem(PATTERSON.encode())
    first, again = (search(problem, 30.0, limit=60, seed=5) for _ in range(2))
    assert (first.starts, first.schedules) == (again.starts, again.schedules)


def test_without_the_solver_the_heuristic_goes_on_and_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from dougong.projects.scheduling.levelling import exact

    monkeypatch.setattr(exact, "available", lambda: False)
    problem = read_problem(PATTERSON.encode())
    answer = solve(problem, time_limit=0.3)
    assert (answer.makespan, answer.proven, answer.method) == (12, False, "heuristic")


def test_twelve_instances_of_the_library_reach_the_best_known(shared_data: Path) -> None:
    folder = shared_data / "psplib"
    with (folder / "j30_best_known.csv").open() as rows:
        best = {row["instance"]: int(row["bks"]) for row in csv.DictReader(rows)}
    above = []
    for number in (1, 21, 41, 61, 83, 101, 124, 141, 163, 181, 204, 221):
        name = f"J30_{number}.txt"
        problem = read_problem((folder / "j30" / name).read_bytes())
        answer = solve(problem, time_limit=2.0)
        assert violations(problem, answer.starts) == []
        assert answer.lower_bound <= best[name] <= answer.makespan
        assert not answer.proven or answer.makespan == best[name]
        above.append(100 * (answer.makespan - best[name]) / best[name])
    assert sum(above) / len(above) <= 0.5
