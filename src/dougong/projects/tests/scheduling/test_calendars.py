"""Calendars: shifts, exceptions, bases, Chinese holidays, and clocks that grow."""

from __future__ import annotations

import pytest

from dougong.projects.scheduling import Calendar, ScheduleError, china_calendar, iso, parse, weekly
from dougong.projects.scheduling.calendars import CHINA_NAME, EIGHT_HOURS, Clock, FullClock, clock_of, tidy
from dougong.projects.tests.scheduling.builders import B, at


def clock(calendar: Calendar, *others: Calendar) -> Clock:
    return clock_of({one.id: one for one in (calendar, *others)}, [calendar], at("04-28 00:00"))


def test_the_chinese_calendar_knows_holidays_and_working_weekends() -> None:
    own = clock_of({}, [china_calendar()], parse("2025-09-25"))
    assert china_calendar().name == CHINA_NAME
    # 2025: 10-01 to 10-08 off, Sunday 09-28 and Saturday 10-11 worked.
    day = own.worked(parse("2025-10-12")) - own.worked(parse("2025-09-28"))
    assert day == 480 * (3 + 3)
    assert iso(own.finish(own.worked(parse("2025-09-30 17:00")) + 480)) == "2025-10-09T17:00:00"
    assert own.working(parse("2025-09-28 09:00"))


def test_after_the_published_years_the_chinese_calendar_is_an_ordinary_week() -> None:
    own = clock_of({}, [china_calendar()], parse("2031-01-06"))
    assert own.worked(parse("2031-01-13")) - own.worked(parse("2031-01-06")) == 5 * 480


def test_a_derived_calendar_takes_what_it_does_not_say_from_its_base() -> None:
    base = weekly("base", "", EIGHT_HOURS, range(5), [at("05-01 00:00") // 1440])
    own = Calendar("own", "", (None,) * 5 + (EIGHT_HOURS, None), base_id="base")
    made = clock(own, base)
    assert made.worked(at("05-06 00:00")) - made.worked(at("04-29 00:00")) == 5 * 480  # four days and Saturday


def test_bases_that_name_each_other_do_not_hang() -> None:
    one = Calendar("1", "", (EIGHT_HOURS,) * 7, base_id="2")
    two = Calendar("2", "", (EIGHT_HOURS,) * 7, base_id="1")
    assert clock(one, two).working(at("04-28 09:00"))


def test_shifts_over_midnight_join_without_a_gap() -> None:
    night = Calendar("n", "", (((0, 180), (240, 480), (1380, 1440)),) * 7)
    own = clock(night)
    w = own.worked(at("04-29 00:00"))
    assert own.start(w) == own.finish(w) == at("04-29 00:00")


def test_around_the_clock_needs_no_table() -> None:
    assert isinstance(clock(weekly("x", "", ((0, 1440),), range(7))), FullClock)


def test_a_clock_grows_to_both_sides_and_keeps_its_count() -> None:
    own = clock(B)
    w = own.worked(at("04-29 08:00"))
    far = own.finish(w + 480 * 5 * 52 * 40)
    assert far > parse("2063-01-01")
    assert own.worked(parse("1960-01-01")) < 0
    assert own.worked(at("04-29 08:00")) == w
    assert own.worked(far) == w + 480 * 5 * 52 * 40


def test_a_calendar_that_only_works_on_a_few_dates_ends_in_a_clear_error() -> None:
    own = clock(Calendar("rare", "", ((),) * 7, ((at("04-29 00:00") // 1440, EIGHT_HOURS),)))
    assert own.start(own.worked(at("04-28 00:00"))) == at("04-29 08:00")
    with pytest.raises(ScheduleError) as caught:
        own.finish(own.worked(at("04-29 17:00")) + 1)
    assert caught.value.code == "out_of_range"


def test_shifts_are_put_in_order_and_joined() -> None:
    assert tidy([(780, 1020), (480, 600), (590, 720), (30, 30)]) == ((480, 720), (780, 1020))
    with pytest.raises(ValueError, match="600-1500"):
        tidy([(600, 1500)])
