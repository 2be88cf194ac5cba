"""Company time and working days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.kit import clock
from dougong.kit.workcalendar import add_working_days, holiday_name, is_working_day

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))


def test_the_company_day_begins_at_its_own_midnight() -> None:
    with clock.frozen("2026-11-17T16:30+00:00"):
        assert clock.today() == dt.date(2026, 11, 18)
        assert clock.day_start(clock.today()) == dt.datetime(2026, 11, 17, 16, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (dt.date(2026, 2, 17), False),  # 春节
        (dt.date(2026, 2, 14), True),  # 调休: a Saturday that is worked
        (dt.date(2026, 10, 1), False),
        (dt.date(2026, 11, 18), True),
        (dt.date(2026, 11, 21), False),
    ],
)
def test_holidays_and_exchanged_days_are_known(day: dt.date, working: bool) -> None:
    assert is_working_day(day) is working


def test_a_holiday_has_its_name_and_an_ordinary_day_none() -> None:
    assert holiday_name(dt.date(2026, 2, 17)) == "春节"
    assert holiday_name(dt.date(2026, 11, 18)) is None


def test_years_without_a_notice_go_by_weekends() -> None:
    assert is_working_day(dt.date(2040, 1, 2)) and not is_working_day(dt.date(2040, 1, 1))


@given(DAYS, st.integers(1, 40))
def test_working_days_forward_and_back_come_to_the_same_day(day: dt.date, count: int) -> None:
    start = add_working_days(day, 0)
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert add_working_days(end, -count) == start
    between = sum(is_working_day(start + dt.timedelta(days=n)) for n in range(1, (end - start).days + 1))
    assert between == count
