from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dougong.kit import clock, fields
from dougong.kit.access import get_visible, may, require, seen
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.projects.models import Task
from dougong.projects.policies import PROJECT
from dougong.projects.rules import first_day, last_day
from dougong.projects.scheduling.instants import DAY, date_of, day_of
from dougong.staffing.load import LIVE, Clocks, Load, pieces, supplies
from dougong.staffing.models import Absence, Assignment, Need, Resource, ResourceSkill
from dougong.staffing.policies import RESOURCE
from dougong.staffing.selectors.loads import Window, hours, monday, named, overloads, place_of, region_name

WEEKS = 12
_FIELDS = (
    "id", "version", "kind", "calendar", "capacity", "region", "rate", "overtime_rate", "from_on", "until_on",
    "archived_at", "user_id", "created_at",
)  # fmt: skip
#: Of whose work everything is known: from the first to the last day there is.
EVER = 10**6


def resource_record(actor: Actor, resource_id: uuid.UUID) -> dict[str, Any]:
    """One with his skills, his absences to come, his next twelve weeks and what he is assigned to."""
    rows = Resource.objects.visible_to(actor).select_related("user__department", "department")
    row: Resource = get_visible(rows, resource_id)
    answer = {
        **{name: getattr(row, name) for name in _FIELDS},
        "name": row.title,
        "department": place_of(row),
        "department_id": row.department_id,
        "region_name": region_name(row.region),
        "skills": skills_of(row),
        "absences": absences_of(row),
        "load": _weeks(row),
        **_assigned(actor, row),
        "may": {action: may(actor, RESOURCE, action, row.pk) for action in ("update", "archive")},
    }
    return fields.shown(actor, RESOURCE, answer)


def skills_of(row: Resource) -> list[dict[str, Any]]:
    held = ResourceSkill.objects.filter(resource=row).order_by("-level", "skill__name")
    names = held.values_list("skill_id", "skill__name", "level")
    return [{"id": pk, "name": name, "level": level} for pk, name, level in names]


def absences_of(row: Resource) -> list[dict[str, Any]]:
    """Of the last quarter, and all to come."""
    since = clock.today() - dt.timedelta(days=92)
    held = Absence.objects.filter(resource=row, until_on__gte=since).order_by("from_on")
    return [dict(row) for row in held.values("id", "kind", "from_on", "until_on")]


def _weeks(row: Resource) -> dict[str, Any]:
    begin = monday(day_of(clock.today()))
    window = Window(date_of(begin), date_of(begin + 7 * WEEKS - 1), "week")
    clocks = Clocks()
    load = Load.of(clocks, pieces(clocks, window.first, window.last, resources=[row.pk]), window.first, window.last)
    able = window.able(supplies(clocks, [row])[row.pk])
    return {**window.told(), "load": window.sums(load.days[row.pk]), "able": able}


def _assigned(actor: Actor, row: Resource) -> dict[str, Any]:
    """What is not done yet, the soonest first; of projects that he doesn't see the number."""
    held = Assignment.objects.filter(LIVE, resource=row, task__percent__lt=100, task__active=True)
    mine = held.filter(project__in=seen(actor, PROJECT)).order_by("task__start", "pk")
    names = (
        "id", "percent", "from_on", "until_on", "task_id", "task__name", "task__start", "task__finish", "task__percent",
        "project_id", "project__name",
    )  # fmt: skip
    items = [
        {
            "id": r["id"], "percent": r["percent"], "from_on": r["from_on"], "until_on": r["until_on"],
            "task_id": r["task_id"], "task": r["task__name"], "project_id": r["project_id"],
            "project": r["project__name"], "done": r["task__percent"],
            "start": None if r["task__start"] is None else first_day(r["task__start"]),
            "finish": None if r["task__finish"] is None else last_day(r["task__finish"]),
        }
        for r in mine.values(*names)
    ]  # fmt: skip
    return {"assignments": items, "unseen": held.count() - len(items)}


def task_staffing(actor: Actor, task_id: uuid.UUID) -> dict[str, Any]:
    """Who works at a task, what it asks for, and whether that is too much for one of them in its time."""
    require(actor, RESOURCE, "view")
    task: Task = get_visible(Task.objects.filter(project__in=seen(actor, PROJECT)).select_related("project"), task_id)
    held = Assignment.objects.filter(task=task).select_related("resource__user").order_by("pk")
    rows = list(held)
    clocks = Clocks()
    minutes: dict[uuid.UUID, float] = {}
    clashes: list[dict[str, Any]] = []
    if task.start is not None and task.finish is not None and rows:
        first, last = task.start // DAY, (task.finish - 1) // DAY
        people = {row.resource_id: row.resource for row in rows}
        found = pieces(clocks, first, last, resources=people)
        for piece in found:
            if piece.task == task.pk:
                minutes[piece.resource] = piece.asked(clocks, first, last)
        load = Load.of(clocks, found, first, last)
        clashes = overloads(actor, load.conflicts(supplies(clocks, list(people.values()))), people)
    needs = Need.objects.filter(task=task).order_by("skill__name").values_list("skill_id", "skill__name", "level")
    answer = {
        "task_id": task.pk,
        "assignable": task.kind in ("task", "hammock"),
        "assignments": [_assignment(row, minutes.get(row.resource_id, 0.0)) for row in rows],
        "needs": [{"id": pk, "name": name, "level": level} for pk, name, level in needs],
        "overloads": clashes,
        "may": may(actor, PROJECT, "plan", task.project_id),
    }
    return fields.shown(actor, RESOURCE, answer)


def _assignment(row: Assignment, minutes: float) -> dict[str, Any]:
    person = row.resource
    return {
        "id": row.pk,
        "resource": named(person),
        "percent": row.percent,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "hours": hours(minutes),
        "cost": None if person.rate is None else cost_of(person.rate, minutes),
    }


def cost_of(rate: Money, minutes: float) -> Money:
    """To the fen, a half upwards."""
    return rate.share(Decimal(str(round(minutes, 2))) / 60)


def planned_cost(task_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Money]:
    """What the people assigned to each task cost by their rates: hours of their part × rate, to the fen; nothing where nobody
    is assigned or has no rate. Without a gate: whoever tells it asks `may_see_cost` and sees the project."""
    clocks = Clocks()
    found = {task: Money.fen(0) for task in task_ids}
    work = pieces(clocks, -EVER, EVER, tasks=list(task_ids))
    rates = dict(Resource.objects.filter(pk__in={p.resource for p in work}).values_list("pk", "rate"))
    for piece in work:
        rate = rates[piece.resource]
        if rate is not None:
            found[piece.task] += cost_of(rate, piece.asked(clocks, -EVER, EVER))
    return found


def planned_hours(task_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, float]:
    """Hours that are assigned to each task, all its people together. Without a gate, as `planned_cost`."""
    clocks = Clocks()
    found = dict.fromkeys(task_ids, 0.0)
    for piece in pieces(clocks, -EVER, EVER, tasks=list(task_ids)):
        found[piece.task] += piece.asked(clocks, -EVER, EVER) / 60
    return {task: round(each, 1) for task, each in found.items()}


def may_see_cost(actor: Actor) -> bool:
    """Whether he is shown rates, and so whatever is worked out from them."""
    return actor.can(RESOURCE, "view") and fields.mode(actor, RESOURCE, "rate") is None
