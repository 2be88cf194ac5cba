from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from django.db import transaction

from dougong.accounts.models import Session, User, email_key, phone_key, raise_access_version
from dougong.accounts.services import create_person
from dougong.accounts.sign_in.keeping import digest_of
from dougong.audit.services import record as audit
from dougong.clients.models import Client, Contact
from dougong.clients.services import locked_client, set_window_user
from dougong.clients.services import record as tell_timeline
from dougong.kit import clock
from dougong.kit.access import seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.registry import resource
from dougong.portal import errors
from dougong.portal.models import LIFE, Invitation

CLIENT = "clients.client"


@dataclass(frozen=True)
class Invited:
    """`token` opens the page where the password is set; it is told once. None: the contact has a password of his own."""

    contact_id: uuid.UUID
    login: str
    token: str | None
    expires_at: dt.datetime | None


@transaction.atomic
def invite(actor: Actor, *, contact_id: uuid.UUID) -> Invited:
    """Open the client's window to a contact, or give him a new link to set his password.

    A person may stand in several dossiers under one phone or e-mail and has one account for all. Whoever may not change all
    of these clients gets no link: with it he could sign in as that person and read what is not his.
    """
    contact = _contact(actor, contact_id)
    if contact.archived_at is not None:
        raise errors.ContactArchived(name=contact.name)
    phone = str(contact.phone or "")
    if not phone and not contact.email:
        raise errors.NoLogin(name=contact.name)
    user = contact.user or _joined(actor, contact, _known(contact, phone)) or _opened(contact, phone)
    if not user.is_active:
        user.is_active = True
        user.store("is_active")
    set_window_user(actor, contact_id=contact.pk, user_id=user.pk)
    raise_access_version()
    token, expires_at = _link(actor, user) if _all_his_clients_are_mine(actor, user) else (None, None)
    audit(actor, "portal_invite", CLIENT, contact.client, after={"contact": contact.name, "link": token is not None})
    _tell(actor, contact, "portal_invited")
    return Invited(contact.pk, phone or contact.email, token, expires_at)


@transaction.atomic
def revoke(actor: Actor, *, contact_id: uuid.UUID) -> Contact:
    """Close the window for a contact, at once. His account ends with the last client it served."""
    contact = _contact(actor, contact_id)
    user = contact.user
    if user is None:
        return contact
    contact = set_window_user(actor, contact_id=contact.pk, user_id=None)
    if not Contact.objects.filter(user=user).exists():
        user.is_active = False
        user.store("is_active")
        Session.objects.filter(user=user).delete()
        Invitation.objects.filter(user=user).delete()
    raise_access_version()
    audit(actor, "portal_revoke", CLIENT, contact.client, after={"contact": contact.name})
    _tell(actor, contact, "portal_revoked")
    return contact


def _contact(actor: Actor, contact_id: uuid.UUID) -> Contact:
    """The contact, its client under lock, if the actor may change that client."""
    rows = Contact.objects.filter(pk=contact_id, client__in=seen(actor, CLIENT))
    found = rows.values_list("client_id", flat=True).first()
    if found is None:
        raise NotFound()
    locked_client(actor, found)
    contact: Contact = Contact.objects.select_related("client", "user").get(pk=contact_id)
    return contact


def _known(contact: Contact, phone: str) -> User | None:
    """The account that this phone or e-mail already has."""
    by_phone = User.objects.filter(phone_index=phone_key(phone)).first() if phone else None
    by_mail = User.objects.filter(email_index=email_key(contact.email)).first() if contact.email else None
    if any(user is not None and user.kind != "contact" for user in (by_phone, by_mail)):
        raise errors.LoginIsStaff()
    return by_phone or by_mail


def _joined(actor: Actor, contact: Contact, user: User | None) -> User | None:
    """An account that gains one more client.

    Whoever set its password proved no more than that a link reached him through its first client's owner. So only who manages
    all its clients may join them, and when their owners differ the password starts anew with the new link.
    """
    others = Contact.objects.filter(user=user).exclude(pk=contact.pk) if user is not None else Contact.objects.none()
    if user is None or not others.exists():
        return user
    if not _all_his_clients_are_mine(actor, user):
        raise errors.KnownElsewhere()
    if set(others.values_list("client__owner_id", flat=True)) != {contact.client.owner_id}:
        user.set_unusable_password()
        user.store("password")
        Session.objects.filter(user=user).delete()
    return user


def _opened(contact: Contact, phone: str) -> User:
    """A new account of kind contact, without a password: nobody can sign in before the link was used."""
    return create_person(
        Actor.system(), name=contact.name, email=contact.email, phone=phone, title=contact.post, kind="contact"
    )


def _all_his_clients_are_mine(actor: Actor, user: User) -> bool:
    his = set(Contact.objects.filter(user=user).values_list("client_id", flat=True))
    return resource(CLIENT).rows_for(actor, "update").filter(pk__in=his).count() == len(his)


def _link(actor: Actor, user: User) -> tuple[str, dt.datetime]:
    """A fresh link; earlier ones are worth nothing from now on."""
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    token, expires_at = secrets.token_urlsafe(32), clock.now() + LIFE
    Invitation.objects.create(user=user, digest=digest_of(token), created_by_id=actor.id, expires_at=expires_at)
    return token, expires_at


def _tell(actor: Actor, contact: Contact, kind: str) -> None:
    client: Client = contact.client
    tell_timeline(
        actor, client_id=client.pk, kind=kind, group="change", resource=CLIENT, object_id=client.pk, contact_name=contact.name
    )  # fmt: skip
