"""What a slip does to cash: when instalments were to fall due by the baseline, and when they do as things stand. Amounts are fen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """An instalment. `planned` is by the baseline, `forecast` as it stands; None: nothing says when."""

    amount: int
    planned: dt.date | None
    forecast: dt.date | None

    @property
    def days(self) -> int | None:
        """Days later than planned; negative is sooner."""
        return None if self.planned is None or self.forecast is None else (self.forecast - self.planned).days


@dataclass(frozen=True)
class Month:
    first: dt.date
    planned: int
    forecast: int
    planned_sum: int
    forecast_sum: int


def months(parts: Iterable[Part]) -> list[Month]:
    """Every month from the first to the last, with what falls due in it and what has by its end."""
    rows = list(parts)
    days = [day for part in rows for day in (part.planned, part.forecast) if day is not None]
    if not days:
        return []
    found, planned_sum, forecast_sum = [], 0, 0
    at, last = min(days).replace(day=1), max(days).replace(day=1)
    while at <= last:
        planned = sum(part.amount for part in rows if part.planned is not None and part.planned.replace(day=1) == at)
        due = sum(part.amount for part in rows if part.forecast is not None and part.forecast.replace(day=1) == at)
        planned_sum, forecast_sum = planned_sum + planned, forecast_sum + due
        found.append(Month(at, planned, due, planned_sum, forecast_sum))
        at = (at + dt.timedelta(days=32)).replace(day=1)
    return found


def shifted(parts: Iterable[Part]) -> int:
    """What falls due in a later month than planned."""
    return sum(
        part.amount
        for part in parts
        if part.planned is not None
        and part.forecast is not None
        and part.forecast.replace(day=1) > part.planned.replace(day=1)
    )
