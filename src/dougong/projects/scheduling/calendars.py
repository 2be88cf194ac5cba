"""Working time. A calendar turns an instant into W(t), the working minutes before it, and back.

The same W has two instants: the finish side (earliest, the end of a shift) and the start side (latest, the start of
the next one). Dates are never added; W is, and the side is chosen (rules 1 and 3 of the P6 profile).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.instants import DAY, date_of, day_of

Shift = tuple[int, int]  # minutes of the day, start < end <= 1440
Shifts = tuple[Shift, ...]  # in order, not overlapping; () is a day off

EIGHT_HOURS: Shifts = ((480, 720), (780, 1020))
AROUND_THE_CLOCK: Shifts = ((0, DAY),)
CHINA_ID = "cn"
CHINA_NAME = "中国工作日 08:00–12:00 13:00–17:00"

_FIRST_DAY = -25567  # 1900-01-01
_LAST_DAY = 120530  # 2300-01-01


@dataclass(frozen=True, slots=True)
class Calendar:
    """Shifts by weekday, Monday first (None: as in the base calendar), and whole-day exceptions by day number."""

    id: str
    name: str
    week: tuple[Shifts | None, ...]
    exceptions: tuple[tuple[int, Shifts], ...] = ()
    base_id: str | None = None
    known_until: int | None = None  # last day number whose holidays are published


def tidy(shifts: Iterable[Shift]) -> Shifts:
    """Shifts in order, overlaps and touching ones joined, empty ones left out. ValueError outside the day."""
    joined: list[Shift] = []
    for start, end in sorted(shifts):
        if not 0 <= start <= end <= DAY:
            raise ValueError(f"{start}-{end}")
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return tuple(joined)


def weekly(
    id: str, name: str, shifts: Shifts, days: Iterable[int] = range(5), holidays: Iterable[int] = ()
) -> Calendar:
    """A calendar with the same shifts on the given weekdays (Monday = 0) and days off by day number."""
    working = set(days)
    week = tuple(shifts if day in working else () for day in range(7))
    return Calendar(id, name, week, tuple((day, ()) for day in sorted(set(holidays))))


@lru_cache(maxsize=1)
def china_calendar() -> Calendar:
    """中国工作日: 08:00–12:00 13:00–17:00 with the published holidays and 调休, from the chinesecalendar package."""
    from chinese_calendar.constants import holidays, workdays

    exceptions: dict[int, Shifts] = {day_of(day): () for day in holidays if day.weekday() < 5}
    exceptions.update({day_of(day): EIGHT_HOURS for day in workdays if day.weekday() >= 5})
    week: tuple[Shifts, ...] = (EIGHT_HOURS,) * 5 + ((), ())
    last_year = date_of(max(exceptions)).year
    until = day_of(date_of(max(exceptions)).replace(year=last_year, month=12, day=31))
    return Calendar(CHINA_ID, CHINA_NAME, week, tuple(sorted(exceptions.items())), known_until=until)


def resolve(calendars: Mapping[str, Calendar], calendar: Calendar) -> tuple[tuple[Shifts, ...], dict[int, Shifts]]:
    """The week and the exceptions with those of the base calendars under them; a chain that loops is cut."""
    week: list[Shifts | None] = [None] * 7
    exceptions: dict[int, Shifts] = {}
    seen: set[str] = set()
    at: Calendar | None = calendar
    while at is not None and at.id not in seen:
        seen.add(at.id)
        # A weekday set in a derived calendar does not hide an exception of its base: that is a date.
        exceptions = {**dict(at.exceptions), **exceptions}
        week = [mine if mine is not None else base for mine, base in zip(week, at.week, strict=True)]
        at = calendars.get(at.base_id) if at.base_id is not None else None
    return tuple(day or () for day in week), exceptions


class Clock:
    """A calendar made ready to count: flat arrays and bisection, grown to both sides when an instant leaves them.

    Not shared between threads: each calculation makes its own.
    """

    __slots__ = (
        "_anchor",
        "_exceptions",
        "_first",
        "_last",
        "_week",
        "cum",
        "ends",
        "high",
        "low",
        "name",
        "offsets",
        "starts",
    )

    def __init__(self, week: tuple[Shifts, ...], exceptions: Mapping[int, Shifts], around: int, name: str = "") -> None:
        if not any(week) and not any(exceptions.values()):
            raise ScheduleError("calendar_broken", name=name, reason="0")
        self.name = name
        self._week = week
        self._exceptions = exceptions
        self._anchor = around // DAY
        if not _FIRST_DAY <= self._anchor < _LAST_DAY:
            raise ScheduleError("out_of_range", task="")
        self._first, self._last = max(self._anchor - 200, _FIRST_DAY), min(self._anchor + 600, _LAST_DAY)
        self._build()

    def _build(self) -> None:
        # Entry 0 is an empty shift before all others, so that no look-up needs a case for "before the first".
        self.low, self.high = self._first * DAY, self._last * DAY
        starts, ends, cum = [self.low - 1], [self.low - 1], [0]
        week, exceptions, total, anchored = self._week, self._exceptions, 0, 0
        for day in range(self._first, self._last):
            if day == self._anchor:
                anchored = total
            for start, end in _on(day, week, exceptions):
                starts.append(day * DAY + start)
                ends.append(day * DAY + end)
                cum.append(total)
                total += end - start
        self.starts, self.ends = starts, ends
        self.cum = [value - anchored for value in cum]
        self.offsets = [value - start for value, start in zip(self.cum, starts, strict=True)]

    def _grow(self) -> None:
        if self._first == _FIRST_DAY and self._last == _LAST_DAY:
            raise ScheduleError("out_of_range", task="")
        span = self._last - self._first
        self._first = max(self._first - span, _FIRST_DAY)
        self._last = min(self._last + 2 * span, _LAST_DAY)
        self._build()

    def worked(self, t: int) -> int:
        """W(t): working minutes before the instant, counted from a fixed day."""
        while not self.low <= t < self.high:
            self._grow()
        i = bisect_right(self.starts, t) - 1
        end = self.ends[i]
        return (t if t < end else end) + self.offsets[i]

    def start(self, w: int) -> int:
        """The latest instant with this W: where work that follows it begins."""
        while True:
            i = bisect_right(self.cum, w) - 1
            t = w - self.offsets[i]
            if i > 0 and t < self.ends[i]:
                return t
            self._grow()

    def finish(self, w: int) -> int:
        """The earliest instant with this W: where work that reaches it ends."""
        while True:
            i = bisect_left(self.cum, w) - 1
            t = w - self.offsets[i]
            if i > 0 and t <= self.ends[i]:
                return t
            self._grow()

    def ahead(self, t: int, work: int) -> tuple[int, int, int]:
        """Where work that may begin at t begins, where it ends, and W of its beginning; one search for the three."""
        while not self.low <= t < self.high:
            self._grow()
        i = bisect_right(self.starts, t) - 1
        end = self.ends[i]
        w = (t if t < end else end) + self.offsets[i]
        begin = t if t < end else self.start(w)
        if t < end and t + work <= end and work:
            return begin, t + work, w
        return begin, self.finish(w + work), w

    def back(self, t: int, work: int) -> tuple[int, int, int]:
        """Where work that must end by t begins at the latest, where it ends, and W of its end."""
        while not self.low <= t < self.high:
            self._grow()
        i = bisect_right(self.starts, t) - 1
        begin, end = self.starts[i], self.ends[i]
        w = (t if t < end else end) + self.offsets[i]
        until = self.finish(w) if t == begin or not i else min(t, end)
        if t > begin and until - work >= begin and work:
            return until - work, until, w
        return self.start(w - work), until, w

    def working(self, t: int) -> bool:
        """Inside a shift or at either end of one."""
        while not self.low <= t < self.high:
            self._grow()
        return t <= self.ends[bisect_right(self.starts, t) - 1]

    def shift(self, t: int, lag: int) -> int:
        """The instant a lag away (rule 5): forward to the finish side, backward to the start side, zero untouched."""
        if lag > 0:
            return self.finish(self.worked(t) + lag)
        if lag < 0:
            return self.start(self.worked(t) + lag)
        return t


class FullClock(Clock):
    """Every minute works: elapsed durations and 24-hour lags."""

    __slots__ = ()

    def __init__(self) -> None:
        self.name = "24h"

    def worked(self, t: int) -> int:
        return t

    def start(self, w: int) -> int:
        return w

    def finish(self, w: int) -> int:
        return w

    def ahead(self, t: int, work: int) -> tuple[int, int, int]:
        return t, t + work, t

    def back(self, t: int, work: int) -> tuple[int, int, int]:
        return t - work, t, t

    def working(self, t: int) -> bool:
        return True

    def shift(self, t: int, lag: int) -> int:
        return t + lag


def clock_of(calendars: Mapping[str, Calendar], chosen: Sequence[Calendar], around: int) -> Clock:
    """A clock near an instant, over the union of the calendars. ScheduleError where there is no working time."""
    week, exceptions = resolve(calendars, chosen[0])
    for calendar in chosen[1:]:
        other_week, other_exceptions = resolve(calendars, calendar)
        days = set(exceptions) | set(other_exceptions)
        exceptions = {day: tidy(_on(day, week, exceptions) + _on(day, other_week, other_exceptions)) for day in days}
        week = tuple(tidy(mine + its) for mine, its in zip(week, other_week, strict=True))
    if not exceptions and all(day == AROUND_THE_CLOCK for day in week):
        return FullClock()
    return Clock(week, exceptions, around, chosen[0].name)


def _on(day: int, week: tuple[Shifts, ...], exceptions: Mapping[int, Shifts]) -> Shifts:
    return exceptions[day] if day in exceptions else week[(day + 3) % 7]
