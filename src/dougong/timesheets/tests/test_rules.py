"""Weeks, months and cost: pure."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dougong.kit.months import month_on
from dougong.timesheets import rules

DAY = dt.date(2026, 11, 18)


def test_weeks_and_months() -> None:
    assert rules.monday_of(DAY) == dt.date(2026, 11, 16) == rules.monday_of(dt.date(2026, 11, 22))
    assert month_on(dt.date(2026, 12, 1), 1) == dt.date(2027, 1, 1)
    days = rules.week_days(dt.date(2026, 11, 16))
    assert rules.expected(days, lambda d: d.weekday() < 5) == 5 * 480
    assert rules.expected(days, lambda d: d.weekday() < 5, since=dt.date(2026, 11, 19)) == 2 * 480
    assert [rules.hours_text(m) for m in (450, 480, -135, 0, 100)] == ["7.5", "8", "-2.25", "0", "1.67"]


def test_a_rate_holds_from_its_day_on() -> None:
    versions = [(dt.date(2026, 3, 1), 40000), (dt.date(2026, 1, 1), 38000)]
    days = (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 2, 28), dt.date(2026, 3, 1))
    assert [rules.at_day(versions, day) for day in days] == [None, 38000, 38000, 40000]


@given(st.integers(0, 1440), st.integers(0, 10**8), st.integers(0, 1000), st.integers(0, 2400))
def test_a_reversal_takes_back_what_was_paid_to_the_fen(minutes: int, rate: int, heads: int, quantity: int) -> None:
    cost = rules.cost_of_minutes(minutes, rate)
    assert cost + rules.cost_of_minutes(-minutes, rate) == 0
    assert abs(cost * 60 - minutes * rate) <= 30  # half a fen
    paid = rules.cost_of_labour(heads, quantity, rate)
    assert paid + rules.cost_of_labour(heads, -quantity, rate) == 0
    assert abs(paid * 100 - heads * quantity * rate) <= 50
