"""From a token to the actor behind it: part of every request of an integration."""

from __future__ import annotations

import datetime as dt
import hmac
import json
import uuid
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, cast

from django.conf import settings
from django.db import connection, transaction

from dougong.accounts.actors import actor_by_id
from dougong.audit.services import note
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.ids import from_column, to_column
from dougong.kit.memo import Memo
from dougong.tokens import errors, policies, rules
from dougong.tokens.models import TokenAddress

#: Where a token was used from is kept for this many addresses.
MOST_ADDRESSES = 200
NAME_LENGTH = 60
_cache: Memo[tuple[uuid.UUID, int], Actor] = Memo(2000)

# One statement finds the token, counts the request and says when it was used last. The counter lies in the database, so it
# holds over any number of web processes and a restart. The digest is compared here and once more in constant time below.
_USE = """
UPDATE tokens_apitoken SET
  window_count = CASE WHEN window_ends > %(second)s THEN window_count + 1 ELSE 1 END,
  window_ends = CASE WHEN window_ends > %(second)s THEN window_ends ELSE %(second)s + %(window)s END,
  last_used_at = CASE WHEN last_used_at > %(minute_ago)s THEN last_used_at ELSE %(now)s END,
  last_address = %(address)s
WHERE id = %(id)s AND digest = %(digest)s AND revoked_at IS NULL AND expires_at > %(now)s
RETURNING digest, window_count, window_ends, scopes, name, owner_id,
  (SELECT u.is_active FROM accounts_user u WHERE u.id = tokens_apitoken.owner_id AND u.kind = 'staff'),
  (SELECT s.version FROM accounts_accessstate s WHERE s.id = 1),
  EXISTS (SELECT 1 FROM tokens_tokenaddress a WHERE a.token_id = tokens_apitoken.id AND a.address = %(address)s)
"""


@dataclass(frozen=True, slots=True)
class Use:
    """A request of a token: who acts, and how its rate stands."""

    actor: Actor
    rate: rules.Rate


def use(text: str, address: str) -> Use:
    """The actor of a token. Raises TokenRefused. What it may do now is its owner's rights of now, cut to its scopes."""
    parsed = rules.parse(text)
    if parsed is None:
        raise errors.TokenRefused()
    token_id, digest = parsed
    now = clock.now()
    row = _used(token_id, digest, now, address)
    if row is None or not hmac.compare_digest(row[0], digest) or not row[6]:
        raise errors.TokenRefused()
    actor = _actor(token_id, from_column(row[5]), row[7] or 0, name=row[4], scopes=_json(row[3]))
    if actor is None:
        raise errors.TokenRefused()
    if not row[8]:
        _first_from(actor, token_id, row[4], address)
    reset = max(0, row[2] - int(now.timestamp()))
    return Use(actor, rules.Rate(settings.DOUGONG_TOKEN_PER_MINUTE, row[1], reset))


def _used(token_id: uuid.UUID, digest: str, now: dt.datetime, address: str) -> Any:
    moment = connection.ops.adapt_datetimefield_value
    given = {
        "id": to_column(token_id),
        "digest": digest,
        "second": int(now.timestamp()),
        "window": rules.WINDOW,
        "now": moment(now),
        "minute_ago": moment(now - dt.timedelta(minutes=1)),
        "address": address,
    }
    with connection.cursor() as cursor:
        cursor.execute(_USE, given)
        return cursor.fetchone()


def _actor(token_id: uuid.UUID, owner_id: uuid.UUID, version: int, *, name: str, scopes: rules.Scopes) -> Actor | None:
    """Kept per process by the version of the grants, as people's actors are; a token's scopes never change."""
    key = (token_id, version)
    found = _cache.get(key)
    if found is None:
        owner = actor_by_id(owner_id)
        if owner is None or owner.kind != "staff":
            return None
        grants = cast("Any", rules.cut(owner.grants, scopes))
        told = f"{owner.name}（{name}）"[:NAME_LENGTH]
        found = _cache.keep(key, replace(owner, name=told, grants=MappingProxyType(grants)))
    return found


def forget() -> None:
    """Drop every cached actor: for tests, whose people are new each time."""
    _cache.clear()


def _first_from(actor: Actor, token_id: uuid.UUID, name: str, address: str) -> None:
    with transaction.atomic():
        if TokenAddress.objects.filter(token_id=token_id).count() >= MOST_ADDRESSES:
            return
        _, fresh = TokenAddress.objects.get_or_create(token_id=token_id, address=address)
        if fresh:
            note(actor, "first_use_from", policies.TOKEN, object_id=token_id, title=name, after={"address": address})


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str | bytes) else value
