"""From a session to an actor. The actor is cached per process by the version of the grants; sessions and rows never are."""

from __future__ import annotations

import uuid
from types import MappingProxyType
from typing import Any, cast

from django.db import connection

from dougong.accounts.models import AccessState, Department, Grant, User
from dougong.kit.actor import SCOPES, Actor, Scope
from dougong.kit.ids import parse_id

SESSION_KEY = "person"
STAMP_KEY = "stamp"
_cache: dict[tuple[uuid.UUID, int], Actor] = {}
_CACHE_LIMIT = 2000


def load_actor(request: Any) -> Actor | None:
    """The signed-in person of a request, or None. Two queries: the session, and the state of the account."""
    session = request.session
    user_id = parse_id(session.get(SESSION_KEY))
    if user_id is None:
        return None
    state = _state(user_id)
    if state is None or state[0] != session.get(STAMP_KEY):
        return None
    return _actor(user_id, state[1])


def actor_by_id(user_id: uuid.UUID) -> Actor | None:
    state = _state(user_id)
    return _actor(user_id, state[1]) if state else None


def _state(user_id: uuid.UUID) -> tuple[str, int] | None:
    """(password stamp, grants version) of an active person. Raw: it runs on every request."""
    key = user_id.hex if connection.vendor == "sqlite" else user_id
    table, access = User._meta.db_table, AccessState._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT u.password, u.is_active, a.version FROM {table} u"  # noqa: S608  the tables' names are ours
            f" LEFT JOIN {access} a ON a.id = 1 WHERE u.id = %s",
            [key],
        )
        row = cursor.fetchone()
    if row is None or not row[1]:
        return None
    return stamp_of(row[0]), row[2] or 0


def stamp_of(password_hash: str) -> str:
    """The tail of the salted hash: it changes with the password and tells nothing of it."""
    return password_hash[-12:]


def _actor(user_id: uuid.UUID, version: int) -> Actor | None:
    key = (user_id, version)
    found = _cache.get(key)
    if found is None:
        found = _build(user_id)
        if len(_cache) >= _CACHE_LIMIT:
            _cache.clear()
        if found is not None:
            _cache[key] = found
    return found


def _build(user_id: uuid.UUID) -> Actor | None:
    user = User.objects.select_related("department").filter(pk=user_id).first()
    if user is None:
        return None
    if user.kind == "contact":
        return Actor(id=user.pk, name=user.name, kind="contact")
    grants: dict[tuple[str, str], Scope] = {}
    for resource, action, scope in cast(
        "Any", Grant.objects.filter(role__people=user).values_list("resource", "action", "scope")
    ):
        held = grants.get((resource, action))
        if held is None or SCOPES.index(scope) > SCOPES.index(held):
            grants[resource, action] = scope
    tree: tuple[uuid.UUID, ...] = ()
    if user.department is not None:
        tree = tuple(Department.objects.filter(path__startswith=user.department.path).values_list("pk", flat=True))
    return Actor(
        id=user.pk,
        name=user.name,
        kind="staff",
        department_id=user.department_id,
        tree_ids=tree,
        grants=MappingProxyType(grants),
    )
