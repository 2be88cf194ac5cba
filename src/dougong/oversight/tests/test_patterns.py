"""Each pattern finds what was planted; a programme in which nothing is odd gives few false finds."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.oversight.rules import gifts
from dougong.oversight.rules.lines import Gift
from dougong.oversight.rules.patterns import FIRST, PATTERNS, faults, whole
from dougong.oversight.rules.robust import robust_z, tail
from dougong.oversight.tests.programme import TODAY, Programme, moment

SINCE = TODAY - dt.timedelta(days=90)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_planted_is_found_and_little_else(seed: int) -> None:
    """Measured over 60 quiet programmes of 120 accounts and 90 days: 3 finds in all (`make bench watch` prints it)."""
    quiet = Programme(seed)
    assert len(quiet.finds()) <= 3
    for one in PATTERNS:
        odd = Programme(seed)
        about = odd.plant(one.code)
        assert [f for f in odd.finds() if f.pattern == one.code and f.subject in about], (one.code, seed)


def test_a_find_has_the_same_key_whenever_it_is_found() -> None:
    odd = Programme(7)
    for one in PATTERNS:
        odd.plant(one.code)
    keys = [(f.pattern, f.key) for f in odd.finds()]
    assert keys == [(f.pattern, f.key) for f in odd.finds()] and len(keys) == len(set(keys))


def _gift(giver: int, taker: int, days: int, points: int = 100) -> Gift:
    day = TODAY - dt.timedelta(days=days)
    return Gift(100 - days, moment(day), uuid.UUID(int=giver), uuid.UUID(int=taker), points, (100 - days,))


@pytest.mark.parametrize(
    ("told", "rings"),
    [
        ([(1, 2, 20), (2, 3, 15), (3, 1, 10)], [3]),
        ([(3, 1, 20), (2, 3, 15), (1, 2, 10)], [3]),  # in any order of time
        ([(1, 2, 20), (2, 1, 10)], [2]),
        ([(1, 2, 80), (2, 1, 10)], []),  # too long ago
        ([(1, 2, 20), (1, 3, 15), (2, 3, 10)], []),  # no way back
    ],
)
def test_a_circle_is_a_way_back_within_the_days(told: list[tuple[int, int, int]], rings: list[int]) -> None:
    found = gifts.circles([_gift(*one) for one in told], SINCE, FIRST["patterns"]["circle"])
    assert [f.facts["members"] for f in found] == rings
    assert all(f.subject == uuid.UUID(int=1) for f in found)


def test_measures_that_a_few_wild_values_do_not_move() -> None:
    sample = [10.0, 11.0, 12.0, 11.0, 10.0, 12.0, 1000.0]
    assert robust_z(11.0, sample) == 0 and robust_z(40.0, sample) > 3.5
    assert robust_z(5.0, [5.0] * 9) == 0
    assert tail(0, 5, 0.3) == pytest.approx(1) and tail(5, 5, 0.5) == pytest.approx(1 / 32) and tail(1, 3, 0) == 0


def test_settings_that_came_later_begin_as_they_are_made_and_bounds_are_kept() -> None:
    body = whole({"back": 30, "patterns": {"burst": {"on": False, "gone": 1}}})
    assert (body["back"], body["patterns"]["burst"]["on"], body["patterns"]["burst"]["least"]) == (30, False, 500)
    assert "gone" not in body["patterns"]["burst"] and not faults(body)
    body["patterns"]["circle"]["days"] = 0
    assert [field for field, _, _ in faults(body)] == ["circle.days"]
