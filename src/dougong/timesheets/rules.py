"""Weeks, hours and what they cost. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

#: Minutes of a day.
DAY = 24 * 60
#: What is expected of a working day, in minutes.
WORKDAY = 8 * 60
#: Quantities of day labour are kept in hundredths: 0.5 days is 50.
HUNDRED = 100


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def week_days(monday: dt.date) -> list[dt.date]:
    return [monday + dt.timedelta(days=n) for n in range(7)]


def month_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def expected(days: Iterable[dt.date], is_working: Callable[[dt.date], bool], since: dt.date | None = None) -> int:
    """Minutes that a full-time colleague files for these days, none before he came."""
    return sum(WORKDAY for day in days if is_working(day) and (since is None or day >= since))


def cost_of_minutes(minutes: int, rate_fen: int) -> int:
    """Fen for these minutes at a rate per hour, rounded half up; a reversal costs exactly what it reverses."""
    return _rounded(Decimal(minutes * rate_fen) / 60)


def cost_of_labour(heads: int, quantity: int, rate_fen: int) -> int:
    """Fen for so many heads, each so many hundredths of the unit, at a rate per unit; rounded half up."""
    return _rounded(Decimal(heads * quantity * rate_fen) / HUNDRED)


def _rounded(exact: Decimal) -> int:
    """Halves away from zero: what is taken back is what was given."""
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def at_day(versions: Sequence[tuple[dt.date, int]], day: dt.date) -> int | None:
    """The value that holds on a day, of (since, value) in any order; None before the first."""
    held = [(since, value) for since, value in versions if since <= day]
    return max(held)[1] if held else None


def hours_text(minutes: int) -> str:
    """7.5, 8, -2.25: at most two places."""
    whole = (Decimal(minutes) / 60).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).normalize()
    return f"{whole:f}"
