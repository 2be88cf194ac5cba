"""When a client is next to be visited. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from dougong.kit.months import month_on

#: Where no rule of the company names the client: quarterly.
MONTHS = 3


def due(contact: dt.date, months: int, *, not_before: dt.date | None, is_working: Callable[[dt.date], bool]) -> dt.date:
    """So many months after the last contact, not before the day that somebody put it off to, and never on a day off."""
    day = month_on(contact, months)
    if not_before is not None and not_before > day:
        day = not_before
    while not is_working(day):
        day += dt.timedelta(days=1)
    return day
