"""Days so many months on. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TypeVar

Day = TypeVar("Day", bound=dt.date)


def month_on(day: Day, months: int) -> Day:
    """The same day so many months on, below zero before, or the last of that month where it has no such day.

    ValueError or OverflowError where the calendar ends.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))
