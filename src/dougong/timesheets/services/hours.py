"""Filing hours: cells of a week, written together, each with the version that was read."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Sum

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.months import month_on
from dougong.kit.stream import notify
from dougong.notifications.services import tell
from dougong.projects.models import Project, Task
from dougong.timesheets import choices, errors, rules
from dougong.timesheets.kinds import HOURS_SUBMITTED
from dougong.timesheets.models import TimeEntry, Week
from dougong.timesheets.policies import HOURS
from dougong.timesheets.services.months import closed_among, hold, hold_open

Key = tuple[dt.date, uuid.UUID, uuid.UUID | None, str]


@dataclass(frozen=True)
class Cell:
    """What a cell shall hold. `version` is that of the entry that was read, 0 where there was none; no minutes and no note
    empty it."""

    project_id: uuid.UUID
    task_id: uuid.UUID | None
    day: dt.date
    minutes: int
    kind: str = "normal"
    note: str = ""
    version: int = 0

    @property
    def key(self) -> Key:
        return self.day, self.project_id, self.task_id, self.kind


Held = dict[Key, TimeEntry]
Names = dict[uuid.UUID | None, str]


@transaction.atomic
def save_cells(actor: Actor, *, monday: dt.date, cells: Sequence[Cell]) -> None:
    """Write cells of one's own week: all of them or none.

    Raises MonthClosed, CellChanged, HoursDecided, DayTooLong, ProjectNotOpen, TaskElsewhere.
    """
    require(actor, HOURS, "create")
    days = set(rules.week_days(monday))
    cells = [cell for cell in cells if cell.day in days]
    # What was carried out of a closed month is written in the one after it.
    months = {rules.month_of(day) for day in days}
    months |= {month_on(first, 1) for first in months}
    hold(months)
    week = _locked_week(actor, monday)
    held = _held(week)
    names = _names_of_tasks(actor, cells, held)
    shut = closed_among(months)
    before = {str(cell.day): held[cell.key].minutes for cell in cells if cell.key in held}
    for cell in cells:
        _write(actor, week, cell, held, shut, names)
    _check_days(week, {cell.day for cell in cells})
    after = {f"{cell.day}": cell.minutes for cell in cells}
    if cells:
        cell = cells[0]
        entry = held.get(cell.key) or TimeEntry(project_id=cell.project_id, worked_on=cell.day, minutes=0)
        audit(actor, "file", HOURS, entry, before=before, after=after)
    notify(HOURS, week.pk, user_id=actor.id)


def _locked_week(actor: Actor, monday: dt.date) -> Week:
    week, _ = Week.objects.get_or_create(person_id=actor.user_id, monday=monday)
    locked: Week = Week.objects.select_for_update().get(pk=week.pk)
    return locked


def _held(week: Week) -> Held:
    rows = TimeEntry.objects.filter(
        person_id=week.person_id, worked_on__range=(week.monday, week.monday + dt.timedelta(days=6)),
        corrects__isnull=True,
    ).select_for_update()  # fmt: skip
    return {(row.worked_on, row.project_id, row.task_id, row.kind): row for row in rows}


def _names_of_tasks(actor: Actor, cells: Sequence[Cell], held: Held) -> Names:
    """Of the tasks of the cells. New cells stand on projects that one sees and that are open, on tasks of their plans."""
    new = [cell for cell in cells if cell.key not in held and (cell.minutes or cell.note)]
    for project_id in {cell.project_id for cell in new}:
        project = get_visible(Project.objects.visible_to(actor), project_id)
        if project.status == "closed" or project.archived_at is not None:
            raise errors.ProjectNotOpen(field="project_id", code=project.code)
    wanted = {(cell.task_id, cell.project_id) for cell in new if cell.task_id is not None}
    tasks = {cell.task_id for cell in cells if cell.task_id is not None}
    known = list(Task.objects.filter(pk__in=tasks).values_list("pk", "project_id", "name"))
    if wanted - {(pk, project_id) for pk, project_id, _ in known}:
        raise errors.TaskElsewhere(field="task_id")
    return {pk: name for pk, _, name in known}


def _write(actor: Actor, week: Week, cell: Cell, held: Held, shut: set[dt.date], names: Names) -> None:
    entry = held.get(cell.key)
    if (entry.version if entry else 0) != cell.version:
        told = rules.hours_text(entry.minutes if entry else 0)
        current = {"version": entry.version if entry else 0, "minutes": entry.minutes if entry else 0}
        raise errors.CellChanged(who="", day=f"{cell.day:%m-%d}", hours=told, current=current)
    booked = entry.booked_on if entry else cell.day
    if rules.month_of(booked) in shut:
        raise errors.MonthClosed(month=f"{booked:%Y-%m}")
    if entry is not None and entry.state not in choices.OPEN:
        raise errors.HoursDecided(day=f"{cell.day:%m-%d}")
    if entry is None and (cell.minutes or cell.note):
        made = TimeEntry.objects.create(
            person_id=week.person_id, project_id=cell.project_id, task_id=cell.task_id,
            task_name=names.get(cell.task_id, ""), worked_on=cell.day, booked_on=cell.day, minutes=cell.minutes,
            kind=cell.kind, note=cell.note, created_by_id=actor.id,
        )  # fmt: skip
        held[cell.key] = made
    elif entry is not None and not cell.minutes and not cell.note:
        entry.delete()
        del held[cell.key]
    elif entry is not None:
        entry.minutes, entry.note = cell.minutes, cell.note
        entry.store("minutes", "note")


def _check_days(week: Week, days: set[dt.date]) -> None:
    rows = TimeEntry.objects.filter(person_id=week.person_id, worked_on__in=days).values("worked_on")
    for row in rows.annotate(total=Sum("minutes")).filter(total__gt=rules.DAY).order_by("worked_on"):
        raise errors.DayTooLong(field="minutes", day=f"{row['worked_on']:%m-%d}", hours=rules.hours_text(row["total"]))


@transaction.atomic
def submit_week(actor: Actor, *, monday: dt.date) -> int:
    """Hand one's open cells of the week to the projects' managers; how many. Raises NothingToSubmit, MonthClosed."""
    require(actor, HOURS, "create")
    week, rows = _own(actor, monday, choices.OPEN)
    if not rows:
        raise errors.NothingToSubmit()
    _move(rows, state="submitted")
    audit(actor, "submit", HOURS, rows[0], after={"week": monday, "minutes": sum(row.minutes for row in rows)})
    _tell_managers(actor, monday, rows)
    notify(HOURS, week.pk)
    return len(rows)


@transaction.atomic
def take_back_week(actor: Actor, *, monday: dt.date) -> int:
    """The undo of `submit_week`, for what nobody has decided. Raises NothingToTakeBack."""
    require(actor, HOURS, "create")
    week, rows = _own(actor, monday, ("submitted",))
    if not rows:
        raise errors.NothingToTakeBack()
    _move(rows, state="draft")
    audit(actor, "take_back", HOURS, rows[0], after={"week": monday, "entries": len(rows)})
    notify(HOURS, week.pk)
    return len(rows)


def _own(actor: Actor, monday: dt.date, states: Sequence[str]) -> tuple[Week, list[TimeEntry]]:
    days = rules.week_days(monday)
    mine = TimeEntry.objects.filter(person_id=actor.user_id, worked_on__range=(days[0], days[-1]), state__in=states)
    hold_open(mine.values_list("booked_on", flat=True))
    week = _locked_week(actor, monday)
    rows = mine.select_for_update(of=("self",)).select_related("project").order_by("worked_on", "pk")
    return week, list(rows)


def _move(rows: Sequence[TimeEntry], *, state: str) -> None:
    keys = [row.pk for row in rows]
    at = clock.now() if state == "submitted" else None
    TimeEntry.objects.filter(pk__in=keys).update(state=state, submitted_at=at, reason="", version=F("version") + 1)


def _tell_managers(actor: Actor, monday: dt.date, rows: Sequence[TimeEntry]) -> None:
    sums: dict[uuid.UUID, int] = {}
    projects = {row.project_id: row.project for row in rows}
    for row in rows:
        sums[row.project_id] = sums.get(row.project_id, 0) + row.minutes
    for project_id, minutes in sums.items():
        project = projects[project_id]
        if project.manager_id != actor.id:
            tell(
                [project.manager_id], kind=HOURS_SUBMITTED, resource=HOURS, object_id=project_id, link="/hours/approve",
                key=f"hours-submitted:{actor.user_id}:{monday}:{project_id}:{clock.now():%Y%m%d%H%M}", person=actor.name,
                week=f"{monday:%m-%d}", hours=rules.hours_text(minutes), project=project.name,
            )  # fmt: skip
