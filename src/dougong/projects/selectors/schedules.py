from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from dougong.accounts.models import User
from dougong.kit import clock
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.workcalendar import holiday_name
from dougong.projects import rules, scheduling
from dougong.projects.models import PASSED, Acceptance, ChangeSet, Link, MilestoneInstalment, Project, Removed, Task
from dougong.projects.network import days_off
from dougong.projects.plan import REMEMBERED, Plan
from dougong.projects.selectors.cash import cash_of_move
from dougong.projects.selectors.records import rights

_STRIP = (
    "id", "code", "name", "status", "starts_on", "finishes_on", "status_date", "calendar", "baseline_id", "baseline_at",
    "baseline_finish", "forecast_finish", "days_late", "percent", "planned_percent", "minutes_per_day",
)  # fmt: skip
_AROUND = dt.timedelta(days=120)
#: Steps back and forth that are told in words.
_STEPS = 20


@lru_cache(maxsize=20_000)
def instant(minute: int | None) -> str | None:
    """2026-11-18T08:00, local, without zone."""
    return None if minute is None else scheduling.moment_of(minute).isoformat(timespec="minutes")


def schedule(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    """The whole plan in the outline's order, with the days without work around it, in a fixed number of queries."""
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    plan = Plan(project)
    return {
        **_head(actor, plan),
        "calendar": _calendar(plan),
        "today": clock.today(),
        "may": rights(actor, project),
        "tasks": _rows(plan, plan.ordered()),
        "links": _links(plan.links.values()),
    }


def change_of(actor: Actor, plan: Plan) -> dict[str, Any]:
    """What the plan is now against the version that the actor had: changed rows, and the ids of those that are gone."""
    since, project = plan.since, plan.project
    gone: list[Any] = []
    # A version from before what is remembered, or one that never was: then it is all of it.
    full = not project.plan_version - REMEMBERED < since <= project.plan_version
    if not full:
        removed = Removed.objects.filter(project=project, version__gt=since).values_list("row_id", flat=True)
        gone = [pk for pk in removed if pk not in plan.tasks and pk not in plan.links]
    changed = [task for task in plan.ordered() if full or task.changed_in > since]
    return {
        **_head(actor, plan),
        "full": full,
        "tasks": _rows(plan, changed),
        "links": _links(link for link in plan.links.values() if full or link.changed_in > since),
        "gone": gone,
        "edited": [task.pk for task in changed if task.edited_in > since],
        "acts": _acts(actor, project, since),
    }


def changes(actor: Actor, project_id: uuid.UUID, since: int) -> dict[str, Any]:
    """What others did to a plan after a version, for whoever looks at it."""
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    plan = Plan(project, full=since != project.plan_version)
    plan.since = since
    return change_of(actor, plan)


def rows_now(plan: Plan, tasks: list[uuid.UUID], links: list[uuid.UUID]) -> dict[str, Any]:
    """Rows as they stand, for whoever wanted to change older ones."""
    return {
        "tasks": _rows(plan, [plan.tasks[pk] for pk in tasks]),
        "links": _links([plan.links[pk] for pk in links]),
    }


def _acts(actor: Actor, project: Project, since: int) -> list[dict[str, Any]]:
    acts = ChangeSet.objects.filter(project=project, version__gt=since).order_by("version", "id")
    rows = acts.values("kind", "title", "actor_id", "actor_name", "undone")[:_STEPS]
    return [
        {
            "kind": row["kind"],
            "title": row["title"],
            "who": row["actor_name"],
            "mine": row["actor_id"] == actor.id,
            "undone": row["undone"],
        }
        for row in rows
    ]


def move_out(actor: Actor, plan: Plan, moves: list[Any]) -> dict[str, Any]:
    """A dry run: what would move, and when the project would end."""
    project = plan.project
    return {
        "moves": [
            {
                "id": move.id,
                "name": move.name,
                "start": instant(move.start),
                "finish": instant(move.finish),
                "was_start": instant(move.was_start),
                "was_finish": instant(move.was_finish),
                "critical": move.critical,
            }
            for move in moves
        ],
        "forecast_finish": project.forecast_finish,
        "days_late": project.days_late,
        "cash": cash_of_move(actor, plan, moves),
    }


def _head(actor: Actor, plan: Plan) -> dict[str, Any]:
    project = plan.project
    acts = ChangeSet.objects.filter(project=project, actor_id=actor.id)
    back = list(acts.filter(undone=False).order_by("-id").values("kind", "title")[:_STEPS])
    again = list(acts.filter(undone=True).order_by("id").values("kind", "title")[:_STEPS])
    return {
        "version": project.plan_version,
        "project": {name: getattr(project, name) for name in _STRIP},
        "undo": back[0] if back else None,
        "redo": again[0] if again else None,
        "undo_steps": back,
        "redo_steps": again,
    }


def _rows(plan: Plan, tasks: list[Task]) -> list[dict[str, Any]]:
    if not tasks:
        return []
    numbers = plan.numbers()
    owners = {task.owner_id for task in tasks if task.owner_id}
    people = dict(User.objects.filter(pk__in=owners).values_list("pk", "name")) if len(owners) <= 500 else {}
    ties: dict[uuid.UUID, list[dict[str, Any]]] = {}
    found = MilestoneInstalment.objects.filter(task__project=plan.project)
    for row in found.values("task_id", "instalment_id", "instalment__title", "instalment__due_kind"):
        tie = {"id": row["instalment_id"], "title": row["instalment__title"], "due_kind": row["instalment__due_kind"]}
        ties.setdefault(row["task_id"], []).append(tie)
    passed = Acceptance.objects.filter(PASSED, project=plan.project, task__isnull=False)
    accepted = dict(passed.values_list("task_id", "accepted_on"))
    return [_row(task, numbers[task.pk], people, ties, accepted) for task in tasks]


def _row(
    task: Task,
    number: str,
    people: dict[uuid.UUID, str],
    ties: dict[uuid.UUID, list[dict[str, Any]]],
    accepted: dict[Any, dt.date],
) -> dict[str, Any]:
    owner = None
    if task.owner_id:
        owner = {"id": task.owner_id, "name": people.get(task.owner_id, "")}
    elif task.owner_name:
        owner = {"id": None, "name": task.owner_name}
    return {
        "id": task.pk,
        "parent": task.parent_id,
        "position": task.position,
        "wbs": number,
        "name": task.name,
        "kind": task.kind,
        "duration": task.duration,
        "start": instant(task.start),
        "finish": instant(task.finish),
        "percent": task.percent,
        "owner": owner,
        "critical": task.critical,
        "total_float": task.total_float,
        "free_finish": instant(task.late_finish),
        "late_days": _late(task),
        "actual_start": instant(task.actual_start),
        "actual_finish": instant(task.actual_finish),
        "stop": instant(task.stop),
        "resume": instant(task.resume),
        "constraint": task.constraint,
        "constraint_at": instant(task.constraint_at),
        "deadline": instant(task.deadline),
        "baseline_start": instant(task.baseline_start),
        "baseline_finish": instant(task.baseline_finish),
        "instalments": ties.get(task.pk, []),
        "accepted_on": accepted.get(task.pk),
    }


def _late(task: Task) -> int | None:
    """Calendar days after the baseline; None without one."""
    if task.finish is None or task.baseline_finish is None:
        return None
    return (rules.last_day(task.finish) - rules.last_day(task.baseline_finish)).days


def _links(links: Iterable[Link]) -> list[dict[str, Any]]:
    return [
        {
            "id": ln.pk,
            "pred": ln.pred_id,
            "succ": ln.succ_id,
            "type": ln.type,
            "lag": ln.lag,
            "elapsed": ln.elapsed,
            "lag_percent": ln.lag_percent,
        }
        for ln in links
    ]


def _calendar(plan: Plan) -> dict[str, Any]:
    """Days off from before the first task to well after the last, and the names of the holidays among them."""
    known = [
        at for task in plan.tasks.values() for at in (task.start, task.finish, task.baseline_finish) if at is not None
    ]
    first = rules.first_day(min(known)) if known else plan.project.starts_on
    last = rules.last_day(max(known)) if known else plan.project.starts_on
    # A slip of the calculation or of a file must not make a page of a thousand years.
    last = min(max(last, first), first + dt.timedelta(days=366 * 15))
    runs = days_off(plan.project, first - _AROUND, last + _AROUND)
    named = plan.project.calendar in ("cn", "cn6")
    return {
        "minutes_per_day": plan.project.minutes_per_day,
        "off": [[start, end] for start, end in runs],
        "holidays": _holidays(runs) if named else [],
    }


def _holidays(runs: list[tuple[dt.date, dt.date]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for start, end in runs:
        for step in range((end - start).days + 1):
            day = start + dt.timedelta(days=step)
            name = holiday_name(day)
            if name is None:
                continue
            if found and found[-1]["name"] == name and (day - found[-1]["to"]).days == 1:
                found[-1]["to"] = day
            else:
                found.append({"from": day, "to": day, "name": name})
    return found
