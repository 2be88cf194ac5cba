"""Making and revoking tokens. Both are on record; neither asks more than what the owner may do himself."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.ids import new_id
from dougong.kit.stream import notify
from dougong.tokens import errors, policies, rules
from dougong.tokens.models import ApiToken

MOST_TOKENS = 50


def create_token(
    actor: Actor, *, name: str, purpose: str, scopes: dict[str, list[str]], days: int
) -> tuple[ApiToken, str]:
    """The token and its text, which is shown now and never again. Raises ScopeNotYours, TokenNameTaken, TooManyTokens."""
    require(actor, policies.TOKEN, "create")
    wanted = {code: sorted(set(actions)) for code, actions in sorted(scopes.items())}
    for code, actions in wanted.items():
        for action in actions:
            if not rules.offered(code) or not actor.can(code, action):
                raise errors.ScopeNotYours(field="scopes", scope=f"{code}:{action}")
    token_id = new_id()
    shown = rules.make(token_id)
    try:
        with transaction.atomic():
            return _created(actor, token_id, shown, name=name, purpose=purpose, scopes=wanted, days=days), shown.text
    except IntegrityError:
        raise errors.TokenNameTaken(field="name", name=name) from None


def _created(
    actor: Actor, token_id: uuid.UUID, shown: rules.Shown, *, name: str, purpose: str,
    scopes: dict[str, list[str]], days: int,
) -> ApiToken:  # fmt: skip
    now = clock.now()
    live = ApiToken.objects.filter(owner_id=actor.user_id, revoked_at__isnull=True)
    live.filter(name=name, expires_at__lte=now).update(revoked_at=now)  # an expired one no longer holds its name
    if live.filter(expires_at__gt=now).count() >= MOST_TOKENS:
        raise errors.TooManyTokens(most=MOST_TOKENS)
    token: ApiToken = ApiToken.objects.create(
        id=token_id, name=name, purpose=purpose, owner_id=actor.user_id, digest=shown.digest, hint=shown.text[-4:],
        scopes=scopes, expires_at=now + dt.timedelta(days=days), created_by_id=actor.id,
    )  # fmt: skip
    after = {"name": name, "purpose": purpose, "scopes": scopes, "expires_at": token.expires_at}
    record(actor, "create", policies.TOKEN, token, after=after)
    notify(policies.TOKEN, token.pk)
    return token


@transaction.atomic
def revoke_token(actor: Actor, *, token_id: uuid.UUID) -> ApiToken:
    """From this moment it is refused. Revoking twice changes nothing."""
    must_see(actor, policies.TOKEN, token_id)
    token: ApiToken = ApiToken.objects.locked(token_id)
    require(actor, policies.TOKEN, "archive", token)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by_id = clock.now(), actor.id
        token.store("revoked_at", "revoked_by")
        record(
            actor, "revoke", policies.TOKEN, token, before={"revoked_at": None}, after={"revoked_at": token.revoked_at}
        )
        notify(policies.TOKEN, token.pk)
    return token
