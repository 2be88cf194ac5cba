"""Projects, their members and their states."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.audit.services import snapshot
from dougong.clients.services import record as tell_client
from dougong.contracts.errors import ContractArchived
from dougong.contracts.models import Contract
from dougong.kit import clock
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.events import publish
from dougong.kit.jsonable import plain
from dougong.kit.numbers import next_number
from dougong.kit.stream import notify
from dougong.projects import errors
from dougong.projects.events import KickoffHeld, ProjectCreated
from dougong.projects.models import Member, Project
from dougong.projects.plan import Plan
from dougong.projects.services.writing import FIGURES, PROJECT, locked_project
from dougong.sales import services as sales

EDITABLE = ("name", "finishes_on", "manager_id")


@transaction.atomic
def create_project(
    actor: Actor,
    *,
    contract_id: uuid.UUID,
    name: str,
    manager_id: uuid.UUID,
    starts_on: dt.date | None = None,
    finishes_on: dt.date | None = None,
    calendar: str = "cn",
) -> Project:
    """A project of a contract that is drafted or in force; its manager is its first member."""
    require(actor, PROJECT, "create")
    contract = _open_contract(actor, contract_id)
    manager = _person(manager_id, "manager_id")
    start = starts_on or contract.starts_on or clock.today()
    finish = finishes_on or contract.ends_on
    if finish is not None and finish < start:
        raise errors.DatesReversed(field="finishes_on")
    year = clock.today().year
    project: Project = Project.objects.create(
        code=f"XM-{year}-{next_number('project', year):03d}",
        name=name,
        client_id=contract.client_id,
        contract=contract,
        manager=manager,
        department_id=manager.department_id,
        starts_on=start,
        finishes_on=finish,
        calendar=calendar,
        created_by_id=actor.id,
        created_at=clock.now(),
    )
    Member.objects.create(project=project, user=manager, role="manager")
    audit(actor, "create", PROJECT, project, after={"code": project.code, "name": name, "manager": manager.name})
    tell(actor, project, "project_created", code=project.code, manager=manager.name)
    publish(ProjectCreated(project_id=project.pk, client_id=project.client_id, contract_id=contract.pk), actor)
    return project


def _open_contract(actor: Actor, contract_id: uuid.UUID) -> Contract:
    contract: Contract = get_visible(Contract.objects.visible_to(actor), contract_id)
    if contract.archived_at is not None:
        raise ContractArchived(field="contract_id", title=contract.title)
    if contract.status not in ("draft", "in_force"):
        raise errors.ContractNotOpen(field="contract_id", number=contract.number or contract.title)
    return contract


@transaction.atomic
def update_project(actor: Actor, *, project_id: uuid.UUID, version: int | None, **values: Any) -> Project:
    """Change the named fields (`EDITABLE`). A new manager becomes a member; the former one stays as a planner."""
    project = locked_project(actor, project_id, action="update")
    _check_record_version(project, version, values)
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"a project has no {unknown.pop()}")
    before = snapshot(project, *values)
    if values.get("manager_id") and values["manager_id"] != project.manager_id:
        manager = _person(values["manager_id"], "manager_id")
        Member.objects.filter(project=project, role="manager").update(role="planner")
        Member.objects.update_or_create(project=project, user=manager, defaults={"role": "manager"})
        project.department_id = manager.department_id
    for name, value in values.items():
        setattr(project, name, value)
    if project.finishes_on is not None and project.finishes_on < project.starts_on:
        raise errors.DatesReversed(field="finishes_on")
    project.store()
    if "finishes_on" in values:
        refresh_planned(project.pk)
    audit(actor, "update", PROJECT, project, before=before, after=values)
    notify(PROJECT, project.pk)
    return project


def _check_record_version(project: Project, version: int | None, values: dict[str, Any]) -> None:
    from dougong.kit.errors import Stale

    if version is not None and project.version != version:
        current = {name: getattr(project, name) for name in values}
        raise Stale(who="", version=project.version, current=plain(current))


def _person(user_id: uuid.UUID, field: str) -> User:
    user: User | None = User.objects.filter(pk=user_id, kind="staff", is_active=True).first()
    if user is None:
        raise errors.PersonUnknown(field=field)
    return user


@transaction.atomic
def set_members(actor: Actor, *, project_id: uuid.UUID, members: list[tuple[uuid.UUID, str]]) -> None:
    """Exactly these people, each with a part. The manager's part is the project's manager's."""
    project = locked_project(actor, project_id, action="update")
    wanted = dict(members)
    if wanted.get(project.manager_id) != "manager":
        raise errors.ManagerStays(field="members")
    for user_id, role in wanted.items():
        _person(user_id, "members")
        if role == "manager" and user_id != project.manager_id:
            raise errors.ManagerStays(field="members")
    before = dict(Member.objects.filter(project=project).values_list("user__name", "role"))
    Member.objects.filter(project=project).exclude(user_id__in=wanted).delete()
    for user_id, role in wanted.items():
        Member.objects.update_or_create(project=project, user_id=user_id, defaults={"role": role})
    after = dict(Member.objects.filter(project=project).values_list("user__name", "role"))
    audit(actor, "members", PROJECT, project, before=before, after=after)
    notify(PROJECT, project.pk)


@transaction.atomic
def hold_kickoff(actor: Actor, *, project_id: uuid.UUID, held_on: dt.date) -> Project:
    """The kick-off was held: work runs, and the opportunity behind the contract is won."""
    project = locked_project(actor, project_id, action="update")
    if project.status != "preparing":
        raise errors.WrongStatus()
    if held_on > clock.today():
        raise errors.KickoffInFuture(field="held_on")
    project.status, project.kickoff_on = "running", held_on
    project.store("status", "kickoff_on")
    audit(actor, "hold_kickoff", PROJECT, project, after={"held_on": held_on})
    tell(actor, project, "kickoff_held", held_on=held_on)
    if project.contract.opportunity_id is not None:
        sales.hold_kickoff(actor, opportunity_id=project.contract.opportunity_id, held_on=held_on)
    publish(KickoffHeld(project_id=project.pk, client_id=project.client_id, held_on=held_on), actor)
    notify(PROJECT, project.pk)
    return project


@transaction.atomic
def close_project(actor: Actor, *, project_id: uuid.UUID) -> Project:
    """Nothing is changed in it any more. Only what was accepted is closed."""
    project = locked_project(actor, project_id, action="update")
    if project.status != "accepted":
        raise errors.WrongStatus()
    project.status, project.closed_at = "closed", clock.now()
    project.store("status", "closed_at")
    audit(actor, "close", PROJECT, project)
    tell(actor, project, "project_closed")
    notify(PROJECT, project.pk)
    return project


@transaction.atomic
def reopen_project(actor: Actor, *, project_id: uuid.UUID) -> Project:
    """The undo of `close_project`."""
    must_see(actor, PROJECT, project_id)
    project: Project = Project.objects.locked(project_id)
    require(actor, PROJECT, "update", project)
    if project.archived_at is not None:
        raise errors.ProjectArchived(code=project.code)
    if project.status != "closed":
        raise errors.WrongStatus()
    project.status, project.closed_at = "accepted", None
    project.store("status", "closed_at")
    audit(actor, "reopen", PROJECT, project)
    notify(PROJECT, project.pk)
    return project


@transaction.atomic
def refresh_planned(project_id: uuid.UUID) -> None:
    """Figures that change with the day or the promise, from the plan as it stands."""
    project: Project = Project.objects.locked(project_id)
    plan = Plan(project)
    plan.refresh_figures()
    project.save(update_fields=FIGURES)


def tell(actor: Actor, project: Project, kind: str, **data: Any) -> None:
    tell_client(
        actor,
        client_id=project.client_id,
        kind=kind,
        group="project",
        resource=PROJECT,
        object_id=project.pk,
        project=project.name,
        **data,
    )
