"""Between the rows of a plan and the values that the scheduling core calculates with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dougong.projects import scheduling
from dougong.projects.models import Link, Project, Task
from dougong.projects.scheduling.calendars import EIGHT_HOURS, Calendar, Clock, china_calendar, clock_of, resolve, tidy
from dougong.projects.scheduling.instants import DAY, date_of, day_of

#: As Microsoft Project, but what is unfinished at the status date lies after it.
DOUGONG = replace(scheduling.MS_PROJECT, name="dougong", data_date_moves_work=True, resource_calendars=False)
PROFILES = {
    "dougong": DOUGONG,
    "ms_project": replace(scheduling.MS_PROJECT, resource_calendars=False),
    "p6": scheduling.P6,
}


@lru_cache(maxsize=1)
def builtin_calendars() -> tuple[Calendar, ...]:
    """中国工作日; the same with Saturdays; every day, holidays too."""
    china = china_calendar()
    named = tuple((day, shifts) for day, shifts in china.exceptions if (day + 3) % 7 < 6 or shifts)
    holidays = {day for day, shifts in china.exceptions if not shifts}
    long = tuple(sorted({**dict(named), **dict.fromkeys(_around(holidays), ())}.items()))
    six = Calendar("cn6", "每周六天", (EIGHT_HOURS,) * 6 + ((),), long, known_until=china.known_until)
    daily = Calendar("daily", "每天", (EIGHT_HOURS,) * 7)
    return china, six, daily


def _around(holidays: set[int]) -> set[int]:
    """Saturdays that belong to a holiday: the day before or after them is one."""
    near = {day + step for day in holidays for step in (-2, -1, 1)}
    return {day for day in near if (day + 3) % 7 == 5}


def calendars_of(project: Project) -> tuple[Calendar, ...]:
    own = tuple(_revive(item) for item in project.calendars)
    taken = {calendar.id for calendar in own}
    return own + tuple(c for c in builtin_calendars() if c.id not in taken)


def _revive(item: dict[str, Any]) -> Calendar:
    def shifts(rows: list[list[int]]) -> tuple[tuple[int, int], ...]:
        return tuple((start, end) for start, end in rows)

    week = tuple(None if day is None else shifts(day) for day in item["week"])
    exceptions = tuple((day, shifts(rows)) for day, rows in item["exceptions"])
    return Calendar(item["id"], item["name"], week, exceptions, item["base_id"], item["known_until"])


def calendar_values(calendar: Calendar) -> dict[str, Any]:
    """A calendar as JSON, read back by `calendars_of`."""
    return {
        "id": calendar.id,
        "name": calendar.name,
        "week": calendar.week,
        "exceptions": calendar.exceptions,
        "base_id": calendar.base_id,
        "known_until": calendar.known_until,
    }


def united(calendars: dict[str, Calendar], ids: tuple[str, ...]) -> Calendar:
    """One calendar that works while any of those named works."""
    parts = [resolve(calendars, calendars[id]) for id in ids]
    week = tuple(tidy(shift for days, _ in parts for shift in days[day]) for day in range(7))
    named = {day for _, exceptions in parts for day in exceptions}
    exceptions = tuple(
        (day, tidy(shift for days, own in parts for shift in own.get(day, days[(day + 3) % 7])))
        for day in sorted(named)
    )
    return Calendar(" ".join(ids)[:60], " + ".join(calendars[id].name for id in ids), week, exceptions)


def clock_for(project: Project, calendar_id: str = "") -> Clock:
    """The clock of a calendar of the project: of the project's own when none is named or the named one can't be used."""
    calendars = {c.id: c for c in calendars_of(project)}
    chosen = calendars.get(calendar_id) or calendars.get(project.calendar) or builtin_calendars()[0]
    around = day_of(project.starts_on) * DAY
    try:
        return clock_of(calendars, [chosen], around)
    except scheduling.ScheduleError:
        return clock_of(calendars, [builtin_calendars()[0]], around)


def start_minute(project: Project) -> int:
    return day_of(project.starts_on) * DAY + project.starts_minute


def to_network(project: Project, tasks: Iterable[Task], links: Iterable[Link]) -> scheduling.Project:
    """The plan as the core sees it; task ids are the rows' ids in hex."""
    return scheduling.Project(
        id=project.pk.hex,
        name=project.name,
        start=start_minute(project),
        tasks=tuple(_task(task) for task in tasks),
        links=tuple(
            scheduling.Link(
                link.pred_id.hex,
                link.succ_id.hex,
                scheduling.LinkType(link.type),
                link.lag,
                link.elapsed,
                None if link.lag_percent is None else float(link.lag_percent),
            )
            for link in links
        ),
        calendars=calendars_of(project),
        calendar_id=project.calendar,
        status_date=project.status_at,
        minutes_per_day=project.minutes_per_day,
        critical_limit=project.critical_limit,
    )


_KINDS = {kind.value: kind for kind in scheduling.TaskKind} | {"summary": scheduling.TaskKind.TASK}
_CONSTRAINTS = {kind.value: kind for kind in scheduling.ConstraintKind}


def _task(task: Task) -> scheduling.Task:
    constraints: tuple[scheduling.Constraint, ...] = ()
    if task.constraint:
        constraints = (scheduling.Constraint(_CONSTRAINTS[task.constraint], task.constraint_at),)
    return scheduling.Task(
        id=task.pk.hex,
        name=task.name,
        duration=task.duration,
        kind=_KINDS[task.kind],
        parent_id=task.parent_id.hex if task.parent_id else None,
        calendar_id=task.calendar or None,
        constraints=constraints,
        deadline=task.deadline,
        elapsed=task.elapsed,
        percent=float(task.percent),
        remaining=task.remaining,
        actual_start=task.actual_start,
        actual_finish=task.actual_finish,
        stop=task.stop,
        resume=task.resume,
        manual_start=task.manual_start,
        manual_finish=task.manual_finish,
        active=task.active,
        uses_resource_calendar=False,
    )


def days_off(project: Project, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Runs of days without work in the project's calendar, both ends included, from `first` to `last`."""
    calendars = {c.id: c for c in calendars_of(project)}
    chosen = calendars.get(project.calendar) or builtin_calendars()[0]
    week, exceptions = resolve(calendars, chosen)
    runs: list[tuple[int, int]] = []
    for day in range(day_of(first), day_of(last) + 1):
        if exceptions.get(day, week[(day + 3) % 7]):
            continue
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return [(date_of(start), date_of(end)) for start, end in runs]
