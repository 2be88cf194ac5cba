"""Rows of a spreadsheet become dossiers, many at a time: the same rules and the same traces as one by one."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from dougong.audit.services import Act, record_many
from dougong.clients import facts
from dougong.clients.events import ClientChanged, ClientCreated
from dougong.clients.filling import completeness_of
from dougong.clients.models import Client, ClientFigures, Contact, TimelineEntry
from dougong.clients.services.again import IN_FORCE, REVIEW, Again
from dougong.clients.services.dossiers import CLIENT, columns_of_new, fill_columns
from dougong.clients.services.lookup import Known
from dougong.kit import clock, keyring
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.bulk import fresh, insert_many, insert_rows
from dougong.kit.crypto import blind_index, sealed
from dougong.kit.events import Event, publish_many
from dougong.kit.jsonable import plain
from dougong.kit.models import store_many
from dougong.kit.registry import ADDED, resource
from dougong.kit.stream import notify, notify_many

FIELDS = (
    "name", "uscc", "kind", "industry", "region", "address", "phone", "email", "website", "legal_rep", "business",
    "source", "since", "source_created_on", "source_author",
)  # fmt: skip
#: What writing a client may change, derived columns included; what undoing sets back.
STORED = (
    *FIELDS, "name_sort", "initials", "region_name", "phone_index", "email_index", "owner_id", "department_id", "source_author_id",
    "archived_at", "state",
)  # fmt: skip
TOLD = ("client_id", "at", "kind", "group", "actor_id", "actor_name", "resource", "object_id", "text", "data")
_PLAIN = ("source_author_id",)  # an id that is no foreign key
WRITTEN = [
    *(n if n in _PLAIN else n.removesuffix("_id") for n in STORED),
    "facts",
    "completeness",
    "version",
    "updated_at",
]


@dataclass(frozen=True, slots=True)
class ClientRow:
    """`values` are the filled fields in stored form; `contact` a person's name, phone, e-mail; `facts` what has no field
    of its own and is kept on the timeline, with `note`. `key` and `alias` are its identities (see `lookup`). `columns` and `person`
    are what `of_new` says; rows that are only checked do without."""

    number: int
    values: dict[str, Any]
    contact: dict[str, str] = field(default_factory=dict)
    owner: tuple[uuid.UUID, uuid.UUID | None] | None = None
    facts: dict[str, str] = field(default_factory=dict)
    note: str = ""
    same_as: uuid.UUID | None = None
    folds: bool = True
    key: str = ""
    alias: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)


def of_new(values: dict[str, Any], contact: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a client and a contact hold that are made of a row: the half of the work that asks no database."""
    person: dict[str, Any] = {**contact}
    for name in ("phone", "email") if contact else ():
        person |= {name: sealed(contact[name]), f"{name}_index": str(blind_index(contact[name]))}
    return columns_of_new(values), person


@dataclass(frozen=True, slots=True)
class Written:
    """`verdict` is new, update, unchanged, refused (the record is outside what the actor may change) or undecided (the change is
    to be looked at, and nobody can)."""

    verdict: str
    client_id: uuid.UUID | None = None
    undo: dict[str, Any] = field(default_factory=dict)


class _Intake:
    """One chunk's state: what is known, what is made, what is to be told."""

    def __init__(self, actor: Actor, rows: list[ClientRow], origin: dict[str, Any]) -> None:
        self.actor, self.origin, self.now = actor, origin, clock.now()
        self.known = Known(rows, lock=True)
        ids = [c.pk for c in self.known.clients]
        rights = resource(CLIENT).rows_for(actor, "update").filter(pk__in=ids)
        self.mine = set(rights.values_list("pk", flat=True))
        self.people: dict[uuid.UUID, list[Contact]] = defaultdict(list)
        for person in Contact.objects.filter(client_id__in=ids, archived_at__isnull=True):
            self.people[person.client_id].append(person)
        self.made: dict[uuid.UUID, Client] = {}
        self.changed: dict[uuid.UUID, Client] = {}
        self.new_people: dict[uuid.UUID, Contact] = {}
        self.changed_people: dict[uuid.UUID, Contact] = {}
        self.acts: list[Act] = []
        self.told: list[tuple[Any, ...]] = []
        self.events: list[Event] = []
        self.again = Again(actor)
        self.reviewed: list[tuple[Client, list[str]]] = []

    def take(self, row: ClientRow, default: tuple[uuid.UUID | None, uuid.UUID | None]) -> Written:
        client = self.known.find(row.key, row.same_as)
        if client is None:
            return self._make(row, default)
        if client.pk not in self.mine and client.pk not in self.made:
            return Written("refused")
        return self._change(client, row)

    def _make(self, row: ClientRow, default: tuple[uuid.UUID | None, uuid.UUID | None]) -> Written:
        owner, department = row.owner or default
        client: Client = fresh(
            Client, created_by_id=self.actor.id, created_at=self.now, updated_at=self.now, owner_id=owner,
            department_id=department, **row.columns,
        )  # fmt: skip
        self.made[client.pk] = client
        self.known.add(client, row.key, row.alias)
        # One act and one entry for the dossier with its person and its origin: they are half of what an import writes.
        after = {k: v for k, v in row.values.items() if v}
        if row.contact:
            after["contact"] = row.contact["name"]
        self.acts.append(Act("create", client, None, {**after, "import": str(self.origin["import_id"])}))
        if not self._remember(client, row):
            self._tell(client, "client_created")
        self.events.append(ClientCreated(client_id=client.pk))
        undo = {"made": True, **self._person(client, row, told=True)}
        return Written("new", client.pk, {**undo, "version": client.version})

    def _change(self, client: Client, row: ClientRow) -> Written:
        names = (*STORED, *(name for name in row.values if name.startswith(ADDED)))
        again = self.again.fields(client, [n for n, v in row.values.items() if client.held(n) != v])
        if again and not self.again.has_decider(client):
            return Written("undecided")
        before = {name: client.held(name) for name in names}
        fill_columns(client, row.values, stored=True)
        if row.owner and client.owner_id is None:
            client.owner_id, client.department_id = row.owner
        client.archived_at = None
        if again:
            client.state = REVIEW
            self.reviewed.append((client, again))
        changed = [name for name in names if client.held(name) != before[name]]
        person = self._person(client, row)
        if not changed and not person:
            return Written("unchanged", client.pk)
        client.version += 1
        client.updated_at = self.now
        if client.pk not in self.made:
            self.changed[client.pk] = client
        shown = [n for n in changed if n in FIELDS or n in ("owner_id", "archived_at") or n.startswith(ADDED)]
        after = {name: client.held(name) for name in shown}
        self.acts.append(Act("update", client, {n: before[n] for n in shown}, after))
        self._tell(client, "client_changed", fields=shown or ["contacts"], **facts.named(self.actor, shown))
        self.events.append(ClientChanged(client_id=client.pk, fields=shown))
        if again:
            self.acts.append(Act("set_state", client, {"state": IN_FORCE}, {"state": REVIEW}))
            self._tell(client, "dossier_review", state=REVIEW)
        self._remember(client, row)
        self.known.add_stored(client)
        wrote = {"before": {n: before[n] for n in changed}, "after": {n: client.held(n) for n in changed}}
        undo = {**plain(wrote), **person, "version": client.version}
        return Written("update", client.pk, undo)

    def _person(self, client: Client, row: ClientRow, *, told: bool = False) -> dict[str, Any]:
        """The contact of the row: made, or filled up; what to undo. `told`: that he was made is on record."""
        if not row.contact:
            return {}
        people = self.people[client.pk]
        known = next((p for p in people if p.name == row.contact["name"]), None)
        if known is None:
            person: Contact = fresh(
                Contact, client_id=client.pk, created_by_id=self.actor.id, is_primary=not people, **row.person
            )
            people.append(person)
            self.new_people[person.pk] = person
            if not told:
                self.acts.append(Act("add_contact", client, None, {"contact": person.name}))
            return {"person_made": str(person.pk), "person_version": 1}
        news = {k: v for k, v in row.contact.items() if v and getattr(known, k) != v}
        if not news:
            return {}
        before = {k: getattr(known, k) for k in news}
        for name, value in news.items():
            setattr(known, name, value)
        known.index()
        known.version += 1
        if known.pk not in self.new_people:
            self.changed_people[known.pk] = known
        self.acts.append(Act("update_contact", client, None, {"contact": known.name, "fields": sorted(news)}))
        return {
            "person": str(known.pk), "person_before": before, "person_after": news, "person_version": known.version,
        }  # fmt: skip

    def _remember(self, client: Client, row: ClientRow) -> bool:
        """Tell what the row brings beside fields; whether there is anything."""
        if row.facts or row.note:
            self._tell(client, "client_imported", row.note, row=row.number, **row.facts)
        return bool(row.facts or row.note)

    def _tell(self, client: Client, kind: str, text: str = "", **data: Any) -> None:
        data = {**self.origin, **data}
        by = (self.actor.id, self.actor.name)
        self.told.append((client.pk, self.now, kind, "change", *by, CLIENT, str(client.pk), text, data))

    def ask(self) -> dict[uuid.UUID, uuid.UUID]:
        """The decision that each client waits for whose key fields changed."""
        return self.again.ask(self.reviewed, **self.origin) if self.reviewed else {}

    def store(self) -> dict[uuid.UUID, int]:
        """Write all; the last timeline entry of each client."""
        needed: dict[str, list[str]] = {}
        for client in [*self.made.values(), *self.changed.values()]:
            if client.kind not in needed:
                needed[client.kind] = facts.needed_of(self.actor, client.kind)
            some = bool(self.people.get(client.pk))
            client.completeness = completeness_of(self.actor, client, some, needed[client.kind])
        insert_many([*self.made.values()])
        store_many([*self.changed.values()], *WRITTEN)
        insert_rows(ClientFigures, ("client_id",), [(pk,) for pk in self.made])
        insert_many([*self.new_people.values()])
        store_many([*self.changed_people.values()], "phone", "phone_index", "email", "email_index", "post", "version")
        record_many(self.actor, CLIENT, self.acts)
        told = insert_rows(TimelineEntry, TOLD, self.told)
        publish_many(self.events, self.actor)
        notify_many(CLIENT, [*self.changed])
        if self.made:
            notify(CLIENT, next(iter(self.made)))  # lists need to be told once only
        return {entry[0]: pk for entry, pk in zip(self.told, told, strict=True)}


def write_rows(
    actor: Actor, *, rows: list[ClientRow], import_id: uuid.UUID, filename: str, owner: tuple[Any, Any] | None
) -> list[Written]:
    """Make or change the clients of at most 500 rows, in their order, in the caller's transaction.

    `owner` (person, department) holds clients that are made and name nobody; None: nobody, in the actor's department.
    """
    require(actor, CLIENT, "import")
    origin = {"import_id": str(import_id), "filename": filename}
    intake = _Intake(actor, rows, origin)
    with keyring.steady():
        written = [intake.take(row, owner or (None, actor.department_id)) for row in rows]
    last, asked = intake.store(), intake.ask()
    for one in written:
        if one.client_id is not None and one.undo:
            one.undo["entry"] = last.get(one.client_id, 0)
            if one.client_id in asked:
                one.undo["asked"] = str(asked[one.client_id])
    return written
