"""Contacts of dossiers that become one: who is there twice becomes one person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from dougong.clients.merge.rules import Person, united
from dougong.clients.models import Contact
from dougong.kit import merging
from dougong.kit.actor import Actor
from dougong.kit.merging import Ids, Steps, Trail

CONTACT = "clients.contact"
#: What is taken from the second where the first has nothing.
_FILLED = (
    ("post", ""), ("phone", ""), ("email", ""), ("decision_role", "unknown"), ("attitude", "neutral"),
    ("influence", "unknown"), ("user_id", None),
)  # fmt: skip
_WRITTEN = (
    "post", "phone", "email", "phone_index", "email_index", "decision_role", "attitude", "influence", "user_id", "is_primary",
    "reports_to_id",
)  # fmt: skip


def person_of(contact: Contact) -> Person:
    user = str(contact.user_id or "")
    return Person(
        str(contact.pk), contact.name, contact.phone_index, contact.email_index, user, contact.archived_at is not None
    )


def pairs(survivor: uuid.UUID, merged: Ids) -> dict[uuid.UUID, uuid.UUID]:
    """Which contact of the merged is which of the survivor's."""
    rows = list(Contact.objects.filter(client_id__in=[survivor, *merged]).order_by("archived_at", "created_at", "pk"))
    held = [person_of(c) for c in rows if c.client_id == survivor]
    found: dict[str, str] = {}
    for one in merged:
        coming = [person_of(c) for c in rows if c.client_id == one]
        new = united(held, coming)
        found |= new
        held += [p for p in coming if p.key not in new]
    return {uuid.UUID(gone): uuid.UUID(kept) for gone, kept in found.items()}


def unite(actor: Actor, survivor: uuid.UUID, merged: Ids, trail: Trail) -> dict[str, str]:
    """In the merge, before the rest of them moves: what names the second names the first from now on."""
    found = pairs(survivor, merged)
    people = {
        c.pk: c for c in Contact.objects.select_for_update().filter(client_id__in=[survivor, *merged]).order_by("pk")
    }
    _one_primary(people.values(), survivor, trail)
    for gone_id, kept_id in found.items():
        gone, kept = people[gone_id], people[kept_id]
        merging.carry(actor, CONTACT, kept.pk, [gone.pk], trail)
        kept.refresh_from_db()
        gone.refresh_from_db()
        trail.gone(CONTACT, [gone])
        _fill(kept, gone, trail)
    _no_circles(survivor, merged, trail)
    return {str(gone): str(kept) for gone, kept in found.items()}


def parted(steps: Steps, notes: dict[str, str], later: dict[str, str]) -> bool:
    """Not while a later merge made somebody one with a person who would go."""
    going = {str(k) for s in steps if s["act"] == "moved" and s["code"] == CONTACT for k in s["keys"]}
    return not going & set(later.values())


def _fill(kept: Contact, gone: Contact, trail: Trail) -> None:
    before = {name: getattr(kept, name) for name in _WRITTEN}
    for name, empty in _FILLED:
        if getattr(kept, name) == empty:
            setattr(kept, name, getattr(gone, name))
    kept.index()
    if kept.reports_to_id in (kept.pk, None):
        kept.reports_to_id = gone.reports_to_id if gone.reports_to_id not in (kept.pk, gone.pk) else None
    _store(kept, before, trail)


def _one_primary(people: Iterable[Contact], survivor: uuid.UUID, trail: Trail) -> None:
    found = [p for p in people if p.is_primary and p.archived_at is None]
    first = next((p for p in found if p.client_id == survivor), found[0] if found else None)
    for person in found:
        if person is not first:
            person.is_primary = False
            _store(person, {"is_primary": True}, trail)


def _no_circles(survivor: uuid.UUID, merged: Ids, trail: Trail) -> None:
    """Two charts put together may close a circle: it is opened where it is met."""
    people = {c.pk: c for c in Contact.objects.filter(client_id__in=[survivor, *merged]).order_by("pk")}
    for person in people.values():
        seen, above = {person.pk}, person.reports_to_id
        while above in people and above not in seen:
            seen.add(above)
            above = people[above].reports_to_id
        if above == person.pk:
            before = {"reports_to_id": person.reports_to_id}
            person.reports_to_id = None
            _store(person, before, trail)


def _store(person: Contact, before: dict[str, Any], trail: Trail) -> None:
    if any(getattr(person, name) != value for name, value in before.items()):
        person.store()
        trail.set(CONTACT, person, before)
