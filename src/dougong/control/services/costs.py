"""Costs that are entered by hand: never changed, withdrawn and entered anew."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.control import errors
from dougong.control.models import CostEntry
from dougong.control.policies import COST, FIGURES, PROJECT
from dougong.control.services.figures import mark_stale
from dougong.kit import clock
from dougong.kit.access import must_see, require, scope_q
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed
from dougong.kit.money import Money
from dougong.kit.stream import notify
from dougong.projects.models import Project, Task
from dougong.projects.services.writing import locked_project


@transaction.atomic
def add_cost(
    actor: Actor,
    *,
    project_id: uuid.UUID,
    spent_on: dt.date,
    kind: str,
    amount: Money | str,
    task_id: uuid.UUID | None = None,
    document: str = "",
    note: str = "",
) -> CostEntry:
    """A negative amount corrects. On a task, or on the project when none is named."""
    must_see(actor, PROJECT, project_id)
    require(actor, COST, "create")
    project = _own(actor, project_id, "create")
    amount = Money(amount)  # a body taken apart brings it as text
    if not amount:
        raise errors.CostNothing(field="amount")
    if spent_on > clock.today():
        raise errors.CostInFuture(field="spent_on")
    if task_id is not None and not Task.objects.filter(pk=task_id, project=project).exists():
        raise errors.TaskElsewhere(field="task_id")
    row: CostEntry = CostEntry.objects.create(
        project=project, task_id=task_id, spent_on=spent_on, kind=kind, amount=amount, document=document, note=note,
        by_name=actor.name, created_by_id=actor.id, created_at=clock.now(),
    )  # fmt: skip
    audit(actor, "create", COST, row, after={"amount": amount, "spent_on": spent_on, "kind": kind})
    _changed(row)
    return row


def _own(actor: Actor, project_id: uuid.UUID, action: str) -> Project:
    """Open, and within the actor's right to enter costs."""
    project = locked_project(actor, project_id, action="view")
    if actor.kind != "system":
        mine = scope_q(actor, COST, action, owner="manager", department="department")
        if not Project.objects.filter(mine, pk=project_id).exists():
            raise NotAllowed(resource=COST, action=action)
    return project


@transaction.atomic
def withdraw_cost(actor: Actor, *, cost_id: uuid.UUID) -> CostEntry:
    """It stays to be seen and counts no more; `restore_cost` is its undo."""
    return _stands(actor, cost_id, stands=False)


@transaction.atomic
def restore_cost(actor: Actor, *, cost_id: uuid.UUID) -> CostEntry:
    return _stands(actor, cost_id, stands=True)


def _stands(actor: Actor, cost_id: uuid.UUID, *, stands: bool) -> CostEntry:
    must_see(actor, COST, cost_id)
    row: CostEntry = CostEntry.objects.locked(cost_id)
    require(actor, COST, "update", row)
    if (row.withdrawn_at is None) != stands:
        row.withdrawn_at = None if stands else clock.now()
        row.store("withdrawn_at")
        audit(actor, "restore" if stands else "withdraw", COST, row, after={"amount": row.amount})
        _changed(row)
    return row


def _changed(row: CostEntry) -> None:
    mark_stale([row.project_id])
    notify(COST, row.pk)
    notify(FIGURES, row.project_id)
