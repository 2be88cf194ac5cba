"""Taking an acceptance back: what it set is undone, it stays to be seen as withdrawn."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Q, QuerySet

from dougong.audit.services import record as audit
from dougong.clients.models import Client
from dougong.contracts import services as contracts
from dougong.contracts.models import Instalment, InstalmentFigures
from dougong.kit import clock
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.events import publish
from dougong.kit.money import Money
from dougong.kit.stream import notify
from dougong.projects import errors
from dougong.projects.events import AcceptanceWithdrawn
from dougong.projects.models import PASSED, Acceptance, Project
from dougong.projects.services.projects import tell
from dougong.projects.services.writing import PROJECT, locked_project

ACCEPTANCE = "projects.acceptance"


@transaction.atomic
def withdraw_acceptance(actor: Actor, *, acceptance_id: uuid.UUID, reason: str) -> Acceptance:
    """Take back an acceptance that was recorded wrongly. The instalments that fell due with it wait again, the project runs
    again, and AcceptanceWithdrawn is told.

    Who may accept may withdraw. Raises AcceptancePaid when money was received on one of the instalments.
    """
    seen = get_visible(Acceptance.objects.visible_to(actor), acceptance_id)
    # Locks are taken client first; the instalments' contract would ask for it after the project.
    list(Client.objects.select_for_update().filter(projects=seen.project_id).values_list("pk"))
    project = locked_project(actor, seen.project_id, action="accept")
    acceptance: Acceptance = Acceptance.objects.locked(acceptance_id)
    if acceptance.withdrawn_at is not None:
        raise errors.WithdrawnAlready()
    if not reason.strip():
        raise FieldError("reason", "写明撤回的原因。", "Say why it is withdrawn.")
    what = acceptance.task.name if acceptance.task is not None else project.name
    if acceptance.result == "passed":
        _take_back(actor, project, acceptance, what)
    acceptance.withdrawn_at, acceptance.withdrawn_by = clock.now(), actor.name
    acceptance.withdrawn_reason = reason.strip()
    acceptance.store("withdrawn_at", "withdrawn_by", "withdrawn_reason")
    audit(actor, "withdraw_acceptance", PROJECT, project, before={"what": what}, reason=acceptance.withdrawn_reason)
    told = acceptance.withdrawn_reason
    tell(actor, project, "acceptance_withdrawn", what=what, accepted_on=acceptance.accepted_on, reason=told)
    if acceptance.result == "passed":
        _publish(actor, project, acceptance)
    notify(PROJECT, project.pk)
    return acceptance


def _take_back(actor: Actor, project: Project, acceptance: Acceptance, what: str) -> None:
    rows = list(_set_by(project, acceptance).order_by("seq"))
    got = InstalmentFigures.objects.filter(instalment__in=rows, received__gt=Money()).values_list(
        "instalment", flat=True
    )
    paid = next((row for row in rows if row.pk in set(got)), None)
    if paid is not None:
        raise errors.AcceptancePaid(title=paid.title)
    for row in rows:
        contracts.set_due(actor, instalment_id=row.pk, due_on=None, cause=what)
    if acceptance.task_id is None:
        project.status, project.accepted_on = "running", None
        project.store("status", "accepted_on")


def _set_by(project: Project, acceptance: Acceptance) -> QuerySet[Instalment]:
    """What fell due with it and still waits for an acceptance by its plan. The project's own instalments wait for all projects
    of the contract, so they wait again whichever of these was accepted last."""
    by = Q(pk=acceptance.pk)
    if acceptance.task_id is None:
        by |= PASSED & Q(task__isnull=True, project__contract_id=project.contract_id)
    rows = Instalment.objects.filter(accepted_by__acceptance__in=Acceptance.objects.filter(by))
    found: QuerySet[Instalment] = rows.filter(due_kind="acceptance", due_on__isnull=False, dropped_at__isnull=True)
    return found.distinct()


def _publish(actor: Actor, project: Project, acceptance: Acceptance) -> None:
    publish(
        AcceptanceWithdrawn(
            acceptance_id=acceptance.pk,
            project_id=project.pk,
            client_id=project.client_id,
            planned_on=acceptance.planned_on,
            accepted_on=acceptance.accepted_on,
            on_time=acceptance.on_time,
            reason=acceptance.withdrawn_reason,
        ),
        actor,
    )
