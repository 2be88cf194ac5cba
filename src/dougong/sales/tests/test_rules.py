from __future__ import annotations

import datetime as dt

import pytest

from dougong.sales.rules import RANK_STEP, alarms, quarter_start, rank_between, weighted_fen

TODAY = dt.date(2026, 11, 18)
NEXT = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("amount", "chance", "weighted"),
    [(100, 45, 45), (101, 50, 51), (99, 50, 50), (1, 49, 0), (0, 100, 0), (333, 100, 333)],
)
def test_weighting_rounds_half_up_to_the_fen(amount: int, chance: int, weighted: int) -> None:
    assert weighted_fen(amount, chance) == weighted


def test_a_card_goes_between_its_neighbours_until_there_is_no_room() -> None:
    assert rank_between(None, None) == 0
    assert rank_between(None, 5) == 5 - RANK_STEP
    assert rank_between(5, None) == 5 + RANK_STEP
    assert rank_between(0, 10) == 5
    assert rank_between(0, 2) == 1
    assert rank_between(0, 1) is None


def test_only_what_asks_for_attention_is_an_alarm() -> None:
    calm = {"today": TODAY, "expected_on": NEXT, "next_step": "提交方案", "next_step_on": NEXT, "stay": 30, "limit": 30}
    assert alarms(**calm) == []
    assert alarms(**{**calm, "expected_on": TODAY}) == []
    assert alarms(**{**calm, "expected_on": dt.date(2026, 11, 17)}) == ["late"]
    assert alarms(**{**calm, "next_step_on": dt.date(2026, 11, 17)}) == ["late"]
    assert alarms(**{**calm, "next_step": "  "}) == ["no_next_step"]
    assert alarms(**{**calm, "stay": 31}) == ["stay"]
    assert alarms(**{**calm, "stay": 3000, "limit": None}) == []


def test_a_quarter_begins_with_its_month() -> None:
    assert [quarter_start(dt.date(2026, m, 15)).month for m in (1, 3, 4, 6, 7, 9, 10, 12)] == [1, 1, 4, 4, 7, 7, 10, 10]
