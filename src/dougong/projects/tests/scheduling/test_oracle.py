"""The engine beside a plain one that shares nothing with it: hours of a year in lists, dates by stepping until nothing
moves. Slow and short, so that one can see it is right.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.projects.scheduling import Link, LinkType, Project, Task, calculate
from dougong.projects.scheduling.calendars import EIGHT_HOURS, Calendar
from dougong.projects.tests.scheduling.builders import A, B, C, at, project

BEGIN = at("04-28 00:00")
HOURS = 24 * 365
SHIFTS = {"A": ((480, 960),), "B": EIGHT_HOURS, "C": EIGHT_HOURS}


@dataclass
class Hours:
    """The hours at which a calendar works, as numbers from BEGIN; earlier ones are negative."""

    hours: list[int]

    @staticmethod
    def of(calendar: Calendar) -> Hours:
        off = dict(calendar.exceptions)
        found = []
        for hour in range(-HOURS, HOURS):
            minute = BEGIN + hour * 60
            day, within = minute // 1440, minute % 1440
            shifts = off.get(day, calendar.week[(day + 3) % 7] or ())
            if any(start <= within < end for start, end in shifts):
                found.append(hour)
        return Hours(found)

    def before(self, hour: int) -> int:
        return bisect_left(self.hours, hour)

    def begins(self, count: int) -> int:
        """When the hour after `count` worked ones begins."""
        return self.hours[count]

    def ends(self, count: int) -> int:
        """When the last of `count` worked hours ends."""
        return self.hours[count - 1] + 1

    def inside(self, hour: int) -> bool:
        return hour in (self.begins(self.before(hour)), self.ends(self.before(hour))) or (
            self.hours[self.before(hour)] == hour
        )

    def moved(self, hour: int, lag: int) -> int:
        if lag > 0:
            return self.ends(self.before(hour) + lag)
        return self.begins(self.before(hour) + lag) if lag else hour


CALENDARS = {one.id: Hours.of(one) for one in (A, B, C)}
Span = tuple[int, int]


def early(tasks: list[tuple[str, int]], links: list[tuple[int, int, LinkType, int]]) -> list[Span]:
    found: list[Span] = [(0, 0)] * len(tasks)
    for _ in range(len(tasks) + 1):
        for place, (calendar, work) in enumerate(tasks):
            own, start, finish = CALENDARS[calendar], 0, -HOURS // 2
            for pred, succ, kind, lag in links:
                if succ == place:
                    at_ = found[pred][kind in (LinkType.FS, LinkType.FF)]
                    at_ = CALENDARS[tasks[pred][0]].moved(at_, lag)
                    if kind in (LinkType.FS, LinkType.SS):
                        start = max(start, at_)
                    else:
                        finish = max(finish, at_)
            span = own.begins(own.before(start)), own.ends(own.before(start) + work)
            if finish > span[1]:
                end = finish if own.inside(finish) else own.begins(own.before(finish))
                span = own.begins(own.before(finish) - work), end
            found[place] = span
    return found


def late(tasks: list[tuple[str, int]], links: list[tuple[int, int, LinkType, int]], end: int) -> list[Span]:
    found: list[Span] = [(HOURS // 2, HOURS // 2)] * len(tasks)
    for _ in range(len(tasks) + 1):
        for place, (calendar, work) in enumerate(tasks):
            own, start, finish = CALENDARS[calendar], HOURS // 2, end
            for pred, succ, kind, lag in links:
                if pred == place:
                    at_ = own.moved(found[succ][kind in (LinkType.FF, LinkType.SF)], -lag)
                    if kind in (LinkType.FS, LinkType.FF):
                        finish = min(finish, at_)
                    else:
                        start = min(start, at_)
            span = own.begins(own.before(finish) - work), own.ends(own.before(finish))
            if start < span[0]:
                begin = start if own.inside(start) else own.ends(own.before(start))
                span = begin, own.ends(own.before(start) + work)
            found[place] = span
    return found


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[tuple[str, int]], list[tuple[int, int, LinkType, int]]]:
    tasks = draw(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 40)), min_size=2, max_size=8))
    links = []
    for _ in range(draw(st.integers(0, 12))):
        succ = draw(st.integers(1, len(tasks) - 1))
        pred = draw(st.integers(0, succ - 1))
        links.append((pred, succ, draw(st.sampled_from(LinkType)), draw(st.integers(-12, 24))))
    return tasks, links


@settings(max_examples=120, deadline=None)
@given(networks())
def test_dates_and_float_are_those_of_the_plain_engine(
    drawn: tuple[list[tuple[str, int]], list[tuple[int, int, LinkType, int]]],
) -> None:
    tasks, links = drawn
    made: Project = project(
        [Task(str(n), "", work * 60, calendar_id=calendar) for n, (calendar, work) in enumerate(tasks)],
        [Link(str(pred), str(succ), kind, lag * 60) for pred, succ, kind, lag in links],
    )
    found = calculate(made).tasks
    first = early(tasks, links)
    last = late(tasks, links, max(finish for _, finish in first))
    for place, (calendar, _) in enumerate(tasks):
        dates, own = found[str(place)], CALENDARS[calendar]
        hours = [((value or 0) - BEGIN) / 60 for value in dates[:4]]
        assert hours == [*first[place], *last[place]]
        assert (dates.total_float or 0) / 60 == own.before(last[place][1]) - own.before(first[place][1])
