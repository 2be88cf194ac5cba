"""What a person, or the administrator for him, does about passwords and sessions that are there."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction

from dougong.accounts import services
from dougong.accounts.models import ResetLink, ResetRequest, Role, Session, User
from dougong.accounts.policies import ROLES
from dougong.accounts.sign_in import errors, factors, throttle
from dougong.accounts.sign_in.rules import network_of
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.crypto import blind_index, encrypt
from dougong.kit.errors import NotFound
from dougong.kit.jobs import enqueue

USER = "accounts.user"
HOUR = dt.timedelta(hours=1)
LINK_LIFE = dt.timedelta(hours=1)
PER_LOGIN, PER_ADDRESS = 3, 20


def change_password(actor: Actor, *, current: str, password: str, address: str) -> User:
    """One's own; every session ends, the caller begins a new one. Wrong tries lock as at a confirmation."""
    user = User.objects.get(pk=actor.user_id)
    index = throttle.own_index(user, "confirm")
    left = throttle.take_slot(index, address)
    if not check_password(current, user.password):
        if not left:
            raise throttle.locked(index)
        raise errors.WrongPassword(field="current", left=left, lock=settings.DOUGONG_SIGN_IN_LOCK_MINUTES)
    throttle.give_back(index)
    services.set_password(actor, user_id=user.pk, password=password)
    user.refresh_from_db()
    return user


@transaction.atomic
def ask_for_link(*, login: str, address: str) -> None:
    """A link by mail for whoever has this e-mail. Whether anybody has is found out by the job that sends it: the answer
    and its queries tell nothing. So many an hour for one e-mail, and for one address."""
    if not settings.DOUGONG_SENDS_MAIL:
        raise errors.NoMail()
    index, network = blind_index(login), network_of(address)
    recent = ResetRequest.objects.filter(at__gt=clock.now() - HOUR)
    if recent.filter(address=network).count() >= PER_ADDRESS:
        raise errors.AddressLocked(minutes=60)
    asked = recent.filter(login_index=index).count()
    ResetRequest.objects.create(login_index=index, address=network)
    if asked < PER_LOGIN:
        enqueue("accounts.mail_reset_link", actor=Actor.system(), login=encrypt(login.strip().lower()))


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def new_link(user: User) -> str:
    """The key of a fresh link; earlier ones are worth nothing from now on."""
    ResetLink.objects.filter(user=user).delete()
    token = secrets.token_urlsafe(32)
    ResetLink.objects.create(user=user, digest=digest_of(token), expires_at=clock.now() + LINK_LIFE)
    return token


@transaction.atomic
def use_link(*, token: str, password: str) -> User:
    """Set the password with a link not used yet. The second factor is still asked for at the sign-in that follows."""
    rows = ResetLink.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(digest=digest_of(token), used_at__isnull=True, expires_at__gt=clock.now()).first()
    if found is None or not found.user.is_active or found.user.kind != "staff":
        raise errors.LinkSpent()
    found.used_at = clock.now()
    found.save(update_fields=["used_at"])
    user: User = found.user
    services.set_password(Actor(id=user.pk, name=user.name, kind="staff"), user_id=user.pk, password=password)
    throttle.unlock(user)
    return user


# ---- sessions


@transaction.atomic
def end_session(actor: Actor, *, uid: uuid.UUID) -> None:
    if not Session.objects.filter(user_id=actor.user_id, uid=uid).delete()[0]:
        raise NotFound()
    _tell(actor, 1)


@transaction.atomic
def end_others(actor: Actor, *, current_key: str) -> int:
    ended = Session.objects.filter(user_id=actor.user_id).exclude(session_key=current_key).delete()[0]
    _tell(actor, ended)
    return ended


def _tell(actor: Actor, ended: int) -> None:
    if ended:
        record(actor, "end_sessions", USER, User.objects.get(pk=actor.user_id), after={"ended": ended})


# ---- by the administrator


@transaction.atomic
def end_sessions_of(actor: Actor, *, user_id: uuid.UUID) -> int:
    user = services.colleague(actor, user_id, None, "update")
    ended = Session.objects.filter(user=user).delete()[0]
    record(actor, "end_sessions", USER, user, after={"ended": ended})
    return ended


@transaction.atomic
def unlock(actor: Actor, *, user_id: uuid.UUID) -> None:
    user = services.colleague(actor, user_id, None, "update")
    forgotten = throttle.unlock(user)
    record(actor, "unlock", USER, user, after={"tries": forgotten})


@transaction.atomic
def clear_second_factor(actor: Actor, *, user_id: uuid.UUID) -> None:
    """For who has lost telephone and codes; all sessions end."""
    user = services.colleague(actor, user_id, None, "update")
    factors.clear(actor, user)
    Session.objects.filter(user=user).delete()


@transaction.atomic
def demand_second_factor(actor: Actor, *, role: str, needed: bool) -> Role:
    require(actor, ROLES, "update")
    found = Role.objects.select_for_update().filter(pk=role).first()
    if found is None:
        raise NotFound()
    if found.needs_second_factor != needed:
        led = factors.demand(role=found, needed=needed)
        himself = User.objects.get(pk=actor.user_id)
        record(actor, "demand_second_factor", USER, himself, after={"role": role, "needed": needed, "sessions": led})
    return found
