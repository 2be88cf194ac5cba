"""Loads as they are told: hours by day or week, overloads in words' parts; what lies in projects that one doesn't see is counted,
never named."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from dougong.accounts.models import Department
from dougong.kit import clock
from dougong.kit.access import get_visible, require, seen
from dougong.kit.actor import Actor
from dougong.kit.regions import region_by_code
from dougong.projects.models import Project, Task
from dougong.projects.policies import PROJECT
from dougong.projects.rules import first_day, last_day
from dougong.projects.scheduling.instants import date_of, day_of
from dougong.staffing import errors
from dougong.staffing.load import Clocks, Load, Piece, pieces, supplies
from dougong.staffing.models import Assignment, Resource
from dougong.staffing.policies import RESOURCE
from dougong.staffing.rules import Conflict, Supply

MOST_DAYS = {"day": 400, "week": 1100}
MOST_PEOPLE = 500
MOST_OVERLOADS = 200
WEEKS_AHEAD = 4
#: People first.
ORDER = {"person": 0, "team": 1, "equipment": 2}


def hours(minutes: float) -> float:
    return round(minutes / 60, 1)


def monday(day: int) -> int:
    """1970-01-01 was a Thursday."""
    return day - (day + 3) % 7


class Window:
    """Buckets of days, both ends included; weeks begin on Mondays, the first and the last may be cut."""

    def __init__(self, from_on: dt.date, to_on: dt.date, unit: str) -> None:
        self.first, self.last, self.unit = day_of(from_on), day_of(to_on), unit
        if self.last < self.first:
            raise errors.DaysReversed(field="to")
        if self.last - self.first >= MOST_DAYS[unit]:
            raise errors.TooLongASpan(field="to", days=MOST_DAYS[unit])
        step = 1 if unit == "day" else 7
        begin = self.first if unit == "day" else monday(self.first)
        self.starts = list(range(begin, self.last + 1, step))

    def sums(self, days: dict[int, float]) -> list[float]:
        found = [0.0] * len(self.starts)
        step = 1 if self.unit == "day" else 7
        for day, minutes in days.items():
            if self.first <= day <= self.last:
                found[(day - self.starts[0]) // step] += minutes
        return [hours(minutes) for minutes in found]

    def able(self, supply: Supply) -> list[float]:
        return self.sums({day: supply.on(day) for day in range(self.first, self.last + 1)})

    def told(self) -> dict[str, Any]:
        starts = [date_of(max(day, self.first)) for day in self.starts]
        return {"unit": self.unit, "from_on": date_of(self.first), "to_on": date_of(self.last), "starts": starts}


def busy_of(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int | None]:
    """Percent of the next four weeks that is asked for; None where nothing can be given. Three queries."""
    rows = list(Resource.objects.filter(pk__in=ids).select_related("user"))
    first = day_of(clock.today())
    last = first + 7 * WEEKS_AHEAD - 1
    clocks = Clocks()
    given = supplies(clocks, rows)
    load = Load.of(clocks, pieces(clocks, first, last, resources=ids), first, last)
    found: dict[uuid.UUID, int | None] = {}
    for row in rows:
        able = sum(given[row.pk].on(day) for day in range(first, last + 1))
        found[row.pk] = round(100 * sum(load.days[row.pk].values()) / able) if able else None
    return found


def project_load(
    actor: Actor, project_id: uuid.UUID, *, from_on: dt.date | None, to_on: dt.date | None, unit: str
) -> dict[str, Any]:
    """Of everybody who is assigned in the project: what it asks, what others ask, what he can give, and where it is too much."""
    require(actor, RESOURCE, "view")
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    window = Window(*_around(project, from_on, to_on, unit), unit)
    ids = set(Assignment.objects.filter(project=project).values_list("resource_id", flat=True))
    rows = sorted(
        Resource.objects.filter(pk__in=ids).select_related("user"), key=lambda row: (ORDER[row.kind], row.title)
    )
    clocks = Clocks()
    given = supplies(clocks, rows)
    found = pieces(clocks, window.first, window.last, resources=ids)
    here = Load.of(clocks, [p for p in found if p.project == project.pk], window.first, window.last)
    load = Load.of(clocks, found, window.first, window.last)
    told = []
    for row in rows:
        mine, whole = here.days[row.pk], load.days[row.pk]
        other = {day: minutes - mine.get(day, 0.0) for day, minutes in whole.items()}
        told.append({
            **named(row), "capacity": row.capacity, "here": window.sums(mine), "elsewhere": window.sums(other),
            "able": window.able(given[row.pk]),
        })  # fmt: skip
    clashes = overloads(actor, load.conflicts(given), {row.pk: row for row in rows})
    return {**window.told(), "resources": told, "overloads": clashes}


def _around(project: Project, from_on: dt.date | None, to_on: dt.date | None, unit: str) -> tuple[dt.date, dt.date]:
    """The project's own time where none is named, as much of it as can be told at once."""
    first = from_on or project.starts_on
    last = to_on or max(project.forecast_finish or first, first)
    if to_on is None:
        last = min(last, first + dt.timedelta(days=MOST_DAYS[unit] - 1))
    return first, last


def named(row: Resource) -> dict[str, Any]:
    return {"id": row.pk, "name": row.title, "kind": row.kind}


def overloads(actor: Actor, found: Iterable[Conflict], rows: dict[uuid.UUID, Resource]) -> list[dict[str, Any]]:
    """Earliest first: who, when, how much, at which tasks; tasks of projects that he doesn't see are a number."""
    clashes = sorted(found, key=lambda one: (one.first, str(one.resource)))
    names = task_names(actor, {piece.task for one in clashes for piece in one.tasks})  # type: ignore[attr-defined]  # pieces of a Load
    return [_overload(one, rows[one.resource], names) for one in clashes]  # type: ignore[index]  # keys of a Load


def _overload(one: Conflict, row: Resource, names: dict[uuid.UUID, dict[str, Any]]) -> dict[str, Any]:
    tasks = dict.fromkeys(piece.task for piece in one.tasks)  # type: ignore[attr-defined]  # pieces of a Load
    return {
        "resource": named(row),
        "from_on": date_of(one.first),
        "to_on": date_of(one.last),
        "days": len(one.days),
        "hours": hours(one.extra),
        "peak": one.peak,
        "tasks": [names[task] for task in tasks if task in names],
        "unseen": sum(task not in names for task in tasks),
    }


def task_names(actor: Actor, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """Those that he sees, with their projects. One query."""
    rows = Task.objects.filter(pk__in=list(ids), project__in=seen(actor, PROJECT))
    return {
        pk: {"id": pk, "name": name, "project_id": project, "project": title}
        for pk, name, project, title in rows.values_list("pk", "name", "project_id", "project__name")
    }


# ---- everybody


def _people(actor: Actor, department_id: uuid.UUID | None, kind: str) -> list[Resource]:
    require(actor, RESOURCE, "view")
    rows = Resource.objects.visible_to(actor).filter(archived_at__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    if department_id is not None:
        path = Department.objects.filter(pk=department_id).values_list("path", flat=True).first() or "-"
        rows = rows.filter(department__path__startswith=path) | rows.filter(user__department__path__startswith=path)
    found = rows.select_related("user__department", "department")
    return sorted(found, key=lambda row: (ORDER[row.kind], place_of(row) or "", row.title))


def region_name(code: str) -> str | None:
    place = region_by_code(code) if code else None
    return place.name if place else None


def place_of(row: Resource) -> str | None:
    own = row.user.department if row.user_id and row.user and row.user.department else row.department
    return own.name if own else None


def workload(
    actor: Actor, *, from_on: dt.date | None, weeks: int, department_id: uuid.UUID | None = None, kind: str = ""
) -> dict[str, Any]:
    """People by weeks: hours asked and hours there are. Those of whom most is asked come first among `MOST_PEOPLE`."""
    begin = monday(day_of(from_on or clock.today()))
    window = Window(date_of(begin), date_of(begin + 7 * weeks - 1), "week")
    rows = _people(actor, department_id, kind)
    clocks = Clocks()
    shown = rows[:MOST_PEOPLE]
    given = supplies(clocks, shown)
    found = pieces(clocks, window.first, window.last, resources=[row.pk for row in shown])
    load = Load.of(clocks, found, window.first, window.last)
    return {
        **window.told(),
        "count": len(rows),
        "resources": [
            {
                **named(row),
                "department": place_of(row),
                "load": window.sums(load.days[row.pk]),
                "able": window.able(given[row.pk]),
            }
            for row in shown
        ],
    }


def all_overloads(
    actor: Actor,
    *,
    from_on: dt.date | None,
    to_on: dt.date | None,
    department_id: uuid.UUID | None = None,
    kind: str = "",
) -> dict[str, Any]:
    """Over all projects, from today for half a year where nothing else is asked."""
    first = from_on or clock.today()
    window = Window(first, to_on or first + dt.timedelta(days=182), "day")
    rows = {row.pk: row for row in _people(actor, department_id, kind)}
    clocks = Clocks()
    load = Load.of(clocks, pieces(clocks, window.first, window.last, resources=rows), window.first, window.last)
    found = sorted(
        load.conflicts(supplies(clocks, list(rows.values()))), key=lambda one: (one.first, str(one.resource))
    )
    return {
        "from_on": date_of(window.first),
        "to_on": date_of(window.last),
        "count": len(found),
        "items": overloads(actor, found[:MOST_OVERLOADS], rows),
    }


def work_of_resource(actor: Actor, resource_id: uuid.UUID, *, from_on: dt.date, to_on: dt.date) -> dict[str, Any]:
    """The tasks of one in these days with their hours; those that he doesn't see are one sum."""
    row: Resource = get_visible(Resource.objects.visible_to(actor).select_related("user"), resource_id)
    window = Window(from_on, to_on, "day")
    clocks = Clocks()
    found = pieces(clocks, window.first, window.last, resources=[row.pk])
    given = supplies(clocks, [row])[row.pk]
    names = task_names(actor, [piece.task for piece in found])
    items, unseen, unseen_minutes = [], 0, 0.0
    for piece in sorted(found, key=lambda one: (one.start, str(one.task))):
        minutes = piece.asked(clocks, window.first, window.last)
        if not minutes:
            continue
        if piece.task in names:
            items.append({**names[piece.task], **_dates(piece), "percent": piece.percent, "hours": hours(minutes)})
        else:
            unseen, unseen_minutes = unseen + 1, unseen_minutes + minutes
    able = sum(given.on(day) for day in range(window.first, window.last + 1))
    return {
        "resource": named(row), "from_on": from_on, "to_on": to_on, "able": hours(able), "items": items, "unseen": unseen,
        "unseen_hours": hours(unseen_minutes),
    }  # fmt: skip


def _dates(piece: Piece) -> dict[str, Any]:
    return {"start": first_day(piece.start), "finish": last_day(piece.finish)}
