"""The S-curve: PV, EV and AC at the end of days, and where EAC leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dougong.control.rules.earned import Leaf, Worked, earned_by, planned
from dougong.projects.scheduling.instants import DAY, day_of

#: Points of a curve at most; longer projects are drawn by longer steps.
MOST = 60


def end_of(day: dt.date) -> int:
    return (day_of(day) + 1) * DAY


def steps(first: dt.date, last: dt.date, also: Iterable[dt.date] = ()) -> list[dt.date]:
    """Weeks' ends, or of longer projects several weeks', with both ends and the days in `also`."""
    length = max((last - first).days, 0)
    step = 1 if length <= 21 else 7 * -(-length // (7 * MOST))
    days = {first + dt.timedelta(days=n) for n in range(0, length + 1, step)} | {last}
    return sorted(days | {day for day in also if first <= day <= last})


def planned_on(leaves: Sequence[Leaf], days: Sequence[dt.date], worked: Worked) -> list[int]:
    """PV at the end of each day, by each leaf rounded to the fen: the same as their sums."""
    sums = [0] * len(days)
    ends = [end_of(day) for day in days]
    for leaf in leaves:
        if leaf.budget is None or leaf.start is None or leaf.finish is None:
            continue
        for place, end in enumerate(ends):
            if end > leaf.start:
                sums[place] += leaf.budget if end >= leaf.finish else planned(leaf, end, worked)
    return sums


def earned_on(leaves: Sequence[Leaf], days: Sequence[dt.date], now: int, worked: Worked) -> list[int]:
    return [sum(earned_by(leaf, min(end_of(day), now), now, worked) for leaf in leaves) for day in days]


def spent_by(lines: Iterable[tuple[dt.date, int]], days: Sequence[dt.date]) -> list[int]:
    rows = sorted(lines)
    found, at, whole = [], 0, 0
    for day in days:
        while at < len(rows) and rows[at][0] <= day:
            whole += rows[at][1]
            at += 1
        found.append(whole)
    return found


def ahead(now: dt.date, finish: dt.date, ac: int, eac: int, days: Sequence[dt.date]) -> list[int | None]:
    """From AC at the status date in a straight line to EAC at the forecast finish."""
    span = (finish - now).days
    found: list[int | None] = []
    for day in days:
        if day < now:
            found.append(None)
        elif day >= finish or span <= 0:
            found.append(eac if day > now else ac)
        else:
            found.append(ac + (eac - ac) * (day - now).days // span)
    return found
