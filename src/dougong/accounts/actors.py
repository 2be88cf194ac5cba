"""From a session to an actor. The actor is cached per process by the version of the grants; sessions and rows never are."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import uuid
from typing import Any, NamedTuple

from django.conf import settings
from django.db import OperationalError, connection
from django.db.models import Case, DateTimeField, Q, When

from dougong.accounts.granting.held import frozen, held_by
from dougong.accounts.granting.separation import kept_apart
from dougong.accounts.models import Department, Session, User
from dougong.accounts.policies import ROLES
from dougong.accounts.session_store import idle_time
from dougong.accounts.structure.rules import current, steady
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.ids import from_column, to_column
from dougong.kit.memo import Memo

log = logging.getLogger("dougong.accounts")


class Kept(NamedTuple):
    """An actor, and the days between which his posts are these."""

    actor: Actor
    first: dt.date
    last: dt.date


_TOUCH_EVERY = dt.timedelta(minutes=1)
_cache: Memo[tuple[uuid.UUID, int], Kept] = Memo(2000)
_looks: Memo[tuple[uuid.UUID | None, uuid.UUID, int], Actor] = Memo(2000)


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
    seen = _actor(person, version)
    if seen is None or seen.kind != "staff":
        return viewer
    key = (viewer.id, person, version)
    found = _looks.get(key)
    if found is None or found.tree_ids is not seen.tree_ids:
        found = _looks.keep(key, dataclasses.replace(seen, seen_by=viewer.id))
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
    key, today = (user_id, version), clock.today()
    found = _cache.get(key)
    if found is None or not found.first <= today <= found.last:
        found = _build(user_id, today)
        if found is None:
            return None
        _cache.keep(key, found)
    return found.actor


def _build(user_id: uuid.UUID, today: dt.date) -> Kept | None:
    """The person with all his posts in one query, then what lies below their departments, then his grants."""
    post = ("department_id", "department__path", "main", "since", "until")
    rows = list(User.objects.filter(pk=user_id).values_list("name", "kind", *(f"posts__{name}" for name in post)))
    if not rows:
        return None
    name, kind = rows[0][:2]
    if kind == "contact":
        return Kept(Actor(id=user_id, name=name, kind="contact"), dt.date.min, dt.date.max)
    posts = [row[2:] for row in rows if row[5] is not None]
    held = [post for post in posts if current(post[3], post[4], today)]
    actor = Actor(
        id=user_id,
        name=name,
        kind="staff",
        department_id=next((department for department, _, main, *_ in held if main), None),
        department_ids=tuple(sorted({department for department, *_ in held})),
        tree_ids=_below({path for _, path, *_ in held}),
        **frozen(kept_apart(held_by(user_id))),
    )
    return Kept(actor, *steady([post[3:] for post in posts], today))


def _below(paths: set[str]) -> tuple[uuid.UUID, ...]:
    """The departments of these paths with all below them."""
    if not paths:
        return ()
    wanted = Q()
    for path in paths:
        wanted |= Q(path__startswith=path)
    return tuple(Department.objects.filter(wanted).values_list("pk", flat=True))
