"""The client's acceptance of a project or a milestone, and what falls due with it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from dougong.audit.services import record as audit
from dougong.clients.models import Client
from dougong.contracts import services as contracts
from dougong.contracts.models import Instalment
from dougong.contracts.rules import due_after
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.events import publish
from dougong.kit.stream import notify
from dougong.projects import choices, errors, rules
from dougong.projects.events import AcceptancePassed
from dougong.projects.models import PASSED, Acceptance, AcceptedInstalment, Project, Task
from dougong.projects.services.projects import tell
from dougong.projects.services.writing import PROJECT, locked_project


@transaction.atomic
def accept(
    actor: Actor,
    *,
    project_id: uuid.UUID,
    accepted_on: dt.date,
    task_id: uuid.UUID | None = None,
    result: str = "passed",
    planned_on: dt.date | None = None,
    note: str = "",
) -> Acceptance:
    """Record an acceptance, of the project or of one milestone.

    When it passed: once, the instalments that wait for it fall due, and AcceptancePassed is told. The planned date is the
    baseline's (else the promised one) unless another was agreed.
    """
    # Locks are taken client first; the instalments' contract would ask for it after the project.
    list(Client.objects.select_for_update().filter(projects=project_id).values_list("pk"))
    project = locked_project(actor, project_id, action="accept")
    if project.status == "preparing":
        raise errors.WrongStatus()
    if accepted_on > clock.today():
        raise errors.AcceptanceInFuture(field="accepted_on")
    task = _milestone(project, task_id)
    passed = result == "passed"
    planned = planned_on or _planned(project, task)
    acceptance = Acceptance(
        project=project, task=task, planned_on=planned, accepted_on=accepted_on, result=result, note=note,
        on_time=rules.on_time(accepted_on, planned) if passed else None, created_by_id=actor.id,
    )  # fmt: skip
    _store(acceptance)
    what = task.name if task is not None else project.name
    audit(actor, "accept", PROJECT, project, after={"what": what, "result": result, "accepted_on": accepted_on})
    tell(actor, project, f"acceptance_{result}", what=what, accepted_on=accepted_on, on_time=acceptance.on_time)
    if passed:
        _pass(actor, project, task, acceptance)
    notify(PROJECT, project.pk)
    return acceptance


def _store(acceptance: Acceptance) -> None:
    """The database lets one pass of each; a second is told when the first was."""
    try:
        with transaction.atomic():
            acceptance.save(force_insert=True)
    except IntegrityError:
        held = Acceptance.objects.get(PASSED, project=acceptance.project, task=acceptance.task)
        raise errors.AcceptedAlready(accepted_on=held.accepted_on) from None


def _milestone(project: Project, task_id: uuid.UUID | None) -> Task | None:
    if task_id is None:
        return None
    task = Task.objects.filter(pk=task_id, project=project).first()
    if task is None:
        raise errors.TaskMissing()
    if task.kind not in choices.MILESTONES:
        raise errors.NotMilestone(field="task_id")
    return task


def _planned(project: Project, task: Task | None) -> dt.date | None:
    if task is not None:
        at = task.baseline_finish if task.baseline_finish is not None else task.deadline
        return None if at is None else rules.last_day(at)
    return project.baseline_finish or project.finishes_on


def _pass(actor: Actor, project: Project, task: Task | None, acceptance: Acceptance) -> None:
    if task is None:
        project.status, project.accepted_on = "accepted", acceptance.accepted_on
        project.store("status", "accepted_on")
    for instalment in _waiting(project, task):
        day = due_after(acceptance.accepted_on, instalment.days_after)
        cause = task.name if task is not None else project.name
        contracts.set_due(actor, instalment_id=instalment.pk, due_on=day, cause=cause)
        AcceptedInstalment.objects.create(acceptance=acceptance, instalment=instalment)
    publish(
        AcceptancePassed(
            acceptance_id=acceptance.pk,
            project_id=project.pk,
            client_id=project.client_id,
            planned_on=acceptance.planned_on,
            accepted_on=acceptance.accepted_on,
            on_time=acceptance.on_time,
        ),
        actor,
    )


def _waiting(project: Project, task: Task | None) -> QuerySet[Instalment]:
    """A milestone's own instalments; for the project those that no milestone has, once the contract's last project is accepted."""
    rows = Instalment.objects.filter(
        contract_id=project.contract_id, due_kind="acceptance", due_on__isnull=True, dropped_at__isnull=True
    ).order_by("seq")
    if task is not None:
        return rows.filter(milestone_link__task=task)
    others = Project.objects.active().filter(contract_id=project.contract_id, status__in=("preparing", "running"))
    if others.exclude(pk=project.pk).exists():
        return rows.none()
    return rows.filter(milestone_link__isnull=True)
