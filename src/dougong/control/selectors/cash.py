"""When the instalments of a project's contract were to fall due by the baseline, and when they do as things stand."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from dougong.contracts.models import Instalment
from dougong.contracts.rules import due_after
from dougong.control.models import ProjectFigures
from dougong.control.policies import FIGURES
from dougong.control.rules import cash
from dougong.control.selectors.gate import project_for
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.projects.models import MilestoneInstalment, Project, Task
from dougong.projects.rules import last_day


class Due:
    """An instalment with the milestone that it waits for; `part` is what the rules count with."""

    def __init__(self, row: Instalment, project: Project, task: Task | None) -> None:
        self.row, self.task = row, task
        self.part = cash.Part(row.amount.amount_fen, _planned(row, project, task), _forecast(row, project, task))


def _planned(row: Instalment, project: Project, task: Task | None) -> dt.date | None:
    if row.due_kind == "date":
        return row.due_on
    if task is not None:
        return None if task.baseline_finish is None else due_after(last_day(task.baseline_finish), row.days_after)
    return _after(project.baseline_finish, row) if row.due_kind == "acceptance" else None


def _forecast(row: Instalment, project: Project, task: Task | None) -> dt.date | None:
    """The day it fell due; while it waits, what the plan says now."""
    if row.due_on is not None:
        return row.due_on
    if task is not None and task.finish is not None:
        return due_after(last_day(task.finish), row.days_after)
    return _after(project.forecast_finish, row) if row.due_kind == "acceptance" else row.expected_on


def _after(day: dt.date | None, row: Instalment) -> dt.date | None:
    return None if day is None else due_after(day, row.days_after)


def dues_of(projects: Iterable[Project], rows: Any) -> dict[uuid.UUID, list[Due]]:
    """Of each project the instalments of its contract among `rows`. An instalment that waits for a milestone of one project
    is that project's; the others of a contract with several projects are its first project's, so that nothing counts twice."""
    held = {project.pk: project for project in projects}
    first: dict[uuid.UUID, uuid.UUID] = {}
    contracts = {project.contract_id for project in held.values()}
    every = Project.objects.filter(contract_id__in=contracts).order_by("created_at", "pk")
    for pk, contract_id in every.values_list("pk", "contract_id"):
        first.setdefault(contract_id, pk)
    ties = {
        tie.instalment_id: tie.task
        for tie in MilestoneInstalment.objects.filter(instalment__contract_id__in=contracts).select_related("task")
    }
    found: dict[uuid.UUID, list[Due]] = {pk: [] for pk in held}
    dues = rows.filter(
        contract_id__in=contracts, dropped_at__isnull=True, contract__status__in=("in_force", "completed")
    )
    for row in dues.select_related("figures").order_by("seq", "pk"):
        task = ties.get(row.pk)
        whose = task.project_id if task is not None else first[row.contract_id]
        if whose in held:
            found[whose].append(Due(row, held[whose], task))
    return found


def cash_of(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    """Each instalment with both dates, and month by month what falls due by the baseline and as it stands."""
    project = project_for(actor, project_id)
    dues = dues_of([project], Instalment.objects.visible_to(actor))[project.pk]
    return {"items": [_item(due) for due in dues], **_months(dues)}


def portfolio_cash(actor: Actor) -> dict[str, Any]:
    """The same over all projects one sees the money of that are not closed, with what each of them shifts."""
    require(actor, FIGURES, "view")
    seen = ProjectFigures.objects.visible_to(actor).values("pk")
    projects = list(Project.objects.filter(pk__in=seen, archived_at__isnull=True).exclude(status="closed"))
    found = dues_of(projects, Instalment.objects.visible_to(actor))
    names = {project.pk: project for project in projects}
    shifts: list[tuple[int, dict[str, Any]]] = []
    for pk, dues in found.items():
        shifted = cash.shifted(due.part for due in dues)
        if shifted:
            days = max(due.part.days or 0 for due in dues)
            shifts.append((shifted, {"id": pk, "name": names[pk].name, "amount": Money.fen(shifted), "days": days}))
    shifts.sort(key=lambda item: (-item[0], item[1]["name"]))
    return {"projects": [row for _, row in shifts], **_months([due for dues in found.values() for due in dues])}


def _item(due: Due) -> dict[str, Any]:
    row, today = due.row, clock.today()
    owed = row.figures.owed if hasattr(row, "figures") else Money()
    late = due.part.forecast is not None and row.due_on is not None and row.due_on < today and bool(owed)
    return {
        "id": row.pk,
        "title": row.title,
        "due_kind": row.due_kind,
        "milestone": due.task.name if due.task is not None else None,
        "amount": row.amount,
        "owed": owed,
        "planned": due.part.planned,
        "forecast": due.part.forecast,
        "fixed": row.due_on is not None,
        "days": due.part.days,
        "overdue": late,
    }


def _months(dues: list[Due]) -> dict[str, Any]:
    parts = [due.part for due in dues]
    undated = sum(part.amount for part in parts if part.forecast is None)
    return {
        "months": [
            {
                "month": month.first,
                "planned": Money.fen(month.planned),
                "forecast": Money.fen(month.forecast),
                "planned_sum": Money.fen(month.planned_sum),
                "forecast_sum": Money.fen(month.forecast_sum),
            }
            for month in cash.months(parts)
        ],
        "shifted": Money.fen(cash.shifted(parts)),
        "undated": Money.fen(undated),
    }
