"""An import of clients is taken back: each field that nobody has changed since gets its old value; what clashes is told."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from dougong.approvals import services as approvals
from dougong.audit.services import Act, record_many
from dougong.clients.events import ClientChanged
from dougong.clients.filling import completeness_of
from dougong.clients.models import Client, Contact, TimelineEntry
from dougong.clients.services.dossiers import CLIENT
from dougong.clients.services.intake import FIELDS, STORED, WRITTEN
from dougong.clients.services.words import Words
from dougong.imports.targets import Clash, Step, Undone
from dougong.kit import clock, fields
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.events import Event, publish_many
from dougong.kit.jsonable import plain
from dougong.kit.models import store_many
from dougong.kit.registry import ADDED, resource
from dougong.kit.stream import notify_many

#: Columns that are worked out from another: they come and go with it.
_WITH = {
    "name_sort": "name", "initials": "name", "phone_index": "phone", "email_index": "email", "region_name": "region",
    "department_id": "owner_id",
}  # fmt: skip
Changes = list[tuple[uuid.UUID, list[Step]]]
Labels = dict[str, tuple[str, str]]


@dataclass(slots=True)
class _Fate:
    """What becomes of one client: `values` are set back, `people` are the steps whose contacts go back too."""

    told: Undone
    values: dict[str, Any] = field(default_factory=dict)
    people: list[dict[str, Any]] = field(default_factory=list)
    undos: list[dict[str, Any]] = field(default_factory=list)


class _Present:
    """The clients of some changes as they are now, and what the actor may do to them: a fixed number of queries."""

    def __init__(self, actor: Actor, changes: Changes, labels: Labels, *, lock: bool) -> None:
        ids = [pk for pk, _ in changes]
        found = Client.objects.filter(pk__in=ids).order_by("pk")
        self.actor, self.labels = actor, labels
        self.clients = {c.pk: c for c in (found.select_for_update() if lock else found)}
        self.seen = set(resource(CLIENT).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
        self.mine = set(resource(CLIENT).rows_for(actor, "update").filter(pk__in=ids).values_list("pk", flat=True))
        self.newest = dict(TimelineEntry.objects.filter(client_id__in=ids).values_list("client_id").annotate(Max("pk")))
        undos = [step.undo for _, steps in changes for step in steps]
        people = {u[k] for u in undos for k in ("person", "person_made") if k in u}
        self.people = {str(p.pk): p for p in Contact.objects.filter(pk__in=people)}
        codes = {u["before"]["uscc"] for u in undos if u.get("before", {}).get("uscc")}
        self.taken = dict(Client.objects.filter(uscc__in=codes).values_list("uscc", "pk"))
        held = [item for u in undos for k in ("before", "after") for item in u.get(k, {}).items()]
        touched = {name for name, _ in held}
        held += [(name, client.held(name)) for client in self.clients.values() for name in touched | {"owner_id"}]
        self.words = Words(held)

    def fate(self, pk: uuid.UUID, steps: list[Step]) -> _Fate:
        client, real = self.clients.get(pk), [step for step in steps if step.undo]
        if client is None or (pk not in self.seen and pk not in self.mine):
            return _Fate(Undone(pk, "keep", why="gone" if client is None else "unseen"))
        if pk not in self.mine:
            return _Fate(Undone(pk, "keep", client.name, why="not_yours"))
        if not real:
            return _Fate(Undone(pk, "restore", client.name))
        undos = [step.undo for step in real]
        if undos[0].get("made"):
            return self._made(client, real)
        return self._changed(client, undos)

    def _made(self, client: Client, steps: list[Step]) -> _Fate:
        """Goes as a whole or not at all: one that somebody works with stays."""
        last, undos = steps[-1].undo, [step.undo for step in steps]
        people = [clash for clash in self._people(undos).values() if clash]
        used = self.newest.get(client.pk, 0) > last["entry"] or bool(people)
        if client.version == last["version"] and not used:
            return _Fate(Undone(client.pk, "remove", client.name), {"archived_at": clock.now()}, undos)
        wrote = {k: v for step in steps for k, v in step.values.items() if k in FIELDS}
        clashes = [
            self._clash(client, name, None, value)
            for name, value in wrote.items()
            if plain({name: getattr(client, name)})[name] != value
        ]
        why = "changed" if client.version != last["version"] or people else "used"
        return _Fate(Undone(client.pk, "keep", client.name, (*clashes, *people), why))

    def _changed(self, client: Client, undos: list[dict[str, Any]]) -> _Fate:
        before, after = _first(undos, "before"), _last(undos, "after")
        now = plain({name: client.held(name) for name in before})
        # What somebody has set back himself is as it was.
        stays = {
            _WITH.get(n, n) for n in before if n not in _WITH and now[n] not in (after.get(n, now[n]), plain(before[n]))
        }
        other = self.taken.get(before.get("uscc"), client.pk)
        if other != client.pk:
            stays.add("uscc")
        still = stays - {"state"}
        if still:
            stays.add("state")  # what was changed since is still to be looked at
        values = {n: v for n, v in before.items() if _WITH.get(n, n) not in stays}
        clashes = [self._clash(client, name, before.get(name), after.get(name)) for name in sorted(still)]
        touched = self._people(undos)
        clashes += [clash for clash in touched.values() if clash]
        people = [u for u in undos if touched.get(_person_of(u)) is None]
        back = bool(values) or any("person_made" in u or "person_before" in u for u in people)
        act = "restore" if not clashes else "partly" if back else "keep"
        return _Fate(Undone(client.pk, act, client.name, tuple(clashes), "changed" if clashes else ""), values, people, undos)

    def _people(self, undos: list[dict[str, Any]]) -> dict[str, Clash | None]:
        """By contact that the import made or changed: what clashes."""
        versions = {_person_of(u): u.get("person_version", 1) for u in undos}
        return {_person_of(u): self._person(u, versions) for u in undos if _person_of(u)}

    def _person(self, undo: dict[str, Any], versions: dict[str, int]) -> Clash | None:
        """A contact that the import made or filled up and somebody has changed since."""
        person = self.people.get(_person_of(undo))
        if person is None or person.archived_at is not None:
            return None
        wrote = undo.get("person_after", {})
        if person.version == versions[str(person.pk)] or (
            wrote and all(getattr(person, k) == v for k, v in wrote.items())
        ):
            return None
        return Clash("contacts", *self.labels["contacts"], now=person.name)

    def _clash(self, client: Client, name: str, before: Any, imported: Any) -> Clash:
        key = {"owner_id": "owner"}.get(name, name)
        zh, en = self.labels.get(key) or self.words.name_of(key)
        if fields.mode(self.actor, CLIENT, key) is not None:
            return Clash(key, zh, en, hidden=True)
        now, words = plain({name: client.held(name)})[name], self.words.of
        return Clash(key, zh, en, words(name, before), words(name, imported), words(name, now))


def plan(actor: Actor, changes: Changes, labels: Labels) -> list[Undone]:
    """What taking back would do, without doing it. `labels` names fields in both languages."""
    require(actor, CLIENT, "import")
    present = _Present(actor, changes, labels, lock=False)
    return [present.fate(pk, steps).told for pk, steps in changes]


def take_back(actor: Actor, changes: Changes, labels: Labels, origin: dict[str, str]) -> list[Undone]:
    """Set clients back, at most 500, in the caller's transaction; what became of each. `origin` names the import."""
    require(actor, CLIENT, "import")
    present = _Present(actor, changes, labels, lock=True)
    fates = [(pk, present.fate(pk, steps)) for pk, steps in changes]
    touched, acts, told, events = list[Client](), list[Act](), list[TimelineEntry](), list[Event]()
    asked = list[uuid.UUID]()
    for pk, fate in fates:
        if not fate.values and not fate.people:
            continue
        client = present.clients[pk]
        acts.append(Act("undo_import", client, {n: client.held(n) for n in fate.values}, dict(fate.values)))
        _set_back(client, fate.values)
        _people_back(fate.people, present.people)
        told.append(_entry(actor, client, origin))
        events.append(ClientChanged(client_id=pk, fields=sorted(n for n in fate.values if n not in _WITH)))
        if "state" in fate.values:
            asked += [uuid.UUID(u["asked"]) for u in fate.undos if "asked" in u]
        touched.append(client)
    ids = [client.pk for client in touched]
    with_people = set(
        Contact.objects.filter(client_id__in=ids, archived_at__isnull=True).values_list("client_id", flat=True)
    )
    for client in touched:
        client.completeness = completeness_of(actor, client, client.pk in with_people)
    store_many(touched, *WRITTEN)
    record_many(actor, CLIENT, acts)
    TimelineEntry.objects.bulk_create(told)
    publish_many(events, actor)
    approvals.drop(actor, approval_ids=asked, why=f"导入「{origin['filename']}」已撤销")
    notify_many(CLIENT, sorted(ids))
    return [fate.told for _, fate in fates]


def _first(undos: list[dict[str, Any]], what: str) -> dict[str, Any]:
    """Of several changes of a field by one import the first tells what was before it."""
    found: dict[str, Any] = {}
    for undo in undos:
        for name, value in undo.get(what, {}).items():
            found.setdefault(name, value)
    return found


def _last(undos: list[dict[str, Any]], what: str) -> dict[str, Any]:
    return {name: value for undo in undos for name, value in undo.get(what, {}).items()}


def _person_of(undo: dict[str, Any]) -> str:
    return str(undo.get("person") or undo.get("person_made") or "")


def _set_back(client: Client, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name.startswith(ADDED):
            client.hold(name, value)
            continue
        if name not in STORED:
            continue
        if name.endswith("_id") and value:
            value = uuid.UUID(str(value))
        if name in ("since", "source_created_on") and value:
            value = dt.date.fromisoformat(str(value))
        if name == "archived_at" and isinstance(value, str):
            value = dt.datetime.fromisoformat(value)
        setattr(client, name, value)
    client.version += 1
    client.updated_at = clock.now()


def _people_back(undos: list[dict[str, Any]], people: dict[str, Contact]) -> None:
    for undo in reversed(undos):
        if "person_made" in undo:
            Contact.objects.filter(pk=undo["person_made"], archived_at=None).update(archived_at=clock.now())
        elif "person_before" in undo and undo["person"] in people:
            person = people[undo["person"]]
            for name, value in undo["person_before"].items():
                setattr(person, name, value)
            person.index()
            person.store()


def _entry(actor: Actor, client: Client, origin: dict[str, str]) -> TimelineEntry:
    return TimelineEntry(
        client=client, at=clock.now(), kind="client_import_undone", group="change", actor_id=actor.id,
        actor_name=actor.name, resource=CLIENT, object_id=str(client.pk), data=origin,
    )  # fmt: skip


__all__ = ["plan", "take_back"]
