"""Hours and day labour for tests, made through the services."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.projects.models import Project
from dougong.timesheets import rules, services
from dougong.timesheets.models import DayLabour, Month, Team, TimeEntry

MONDAY = dt.date(2026, 11, 9)  # of a week with five working days
HOUR = 60


def filed(
    actor: Actor, project: Project | uuid.UUID, day: dt.date = MONDAY, minutes: int = 8 * HOUR, **values: Any
) -> TimeEntry:
    """A cell of the actor's week, as a draft."""
    project_id = project if isinstance(project, uuid.UUID) else project.pk
    cell = services.Cell(project_id, values.pop("task_id", None), day, minutes, **values)
    services.save_cells(actor, monday=rules.monday_of(day), cells=[cell])
    found: TimeEntry = TimeEntry.objects.get(
        person_id=actor.user_id, project_id=project_id, worked_on=day, task_id=cell.task_id, kind=cell.kind
    )
    return found


def approved(by: Actor, actor: Actor, project: Project, day: dt.date = MONDAY, minutes: int = 8 * HOUR) -> TimeEntry:
    made = filed(actor, project, day, minutes)
    services.submit_week(actor, monday=rules.monday_of(day))
    services.approve_hours(by, ids=[made.pk])
    made.refresh_from_db()
    return made


def team(actor: Actor, name: str = "宏达班组", rate: str = "380.00", since: dt.date = dt.date(2026, 1, 1)) -> Team:
    made = services.create_team(actor, name=name, leader="吴师傅", trade="管工")
    return services.set_rate(actor, team_id=made.pk, unit="day", since=since, rate=Money(rate))


def sheet(actor: Actor, crew: Team, project: Project | uuid.UUID, day: dt.date = MONDAY, **values: Any) -> DayLabour:
    project_id = project if isinstance(project, uuid.UUID) else project.pk
    given = {"heads": 4, "quantity": 100, **values}
    return services.enter_labour(actor, team_id=crew.pk, project_id=project_id, worked_on=day, **given)


# ---- the leak matrix's company


def _hours(own: Any) -> TimeEntry:
    return filed(own.owner, own.row("projects.project").pk, clock.today(), note=f"{own.mark}现场踏勘")


def _month(own: Any) -> Month:
    """One for the company."""
    first = dt.date(2020, 1, 1)
    return Month.objects.filter(first=first).first() or services.close_month(own.cast.xu, first=first)


def _team(own: Any) -> Team:
    return Team.objects.filter(name="宏达班组").first() or team(own.cast.xu)


def _labour(own: Any) -> DayLabour:
    manager = getattr(own.cast, own.project_manager)
    crew = own.row("timesheets.team")
    return sheet(manager, crew, own.row("projects.project").pk, clock.today(), note=f"{own.mark}搬运")


MATRIX: dict[str, Callable[[Any], Any]] = {
    "timesheets.hours": _hours,
    "timesheets.month": _month,
    "timesheets.team": _team,
    "timesheets.labour": _labour,
}
PARAMETERS = {"hours_id": "timesheets.hours", "team_id": "timesheets.team", "sheet_id": "timesheets.labour"}
