"""From a provider's word to a person of ours, and the links between the two."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction

from dougong.accounts.errors import EmailTaken
from dougong.accounts.models import User, email_key
from dougong.accounts.services import colleague, create_person
from dougong.accounts.sso import policy
from dougong.accounts.sso.errors import LastWayIn, SsoInactive, SsoNotLinked, SsoTaken
from dougong.accounts.sso.kinds.told import Told
from dougong.accounts.sso.models import Identity, SignInProvider, SsoLogin
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound

USER = "accounts.user"


def person_of(provider: SignInProvider, told: Told) -> User:
    """Whom the provider's word means: by his link, else by his e-mail or made anew where the administrator allows it.

    Raises SsoNotLinked, SsoInactive.
    """
    known = Identity.objects.filter(provider=provider, subject=told.subject).select_related("user").first()
    if known is None:
        known = _first_time(provider, told)
    user: User = known.user
    if not user.is_active or user.kind != "staff":
        raise SsoInactive()
    Identity.objects.filter(pk=known.pk).update(last_used_at=clock.now(), label=label_of(told))
    return user


def label_of(told: Told) -> str:
    return (told.email or told.name or told.subject)[:120]


def _first_time(provider: SignInProvider, told: Told) -> Identity:
    refusal = SsoNotLinked(name=provider.zh)
    there = User.objects.filter(email_index=email_key(told.email)).first() if told.email else None
    if there is not None:
        if not (provider.link_by_email and _of_us(provider, told)) or there.kind != "staff" or policy.is_spared(there):
            raise refusal
        try:
            return link(Actor.system(), provider, there, told, how="email")
        except SsoTaken:  # he has another account of this provider already
            raise refusal from None
    if not provider.creates or not _of_us(provider, told) or (provider.kind == "oidc" and not told.email):
        raise refusal
    return _made(provider, told)


def _of_us(provider: SignInProvider, told: Told) -> bool:
    """By mail domain where some are named; else by the company there, which the protocol has checked."""
    if provider.domains:
        return bool(told.email) and told.email.rpartition("@")[2] in provider.domains
    return provider.kind == "wecom" or bool(provider.tenant) or not provider.creates


@transaction.atomic
def _made(provider: SignInProvider, told: Told) -> Identity:
    """A new person with what the administrator set as a beginning; he has no password."""
    role = provider.default_role
    try:
        user = create_person(
            Actor.system(),
            name=told.name or told.email.partition("@")[0] or told.subject[:60],
            email=told.email,
            department_id=provider.default_department_id,
            roles=[role.code] if role is not None and role.archived_at is None else [],
        )
    except EmailTaken:  # somebody with this e-mail came into being at the same moment
        raise SsoNotLinked(name=provider.zh) from None
    return link(Actor.system(), provider, user, told, how="made")


@transaction.atomic
def link(actor: Actor, provider: SignInProvider, user: User, told: Told, *, how: str) -> Identity:
    """Raises SsoTaken when the account there is another person's, or the person has another account there."""
    try:
        with transaction.atomic():
            made: Identity = Identity.objects.create(
                provider=provider, user=user, subject=told.subject, label=label_of(told), how=how
            )
    except IntegrityError:
        raise SsoTaken(name=provider.zh) from None
    record(actor, "link_identity", USER, user, after={"by": provider.zh, "how": how})
    return made


@transaction.atomic
def unlink(actor: Actor, *, user_id: uuid.UUID, identity_id: uuid.UUID) -> None:
    """Take one's own link away; the last way in stays: LastWayIn."""
    user: User = User.objects.locked(user_id)
    found = _of(user, identity_id)
    if not _other_way(user, found):
        raise LastWayIn()
    _gone(actor, user, found)


@transaction.atomic
def unlink_colleague(actor: Actor, *, user_id: uuid.UUID, identity_id: uuid.UUID) -> None:
    """By whoever keeps people: the account there was lost or is another's. What came in by it ends."""
    user = colleague(actor, user_id, None, "update")
    found = _of(user, identity_id)
    SsoLogin.objects.filter(provider=found.provider, user=user).delete()
    _gone(actor, user, found)


def _of(user: User, identity_id: uuid.UUID) -> Identity:
    found: Identity | None = Identity.objects.filter(pk=identity_id, user=user).select_related("provider").first()
    if found is None:
        raise NotFound()
    return found


def _gone(actor: Actor, user: User, found: Identity) -> None:
    found.delete()
    record(actor, "unlink_identity", USER, user, before={"by": found.provider.zh})


def _other_way(user: User, but: Identity) -> bool:
    if user.identities.filter(provider__enabled=True).exclude(pk=but.pk).exists():
        return True
    return policy.takes_own(user) and (user.has_usable_password() or user.passkeys.exists())
