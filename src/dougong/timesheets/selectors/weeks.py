"""A person's week, who has not filed it, and what waits for approval."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Min, Q, QuerySet, Sum

from dougong.accounts.models import Post, User
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.kit.workcalendar import holiday_name, is_working_day
from dougong.projects.models import Member
from dougong.timesheets import choices, rules
from dougong.timesheets.models import TimeEntry, Week
from dougong.timesheets.policies import HOURS
from dougong.timesheets.selectors.months import closed_months

_CELL = (
    "id", "version", "worked_on", "booked_on", "minutes", "kind", "note", "state", "reason", "decided_by", "project_id",
    "project__name", "project__code", "task_id", "task_name", "corrects_id",
)  # fmt: skip


def week(actor: Actor, monday: dt.date) -> dict[str, Any]:
    """One's own week: its days, its rows with their cells, and the rows of the week before, to begin with."""
    days = rules.week_days(monday)
    since = hired_on([actor.user_id]).get(actor.user_id)
    shut = closed_months(Q(first__in={rules.month_of(day) for day in days}))
    mine = TimeEntry.objects.filter(person_id=actor.user_id)
    cells = list(mine.filter(worked_on__range=(days[0], days[-1])).order_by("created_at", "pk").values(*_CELL))
    last = mine.filter(worked_on__range=(days[0] - dt.timedelta(days=7), days[0] - dt.timedelta(days=1)))
    before = list(last.filter(corrects__isnull=True).order_by("created_at", "pk").values(*_CELL))
    return {
        "monday": monday,
        "today": clock.today(),
        "days": [_day(day, since, shut) for day in days],
        "expected": rules.expected(days, is_working_day, since),
        "rows": _rows([cell for cell in cells if cell["corrects_id"] is None]),
        "before": _rows(before),
        "corrections": [_told(cell) for cell in cells if cell["corrects_id"] is not None],
    }


def _day(day: dt.date, since: dt.date | None, shut: set[dt.date]) -> dict[str, Any]:
    return {
        "date": day,
        "working": is_working_day(day),
        "holiday": holiday_name(day),
        "closed": rules.month_of(day) in shut,
        "before_hire": since is not None and day < since,
    }


def _rows(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows: dict[tuple[Any, Any, str], dict[str, Any]] = {}
    for cell in cells:
        key = (cell["project_id"], cell["task_id"], cell["kind"])
        row = rows.setdefault(
            key,
            {
                "project": {"id": cell["project_id"], "name": cell["project__name"], "code": cell["project__code"]},
                "task": {"id": cell["task_id"], "name": cell["task_name"]} if cell["task_id"] else None,
                "kind": cell["kind"],
                "cells": [],
            },
        )
        row["cells"].append(_told(cell))
    return list(rows.values())


def _told(cell: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "version", "booked_on", "minutes", "note", "state", "reason", "decided_by")
    return {"day": cell["worked_on"], "project": cell["project__name"], **{name: cell[name] for name in names}}


def hired_on(person_ids: list[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """The first day of each person's first post."""
    rows = Post.objects.filter(user_id__in=person_ids).values("user_id").order_by().annotate(first=Min("since"))
    return {row["user_id"]: row["first"] for row in rows}


def _expected_of(actor: Actor) -> QuerySet[Any]:
    """Who is to file hours: the members of running projects; for whoever manages projects those of his."""
    members = Member.objects.filter(project__status="running", project__archived_at__isnull=True).exclude(role="viewer")
    if actor.kind != "system" and actor.scope(HOURS, "remind") != "all":
        members = members.filter(project__manager_id=actor.id)
    return User.objects.filter(kind="staff", is_active=True, pk__in=members.values("user_id"))


def missing_hours(actor: Actor, monday: dt.date) -> list[dict[str, Any]]:
    """Members of running projects who have filed fewer hours of that week than its working days have."""
    days = rules.week_days(monday)
    people = list(_expected_of(actor).order_by("name").values("id", "name", "department__name"))
    keys = [row["id"] for row in people]
    since = hired_on(keys)
    rows = TimeEntry.objects.filter(person_id__in=keys, worked_on__range=(days[0], days[-1]))
    filed = Sum("minutes", filter=~Q(state__in=choices.OPEN), default=0)
    sums = {
        row["person_id"]: row
        for row in rows.values("person_id").order_by().annotate(all=Sum("minutes", default=0), filed=filed)
    }
    told = dict(Week.objects.filter(person_id__in=keys, monday=monday).values_list("person_id", "reminded_at"))
    found = []
    for person in people:
        expected = rules.expected(days, is_working_day, since.get(person["id"]))
        held = sums.get(person["id"], {"all": 0, "filed": 0})
        if held["filed"] < expected:
            found.append(
                {
                    "id": person["id"], "name": person["name"], "department": person["department__name"],
                    "expected": expected, "drafted": held["all"] - held["filed"], "filed": held["filed"],
                    "reminded_at": told.get(person["id"]),
                }
            )  # fmt: skip
    return found


def pending_hours(actor: Actor) -> list[dict[str, Any]]:
    """What waits for this actor's decision, by person, project and week, the longest waiting first."""
    rows = resource(HOURS).rows_for(actor, "approve").filter(state="submitted").exclude(person_id=actor.id)
    names = (*_CELL, "person_id", "person__name", "submitted_at")
    groups: dict[tuple[Any, Any, dt.date], dict[str, Any]] = {}
    for cell in rows.order_by("submitted_at", "worked_on", "pk").values(*names)[:2000]:
        monday = rules.monday_of(cell["worked_on"])
        group = groups.setdefault(
            (cell["person_id"], cell["project_id"], monday),
            {
                "person": {"id": cell["person_id"], "name": cell["person__name"]},
                "project": {"id": cell["project_id"], "name": cell["project__name"], "code": cell["project__code"]},
                "monday": monday, "submitted_at": cell["submitted_at"], "minutes": 0, "overtime": 0, "entries": [],
            },
        )  # fmt: skip
        group["minutes"] += cell["minutes"]
        group["overtime"] += cell["minutes"] if cell["kind"] == "overtime" else 0
        group["entries"].append(
            {
                "id": cell["id"], "day": cell["worked_on"], "minutes": cell["minutes"], "kind": cell["kind"],
                "task": cell["task_name"], "note": cell["note"], "reason": cell["reason"],
                "correction": cell["corrects_id"] is not None, "working": is_working_day(cell["worked_on"]),
            }
        )  # fmt: skip
    return list(groups.values())
