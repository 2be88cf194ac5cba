"""What is asked of people, teams and machines day by day, over all projects, and what they can give.

Reads without a gate: whoever calls decides what of it may be told, and to whom (`selectors`).
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Q

from dougong.kit import clock
from dougong.projects.models import Project
from dougong.projects.network import builtin_calendars, clock_for
from dougong.projects.scheduling.calendars import Clock, clock_of
from dougong.projects.scheduling.instants import DAY, day_of
from dougong.staffing.minutes import Minutes
from dougong.staffing.models import Absence, Assignment, Resource
from dougong.staffing.rules import WHOLE, Conflict, Span, Supply, conflicts

#: Projects whose work still counts.
LIVE = Q(project__archived_at__isnull=True) & ~Q(project__status="closed")
WORK = Q(task__active=True, task__kind__in=("task", "hammock"), task__start__isnull=False, task__finish__isnull=False)


class Clocks:
    """Clocks by project and calendar; projects without calendars of their own share those of the house."""

    def __init__(self) -> None:
        self._found: dict[Any, Clock] = {}
        self._house = {calendar.id: calendar for calendar in builtin_calendars()}
        self.minutes = Minutes()

    def of_task(self, project: Project, calendar: str) -> Clock:
        chosen = calendar or project.calendar
        shared = not project.calendars and chosen in self._house
        key = chosen if shared else (project.pk, calendar)
        if key not in self._found:
            self._found[key] = clock_for(project, calendar)
        return self._found[key]

    def of_resource(self, calendar: str) -> Clock:
        if calendar not in self._found:
            chosen = self._house.get(calendar) or self._house["cn"]
            self._found[calendar] = clock_of(self._house, [chosen], day_of(clock.today()) * DAY)
        return self._found[calendar]


@dataclass(frozen=True, slots=True)
class Piece:
    """A resource's part in a task: `start` and `finish` in minutes, days as numbers, `percent` of one."""

    resource: uuid.UUID
    task: uuid.UUID
    project: uuid.UUID
    percent: int
    within: Span
    start: int
    finish: int
    clock: Clock

    def days(self, clocks: Clocks, first: int, last: int) -> Iterable[tuple[int, float]]:
        """(day, minutes asked) from `first` to `last`, both included."""
        begin = max(first, self.start // DAY, self.within.first if self.within.first is not None else first)
        end = min(last, (self.finish - 1) // DAY, self.within.last if self.within.last is not None else last)
        for day in range(begin, end + 1):
            minutes = clocks.minutes.within(self.clock, day, self.start, self.finish)
            if minutes:
                yield day, minutes * self.percent / WHOLE

    def asked(self, clocks: Clocks, first: int, last: int) -> float:
        """Minutes of all these days."""
        return sum(minutes for _, minutes in self.days(clocks, first, last))


def span(first: Any, last: Any) -> Span:
    return Span(None if first is None else day_of(first), None if last is None else day_of(last))


def pieces(
    clocks: Clocks, first: int, last: int, *, resources: Iterable[uuid.UUID] | None = None, tasks: Any = None
) -> list[Piece]:
    """All work from day `first` to `last` of these resources (None: of all), or of these tasks. Two queries."""
    rows = Assignment.objects.filter(LIVE, WORK, task__finish__gt=first * DAY, task__start__lt=(last + 1) * DAY)
    if resources is not None:
        rows = rows.filter(resource__in=list(resources))
    if tasks is not None:
        rows = rows.filter(task__in=tasks)
    names = (
        "resource_id", "task_id", "project_id", "percent", "from_on", "until_on", "task__start", "task__finish",
        "task__calendar",
    )  # fmt: skip
    found = list(rows.order_by("pk").values_list(*names))
    projects = _projects({row[2] for row in found})
    return [
        Piece(
            row[0],
            row[1],
            row[2],
            row[3],
            span(row[4], row[5]),
            row[6],
            row[7],
            clocks.of_task(projects[row[2]], row[8]),
        )
        for row in found
    ]


def _projects(ids: set[uuid.UUID]) -> dict[uuid.UUID, Project]:
    only = ("pk", "calendar", "calendars", "starts_on")
    return {project.pk: project for project in Project.objects.filter(pk__in=ids).only(*only)}


def supplies(clocks: Clocks, rows: Sequence[Resource]) -> dict[uuid.UUID, Supply]:
    """What each can give. One whose account is closed gives nothing from today on. One query, with users at hand."""
    away: dict[uuid.UUID, list[Span]] = defaultdict(list)
    for owner, first, last in Absence.objects.filter(resource__in=[row.pk for row in rows]).values_list(
        "resource_id", "from_on", "until_on"
    ):
        away[owner].append(span(first, last))
    today = day_of(clock.today())
    found: dict[uuid.UUID, Supply] = {}
    for row in rows:
        there = span(row.from_on, row.until_on)
        if row.gone:
            there = Span(there.first, today - 1 if there.last is None else min(there.last, today - 1))
        minutes = partial(clocks.minutes.on, clocks.of_resource(row.calendar))
        found[row.pk] = Supply(minutes, row.capacity, there, tuple(away[row.pk]))
    return found


@dataclass
class Load:
    """Minutes asked of each resource by day, and by which tasks."""

    days: dict[uuid.UUID, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    by: dict[tuple[uuid.UUID, int], list[Piece]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, clocks: Clocks, found: Iterable[Piece], first: int, last: int) -> Load:
        load = cls()
        for piece in found:
            mine = load.days[piece.resource]
            for day, minutes in piece.days(clocks, first, last):
                mine[day] = mine.get(day, 0.0) + minutes
                load.by[piece.resource, day].append(piece)
        return load

    def conflicts(self, supply: Mapping[uuid.UUID, Supply]) -> list[Conflict]:
        """By resource, then by day; `tasks` are pieces."""
        return [
            conflict
            for owner, days in self.days.items()
            for conflict in conflicts(owner, supply[owner], days, lambda day, owner=owner: self.by[owner, day])  # type: ignore[misc]  # a lambda's default has no type
        ]
