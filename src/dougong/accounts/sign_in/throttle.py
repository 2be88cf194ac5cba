"""How often somebody may be wrong: by account, and by the address that the tries come from."""

from __future__ import annotations

import datetime as dt
import math

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from dougong.accounts.models import Device, SignInFailure, User
from dougong.accounts.sign_in import errors
from dougong.accounts.sign_in.rules import network_of
from dougong.kit import clock
from dougong.kit.crypto import blind_index


def lock_time() -> dt.timedelta:
    return dt.timedelta(minutes=settings.DOUGONG_SIGN_IN_LOCK_MINUTES)


def index_of(login: str) -> str:
    return blind_index(login)


def own_index(user: User, what: str) -> str:
    """Tries at a second factor or a confirmation: counted by person, apart from those at the sign-in."""
    return blind_index(f"{what}:{user.pk}")


def take_slot(index: str, address: str) -> int:
    """Count the try before what was sent is looked at; how many are left after it. Raises SignInLocked when none is free."""
    allowed: int = settings.DOUGONG_SIGN_IN_FAILURES
    tries = SignInFailure.objects.filter(login_index=index)
    tries.filter(at__lte=clock.now() - lock_time()).delete()
    taken = set(tries.values_list("slot", flat=True))
    for slot in range(1, allowed + 1):
        if slot in taken:
            continue
        try:
            with transaction.atomic():
                SignInFailure.objects.create(login_index=index, slot=slot, address=network_of(address))
        except IntegrityError:
            continue  # another try took it at this moment
        return allowed - min(tries.count(), allowed)
    raise locked(index)


def locked(index: str) -> errors.SignInLocked:
    return errors.SignInLocked(minutes=minutes_locked(index))


def minutes_locked(index: str) -> int:
    """Until the oldest try is forgotten."""
    return _minutes_until(SignInFailure.objects.filter(login_index=index))


def give_back(index: str) -> None:
    SignInFailure.objects.filter(login_index=index).delete()


def check_address(address: str, user: User | None, device: str) -> None:
    """Raise AddressLocked when too many tries from this network failed lately, over all accounts.

    An account adds no more than its own lock allows, so it takes many accounts to reach the limit: guessing one password
    for everybody, or a whole office behind one address on a bad day. A browser in which this person has signed in before
    is let through, so that colleagues behind the same address go on working.
    """
    recent = SignInFailure.objects.filter(address=network_of(address), at__gt=clock.now() - lock_time())
    if recent.count() < settings.DOUGONG_SIGN_IN_ADDRESS_FAILURES:
        return
    if user is not None and device and Device.objects.filter(user=user, digest=device).exists():
        return
    raise errors.AddressLocked(minutes=_minutes_until(recent))


def _minutes_until(tries: QuerySet[SignInFailure]) -> int:
    first = tries.order_by("at").values_list("at", flat=True).first()
    return max(1, math.ceil(((first or clock.now()) + lock_time() - clock.now()).total_seconds() / 60))


def indexes_of(user: User) -> list[str]:
    """Everything under which this person's tries are counted."""
    logins = [index_of(x) for x in (user.email or "", str(user.phone or "")) if x]
    return [*logins, own_index(user, "second"), own_index(user, "confirm")]


def minutes_person_locked(user: User) -> int | None:
    """How long the person is still locked out; None when he is not."""
    allowed: int = settings.DOUGONG_SIGN_IN_FAILURES
    since = clock.now() - lock_time()
    full = [
        index
        for index in indexes_of(user)
        if SignInFailure.objects.filter(login_index=index, at__gt=since).count() >= allowed
    ]
    return max((minutes_locked(index) for index in full), default=None)


def unlock(user: User) -> int:
    """Forget all failed tries of this person; how many there were."""
    return SignInFailure.objects.filter(login_index__in=indexes_of(user)).delete()[0]
