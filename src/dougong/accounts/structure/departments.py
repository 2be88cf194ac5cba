"""The company's tree: departments are made, renamed, moved, merged and removed; each change can be taken back."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.accounts import errors as account_errors
from dougong.accounts.events import DepartmentMerged
from dougong.accounts.models import AccessState, Department, DepartmentChange, raise_access_version
from dougong.accounts.structure import errors, holding
from dougong.accounts.structure.managers import given_manager, must_not_loop
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.events import publish
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify

DEPARTMENT = "accounts.department"
FIELDS = ("name", "parent_id", "manager_id")


@transaction.atomic
def create_department(
    actor: Actor, *, name: str, parent_id: uuid.UUID | None = None, manager_id: uuid.UUID | None = None
) -> Department:
    require(actor, DEPARTMENT, "create")
    parent = _open(parent_id) if parent_id else None
    _check_name(name, parent)
    department = Department(name=name, parent=parent, created_by_id=actor.id)
    department.manager_id = given_manager(manager_id, "manager_id")
    department.path = f"{parent.path if parent else ''}{own_step(department)}"
    department.save(force_insert=True)
    after = {"name": name, "parent_id": parent_id, "manager_id": manager_id}
    _changed(actor, department, "create", {}, after)
    return department


@transaction.atomic
def update_department(actor: Actor, *, department_id: uuid.UUID, version: int | None, **values: Any) -> Department:
    """Rename it, give it a manager (`manager_id`), or hang it with all below it under another (`parent_id`, None: the top)."""
    return _update(actor, department_id, version, values, "update")


def _update(
    actor: Actor, department_id: uuid.UUID, version: int | None, values: dict[str, Any], action: str
) -> Department:
    _one_at_a_time()
    department: Department = Department.objects.locked(department_id, version)
    require(actor, DEPARTMENT, "update", department)
    if department.archived_at is not None:
        raise NotFound()
    before = {name: getattr(department, name) for name in values}
    if "name" in values:
        department.name = values["name"]
    if "manager_id" in values:
        department.manager_id = given_manager(values["manager_id"], "manager_id")
    if "parent_id" in values:
        _move(department, values["parent_id"])
    _check_name(department.name, department.parent, but=department.pk)
    department.store("name", "parent", "path", "manager")
    must_not_loop()
    _changed(actor, department, action, before, values)
    return department


@transaction.atomic
def merge_department(actor: Actor, *, department_id: uuid.UUID, version: int | None, into_id: uuid.UUID) -> Department:
    """Its people, its departments and its records go over to another; then it is gone."""
    _one_at_a_time()
    department: Department = Department.objects.locked(department_id, version)
    require(actor, DEPARTMENT, "archive", department)
    into = _open(into_id)
    if department.archived_at is not None:
        raise NotFound()
    if into.path.startswith(department.path):
        raise errors.MergeIntoItself(field="into_id", name=into.name)
    moved = holding.move_all(department, into)
    for child in Department.objects.select_for_update().filter(parent=department, archived_at__isnull=True):
        _move(child, into.pk)
        child.store("parent", "path")
        moved.setdefault("children", []).append(str(child.pk))
    department.archived_at = clock.now()
    department.store("archived_at")
    must_not_loop()
    _changed(actor, department, "merge", {"archived_at": None}, {"into_id": into.pk, "into": into.name}, moved=moved)
    publish(DepartmentMerged(department_id=department.pk, into_id=into.pk), actor)
    return department


@transaction.atomic
def remove_department(actor: Actor, *, department_id: uuid.UUID, version: int | None) -> Department:
    """Only one with nobody and nothing in it. Raises DepartmentNotEmpty."""
    _one_at_a_time()
    department: Department = Department.objects.locked(department_id, version)
    require(actor, DEPARTMENT, "archive", department)
    if department.archived_at is not None:
        raise NotFound()
    held = holding.count_all(department)
    if held.people or held.below or held.records:
        raise errors.DepartmentNotEmpty(name=department.name, **held._asdict())
    department.archived_at = clock.now()
    department.store("archived_at")
    _changed(actor, department, "remove", {"archived_at": None}, {"archived_at": department.archived_at})
    return department


@transaction.atomic
def undo_change(actor: Actor, *, change_id: uuid.UUID) -> Department:
    """Take one change back, as long as the department has not been changed since. Raises NothingToUndo."""
    require(actor, DEPARTMENT, "update")
    _one_at_a_time()
    change = DepartmentChange.objects.select_for_update().filter(pk=change_id, undone_at__isnull=True).first()
    if change is None:
        raise NotFound()
    department: Department = Department.objects.locked(change.department_id)
    if department.version != change.version:
        raise errors.NothingToUndo(name=department.name)
    change.undone_at = clock.now()
    change.save(update_fields=["undone_at"])
    if change.action == "create":
        return remove_department(actor, department_id=department.pk, version=department.version)
    if change.action == "update":
        values = {name: uuid.UUID(v) if name != "name" and v else v for name, v in change.before.items()}
        return _update(actor, department.pk, department.version, values, "undo")
    return _bring_back(actor, department, change)


def _bring_back(actor: Actor, department: Department, change: DepartmentChange) -> Department:
    """What was merged or removed stands again; of what was moved, whatever still is where it went."""
    if department.parent is not None and department.parent.archived_at is not None:
        raise errors.NothingToUndo(name=department.name)
    department.archived_at = None
    _check_name(department.name, department.parent, but=department.pk)
    _move(department, department.parent_id)  # those above may have moved meanwhile
    department.store("archived_at", "path")
    if change.action == "merge":
        into = Department.objects.get(pk=change.moved["into"])
        for child in Department.objects.select_for_update().filter(
            pk__in=change.moved.get("children", ()), parent=into
        ):
            _move(child, department.pk)
            child.store("parent", "path")
        holding.move_back(change.moved, into, department)
        must_not_loop()
        publish(DepartmentMerged(department_id=into.pk, into_id=department.pk), actor)
    _changed(actor, department, "undo", {}, {"archived_at": None})
    return department


# ---- parts


def own_step(department: Department) -> str:
    return f"{department.pk.hex[-12:]}."


def _one_at_a_time() -> None:
    """Two moves at once could hang two branches into each other."""
    AccessState.objects.select_for_update().first()


def _open(department_id: uuid.UUID) -> Department:
    found: Department = Department.objects.locked(department_id)
    if found.archived_at is not None:
        raise NotFound()
    return found


def _check_name(name: str, parent: Department | None, but: uuid.UUID | None = None) -> None:
    beside = Department.objects.filter(parent=parent, archived_at__isnull=True, name=name).values_list("pk", flat=True)
    if set(beside) - {but}:
        raise errors.DepartmentTaken(field="name", name=name, parent=parent.name if parent else "—")


def _move(department: Department, parent_id: uuid.UUID | None) -> None:
    """Set parent and path, and the paths of all below; the caller stores the department itself."""
    parent = _open(parent_id) if parent_id else None
    if parent is not None and parent.path.startswith(department.path):
        raise account_errors.DepartmentLoop(field="parent_id", name=parent.name)
    old = department.path
    department.parent = parent
    department.path = f"{parent.path if parent else ''}{own_step(department)}"
    for below in Department.objects.filter(path__startswith=old).exclude(pk=department.pk):
        Department.objects.filter(pk=below.pk).update(path=department.path + below.path[len(old) :])


def _changed(
    actor: Actor,
    department: Department,
    action: str,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    moved: dict[str, Any] | None = None,
) -> None:
    DepartmentChange.objects.create(
        department=department,
        version=department.version,
        action=action,
        before=plain({k: v for k, v in before.items() if k in FIELDS}),
        moved=moved or {},
        by_id=actor.id,
    )
    raise_access_version()
    record(actor, action, DEPARTMENT, department, before=before, after=after)
    notify(DEPARTMENT, department.pk)
