"""What works beside the first search: a second process that ends when it is no longer wanted, and windows."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.projects.scheduling.levelling import Arc, Problem, lower_bound, solve, violations
from dougong.projects.scheduling.levelling import solve as solve_function
from dougong.projects.scheduling.levelling.helper import Helper
from dougong.projects.scheduling.levelling.heuristic import Decoder, Search, search
from dougong.projects.scheduling.levelling.problem import order
from dougong.projects.scheduling.levelling.windows import Windows
from dougong.projects.tests.scheduling.test_levelling import problems


def crowded(size: int = 60) -> Problem:
    """Chains of five that all want one of two narrow resources."""
    rng = random.Random(3)
    durations = tuple(rng.randint(1, 9) for _ in range(size))
    demands = tuple((rng.randint(0, 5), rng.randint(0, 5)) for _ in range(size))
    arcs = tuple(Arc(place - 1, place, durations[place - 1]) for place in range(size) if place % 5)
    return Problem(tuple(map(str, range(size))), durations, demands, (7, 7), arcs)


def end(problem: Problem, starts: list[int]) -> int:
    return max(start + length for start, length in zip(starts, problem.durations, strict=True))


def test_a_helper_answers_a_valid_schedule_and_its_process_ends() -> None:
    problem = crowded()
    with Helper(problem, 1.5, 0, seed=7) as helper:
        starts = helper.answer(patience=60.0)
        process = helper._process
    assert starts is not None and violations(problem, tuple(starts)) == []
    assert end(problem, starts) <= search(problem, 5.0, limit=3).makespan
    assert process is not None and process.returncode is not None


def test_a_helper_that_is_left_early_is_stopped() -> None:
    with Helper(crowded(), 60.0, 0, seed=7) as helper:
        process = helper._process
        assert process is not None and process.poll() is None
    assert process.returncode is not None


def test_a_helper_ends_by_itself_when_who_asked_is_gone() -> None:
    with Helper(crowded(), 60.0, 0, seed=7) as asked:
        sent = asked._asked
    command = [sys.executable, "-m", "dougong.projects.scheduling.levelling.helper"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as orphan:
        assert orphan.stdin is not None
        orphan.stdin.write(sent)
        orphan.stdin.close()
        assert orphan.wait(timeout=30) == 1


def test_a_search_goes_on_from_where_it_stopped_and_takes_in_what_others_found() -> None:
    problem = crowded()
    state = Search(problem, 5)
    first = state.run(30.0, limit=100).makespan
    better = search(problem, 30.0, limit=900, seed=6)
    state.take(better.starts)
    assert state.best.makespan == min(first, better.makespan)
    assert state.run(30.0, limit=1200).makespan <= better.makespan
    assert violations(problem, tuple(state.best.starts)) == []


def test_one_core_works_without_a_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[solve_function.__module__]
    monkeypatch.setattr(module, "cores", lambda: 1)
    monkeypatch.setattr(module, "Helper", None)
    problem = crowded()
    answer = solve(problem, time_limit=1.5)
    assert violations(problem, answer.starts) == []
    assert lower_bound(problem) <= answer.lower_bound <= answer.makespan


def test_where_no_process_can_be_started_the_first_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no process left")

    monkeypatch.setattr(subprocess, "Popen", refused)
    with Helper(crowded(), 1.0, 0, seed=7) as helper:
        assert (helper.answer(0.1), helper.latest()) == (None, None)


def test_a_window_shortens_a_schedule_and_never_breaks_it() -> None:
    problem = crowded()
    starts = tuple(Decoder(problem).serial(order(problem)))
    windows, lengths = Windows(problem, 4), [end(problem, list(starts))]
    while len(lengths) < 3 and windows.hopeful:
        found = windows.shorten(starts, 1, 0.3)
        if found is not None:
            assert violations(problem, found) == []
            starts = found
            lengths.append(end(problem, list(found)))
    assert len(lengths) == 3
    assert lengths[0] > lengths[1] > lengths[2]


@settings(max_examples=20, deadline=None)
@given(problems(), st.integers(0, 9))
def test_windows_of_small_problems_are_right_about_leads_lags_and_releases(problem: Problem, seed: int) -> None:
    # One after the other in the order of the links: valid, and longer than need be.
    starts = [0] * problem.size
    at = 0
    for place in order(problem):
        links = (starts[arc.pred] + arc.distance for arc in problem.arcs if arc.succ == place)
        starts[place] = max([at, problem.releases[place], *links])
        at = starts[place] + problem.durations[place]
    found = Windows(problem, seed).shorten(starts, 1, 1.0)
    assert found is None or end(problem, list(found)) < end(problem, starts)
    assert found is None or violations(problem, found) == []
