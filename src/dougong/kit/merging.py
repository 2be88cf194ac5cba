"""Several records become one: what moves with them, what goes, and how all of it comes back, as each app tells.

A `Mover` names a column that points at a record; a test walks every table and fails on a column that nobody has thought of. What
a merge did is kept as steps of plain values, in order, so that taking it back needs nothing else.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet, UniqueConstraint

from dougong.kit.actor import Actor
from dougong.kit.bulk import delete_rows
from dougong.kit.crypto import Unreadable
from dougong.kit.jsonable import plain

Ids = Sequence[uuid.UUID]
Steps = list[dict[str, Any]]
_ALL = Q()
CHUNK = 500
#: Of whatever record: rows that name it by kind and key.
ANY = "*"


@dataclass(frozen=True)
class Mover:
    """Rows of `model` whose column `field` holds the key of a record of `of`: they are given the survivor's key.

    Where a unique key lets the survivor have only one (its other columns are the same), the row that would be second goes, and
    its image is kept. With `drop` all go: what is worked out anew. `marks` is a column that keeps the key they had before.
    Of `ANY` record, `kind` is the column that says of which. `title(row)` names a row that is no record of the registry to
    whoever sees the record; "" leaves it unnamed.
    """

    of: str
    code: str
    zh: str
    en: str
    model: type[Model]
    field: str
    only: Q = _ALL
    drop: bool = False
    marks: str = ""
    kind: str = ""
    title: Callable[[Any], str] | None = None
    told: bool = True
    #: Thousands may hang on one record, and nothing else of a merge asks whose they are: they may go before the rest, in portions.
    ahead: bool = False

    @property
    def column(self) -> str:
        return f"{self.model._meta.label}.{self.field.removesuffix('_id') if self._is_key else self.field}"

    @property
    def _is_key(self) -> bool:
        return any(f.is_relation and f.attname == self.field for f in self.model._meta.concrete_fields)

    def rows(self, keys: Iterable[Any]) -> QuerySet[Any]:
        found = self.model._base_manager.filter(self.only, **{f"{self.field}__in": [self.value(k) for k in keys]})
        return found.order_by("pk")

    def value(self, key: Any) -> Any:
        """The key as the column holds it."""
        known = next(f for f in self.model._meta.concrete_fields if f.attname == self.field)
        return str(key) if known.get_internal_type() == "CharField" else uuid.UUID(str(key))

    def uniques(self) -> Iterator[tuple[tuple[str, ...], Q]]:
        """The columns that, with this one, may stand only once, and under which condition."""
        mine = next(f for f in self.model._meta.concrete_fields if f.attname == self.field)
        if mine.unique:
            yield (), _ALL
        sets = [(tuple(names), _ALL) for names in self.model._meta.unique_together]
        for one in self.model._meta.constraints:
            if isinstance(one, UniqueConstraint):
                sets.append((tuple(one.fields), one.condition or _ALL))
        for names, condition in sets:
            if mine.name in names:
                yield tuple(n for n in names if n != mine.name), condition


@dataclass
class Trail:
    """What is done, step by step."""

    steps: Steps = field(default_factory=list)

    def gone(self, code: str, rows: Sequence[Any]) -> None:
        """Keep the images of rows and delete them, without what hangs on them."""
        if not rows:
            return
        model = type(rows[0])
        self.steps.append({"act": "gone", "code": code, "model": model._meta.label, "rows": [image(r) for r in rows]})
        delete_rows(model, [r.pk for r in rows])

    def made(self, row: Any) -> None:
        """That a row was made, which goes again."""
        self.steps.append({"act": "made", "model": row._meta.label, "key": plain(row.pk)})

    def set(self, code: str, row: Any, before: dict[str, Any]) -> None:
        """That columns of a row were changed from `before` to what they are now."""
        after = {name: kept(getattr(row, name)) for name in before}
        was = {name: kept(value) for name, value in before.items()}
        changed = [name for name in was if was[name] != after[name]]
        if changed:
            self.steps.append({
                "act": "set", "code": code, "model": row._meta.label, "key": str(row.pk),
                "before": {n: was[n] for n in changed}, "after": {n: after[n] for n in changed},
            })  # fmt: skip


Merge = Callable[[Actor, uuid.UUID, Ids, Trail], Any]
Undo = Callable[[Actor, uuid.UUID, Ids, Any], None]


@dataclass(frozen=True)
class Own:
    """What an app does by itself: `merge(actor, survivor, merged, trail)` answers notes in plain values, with which
    `undo(actor, survivor, merged, notes)` takes it back. `columns` are those that it takes care of."""

    of: str
    code: str
    zh: str
    en: str
    columns: tuple[str, ...]
    count: Callable[[Ids], int]
    merge: Merge
    undo: Undo
    told: bool = True
    #: Whether a merge can be taken back below a later one: `parted(its steps, its notes, the notes of the later one)`.
    parted: Callable[[Steps, Any, Any], bool] | None = None
    #: It is worked out from where the rows are: once more when those that went in portions have come back.
    again: bool = False


@dataclass(frozen=True)
class Stop:
    """Rows that forbid it while they are there: `find(kind of record, ids)`."""

    of: str
    code: str
    why_zh: str
    why_en: str
    model: type[Model]
    find: Callable[[str, Ids], Q]


_items: dict[tuple[str, str], Mover | Own] = {}
_stops: dict[tuple[str, str], Stop] = {}
_stays: dict[str, str] = {"kit.StreamMessage.object_id": "ids alone, for an hour"}
_recounts: dict[str, list[Callable[[uuid.UUID], None]]] = {}


def moves(*items: Mover | Own) -> None:
    _items.update({(item.of, item.code): item for item in items})


def stops(*items: Stop) -> None:
    _stops.update({(item.of, item.code): item for item in items})


def stays(why: str, *columns: str) -> None:
    """These columns go on naming what was merged (`audit.AuditEntry.object_id`)."""
    _stays.update(dict.fromkeys(columns, why))


def recounts(of: str, run: Callable[[uuid.UUID], None]) -> None:
    """Figures of a record that are worked out anew when rows came or went."""
    _recounts.setdefault(of, []).append(run)


def items_of(of: str) -> list[Mover | Own]:
    """In the order of the apps, from below."""
    found: list[Mover | Own] = []
    for item in _items.values():
        if item.of == of:
            found.append(item)
        elif item.of == ANY:
            found.append(replace(item, of=of, only=Q(**{item.kind: of})) if isinstance(item, Mover) else item)
    return found


def item_of(of: str, code: str) -> Mover | Own:
    return next(item for item in items_of(of) if item.code == code)


def mover_of(step: dict[str, Any]) -> Mover:
    """What moved the rows of a step."""
    item = item_of(step["of"], step["code"])
    assert isinstance(item, Mover)
    return item


def staying() -> dict[str, str]:
    return dict(_stays)


def declared() -> set[str]:
    """All columns that somebody takes care of."""
    found = set(_stays)
    for item in _items.values():
        found |= {item.column} if isinstance(item, Mover) else set(item.columns)
    return found


def forbidden(of: str, ids: Ids) -> list[tuple[Stop, int]]:
    found = [(s, s.model._base_manager.filter(s.find(of, ids)).count()) for s in _stops.values() if s.of in (of, ANY)]
    return [(stop, count) for stop, count in found if count]


def counted(of: str, ids: Ids) -> list[tuple[Mover | Own, int]]:
    """How many rows of each kind would move."""
    found = [
        (item, item.rows(ids).count() if isinstance(item, Mover) else item.count(ids))
        for item in items_of(of)
        if item.told
    ]
    return [(item, count) for item, count in found if count]


def recount(of: str, key: uuid.UUID) -> None:
    for run in _recounts.get(of, ()):
        run(key)


# ---- images


def kept(value: Any) -> Any:
    """A column's value as it is kept: what JSON can hold."""
    if isinstance(value, Unreadable):
        return {"stored": value.stored}
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    return plain(str(value) if isinstance(value, str) else value)


def image(row: Model) -> dict[str, Any]:
    return {f.attname: kept(getattr(row, f.attname)) for f in row._meta.concrete_fields}


def left_over(model: type[Model], keys: Ids) -> list[str]:
    """Columns that still point at records about to go: what no mover took along."""
    return [
        f"{other._meta.label}.{column.name}"
        for other in apps.get_models(include_auto_created=True)
        for column in other._meta.concrete_fields
        if column.is_relation and column.related_model is model
        if other._base_manager.filter(**{f"{column.attname}__in": keys})
        .exclude(pk__in=_own(other, model, keys))
        .exists()
    ]


def _own(other: type[Model], model: type[Model], keys: Ids) -> list[Any]:
    return list(keys) if other is model else []


# ---- there


def carry(actor: Actor, of: str, survivor: uuid.UUID, merged: Ids, trail: Trail) -> dict[str, int]:
    """Move everything that names the merged to the survivor; how many rows of each kind."""
    counts: dict[str, int] = {}
    for item in items_of(of):
        if isinstance(item, Own):
            count = item.count(merged)
            notes = item.merge(actor, survivor, merged, trail)
            trail.steps.append({"act": "own", "of": of, "code": item.code, "notes": notes})
        else:
            count = sum(_move(item, survivor, one, trail) for one in merged)
            trail.steps.append({"act": "top", "code": item.code, "top": _top(item)})
        if count and item.told:
            counts[item.code] = count
    return counts


def _top(item: Mover) -> int | None:
    """The newest row of a table with running numbers; keys of the others tell their time themselves."""
    if item.model._meta.pk is None or item.model._meta.pk.get_internal_type() == "UUIDField" or item.drop:
        return None
    last = item.model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return last if isinstance(last, int) else None


def _move(item: Mover, survivor: uuid.UUID, merged: uuid.UUID, trail: Trail) -> int:
    rows = item.rows([merged])
    second = list(rows) if item.drop or item.model._meta.pk.attname == item.field else _second(item, survivor, rows)
    trail.gone(item.code, second)
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        step = moved_step(item, merged, survivor, keys)
        _give(item, rows, step)
        trail.steps.append(step)
    return len(keys) + len(second)


def moved_step(item: Mover, merged: uuid.UUID, survivor: uuid.UUID, keys: list[Any]) -> dict[str, Any]:
    return {
        "act": "moved", "of": item.of, "code": item.code, "from": str(merged), "to": str(survivor), "keys": plain(keys),
    }  # fmt: skip


def _give(item: Mover, rows: QuerySet[Any], step: dict[str, Any]) -> None:
    if item.marks:
        rows.filter(**{f"{item.marks}__isnull": True}).update(**{item.marks: step["from"]})
    rows.update(**{item.field: item.value(step["to"])})


def planned(of: str, survivor: uuid.UUID, merged: Ids) -> Steps:
    """What may go before the rest, as steps that are not taken yet."""
    found = []
    for item in (i for i in items_of(of) if isinstance(i, Mover) and i.ahead):
        for one in merged:
            keys = list(item.rows([one]).values_list("pk", flat=True))
            if keys:
                found.append(moved_step(item, one, survivor, keys))
    return found


def give(step: dict[str, Any], keys: Sequence[Any]) -> None:
    """A portion of a planned step; what has gone already is left alone."""
    item = mover_of(step)
    _give(item, item.model._base_manager.filter(pk__in=keys, **{item.field: item.value(step["from"])}), step)


def _second(item: Mover, survivor: uuid.UUID, rows: QuerySet[Any]) -> list[Any]:
    """Those that can't stand beside what the survivor has."""
    found: dict[Any, Any] = {}
    for names, condition in item.uniques():
        columns = [item.model._meta.get_field(n).attname for n in names]  # type: ignore[union-attr]  # columns of this table
        has = {tuple(v) for v in item.rows([survivor]).filter(condition).values_list(*(columns or ["pk"]))}
        for row in rows.filter(condition):
            beside = tuple(getattr(row, name) for name in columns)
            if (not columns and has) or (beside in has and None not in beside):
                found[row.pk] = row
    return list(found.values())
