"""Working days of mainland China: weekends, statutory holidays and 调休 (State Council notices, by `chinesecalendar`).

Years for which no notice is known yet fall back to weekends.
"""

import datetime as dt
from functools import lru_cache


@lru_cache(maxsize=4096)
def is_working_day(day: dt.date) -> bool:
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


@lru_cache(maxsize=4096)
def holiday_name(day: dt.date) -> str | None:
    """The Chinese name of the holiday that `day` belongs to, or None."""
    import chinese_calendar

    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    if not off or name is None:
        return None
    return str(chinese_calendar.Holiday(name).chinese)


@lru_cache(maxsize=1)
def known_until() -> dt.date:
    """The last day whose holidays are published: the State Council names a year's in the autumn before it."""
    from chinese_calendar import constants

    return dt.date(max(day.year for day in constants.holidays), 12, 31)


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after (negative: before) `day`; 0 gives `day` or the next working day."""
    step = dt.timedelta(days=1 if count >= 0 else -1)
    if count == 0:
        while not is_working_day(day):
            day += step
        return day
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day
