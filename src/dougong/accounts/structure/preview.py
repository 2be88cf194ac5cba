"""What a change of the tree would mean, before it is made. Nothing is written."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.accounts import errors as account_errors
from dougong.accounts.models import Department, Grant, Post, User
from dougong.accounts.structure import errors, holding
from dougong.accounts.structure.placing import on_day
from dougong.accounts.structure.rules import Reach, changed_reach, would_loop
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.registry import resource

DEPARTMENT = "accounts.department"
NAMES = 8


def of_move(actor: Actor, *, department_id: uuid.UUID, parent_id: uuid.UUID | None) -> dict[str, Any]:
    """How many people would reach more or less if it hung elsewhere. Raises DepartmentLoop."""
    department, tree = _begin(actor, "update", department_id)
    if parent_id is not None and would_loop(department.pk, parent_id, tree):
        raise account_errors.DepartmentLoop(field="parent_id", name=_one(actor, parent_id).name)
    found = changed_reach(_people(), tree, {**tree, department.pk: parent_id})
    return _told(department, found)


def of_merge(actor: Actor, *, department_id: uuid.UUID, into_id: uuid.UUID) -> dict[str, Any]:
    """The same of a merge, with what would go over. Raises MergeIntoItself."""
    department, tree = _begin(actor, "archive", department_id)
    into = _one(actor, into_id)
    if would_loop(department.pk, into.pk, tree):
        raise errors.MergeIntoItself(field="into_id", name=into.name)
    after = {d: (into.pk if up == department.pk else up) for d, up in tree.items() if d != department.pk}
    found = changed_reach(_people(), tree, after, lambda d: into.pk if d == department.pk else d)
    return _told(department, found)


def _begin(actor: Actor, action: str, department_id: uuid.UUID) -> tuple[Department, dict[uuid.UUID, uuid.UUID | None]]:
    require(actor, DEPARTMENT, action)
    department = _one(actor, department_id)
    return department, dict(Department.objects.filter(archived_at__isnull=True).values_list("pk", "parent_id"))


def _one(actor: Actor, department_id: uuid.UUID) -> Department:
    rows = resource(DEPARTMENT).visible_to(actor).filter(archived_at__isnull=True)
    found: Department = get_visible(rows, department_id)
    return found


def _people() -> Reach:
    """Active people whose rights depend on the tree: (how, departments of their posts)."""
    by_role = dict(Grant.objects.filter(scope__in=("department", "tree")).values_list("role_id", "scope"))
    for role in Grant.objects.filter(scope="tree").values_list("role_id", flat=True).distinct():
        by_role[role] = "tree"
    scopes: dict[uuid.UUID, str] = {}
    through = User.roles.through.objects.filter(role_id__in=by_role, user__is_active=True, user__kind="staff")
    for user_id, role in through.values_list("user_id", "role_id"):
        if scopes.get(user_id) != "tree":
            scopes[user_id] = by_role[role]
    posts: dict[uuid.UUID, set[uuid.UUID]] = {pk: set() for pk in scopes}
    for user_id, department in Post.objects.filter(on_day(clock.today())).values_list("user_id", "department_id"):
        if user_id in posts:
            posts[user_id].add(department)
    return {pk: (scopes[pk], frozenset(held)) for pk, held in posts.items()}


def _told(department: Department, people: list[uuid.UUID]) -> dict[str, Any]:
    names = User.objects.filter(pk__in=people).order_by("name").values_list("name", flat=True)
    return {
        "reach_changes": len(people),
        "names": list(names[:NAMES]),
        **holding.count_all(department)._asdict(),
    }
