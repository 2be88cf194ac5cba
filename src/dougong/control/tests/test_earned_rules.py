"""Earned value by the definitions of the PMI Practice Standard and ANSI/EIA-748, with worked figures; and what holds always."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dougong.control.rules import curve
from dougong.control.rules.earned import (
    Leaf,
    Node,
    Sums,
    earned,
    earned_by,
    earned_schedule,
    measures,
    planned,
    roll_up,
    total,
)
from dougong.control.rules.progress import Step, share, spread, told_percent
from dougong.projects.scheduling.instants import DAY

#: A project of 100,000 yuan: at the status date half was planned, 40 % is done, 50,000 was spent.
BEHIND = Sums(bac=100_000_00, pv=50_000_00, ev=40_000_00, ac=50_000_00)


def whole(minute: int) -> int:
    return minute


def test_variances_and_indices() -> None:
    assert (BEHIND.sv, BEHIND.cv) == (-10_000_00, -10_000_00)
    assert (BEHIND.spi, BEHIND.cpi) == (Fraction(4, 5), Fraction(4, 5))


def test_the_three_estimates_at_completion() -> None:
    found = measures(BEHIND)
    assert found.eacs == {
        "typical": 125_000_00,  # 100,000 ÷ 0.8
        "atypical": 110_000_00,  # 50,000 + 60,000
        "mixed": 143_750_00,  # 50,000 + 60,000 ÷ 0.64
    }
    assert (found.eac, found.etc, found.vac) == (125_000_00, 75_000_00, -25_000_00)
    assert measures(BEHIND, "atypical").vac == -10_000_00


def test_to_complete_performance() -> None:
    found = measures(BEHIND)
    assert found.tcpi == Fraction(60, 50)  # (100 − 40) ÷ (100 − 50)
    assert found.tcpi_eac == Fraction(60, 75)  # (100 − 40) ÷ (125 − 50)


def test_what_is_not_defined_is_nothing_and_not_zero() -> None:
    bare = Sums(bac=100, ev=0)
    assert (bare.sv, bare.cv, bare.spi, bare.cpi, measures(bare).eac, measures(bare).tcpi) == (None,) * 6
    unspent = Sums(bac=100, pv=0, ev=0, ac=0)
    found = measures(unspent)
    assert (unspent.spi, unspent.cpi, found.eac, found.eacs["atypical"]) == (None, None, None, 100)
    assert measures(Sums(bac=100, pv=100, ev=50, ac=100)).tcpi is None  # no money is left: no efficiency would do
    assert total([Sums(), Sums()]) == Sums()


def test_earned_schedule_by_its_definition() -> None:
    # 10 a day for ten days; on the eighth day 55 is earned, which was to be after five and a half.
    found = earned_schedule(55, [10 * n for n in range(1, 11)], 8)
    assert found is not None
    assert (found.es, found.sv, found.spi) == (Fraction(11, 2), Fraction(-5, 2), Fraction(11, 16))
    assert (found.planned_days, found.finish_days) == (10, 15)  # 10 ÷ 0.6875, whole days
    done = earned_schedule(100, [10 * n for n in range(1, 11)] + [100, 100], 12)
    assert done is not None and (done.es, done.spi) == (10, Fraction(5, 6))
    assert earned_schedule(55, [], 8) is None and earned_schedule(None, [10], 1) is None


def test_planned_value_runs_evenly_over_working_time() -> None:
    leaf = Leaf(budget=1000, start=0, finish=100)
    assert [planned(leaf, at, whole) for at in (-5, 0, 25, 100, 500)] == [0, 0, 250, 1000, 1000]
    milestone = Leaf(budget=700, start=50, finish=50)
    assert [planned(milestone, at, whole) for at in (49, 50)] == [0, 700]
    assert planned(Leaf(budget=None, start=0, finish=9), 5, whole) == 0


def test_what_is_earned_by_an_earlier_day_lies_between_the_real_begin_and_now() -> None:
    leaf = Leaf(budget=1000, share=Fraction(1, 2), start=0, finish=100, began=20)
    assert [earned_by(leaf, at, 60, whole) for at in (10, 20, 40, 60)] == [0, 0, 250, 500]
    ended = Leaf(budget=1000, share=Fraction(1), began=20, ended=40)
    assert [earned_by(ended, at, 60, whole) for at in (30, 40, 50)] == [500, 1000, 1000]


def test_progress_by_its_four_ways() -> None:
    steps = [Step(30, True), Step(50, False), Step(20, True)]
    assert share("duration", 40) == Fraction(2, 5)
    assert share("units", 40, done=Fraction(12), of=Fraction(48)) == Fraction(1, 4)
    assert share("units", 40, done=Fraction(60), of=Fraction(48)) == 1
    assert share("steps", 40, steps=steps) == Fraction(1, 2)
    assert share("physical", 40, physical=35) == Fraction(7, 20)
    assert share("units", 40) == share("steps", 40) == share("physical", 40) == Fraction(2, 5)
    assert [told_percent(Fraction(n, 1000)) for n in (0, 1, 999, 1000)] == [0, 1, 99, 100]


fen = st.integers(0, 10**12)
leaves = st.builds(
    lambda budget, percent, start, span, began: Leaf(
        budget, Fraction(percent, 100), start, start + span, began if percent else None
    ),
    fen | st.none(), st.integers(0, 100), st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 9000),
)  # fmt: skip


@given(st.lists(leaves, min_size=1, max_size=12), st.data(), st.integers(0, 12_000))
def test_the_sums_of_the_outline_are_the_projects_to_the_fen(found: list[Leaf], data: st.DataObject, at: int) -> None:
    """Leaves under summaries at random, with costs booked anywhere."""
    count = data.draw(st.integers(1, 5))
    nodes = [Node(-1, None, None, None)]
    nodes += [Node(-n, data.draw(st.sampled_from([None, *range(-n + 1, 0)])), None, None) for n in range(2, count + 1)]
    costs = data.draw(st.lists(fen | st.none(), min_size=len(found), max_size=len(found)))
    parents = st.sampled_from([None, *range(-count, 0)])
    nodes += [Node(n, data.draw(parents), leaf, costs[n]) for n, leaf in enumerate(found)]
    rows = roll_up(nodes, at, at, whole)
    whole_ = total(rows[node.id] for node in nodes if node.parent is None)
    budgets = [leaf.budget for leaf in found if leaf.budget is not None]
    assert whole_.bac == (sum(budgets) if budgets else None)
    assert whole_.ev == (sum(map(earned, found)) if budgets else None)
    assert whole_.pv == (sum(planned(leaf, at, whole) for leaf in found) if budgets else None)
    assert whole_.ac == (sum(c for c in costs if c is not None) if any(c is not None for c in costs) else None)
    for sums in rows.values():
        assert sums.ev is None or (sums.bac is not None and 0 <= sums.ev <= sums.bac)
        assert sums.pv is None or (sums.bac is not None and 0 <= sums.pv <= sums.bac)


@given(st.lists(leaves, max_size=6), st.integers(1, 20))
def test_the_curve_climbs_to_the_sum(found: list[Leaf], now: int) -> None:
    days = [dt.date(1970, 1, 1) + dt.timedelta(days=n) for n in range(now)]
    pv = curve.planned_on(found, days, whole)
    ev = curve.earned_on(found, days, now * DAY, whole)
    assert pv == sorted(pv) and ev == sorted(ev)
    assert pv[-1] == sum(planned(leaf, curve.end_of(days[-1]), whole) for leaf in found)
    assert ev[-1] == sum(map(earned, found))


@given(fen, st.dictionaries(st.integers(), st.integers(0, 10**6), min_size=1, max_size=30))
def test_a_spread_adds_up_and_is_fair(amount: int, weights: dict[int, int]) -> None:
    parts = spread(amount, weights)
    assert sum(parts.values()) == amount and parts.keys() == weights.keys()
    size = sum(weights.values())
    if size:
        assert all(abs(parts[key] - amount * weight / size) < 1 for key, weight in weights.items() if amount < 10**9)
