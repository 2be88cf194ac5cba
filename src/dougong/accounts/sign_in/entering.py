"""From what a person shows to a session, step by step: password or passkey, second factor, and what must be put right first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from dougong.accounts import sessions
from dougong.accounts.actors import stamp_of
from dougong.accounts.models import Session, User, email_key, phone_key
from dougong.accounts.sign_in import devices, errors, factors, on_record, passkeys, passwords, throttle
from dougong.accounts.sign_in.visit import Visit
from dougong.accounts.sso import policy
from dougong.kit import clock

#: Checked when no account fits, so that the answer takes as long as for a wrong password.
_DUMMY = make_password("no account has this password")
SECOND, PASSWORD, ENROL = "second", "password", "enrol"


def find_by_login(login: str, kind: str) -> User | None:
    login = login.strip()
    people = User.objects.filter(kind=kind)
    if "@" in login:
        found: User | None = people.filter(email_index=email_key(login)).first()
    else:
        found = people.filter(phone_index=phone_key(login)).exclude(phone_index="").first()
    return found


def check_sign_in(*, login: str, password: str, address: str, kind: str, device: str = "") -> User:
    """The person whose login (e-mail or phone) and password these are.

    Raises SignInRefused, the same for a wrong password and an unknown account; SignInLocked when the account's tries are
    used up; AddressLocked when too many came from this address.
    """
    user = find_by_login(login, kind)
    with on_record.watched(user, method="password", login=login):
        _check(user, login=login, password=password, address=address, device=device)
    assert user is not None
    User.objects.filter(pk=user.pk).update(last_login=clock.now())
    if policy.broke_glass(user):
        on_record.broke_glass(user)
    return user


def _check(user: User | None, *, login: str, password: str, address: str, device: str) -> None:
    index = throttle.index_of(login)
    throttle.check_address(address, user, device)
    left = throttle.take_slot(index, address)
    good = check_password(password, user.password if user else _DUMMY)
    if user is None or not good or not user.is_active or not policy.takes_own(user):
        if not left:
            raise throttle.locked(index)
        raise errors.SignInRefused(field="password", left=left, lock=settings.DOUGONG_SIGN_IN_LOCK_MINUTES)
    throttle.give_back(index)


def check_open(visit: Visit) -> None:
    """Raise AddressLocked when too many tries came from this address: for those that name no account."""
    throttle.check_address(visit.address, None, visit.device_digest)


def check_passkey(visit: Visit, answer: dict[str, Any]) -> User:
    """The person whose passkey this is. Raises PasskeyRefused. A key can't be guessed, so nothing is counted."""
    with on_record.watched(None, method="passkey"):
        check_open(visit)
        user = passkeys.answered(visit, answer, purpose="sign_in", user=None)
        if user is None or user.kind != "staff" or not user.is_active or not policy.takes_own(user):
            raise errors.PasskeyRefused()
    User.objects.filter(pk=user.pk).update(last_login=clock.now())
    if policy.broke_glass(user):
        on_record.broke_glass(user)
    return user


@dataclass(frozen=True)
class Via:
    """That somebody came in by a provider's word (an SsoLogin). `strong`: it saw a second factor, and that is taken."""

    login_id: uuid.UUID
    strong: bool


@dataclass(frozen=True)
class Entered:
    """`stage` is empty when the person is in; `device` is a new value for the browser's cookie, or empty."""

    user: User
    stage: str
    device: str


def next_stage(user: User, *, proven: bool, via: Via | None = None) -> str:
    """What is still missing. `proven`: a second factor was shown, or a passkey, which is two in one. Who came by a provider
    has shown no password, so none is asked of him."""
    if not proven and factors.has_second(user):
        return SECOND
    if via is None and (user.must_change_password or (user.has_usable_password() and passwords.too_old(user))):
        return PASSWORD
    if factors.demanded(user) and not factors.has_second(user) and not (via is not None and via.strong):
        return ENROL
    return ""


def enter(
    session: SessionBase, visit: Visit, user: User, *, remember: bool, proven: bool, via: Via | None = None
) -> Entered:
    """Begin a session as far as the person has come; a whole one tells him by mail when the browser is new."""
    stage = next_stage(user, proven=proven, via=via)
    facts = {"address": visit.address, "agent": visit.agent, "device": visit.device_digest}
    if via is not None:
        facts["via_id"] = str(via.login_id)
    fresh = ""
    if not stage:
        fresh = devices.met(user, facts)
    sessions.begin(session, user, remember=remember, stage=stage, **facts)
    session["proven"] = proven
    session["remember"] = remember
    return Entered(user, stage, fresh)


@dataclass(frozen=True)
class Waiting:
    """A sign-in that waits for its next step."""

    user: User
    stage: str
    proven: bool
    remember: bool
    via: Via | None = None


def waiting(visit: Visit, *stages: str) -> Waiting:
    """The sign-in of this browser that waits for one of these steps. Raises StepOver when there is none."""
    found = waiting_or_none(visit)
    if found is None or found.stage not in (stages or (SECOND, PASSWORD, ENROL)):
        raise errors.StepOver()
    return found


def waiting_or_none(visit: Visit) -> Waiting | None:
    key = visit.session_key
    if not key or len(key) > 40:
        return None
    rows = Session.objects.filter(session_key=key, expire_date__gt=clock.now(), user__is_active=True).exclude(stage="")
    row = rows.select_related("user", "via").first()
    if row is None or row.user is None or stamp_of(row.user.password) != row.stamp:
        return None
    data: dict[str, Any] = row.get_decoded()
    via = Via(row.via.pk, row.via.strong) if row.via is not None else None
    return Waiting(row.user, row.stage, bool(data.get("proven")), bool(data.get("remember")), via)


def show_second(session: SessionBase, visit: Visit, *, method: str, answer: Any) -> Entered:
    """The second step: a code of the app, a recovery code, or a passkey."""
    found = waiting(visit, SECOND)
    with on_record.watched(found.user, method=method):
        factors.prove(found.user, method=method, answer=answer, visit=visit, what="second")
    return enter(session, visit, found.user, remember=found.remember, proven=True, via=found.via)


@transaction.atomic
def replace_password(session: SessionBase, visit: Visit, *, password: str) -> Entered:
    """The password that must be changed before the sign-in goes on; all sessions of the old one end."""
    from dougong.accounts.services import set_password
    from dougong.kit.actor import Actor

    found = waiting(visit, PASSWORD)
    himself = Actor(id=found.user.pk, name=found.user.name, kind="staff")
    set_password(himself, user_id=found.user.pk, password=password)
    found.user.refresh_from_db()
    return enter(session, visit, found.user, remember=found.remember, proven=found.proven)


def go_on(session: SessionBase, visit: Visit) -> Entered:
    """After a second factor was set up, which the person's role demands."""
    found = waiting(visit, ENROL)
    proven = found.proven or factors.has_second(found.user)
    return enter(session, visit, found.user, remember=found.remember, proven=proven, via=found.via)
