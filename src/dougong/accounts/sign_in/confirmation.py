"""Second confirmation: a signed-in person shows once more who he is; the session remembers it for some minutes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction

from dougong.accounts.models import Session, User
from dougong.accounts.sign_in import errors, factors, passkeys, throttle
from dougong.accounts.sign_in.visit import Visit
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.confirm import Standing

PURPOSE = "confirm"
#: Sign in once more: the way of those who have no other.
AGAIN = "again"


def state_of(request: Any) -> Standing:
    """For `kit.confirm`: by the session cookie of the request."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")[:40]
    row = Session.objects.filter(session_key=key, stage="", expire_date__gt=clock.now()).select_related("user").first()
    if row is None or row.user is None:
        return Standing(confirmed=False, methods=())
    limit = clock.now() - dt.timedelta(minutes=settings.DOUGONG_CONFIRM_MINUTES)
    if row.confirmed_at is not None and row.confirmed_at > limit:
        return Standing(confirmed=True, methods=())
    found = methods(row.user)
    if found == [AGAIN] and row.created_at > limit:
        return Standing(confirmed=True, methods=())
    return Standing(confirmed=False, methods=tuple(found))


def methods(user: User) -> list[str]:
    """How this person can show who he is. Whoever has nothing of his own and no provider that would ask him anew signs in again:
    that counts for as long as a confirmation does."""
    shown = [m for m in factors.methods(user) if m != "recovery"]
    providers = user.identities.filter(provider__enabled=True, provider__kind="oidc").order_by("linked_at")
    asked = [f"sso:{code}" for code in providers.values_list("provider__code", flat=True)]
    return [*(["password"] if user.has_usable_password() else []), *shown, *asked] or [AGAIN]


def confirm(actor: Actor, visit: Visit, *, method: str, answer: Any, act: str) -> dt.datetime:
    """Until when the session counts as confirmed. Raises WrongPassword, WrongCode, PasskeyRefused or SignInLocked.

    Wrong tries are counted by person and apart from the sign-in: whoever has found an open screen can't guess on,
    and can't lock its owner out elsewhere either.
    """
    user = User.objects.get(pk=actor.user_id)
    if method == "password":
        _password(user, answer, visit.address)
    elif method in ("totp", "passkey"):
        factors.prove(user, method=method, answer=answer, visit=visit, what=PURPOSE)
    else:
        raise errors.WrongCode(field="code", left=0, lock=settings.DOUGONG_SIGN_IN_LOCK_MINUTES)
    return confirmed(actor, visit, user, act=act, method=method)


def confirmed(actor: Actor, visit: Visit, user: User, *, act: str, method: str) -> dt.datetime:
    """From now on the session of this visit counts as confirmed; until when."""
    now = clock.now()
    with transaction.atomic():
        Session.objects.filter(session_key=visit.session_key, user=user).update(confirmed_at=now)
        record(actor, "confirm", "accounts.user", user, after={"act": act, "method": method})
    return now + dt.timedelta(minutes=settings.DOUGONG_CONFIRM_MINUTES)


def _password(user: User, answer: Any, address: str) -> None:
    index = throttle.own_index(user, PURPOSE)
    left = throttle.take_slot(index, address)
    if not isinstance(answer, str) or not check_password(answer, user.password):
        if not left:
            raise throttle.locked(index)
        raise errors.WrongPassword(field="password", left=left, lock=settings.DOUGONG_SIGN_IN_LOCK_MINUTES)
    throttle.give_back(index)


def question(actor: Actor, visit: Visit) -> dict[str, Any]:
    return passkeys.question(visit, purpose=PURPOSE, user=User.objects.get(pk=actor.user_id))
