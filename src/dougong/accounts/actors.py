"""From a session to an actor. The actor is cached per process by the version of the grants; sessions and rows never are."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import uuid
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.db.models import Case, DateTimeField, When

from dougong.accounts.granting.held import frozen, held_by
from dougong.accounts.granting.separation import kept_apart
from dougong.accounts.models import Department, Session, User
from dougong.accounts.policies import ROLES
from dougong.accounts.session_store import idle_time
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.ids import from_column, to_column

log = logging.getLogger("dougong.accounts")
_TOUCH_EVERY = dt.timedelta(minutes=1)
_cache: dict[tuple[uuid.UUID, int], Actor] = {}
_looks: dict[tuple[uuid.UUID | None, uuid.UUID, int], Actor] = {}
_CACHE_LIMIT = 2000


def load_actor(request: Any) -> Actor | None:
    """The signed-in person of a request, or None."""
    return actor_of_session(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))


def actor_of_session(key: str) -> Actor | None:
    """One raw query, since it is part of every request: the session, its person's state and the grants' version.

    A session that waits for a step of the sign-in is none. That it was used is written once a minute.
    """
    if not key or len(key) > 40:
        return None
    now = clock.now()
    moment = connection.ops.adapt_datetimefield_value
    rows = _query(
        "SELECT s.user_id, s.stamp, u.password, u.is_active, a.version, s.last_used_at < %s, v.person_id, p.is_active"
        " FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id LEFT JOIN accounts_accessstate a ON a.id = 1"
        " LEFT JOIN accounts_seeas v ON v.session_id = s.session_key AND v.ended_at IS NULL AND v.until > %s"
        " LEFT JOIN accounts_user p ON p.id = v.person_id"
        " WHERE s.session_key = %s AND s.expire_date > %s AND s.stage = ''"
        " AND (s.idle_until IS NULL OR s.idle_until > %s)",
        [moment(now - _TOUCH_EVERY), moment(now), key, moment(now), moment(now)],
    )
    if rows is None or not rows[3] or stamp_of(rows[2]) != rows[1]:
        return None
    if rows[5]:
        _touch(key, now)
    own = _actor(from_column(rows[0]), rows[4] or 0)
    return own if rows[6] is None else _through(own, from_column(rows[6]), rows[4] or 0, active=bool(rows[7]))


def _through(viewer: Actor | None, person: uuid.UUID, version: int, *, active: bool) -> Actor | None:
    """Whom the viewer looks as, marked so that nothing can be written; himself when he may no longer or the other has left."""
    if viewer is None or not active or not viewer.can(ROLES, "see_as"):
        return viewer
    key = (viewer.id, person, version)
    found = _looks.get(key)
    if found is None:
        seen = _actor(person, version)
        if seen is None or seen.kind != "staff":
            return viewer
        if len(_looks) >= _CACHE_LIMIT:
            _looks.clear()
        found = _looks[key] = dataclasses.replace(seen, seen_by=viewer.id)
    return found


def _touch(key: str, now: dt.datetime) -> None:
    """The minute in which it was used last. Another request may have written it: then there is nothing to do."""
    stale = Session.objects.filter(session_key=key, last_used_at__lt=now - _TOUCH_EVERY)
    idle = Case(When(idle_until__isnull=True, then=None), default=now + idle_time(), output_field=DateTimeField())
    try:
        stale.update(last_used_at=now, idle_until=idle)
    except OperationalError:  # the database is held by a writer: the next request says it
        log.info("the use of a session could not be written now")


def actor_by_id(user_id: uuid.UUID) -> Actor | None:
    """A person without a session: for jobs and the stream."""
    rows = _query(
        "SELECT u.is_active, a.version FROM accounts_user u LEFT JOIN accounts_accessstate a ON a.id = 1 WHERE u.id = %s",
        [to_column(user_id)],
    )
    return _actor(user_id, rows[1] or 0) if rows and rows[0] else None


def _query(sql: str, params: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()


def forget() -> None:
    """Drop every cached actor: for tests, whose people are new each time."""
    _cache.clear()
    _looks.clear()


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
    tree: tuple[uuid.UUID, ...] = ()
    if user.department is not None:
        tree = tuple(Department.objects.filter(path__startswith=user.department.path).values_list("pk", flat=True))
    return Actor(
        id=user.pk,
        name=user.name,
        kind="staff",
        department_id=user.department_id,
        tree_ids=tree,
        **frozen(kept_apart(held_by(user))),
    )
