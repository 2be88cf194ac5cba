"""Draws of the finish, against what can be reckoned by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.control.rules.draws import Edge, Work, draw, level, network

DAY = 480


def chain(*days: int, low: float = 0.5, high: float = 2.0) -> Any:
    works, at = [], 0
    for number, length in enumerate(days):
        works.append(Work(number, at, at + length * DAY, low, 1.0, high))
        at += length * DAY
    return network(works, [Edge(n, n + 1, True, False, 0) for n in range(len(days) - 1)])


def pert(low: float, likely: float, high: float) -> tuple[float, float]:
    """Mean and variance of the beta distribution of PERT (λ = 4)."""
    mean = (low + 4 * likely + high) / 6
    return mean, (mean - low) * (high - mean) / 7


def test_a_chain_has_the_mean_and_the_spread_of_its_parts() -> None:
    """30 tasks of 10 days from 5 to 20: by the central limit theorem near to a normal distribution."""
    found = draw(chain(*[10] * 30), draws=4000, seed=7).finishes
    mean, variance = pert(5 * DAY, 10 * DAY, 20 * DAY)
    assert mean == pytest.approx((5 + 40 + 20) / 6 * DAY)
    expected, deviation = 30 * mean, math.sqrt(30 * variance)
    drawn = sum(found) / len(found)
    assert drawn == pytest.approx(expected, abs=4 * deviation / math.sqrt(len(found)))
    spread = math.sqrt(sum((f - drawn) ** 2 for f in found) / len(found))
    assert spread == pytest.approx(deviation, rel=0.06)
    # 84.13 % of a normal distribution lie below a deviation above the mean.
    assert level(found, 0.84) == pytest.approx(expected + deviation * 0.9945, rel=0.01)


def test_a_triangle_has_its_mean() -> None:
    found = draw(chain(10), draws=4000, seed=3, shape="triangular").finishes
    assert sum(found) / len(found) == pytest.approx((5 + 10 + 20) / 3 * DAY, rel=0.02)
    assert min(found) >= 5 * DAY and max(found) <= 20 * DAY


def test_without_spread_the_plan_comes_out() -> None:
    works = [
        Work("a", 0, 5 * DAY), Work("b", 5 * DAY, 8 * DAY), Work("late", 9 * DAY, 10 * DAY),
        Work("begun", 0, 6 * DAY, 0.5, 1.0, 1.0, left=0),
    ]  # fmt: skip
    edges = [Edge(0, 1, True, False, 0), Edge(1, 2, True, False, 0), Edge(0, 1, False, True, 99 * DAY)]
    found = draw(network(works, edges), draws=10, seed=1)
    assert set(found.finishes) == {10 * DAY}
    assert found.critical == [0, 0, 10, 0]  # the last waits for a date, not for those before it


def test_of_two_paths_each_is_critical_in_its_draws() -> None:
    works = [Work(0, 0, 10 * DAY, 0.5, 1.0, 2.0), Work(1, 0, 10 * DAY, 0.5, 1.0, 2.0), Work(2, 10 * DAY, 11 * DAY)]
    found = draw(network(works, [Edge(0, 2, True, False, 0), Edge(1, 2, True, False, 0)]), draws=2000, seed=5)
    assert found.critical[2] == 2000
    assert found.critical[0] + found.critical[1] >= 2000
    assert 900 < found.critical[0] < 1100


def test_begun_work_varies_only_in_what_is_left() -> None:
    done = [Work(0, 0, 10 * DAY, 0.5, 1.0, 2.0, left=2 * DAY)]
    found = draw(network(done, []), draws=500, seed=2).finishes
    assert min(found) >= 9 * DAY and max(found) <= 12 * DAY


def test_links_that_loop_are_refused() -> None:
    with pytest.raises(ValueError, match="loop"):
        network([Work(0, 0, 1), Work(1, 1, 2)], [Edge(0, 1, True, False, 0), Edge(1, 0, True, False, 0)])


spans = st.lists(st.integers(0, 30), min_size=1, max_size=8)


@settings(max_examples=25)
@given(spans, st.integers(1, 10**9), st.floats(0.2, 1), st.floats(1, 3))
def test_the_same_seed_gives_the_same_answer_and_levels_are_in_order(
    days: list[int], seed: int, low: float, high: float
) -> None:
    net = chain(*days, low=low, high=high)
    first, second = draw(net, draws=60, seed=seed), draw(net, draws=60, seed=seed)
    assert first == second
    assert min(first.finishes) <= level(first.finishes, 0.5) <= level(first.finishes, 0.8) <= max(first.finishes)
    assert all(count <= 60 for count in first.critical)
