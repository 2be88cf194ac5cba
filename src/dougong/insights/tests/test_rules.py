from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.insights.rules import Span, change, chart_months, cover, month_end, percent, period_of, rate

D = dt.date
NOW = D(2026, 11, 18)
days = st.dates(D(2020, 1, 1), D(2029, 12, 31))


@pytest.mark.parametrize(
    ("key", "first", "last", "before_first", "before_last"),
    [
        ("month", D(2026, 11, 1), D(2026, 11, 30), D(2026, 10, 1), D(2026, 10, 18)),
        ("quarter", D(2026, 10, 1), D(2026, 12, 31), D(2026, 7, 1), D(2026, 8, 18)),
        ("year12", D(2025, 12, 1), D(2026, 11, 30), D(2024, 12, 1), D(2025, 11, 18)),
    ],
)
def test_an_unfinished_period_is_compared_with_as_much_of_the_one_before(
    key: str, first: D, last: D, before_first: D, before_last: D
) -> None:
    found = period_of(key, NOW)
    assert (found.span, found.previous) == (Span(first, last), Span(before_first, before_last))
    assert found.unfinished


def test_on_the_last_day_of_a_month_the_whole_month_before_is_meant() -> None:
    assert period_of("month", D(2026, 2, 28)).previous == Span(D(2026, 1, 1), D(2026, 1, 31))
    assert period_of("month", D(2026, 3, 30)).previous == Span(D(2026, 2, 1), D(2026, 2, 28))


def test_days_of_ones_own_are_compared_with_as_many_days_before() -> None:
    found = period_of("custom", NOW, D(2026, 11, 2), D(2026, 11, 8))
    assert found.previous == Span(D(2026, 10, 26), D(2026, 11, 1))
    assert not found.unfinished
    whole = period_of("custom", NOW, D(2026, 3, 1), D(2026, 5, 31))
    assert whole.previous == Span(D(2025, 12, 1), D(2026, 2, 28))


@pytest.mark.parametrize(("first", "last"), [(None, None), (D(2026, 5, 1), D(2026, 4, 1)), (D(1900, 1, 1), NOW)])
def test_no_days_make_no_period(first: D | None, last: D | None) -> None:
    with pytest.raises(ValueError, match="no period"):
        period_of("custom", NOW, first, last)


@given(days, days)
def test_months_and_edges_make_the_span_once(one: D, other: D) -> None:
    span = Span(min(one, other), max(one, other))
    held = cover(span)
    parts = list(held.edges)
    if held.first and held.last:
        assert held.first.day == 1 and held.last.day == 1
        parts.append(Span(held.first, month_end(held.last)))
    parts.sort(key=lambda part: part.first)
    assert parts[0].first == span.first and parts[-1].last == span.last
    for before, after in itertools.pairwise(parts):
        assert after.first == before.last + dt.timedelta(days=1)


def test_a_chart_shows_a_year_at_least_and_three_at_most() -> None:
    assert len(chart_months(Span(D(2026, 11, 1), D(2026, 11, 30)), NOW)) == 12
    assert chart_months(Span(D(2026, 11, 1), D(2026, 11, 30)), NOW)[0] == D(2025, 12, 1)
    assert len(chart_months(Span(D(2020, 1, 1), D(2026, 11, 30)), NOW)) == 36


def test_a_chart_ends_with_the_month_that_has_begun() -> None:
    assert chart_months(Span(D(2026, 10, 1), D(2026, 12, 31)), NOW)[-1] == D(2026, 11, 1)


def test_nothing_is_not_compared_with() -> None:
    assert change(100, 0) is None and percent(1, 0) is None
    assert (change(118, 100), change(50, 100), rate(834, 1000), percent(1, 3)) == ("18.0", "-50.0", "83.4", 33)
