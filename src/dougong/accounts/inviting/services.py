"""Inviting, sending again, withdrawing, accepting."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from dougong.accounts import services
from dougong.accounts.errors import EmailTaken
from dougong.accounts.inviting import errors
from dougong.accounts.inviting.models import LIFE
from dougong.accounts.models import Invitation, User, email_key, raise_access_version
from dougong.accounts.sign_in import entering
from dougong.accounts.sign_in.keeping import digest_of
from dougong.accounts.sign_in.visit import Visit
from dougong.accounts.structure import placing
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.jobs import enqueue
from dougong.kit.links import address as page
from dougong.kit.stream import notify

USER, INVITATION = "accounts.user", "accounts.invitation"


@dataclass(frozen=True)
class Invited:
    """`link` is told once, where no mail is sent; None when it goes by mail."""

    invitation: Invitation
    link: str | None


@transaction.atomic
def invite(
    actor: Actor,
    *,
    name: str,
    email: str,
    title: str = "",
    department_id: uuid.UUID | None = None,
    roles: list[str] | None = None,
) -> Invited:
    """Make the account without a password and ask its owner in. One that was withdrawn before is asked again, as now written."""
    require(actor, USER, "create")
    before = _withdrawn(email)
    if before is None:
        user = services.create_person(
            actor, name=name, email=email, title=title, department_id=department_id, roles=roles
        )
    else:
        user = before
        if department_id:
            services.open_department(actor, department_id)
        user.name, user.title, user.is_active = name, title, True
        placing.place(user, department_id, title, by=actor.id)
        user.department_id = department_id
        user.store("name", "title", "is_active", "department")
        user.roles.clear()
        if roles:
            services.give_roles(actor, user, roles)
        raise_access_version()
    return _ask(actor, user)


@transaction.atomic
def invite_person(actor: Actor, *, user_id: uuid.UUID) -> Invited:
    """Ask in somebody whose account has no password yet, or send it again; the earlier link is dead."""
    require(actor, USER, "create")
    user = services.colleague(actor, user_id, None, "update")
    return _ask(actor, user)


@transaction.atomic
def resend(actor: Actor, *, invitation_id: uuid.UUID) -> Invited:
    """A new link for seven more days; one that was withdrawn stands again."""
    require(actor, USER, "create")
    found = _locked(invitation_id)
    if found.accepted_at is not None:
        raise errors.InvitationOver(name=found.user.name)
    user = services.colleague(actor, found.user_id, None, "update")
    if not user.is_active:
        user.is_active = True
        user.store("is_active")
        raise_access_version()
    return _ask(actor, user)


@transaction.atomic
def withdraw(actor: Actor, *, invitation_id: uuid.UUID) -> Invitation:
    """The link is dead and the account, which nobody ever used, is closed. `resend` takes it back."""
    require(actor, USER, "create")
    found = _locked(invitation_id)
    if found.accepted_at is not None:
        raise errors.InvitationOver(name=found.user.name)
    if found.withdrawn_at is None:
        found.withdrawn_at, found.digest = clock.now(), None
        found.store("withdrawn_at", "digest")
        user: User = User.objects.locked(found.user_id)
        if not user.has_usable_password():
            user.is_active = False
            user.store("is_active")
        raise_access_version()
        _told(actor, "withdraw_invitation", found)
    return found


@transaction.atomic
def new_key(invitation_id: uuid.UUID) -> str:
    """The key of a fresh link; the earlier one is worth nothing from now on. For the job that mails it."""
    found = _locked(invitation_id)
    return _keyed(found)


def look(token: str) -> User:
    """Whose invitation this is. Raises InvitationSpent."""
    return _by_key(token).user


@transaction.atomic
def accept(session: SessionBase, visit: Visit, *, token: str, password: str) -> entering.Entered:
    """The invited sets his own password and is in, or at the next step that his roles demand."""
    entering.check_open(visit)
    found = _by_key(token, lock=True)
    himself = Actor(id=found.user_id, name=found.user.name, kind="staff")
    services.set_password(himself, user_id=found.user_id, password=password)
    found.accepted_at, found.digest = clock.now(), None
    found.store("accepted_at", "digest")
    _told(himself, "accept_invitation", found)
    user: User = User.objects.get(pk=found.user_id)
    return entering.enter(session, visit, user, remember=False, proven=False)


def _ask(actor: Actor, user: User) -> Invited:
    if user.has_usable_password():
        raise errors.HasSignedIn(name=user.name)
    if not user.email:
        raise errors.NoMailbox(name=user.name)
    found = Invitation.objects.select_for_update().filter(user=user, accepted_at__isnull=True).first()
    if found is None:
        found = Invitation(user=user, created_by_id=actor.id, expires_at=clock.now() + LIFE)
        found.save(force_insert=True)
        action = "invite"
    else:
        action = "invite_again"
    found.withdrawn_at, found.sent_at = None, clock.now() if settings.DOUGONG_SENDS_MAIL else None
    key = _keyed(found)
    _told(actor, action, found)
    if settings.DOUGONG_SENDS_MAIL:
        enqueue("accounts.mail_invitation", actor=Actor.system(), invitation_id=found.pk)
        return Invited(found, None)
    return Invited(found, page(f"/invitation#{key}"))


def _keyed(found: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    found.digest, found.expires_at = digest_of(token), clock.now() + LIFE
    found.store("digest", "expires_at", "withdrawn_at", "sent_at")
    return token


def _withdrawn(email: str) -> User | None:
    """Somebody who was invited by this e-mail in vain: nobody ever signed in as him. Raises EmailTaken for anybody else."""
    user: User | None = User.objects.filter(email_index=email_key(email)).exclude(email_index="").first()
    if user is None:
        return None
    invited = Invitation.objects.filter(user=user, withdrawn_at__isnull=False).exists()
    if user.is_active or user.has_usable_password() or user.kind != "staff" or not invited:
        raise EmailTaken(field="email", email=email, name=user.name)
    found: User = User.objects.locked(user.pk)
    return found


def _locked(invitation_id: uuid.UUID) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("user")
    found: Invitation | None = rows.filter(pk=invitation_id).first()
    if found is None:
        raise NotFound()
    return found


def _by_key(token: str, *, lock: bool = False) -> Invitation:
    rows = Invitation.objects.select_related("user")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found: Invitation | None = rows.filter(digest=digest_of(token)).first()
    if found is None or found.state != "open" or not found.user.is_active or found.user.kind != "staff":
        raise errors.InvitationSpent()
    return found


def _told(actor: Actor, action: str, found: Invitation) -> None:
    record(actor, action, INVITATION, found, after={"expires_at": found.expires_at, "person_id": found.user_id})
    notify(INVITATION, found.pk)
