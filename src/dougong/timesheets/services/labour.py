"""Teams of day labourers, their rates, and day sheets."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.audit.services import snapshot
from dougong.kit import clock, fields
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.kit.stream import notify
from dougong.projects.models import Project, Task
from dougong.projects.policies import PROJECT
from dougong.timesheets import choices, errors, rules
from dougong.timesheets.models import DayLabour, Team, TeamRate
from dougong.timesheets.policies import LABOUR, TEAM
from dougong.timesheets.services.booked import Decided, Ids, Price, counter, decide, deciding, must_be_correctable
from dougong.timesheets.services.months import closed_among, hold, hold_open, reason_of, told

_UNITS = {value: (zh, en.lower().rstrip("s")) for value, zh, en in choices.UNITS}


# ---- teams and rates


@transaction.atomic
def create_team(actor: Actor, *, name: str, leader: str = "", trade: str = "", note: str = "") -> Team:
    """Raises TeamNameTaken."""
    require(actor, TEAM, "create")
    if Team.objects.filter(name=name).exists():
        raise errors.TeamNameTaken(field="name")
    made: Team = Team.objects.create(name=name, leader=leader, trade=trade, note=note, created_by_id=actor.id)
    audit(actor, "create", TEAM, made, after={"name": name, "leader": leader, "trade": trade})
    notify(TEAM, made.pk)
    return made


@transaction.atomic
def update_team(actor: Actor, *, team_id: uuid.UUID, version: int | None, **values: Any) -> Team:
    """Change name, leader, trade or note. Raises TeamNameTaken, Stale."""
    found = _team(actor, team_id, "update", version)
    if "name" in values and Team.objects.filter(name=values["name"]).exclude(pk=found.pk).exists():
        raise errors.TeamNameTaken(field="name")
    before = snapshot(found, *values)
    for name, value in values.items():
        setattr(found, name, value)
    found.store(*values)
    audit(actor, "update", TEAM, found, before=before, after=values)
    notify(TEAM, found.pk)
    return found


@transaction.atomic
def set_team_archived(actor: Actor, *, team_id: uuid.UUID, archived: bool) -> Team:
    """Out of the choices, or back; what it did stays."""
    found = _team(actor, team_id, "archive")
    if (found.archived_at is not None) != archived:
        found.archived_at = clock.now() if archived else None
        found.store("archived_at")
        audit(actor, "archive" if archived else "restore", TEAM, found)
        notify(TEAM, found.pk)
    return found


@transaction.atomic
def set_rate(actor: Actor, *, team_id: uuid.UUID, unit: str, since: dt.date, rate: Money) -> Team:
    """What a head costs from a day on; the same day again puts it right. Sheets that are approved keep what they cost.

    Raises RateInClosedMonth.
    """
    found = _team(actor, team_id, "update")
    fields.may_write(actor, TEAM, {"rates.rate": rate})
    month = rules.month_of(since)
    hold([month])
    if month in closed_among([month]):
        raise errors.RateInClosedMonth(field="since", month=f"{month:%Y-%m}")
    TeamRate.objects.update_or_create(team=found, unit=unit, since=since, defaults={"rate": rate})
    found.store("note")
    audit(actor, "set_rate", TEAM, found, after={"unit": unit, "since": since})
    notify(TEAM, found.pk)
    return found


def _team(actor: Actor, team_id: uuid.UUID, action: str, version: int | None = None) -> Team:
    must_see(actor, TEAM, team_id)
    found: Team = Team.objects.locked(team_id, version)
    require(actor, TEAM, action, found)
    return found


# ---- sheets


@transaction.atomic
def enter_labour(
    actor: Actor, *, team_id: uuid.UUID, project_id: uuid.UUID, worked_on: dt.date, heads: int, quantity: int,
    unit: str = "day", task_id: uuid.UUID | None = None, note: str = "",
) -> DayLabour:  # fmt: skip
    """A day sheet; it waits for the project's manager. `quantity` is in hundredths of the unit, for each head.

    Raises MonthClosed, LabourInFuture, TeamArchived, ProjectNotOpen, TaskElsewhere.
    """
    require(actor, LABOUR, "create")
    project = _project(actor, project_id)
    _check_day(worked_on)
    crew = get_visible(Team.objects.visible_to(actor), team_id)
    if crew.archived_at is not None:
        raise errors.TeamArchived(field="team_id", name=crew.name)
    made: DayLabour = DayLabour.objects.create(
        team=crew, project=project, task_id=task_id, task_name=_task_name(project, task_id), worked_on=worked_on,
        booked_on=worked_on, heads=heads, quantity=quantity, unit=unit, note=note, state="submitted",
        submitted_at=clock.now(), created_by_id=actor.id,
    )  # fmt: skip
    audit(actor, "create", LABOUR, made, after={"team": crew.name, "project": project.name, "heads": heads})
    notify(LABOUR, made.pk)
    return made


def _project(actor: Actor, project_id: uuid.UUID) -> Project:
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    require(actor, PROJECT, "progress", project)
    if project.status == "closed" or project.archived_at is not None:
        raise errors.ProjectNotOpen(field="project_id", code=project.code)
    return project


def _check_day(day: dt.date) -> None:
    if day > clock.today():
        raise errors.LabourInFuture(field="worked_on")
    hold_open([day], field="worked_on")


def _task_name(project: Project, task_id: uuid.UUID | None) -> str:
    if task_id is None:
        return ""
    name = Task.objects.filter(pk=task_id, project=project).values_list("name", flat=True).first()
    if name is None:
        raise errors.TaskElsewhere(field="task_id")
    return str(name)


@transaction.atomic
def save_labour(actor: Actor, *, sheet_id: uuid.UUID, version: int | None, **values: Any) -> DayLabour:
    """Change a sheet that is not approved; one that was returned waits again. Raises LabourDecided, MonthClosed, Stale."""
    must_see(actor, LABOUR, sheet_id)
    days = [day for day in (DayLabour.objects.filter(pk=sheet_id).values_list("booked_on", flat=True).first(),) if day]
    hold_open(days)
    found: DayLabour = DayLabour.objects.locked(sheet_id, version)
    require(actor, LABOUR, "update", found)
    if found.state == "approved":
        raise errors.LabourDecided()
    before = snapshot(found, *values)
    if "worked_on" in values:
        _check_day(values["worked_on"])
        found.booked_on = values["worked_on"]
    if "task_id" in values:
        found.task_name = _task_name(found.project, values["task_id"])
    for name, value in values.items():
        setattr(found, name, value)
    found.state, found.reason, found.submitted_at = "submitted", "", clock.now()
    found.store()
    audit(actor, "update", LABOUR, found, before=before, after=values)
    notify(LABOUR, found.pk)
    return found


@transaction.atomic
def remove_labour(actor: Actor, *, sheet_id: uuid.UUID) -> None:
    """A sheet entered by mistake, while nobody approved it. Raises LabourDecided."""
    must_see(actor, LABOUR, sheet_id)
    found: DayLabour = DayLabour.objects.locked(sheet_id)
    require(actor, LABOUR, "update", found)
    if found.state == "approved":
        raise errors.LabourDecided()
    audit(actor, "remove", LABOUR, found, before={"heads": found.heads, "note": found.note})
    notify(LABOUR, found.pk)
    found.delete()


# ---- deciding


def _deciding(actor: Actor, ids: Ids, *states: str) -> tuple[list[DayLabour], list[uuid.UUID]]:
    return deciding(actor, LABOUR, DayLabour.objects.select_related("team", "project", "corrects"), ids, *states)


def _priced(rows: Sequence[DayLabour]) -> Callable[[DayLabour], Price]:
    """The team's rate of the day, and the cost; a correction takes the rate of what it corrects."""
    known: dict[tuple[uuid.UUID, str], list[tuple[dt.date, int]]] = {}
    for rate in TeamRate.objects.filter(team_id__in={row.team_id for row in rows}):
        known.setdefault((rate.team_id, rate.unit), []).append((rate.since, rate.rate.amount_fen))

    def price(row: DayLabour) -> Price:
        if row.corrects is not None and row.corrects.rate is not None:
            fen: int | None = row.corrects.rate.amount_fen
        else:
            fen = rules.at_day(known.get((row.team_id, row.unit), []), row.worked_on)
        if fen is None:
            unit, unit_en = _UNITS[row.unit]
            raise errors.RateMissing(team=row.team.name, day=f"{row.worked_on:%Y-%m-%d}", unit=unit, unit_en=unit_en)
        return Money.fen(fen), Money.fen(rules.cost_of_labour(row.heads, row.quantity, fen))

    return price


@transaction.atomic
def approve_labour(actor: Actor, *, ids: Ids) -> Decided:
    """What is approved costs what its day's rate says. Raises RateMissing, then nothing is approved."""
    rows, refused = _deciding(actor, ids, "submitted")
    decide(actor, LABOUR, rows, "approved", "heads", price=_priced(rows))
    return {"done": [row.pk for row in rows], "refused": refused}


@transaction.atomic
def return_labour(actor: Actor, *, ids: Ids, reason: str) -> Decided:
    """Back to whoever entered them; approved ones too while their month is open. Raises ReasonMissing."""
    why = reason_of(reason)
    rows, refused = _deciding(actor, ids, "submitted", "approved")
    decide(actor, LABOUR, rows, "returned", "heads", reason=why)
    return {"done": [row.pk for row in rows], "refused": refused}


@transaction.atomic
def undecide_labour(actor: Actor, *, ids: Ids) -> Decided:
    """The undo of an approval or a return."""
    rows, refused = _deciding(actor, ids, "approved", "returned")
    decide(actor, LABOUR, rows, "submitted", "heads")
    return {"done": [row.pk for row in rows], "refused": refused}


@transaction.atomic
def correct_labour(actor: Actor, *, sheet_id: uuid.UUID, heads: int, quantity: int, reason: str) -> list[DayLabour]:
    """Put right an approved sheet of a closed month: reversed and entered anew, both counting today and waiting for approval.

    Raises NotClosedYet, NotApproved, CorrectedAlready, SameHours, ReasonMissing.
    """
    must_see(actor, LABOUR, sheet_id)
    why = reason_of(reason)
    hold_open([clock.today()])
    old: DayLabour = DayLabour.objects.locked(sheet_id)
    require(actor, LABOUR, "approve", old)
    must_be_correctable(old, reversal=old.quantity < 0)
    if (heads, quantity) == (old.heads, old.quantity):
        raise errors.SameHours(field="heads")
    own = {"team_id": old.team_id, "unit": old.unit}
    made = [counter(actor, old, why, heads=old.heads, quantity=-old.quantity, **own)]
    if heads and quantity:
        made.append(counter(actor, old, why, heads=heads, quantity=quantity, **own))
    before, after = {"heads": old.heads, "quantity": old.quantity}, {"heads": heads, "quantity": quantity}
    audit(actor, "correct", LABOUR, old, before=before, after=after, reason=why)
    told(LABOUR)
    return made
