"""When a client is next to be visited. Pure."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable

#: Where no rule of the company names the client: quarterly.
MONTHS = 3


def later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(contact: dt.date, months: int, *, not_before: dt.date | None, is_working: Callable[[dt.date], bool]) -> dt.date:
    """So many months after the last contact, not before the day that somebody put it off to, and never on a day off."""
    day = later(contact, months)
    if not_before is not None and not_before > day:
        day = not_before
    while not is_working(day):
        day += dt.timedelta(days=1)
    return day
