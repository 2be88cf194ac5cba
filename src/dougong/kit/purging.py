"""Deleting for good: what goes with a record of the bin, what is detached from it, and what forbids it, as each app tells.

Parts hang on the record by their columns. Traces name any record by its kind and id: documents, notices, the search index. What
is neither stays, and says why (`stays`); a test walks every model and fails on one that nobody has thought of.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from dougong.kit.actor import Actor
from dougong.kit.registry import Resource, resource_of

Ids = Sequence[uuid.UUID]
Act = Callable[[Actor, "QuerySet[Any]"], None]
_ALL = Q()
#: Names of one kind that are told.
NAMED = 5
ON_RECORD = 20


def _delete(actor: Actor, rows: QuerySet[Any]) -> None:
    rows.delete()


@dataclass(frozen=True)
class Part:
    """Rows of `model` that go with a record of `of`; `path` leads to its key (`contract__client_id`).

    With `act` they are not deleted: detached, made anonymous. `unless(ids)` are rows that stay where these records go.
    """

    of: str
    code: str
    zh: str
    en: str
    model: type[Model]
    path: str
    only: Q = _ALL
    unless: Callable[[Ids], Q] | None = None
    act: Act | None = None

    def rows(self, ids: Ids) -> QuerySet[Any]:
        found = self.model._base_manager.filter(self.only, **{f"{self.path}__in": ids})
        found = found.exclude(self.unless(ids)) if self.unless else found
        keys = found.order_by().values("pk")
        return self.model._base_manager.filter(pk__in=keys)


@dataclass(frozen=True)
class Stop:
    """Rows that forbid it while they are there: each with the ground, in both languages."""

    of: str
    code: str
    zh: str
    en: str
    why_zh: str
    why_en: str
    model: type[Model]
    path: str
    only: Q = _ALL


@dataclass(frozen=True)
class Trace:
    """Rows that name records by kind and id: `find(code, ids)`. Those that nobody misses are not told of (`told`)."""

    code: str
    zh: str
    en: str
    model: type[Model]
    find: Callable[[str, Ids], Q]
    act: Act = _delete
    told: bool = True


@dataclass(frozen=True)
class Told:
    """So many of a kind; the names of those that the asker may see, where it has names to be found by."""

    code: str
    zh: str
    en: str
    count: int
    names: tuple[str, ...] = ()
    why_zh: str = ""
    why_en: str = ""

    def out(self, language: str) -> dict[str, Any]:
        en = language == "en"
        return {
            "code": self.code,
            "label": self.en if en else self.zh,
            "count": self.count,
            "names": list(self.names),
            "why": self.why_en if en else self.why_zh,
        }


@dataclass
class Look:
    """What purging these records would do: what goes with those that can go, and what stops each of the others."""

    goes: list[Told] = field(default_factory=list)
    stops: dict[uuid.UUID, list[Told]] = field(default_factory=dict)


_parts: dict[tuple[str, str], Part] = {}
_stops: dict[tuple[str, str], Stop] = {}
_traces: dict[str, Trace] = {}
_stays: dict[str, str] = {"kit.StreamMessage.object_id": "ids alone, for an hour"}


def goes(*items: Part) -> None:
    _parts.update({(item.of, item.code): item for item in items})


def stops(*items: Stop) -> None:
    _stops.update({(item.of, item.code): item for item in items})


def traces(*items: Trace) -> None:
    _traces.update({item.code: item for item in items})


def stays(why: str, *columns: str) -> None:
    """These columns go on naming what is gone (`audit.AuditEntry.object_id`)."""
    _stays.update(dict.fromkeys(columns, why))


def parts_of(code: str) -> list[Part]:
    """In the order of the apps, from below."""
    return [part for part in _parts.values() if part.of == code]


def stops_of(code: str) -> list[Stop]:
    return [stop for stop in _stops.values() if stop.of == code]


def all_traces() -> Iterator[Trace]:
    return iter(list(_traces.values()))


def words_of(code: str, told: str) -> tuple[str, str] | None:
    """What a kind of rows is called that went with a record of `code`."""
    found = _parts.get((code, told)) or _traces.get(told)
    return (found.zh, found.en) if found else None


def staying() -> dict[str, str]:
    return dict(_stays)


def look(actor: Actor, kind: Resource, ids: Ids) -> Look:
    """A fixed number of queries, whatever the number of records."""
    found = Look(stops=forbidden(actor, kind, ids))
    free = [i for i in ids if i not in found.stops]
    if not free:
        return found
    for part in parts_of(kind.code):
        rows = part.rows(free)
        if count := rows.count():
            found.goes.append(Told(part.code, part.zh, part.en, count, _names(actor, part.model, rows)))
    going = _going(kind, free)
    for trace in all_traces():
        if trace.told and (count := _left_by(trace, going).count()):
            found.goes.append(Told(trace.code, trace.zh, trace.en, count))
    return found


def forbidden(actor: Actor, kind: Resource, ids: Ids) -> dict[uuid.UUID, list[Told]]:
    """What stops each of these records; those that nothing stops are absent."""
    found: dict[uuid.UUID, list[Told]] = {}
    for stop in stops_of(kind.code):
        rows = stop.model._base_manager.filter(stop.only, **{f"{stop.path}__in": ids})
        counts: dict[uuid.UUID, int] = {}
        for root in rows.order_by().values_list(stop.path, flat=True):
            counts[root] = counts.get(root, 0) + 1
        for root, count in counts.items():
            names = _names(actor, stop.model, rows.filter(**{stop.path: root}))
            told = Told(stop.code, stop.zh, stop.en, count, names, stop.why_zh, stop.why_en)
            found.setdefault(root, []).append(told)
    return found


def carry_out(actor: Actor, kind: Resource, obj: Any) -> dict[str, Any]:
    """Delete one record, locked and free to go, with all that follows: the app above first. What went, for the record of acts:
    `{"counts": {code: n}, "names": {code: [...]}}`. In the caller's transaction."""
    ids = [obj.pk]
    going = _going(kind, ids)
    counts: dict[str, int] = {}
    names: dict[str, list[str]] = {}
    steps = [(p, p.rows(ids)) for p in reversed(parts_of(kind.code))]
    for part, rows in steps:
        known = resource_of(part.model)
        if known is not None and (titles := [known.title(row) for row in rows[:ON_RECORD]]):
            names[part.code] = titles
    for trace in all_traces():
        _do(actor, trace.code if trace.told else "", _left_by(trace, going), trace.act, counts)
    for part, rows in steps:
        _do(actor, part.code, rows, part.act or _delete, counts)
    obj.delete()
    return {"counts": counts, "names": names}


def _do(actor: Actor, code: str, rows: QuerySet[Any], act: Act, counts: dict[str, int]) -> None:
    count = rows.count()
    if count:
        act(actor, rows)
        if code:
            counts[code] = count


def _going(kind: Resource, ids: Ids) -> dict[str, list[uuid.UUID]]:
    """All records of the registry that go: these, and the parts that are records themselves."""
    found = {kind.code: list(ids)}
    for part in parts_of(kind.code):
        known = resource_of(part.model)
        if known is not None and part.act is None and (keys := list(part.rows(ids).values_list("pk", flat=True))):
            found[known.code] = keys
    return found


def _left_by(trace: Trace, going: dict[str, list[uuid.UUID]]) -> QuerySet[Any]:
    wanted = Q(pk__in=[])
    for code, ids in going.items():
        wanted |= trace.find(code, ids)
    return trace.model._base_manager.filter(wanted)


def put_since(kind: Resource, pk: uuid.UUID, when: dt.datetime) -> bool:
    """Whether a person put something there since that would go with the record."""
    going = _going(kind, [pk])
    rows = [part.rows([pk]) for part in parts_of(kind.code)]
    rows += [_left_by(trace, going) for trace in all_traces() if trace.told]
    return any(
        found.filter(created_at__gt=when, created_by_id__isnull=False).exists()
        for found in rows
        if {"created_at", "created_by_id"} <= {f.name for f in found.model._meta.concrete_fields}
    )


def _names(actor: Actor, model: type[Model], rows: QuerySet[Any]) -> tuple[str, ...]:
    known = resource_of(model)
    if known is None or known.search_text is None or not (actor.kind == "system" or actor.can(known.code, "view")):
        return ()
    seen = known.visible_to(actor).filter(pk__in=rows.order_by().values("pk")).order_by("pk")
    return tuple(known.title(row) for row in seen[:NAMED])
