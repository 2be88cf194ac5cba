from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.audit.services import snapshot
from dougong.clients import errors
from dougong.clients.checks import clean_email, clean_phone
from dougong.clients.models import Contact
from dougong.clients.services.dossiers import CLIENT, locked_client, refresh_completeness
from dougong.kit import clock, fields
from dougong.kit.access import require, seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.stream import notify

FIELDS = ("name", "post", "phone", "email", "decision_role", "attitude", "influence", "is_primary", "reports_to_id")


@transaction.atomic
def add_contact(actor: Actor, *, client_id: uuid.UUID, **values: Any) -> Contact:
    client = locked_client(actor, client_id)
    contact = Contact(client=client, created_by_id=actor.id)
    _fill(contact, values)
    contact.save(force_insert=True)
    _only_primary(contact)
    refresh_completeness(actor, client)
    audit(actor, "add_contact", CLIENT, client, after={"contact": contact.name})
    notify(CLIENT, client.pk)
    return contact


@transaction.atomic
def update_contact(actor: Actor, *, contact_id: uuid.UUID, version: int, **values: Any) -> Contact:
    contact = _locked(actor, contact_id, version)
    fields.may_write(actor, CLIENT, values, under="contacts")
    before = snapshot(contact, *values)
    _fill(contact, values)
    contact.store()
    _only_primary(contact)
    audit(actor, "update_contact", CLIENT, contact.client, before=_safe(before), after=_safe(values))
    notify(CLIENT, contact.client_id)
    return contact


@transaction.atomic
def archive_contact(actor: Actor, *, contact_id: uuid.UUID) -> Contact:
    """Gone from the dossier; also out of the client's window, at once."""
    contact = _locked(actor, contact_id)
    if contact.archived_at is None:
        contact.archived_at = clock.now()
        contact.store("archived_at")
        refresh_completeness(actor, contact.client)
        audit(actor, "archive_contact", CLIENT, contact.client, after={"contact": contact.name})
    return contact


@transaction.atomic
def restore_contact(actor: Actor, *, contact_id: uuid.UUID) -> Contact:
    contact = _locked(actor, contact_id)
    if contact.archived_at is not None:
        contact.archived_at = None
        contact.store("archived_at")
        refresh_completeness(actor, contact.client)
        audit(actor, "restore_contact", CLIENT, contact.client, after={"contact": contact.name})
    return contact


@transaction.atomic
def set_window_user(actor: Actor, *, contact_id: uuid.UUID, user_id: uuid.UUID | None) -> Contact:
    """Who signs in to the client's window as this contact; None for nobody. The account itself is the portal's affair."""
    contact = _locked(actor, contact_id)
    if contact.user_id != user_id:
        contact.user_id = user_id
        contact.store("user")
        audit(
            actor, "open_window" if user_id else "close_window", CLIENT, contact.client, after={"contact": contact.name}
        )
        notify(CLIENT, contact.client_id)
    return contact


def _locked(actor: Actor, contact_id: uuid.UUID, version: int | None = None) -> Contact:
    rows = Contact.objects.select_related("client").filter(client__in=seen(actor, CLIENT))
    row = rows.filter(pk=contact_id).first()
    if row is None:
        raise NotFound()
    require(actor, CLIENT, "update", row.client)
    contact: Contact = Contact.objects.locked(contact_id, version)
    return contact


def _fill(contact: Contact, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name not in FIELDS:
            raise TypeError(f"a contact has no {name}")
        if name == "phone":
            value = clean_phone(value)
        elif name == "email":
            value = clean_email(value)
        elif name == "reports_to_id" and value is not None:
            _superior(contact, value)
        setattr(contact, name, value)
    contact.index()


def _superior(contact: Contact, superior_id: uuid.UUID) -> None:
    """Another person of the same client who does not report to this one, over however many others."""
    people = {p.pk: p for p in Contact.objects.filter(client_id=contact.client_id, archived_at__isnull=True)}
    if superior_id == contact.pk or superior_id not in people:
        raise errors.NoSuchSuperior(field="reports_to_id")
    above, seen = people[superior_id].reports_to_id, {superior_id}
    while above in people and above not in seen:
        if above == contact.pk:
            raise errors.CircleOfReports(field="reports_to_id", name=people[superior_id].name)
        seen.add(above)
        above = people[above].reports_to_id


def _only_primary(contact: Contact) -> None:
    if contact.is_primary:
        Contact.objects.filter(client_id=contact.client_id).exclude(pk=contact.pk).update(is_primary=False)


def _safe(values: dict[str, Any]) -> dict[str, Any]:
    return {k: "***" if k in ("phone", "email") and v else v for k, v in values.items()}
