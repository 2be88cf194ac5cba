"""A person, wherever he stands."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dougong.accounts.models import User
from dougong.clients.models import ClientAlias, Contact
from dougong.contracts.models import Contract, Receipt
from dougong.kit import clock, fields
from dougong.kit.access import require, seen
from dougong.kit.actor import Actor
from dougong.kit.crypto import Unreadable, blind_index
from dougong.kit.formats import normalise_phone
from dougong.kit.registry import resource, resources
from dougong.privacy import errors
from dougong.privacy.holdings import NOBODY, Person, holdings
from dougong.privacy.models import Consent, PersonRequest
from dougong.privacy.policies import PERSONS

FOUND = 20
#: 税收征收管理法实施细则第二十九条: books, vouchers and reports are kept for ten years.
TAX_YEARS = 10


@dataclass(frozen=True)
class Block:
    """Why somebody can't be erased now."""

    zh: str
    en: str


def person_of(kind: str, pk: uuid.UUID, actor: Actor | None = None) -> Person:
    """The person behind a contact or a user: with one account all his dossiers are one person. Raises NoSuchPerson,
    also for a contact of a client that `actor` does not see."""
    user: User | None
    if kind == "contact":
        contact = Contact.objects.filter(pk=pk).exclude(name=NOBODY[0]).select_related("user").first()
        if contact is None or not _sees(actor, contact.client_id):
            raise errors.NoSuchPerson()
        user = contact.user
        same = Q(pk=pk) | (Q(user_id=user.pk) if user else Q(pk=pk))
        if contact.phone_index:
            same |= Q(phone_index=contact.phone_index, name=contact.name)
        contacts = list(Contact.objects.filter(same).exclude(name=NOBODY[0]).order_by("created_at"))
        name = contact.name
    elif kind == "user":
        user = User.objects.filter(pk=pk).exclude(name=NOBODY[0]).first()
        if user is None:
            raise errors.NoSuchPerson()
        contacts = list(Contact.objects.filter(user_id=pk).order_by("created_at"))
        name = user.name
    else:
        raise errors.NoSuchPerson()
    rows: list[Any] = [*contacts, *([user] if user else [])]
    told = [x for row in rows for x in (row.name, str(row.phone or ""), row.email or "")]
    told += [phone.removeprefix("+86") for phone in told if phone.startswith("+86")]
    words = sorted({w for w in told if len(w) >= 2 and not isinstance(w, Unreadable)}, key=lambda w: (-len(w), w))
    clients = list(dict.fromkeys(c.client_id for c in contacts))
    clients += ClientAlias.objects.filter(client_id__in=clients).values_list(
        "pk", flat=True
    )  # as which rows were imported
    return Person(
        kind, pk, name, tuple(c.pk for c in contacts), tuple(clients),
        user.pk if user else None, bool(user and user.kind == "staff"), tuple(words),
    )  # fmt: skip


def _sees(actor: Actor | None, client_id: uuid.UUID) -> bool:
    return actor is None or resource("clients.client").visible_to(actor).filter(pk=client_id).exists()


def blocks(person: Person) -> list[Block]:
    """What forbids erasing: contracts that run, an account in use, books that the tax law keeps."""
    found = []
    serving = Contact.objects.filter(pk__in=person.contact_ids, archived_at__isnull=True).values("client_id")
    running = Contract.objects.filter(client_id__in=serving, status="in_force").count()
    if running:
        found.append(
            Block(
                f"他仍是 {running} 份履行中合同的客户联系人，处理为履行合同所必需（个人信息保护法第十三条第一款第二项）。"
                "先归档这位联系人，或等合同完成。",
                f"He is still a contact of a client with {running} contracts in force, so his data is needed to perform them "
                "(Personal Information Protection Law, art. 13(1)(2)). Archive the contact first, or wait for the contracts to end.",
            )
        )
    if person.staff and User.objects.filter(pk__in=[person.user_id], is_active=True).exists():
        found.append(
            Block(
                "账号仍在使用。先停用账号并交接工作。",
                "The account is in use. Deactivate it and hand the work over first.",
            )
        )
    since = _years_back(clock.today(), TAX_YEARS)
    kept = Receipt.objects.filter(created_by_id=person.user_id, received_on__gte=since).count() if person.staff else 0
    if kept:
        found.append(
            Block(
                f"他在最近 {TAX_YEARS} 年经手了 {kept} 笔收款，账簿凭证须保存十年（税收征收管理法实施细则第二十九条）。",
                f"He recorded {kept} receipts in the last {TAX_YEARS} years; books and vouchers are kept for ten years "
                "(Rules of the Tax Collection Law, art. 29).",
            )
        )
    return found


def _years_back(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def find(actor: Actor, text: str) -> list[dict[str, Any]]:
    """Contacts and members by part of a name, or a whole phone number or e-mail address; masked."""
    require(actor, PERSONS, "view")
    text = text.strip()[:60]
    if not text:
        return []
    phone = normalise_phone(text).value
    exact = Q(phone_index=blind_index(phone)) if phone else Q(pk__in=[])
    mail = Q(email_index=blind_index(text)) if "@" in text else Q(pk__in=[])
    people = User.objects.filter(exact | mail | Q(name__contains=text)).exclude(name=NOBODY[0])
    contacts = (
        Contact.objects.filter(exact | mail | Q(name__contains=text)).exclude(name=NOBODY[0]).select_related("client")
    )
    found = [
        _contact(c) for c in contacts.filter(client__in=seen(actor, "clients.client")).order_by("name", "id")[:FOUND]
    ]
    return found + [_user(u) for u in people.filter(kind="staff").order_by("name", "id")[:FOUND]]


def _contact(row: Contact) -> dict[str, Any]:
    return {
        "kind": "contact", "id": row.pk, "name": row.name, "about": row.client.name, "phone": fields.masked("phone", row.phone),
        "email": fields.masked("email", row.email), "active": row.archived_at is None,
    }  # fmt: skip


def _user(row: User) -> dict[str, Any]:
    return {
        "kind": "user", "id": row.pk, "name": row.name, "about": row.title, "phone": fields.masked("phone", str(row.phone or "")),
        "email": fields.masked("email", row.email or ""), "active": row.is_active,
    }  # fmt: skip


def overview(actor: Actor, kind: str, pk: uuid.UUID, language: str) -> dict[str, Any]:
    """What is held on a person, in numbers; his consents and requests; what erasing would do, and what forbids it."""
    require(actor, PERSONS, "view")
    person = person_of(kind, pk, actor)
    en = language == "en"
    about = (
        Q(contact_id__in=person.contact_ids) | Q(user_id=person.user_id)
        if person.user_id
        else Q(contact_id__in=person.contact_ids)
    )
    items = [
        {
            "code": h.code, "title": h.en if en else h.zh, "count": count, "does": h.does,
            "why": h.why[1 if en else 0],
        }
        for h in holdings()
        if (count := h.rows(person).count())
    ]  # fmt: skip
    rows: Any = Contact.objects.filter(pk__in=person.contact_ids).select_related("client") if person.contact_ids else []
    user = User.objects.filter(pk=person.user_id).first() if person.user_id else None
    return {
        "kind": kind,
        "id": pk,
        "name": person.name,
        "places": [_contact(c) for c in rows] + ([_user(user)] if user else []),
        "items": items,
        "work": _work(person, language),
        "blocks": [b.en if en else b.zh for b in blocks(person)],
        "consents": [
            consent_out(c) for c in Consent.objects.filter(about).select_related("notice").order_by("-given_at")
        ],
        "requests": list(
            PersonRequest.objects.filter(about)
            .order_by("-received_on")
            .values("id", "number", "kind", "state", "received_on", "due_on")
        ),
    }


def consent_out(row: Consent) -> dict[str, Any]:
    names = ("id", "purpose", "given_at", "how", "note", "recorded_by", "withdrawn_at", "withdrawn_how")
    return {**{n: getattr(row, n) for n in names}, "notice": row.notice.number if row.notice else None}


def _work(person: Person, language: str) -> list[dict[str, Any]]:
    """Records that are in his hands: they stay, under a name that says no more."""
    found = []
    for kind in resources():
        if kind.owner_field and person.user_id:
            count = kind.model._default_manager.filter(**{f"{kind.owner_field}_id": person.user_id}).count()
            if count:
                found.append({"title": kind.en if language == "en" else kind.zh, "count": count})
    return found
