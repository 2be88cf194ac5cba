"""The second factor: codes of an authenticator app, recovery codes, passkeys."""

from __future__ import annotations

import base64
import io
import secrets
from typing import Any

import segno
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from dougong.accounts.models import Passkey, RecoveryCode, Role, Session, SparedPerson, Totp, User
from dougong.accounts.session_store import STEP_TIME
from dougong.accounts.sign_in import errors, passkeys, throttle
from dougong.accounts.sign_in.rules import base32, matching_step, plain_code, totp_uri
from dougong.accounts.sign_in.visit import Visit
from dougong.audit.services import record
from dougong.kit import clock, context
from dougong.kit.actor import Actor

CODES = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
USER = "accounts.user"


def methods(user: User) -> list[str]:
    """What this person can show beside his password, in the order in which it is offered."""
    found = []
    if Passkey.objects.filter(user=user).exists():
        found.append("passkey")
    if Totp.objects.filter(user=user, confirmed_at__isnull=False).exists():
        found.append("totp")
    if found and RecoveryCode.objects.filter(user=user, used_at__isnull=True).exists():
        found.append("recovery")
    return found


def has_second(user: User) -> bool:
    return bool(methods(user))


def demanded(user: User) -> bool:
    """By his role, or because he is the one who comes in when no provider answers."""
    return user.roles.filter(needs_second_factor=True).exists() or SparedPerson.objects.filter(user=user).exists()


def prove(user: User, *, method: str, answer: Any, visit: Visit, what: str) -> None:
    """Raise WrongCode, PasskeyRefused or SignInLocked unless this is a second factor of the person.

    The try is counted before it is looked at, so that codes can't be guessed by sending many at once.
    """
    index = throttle.own_index(user, what)
    left = throttle.take_slot(index, visit.address)
    good = {"totp": _totp, "recovery": _recovery}.get(method)
    if method == "passkey":
        shown = passkeys.answered(visit, answer, purpose=what, user=user)
        passed = shown is not None and shown.pk == user.pk
    else:
        passed = good is not None and isinstance(answer, str) and good(user, plain_code(answer))
    if passed:
        throttle.give_back(index)
        return
    if not left:
        raise throttle.locked(index)
    if method == "passkey":
        raise errors.PasskeyRefused()
    raise errors.WrongCode(field="code", left=left, lock=settings.DOUGONG_SIGN_IN_LOCK_MINUTES)


@transaction.atomic
def _totp(user: User, code: str, *, fresh: bool = False) -> bool:
    """Under lock, so that of two that bring the same code one is refused."""
    row = Totp.objects.select_for_update().filter(user=user, confirmed_at__isnull=fresh).first()
    if row is None:
        return False
    step = matching_step(_bytes(row.secret), code, clock.now().timestamp(), row.last_step)
    if step is None:
        return False
    row.last_step = step
    row.confirmed_at = row.confirmed_at or clock.now()
    row.save(update_fields=["last_step", "confirmed_at"])
    return True


def _recovery(user: User, code: str) -> bool:
    rows = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at__isnull=True)
    return bool(rows.update(used_at=clock.now()))


def _digest(user: User, code: str) -> str:
    """Keyed, so that whoever has the table can't try all codes; not by the key rings, whose keys are rotated away."""
    return salted_hmac("dougong.recovery", f"{user.pk}:{code}", algorithm="sha256").hexdigest()[:32]


def _bytes(secret: str) -> bytes:
    return base64.b32decode(secret + "=" * (-len(secret) % 8))


# ---- setting up


def start_totp(user: User) -> dict[str, str]:
    """A new secret to be scanned; it counts from the first right code on. One in use stays until then."""
    secret = secrets.token_bytes(20)
    if Totp.objects.filter(user=user, confirmed_at__isnull=False).exists():
        raise errors.TotpThere()
    Totp.objects.update_or_create(user=user, defaults={"secret": base32(secret), "confirmed_at": None, "last_step": 0})
    uri = totp_uri(secret, user.email or user.name, settings.DOUGONG_COMPANY)
    picture = io.BytesIO()
    segno.make(uri, error="m").save(picture, kind="svg", scale=4, border=4, light="#ffffff", xmldecl=False)
    return {"secret": base32(secret), "uri": uri, "qr": picture.getvalue().decode()}


@transaction.atomic
def confirm_totp(user: User, *, code: str) -> list[str]:
    """The first right code. Returns recovery codes when the person has none yet."""
    index = throttle.own_index(user, "second")
    left = throttle.take_slot(index, context.current().address)
    if not _totp(user, plain_code(code), fresh=True):
        if not left:
            raise throttle.locked(index)
        raise errors.WrongCode(field="code", left=left, lock=settings.DOUGONG_SIGN_IN_LOCK_MINUTES)
    throttle.give_back(index)
    record(_himself(user), "add_totp", USER, user)
    return _first_codes(user)


def _first_codes(user: User) -> list[str]:
    return [] if RecoveryCode.objects.filter(user=user).exists() else new_codes(user)


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Ten fresh recovery codes, told this once; the earlier ones are worth nothing from now on."""
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    record(_himself(user), "new_recovery_codes", USER, user)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def replace_codes(user: User) -> list[str]:
    """Ten new ones on the person's wish. Raises NoSecondFactor when there is nothing they could stand in for."""
    if not has_second(user):
        raise errors.NoSecondFactor()
    return new_codes(user)


@transaction.atomic
def remove_totp(user: User) -> None:
    if not Totp.objects.filter(user=user, confirmed_at__isnull=False).exists():
        return
    _keep_one(user, Passkey.objects.filter(user=user).exists())
    Totp.objects.filter(user=user).delete()
    _forget_codes_of_nothing(user)
    record(_himself(user), "remove_totp", USER, user)


@transaction.atomic
def add_passkey(visit: Visit, user: User, *, challenge_id: Any, credential: dict[str, Any], name: str) -> Any:
    """Returns the passkey, and recovery codes when the person has none yet."""
    try:
        with transaction.atomic():
            made = passkeys.register(visit, user, challenge_id=challenge_id, credential=credential, name=name)
    except IntegrityError:
        raise errors.PasskeyKnown() from None
    record(_himself(user), "add_passkey", USER, user, after={"name": name})
    return made, _first_codes(user)


@transaction.atomic
def rename_passkey(user: User, *, passkey_id: Any, name: str) -> None:
    found = passkeys.own(user, passkey_id)
    before, found.name = found.name, name
    found.save(update_fields=["name"])
    record(_himself(user), "rename_passkey", USER, user, before={"name": before}, after={"name": name})


@transaction.atomic
def remove_passkey(user: User, *, passkey_id: Any) -> None:
    found = passkeys.own(user, passkey_id)
    others = Passkey.objects.filter(user=user).exclude(pk=found.pk).exists()
    _keep_one(user, others or Totp.objects.filter(user=user, confirmed_at__isnull=False).exists())
    found.delete()
    _forget_codes_of_nothing(user)
    record(_himself(user), "remove_passkey", USER, user, before={"name": found.name})


def _keep_one(user: User, other: bool) -> None:
    if not other and demanded(user):
        raise errors.SecondFactorNeeded()


def _forget_codes_of_nothing(user: User) -> None:
    if not has_second(user):
        RecoveryCode.objects.filter(user=user).delete()


@transaction.atomic
def clear(actor: Actor, user: User) -> None:
    """Everything but the password, for somebody who lost telephone and codes. The administrator has made sure who he is."""
    Totp.objects.filter(user=user).delete()
    Passkey.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    record(actor, "clear_second_factor", USER, user)


@transaction.atomic
def demand(*, role: Role, needed: bool) -> int:
    """Whether people of this role must have a second factor. Whoever has none is led to set one up by the next request.
    Returns how many sessions that concerns."""
    role.needs_second_factor = needed
    role.save(update_fields=["needs_second_factor"])
    return lead_to_enrol() if needed else 0


def lead_to_enrol() -> int:
    """Turn the sign-ins of people who must have a second factor and have none back to the step of setting one up. Older ones
    than a step may be end instead: whoever sits before them has not shown a password lately. Returns how many there were."""
    must = User.objects.filter(roles__needs_second_factor=True).exclude(totp__confirmed_at__isnull=False)
    without = must.exclude(passkeys__isnull=False).values("pk")
    concerned = Session.objects.filter(user__in=without, stage="").exclude(via__strong=True)
    ended = concerned.filter(created_at__lt=clock.now() - STEP_TIME).delete()[0]
    return int(ended + concerned.update(stage="enrol", expire_date=clock.now() + STEP_TIME))


def _himself(user: User) -> Actor:
    return Actor(id=user.pk, name=user.name, kind="staff")
