"""Working minutes of days, each worked out once."""

from __future__ import annotations

from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.instants import DAY


class Minutes:
    """By clock and day, for as long as the clocks live."""

    def __init__(self) -> None:
        self._days: dict[tuple[int, int], int] = {}

    def on(self, clock: Clock, day: int) -> int:
        """Of the whole day."""
        key = id(clock), day
        if key not in self._days:
            self._days[key] = clock.worked((day + 1) * DAY) - clock.worked(day * DAY)
        return self._days[key]

    def within(self, clock: Clock, day: int, start: int, finish: int) -> int:
        """Of what lies of the day between two instants."""
        if start <= day * DAY and finish >= (day + 1) * DAY:
            return self.on(clock, day)
        return clock.worked(min(finish, (day + 1) * DAY)) - clock.worked(max(start, day * DAY))
