"""A merge is taken back from the steps that it kept (`kit.merging`): what clashes with what happened since is told, and stays."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, QuerySet

from dougong.kit.actor import Actor
from dougong.kit.bulk import delete_rows, insert_rows, parts
from dougong.kit.crypto import Stored
from dougong.kit.jsonable import plain
from dougong.kit.merging import CHUNK, Ids, Mover, Own, Steps, item_of, items_of, kept, mover_of

#: A column of a row: model, key, name.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Clash:
    """Why a part of a merge does not come back as it was: `gone`, `moved_on` (it is with another by now), `changed`, `taken`."""

    why: str
    code: str
    key: str = ""
    field: str = ""
    before: Any = None
    after: Any = None
    now: Any = None
    count: int = 1

    @property
    def name(self) -> str:
        """By which whoever decides names it."""
        return f"{self.code}:{self.key}:{self.field}"


def value_of(column: Field[Any, Any], held: Any) -> Any:
    """What was kept, as the model has it."""
    if isinstance(held, dict) and set(held) == {"stored"}:
        return Stored(held["stored"])
    if isinstance(held, dict) and set(held) == {"bytes"}:
        return base64.b64decode(held["bytes"])
    return held if held is None or isinstance(held, dict | list) else column.to_python(held)


def find_clashes(steps: Steps) -> list[Clash]:
    """What would not come back as it was. Nothing is written. Of a column that the merge wrote more than once its last word counts."""
    found: list[list[Clash]] = []
    went, touched = _gone_keys(steps), set[Place]()
    for step in reversed(steps):
        if step["act"] == "moved":
            found.append([*_astray(step, went, touched)])
        elif step["act"] == "set":
            clashes = _changed(step) if (step["model"], step["key"]) not in went else iter(())
            found.append([c for c in clashes if (step["model"], step["key"], c.field.partition(".")[0]) not in touched])
        touched |= _places(step)
    return [clash for clashes in reversed(found) for clash in clashes]


def _places(step: dict[str, Any]) -> set[Place]:
    """The columns that a step wrote."""
    if step["act"] == "set":
        return {(step["model"], step["key"], name) for name in step["after"]}
    if step["act"] == "moved":
        item = mover_of(step)
        return {(item.model._meta.label, str(key), item.field) for key in step["keys"]}
    return set()


def _gone_keys(steps: Steps) -> set[tuple[str, str]]:
    """Rows that the merge itself took away: they come back with their images."""
    found = set()
    for step in steps:
        if step["act"] == "gone":
            key = apps.get_model(step["model"])._meta.pk.attname  # every model has a key
            found |= {(step["model"], str(row[key])) for row in step["rows"]}
    return found


def _astray(step: dict[str, Any], went: set[tuple[str, str]], touched: set[Place]) -> Iterator[Clash]:
    item, held = mover_of(step), _held(step)
    label = item.model._meta.label
    gone = sum(1 for key in step["keys"] if (label, str(key)) not in went) - len(held)
    last = {key: value for key, value in held.items() if (label, str(key), item.field) not in touched}
    on = sum(1 for value in last.values() if value != item.value(step["to"]))
    if gone:
        yield Clash("gone", item.code, count=gone)
    if on:
        yield Clash("moved_on", item.code, count=on)


def _held(step: dict[str, Any]) -> dict[Any, Any]:
    """With whom the rows are now, by key."""
    item, found = mover_of(step), {}
    for part in parts(step["keys"], CHUNK):
        rows = item.model._base_manager.filter(pk__in=part)
        found.update(dict(rows.values_list("pk", item.field)))
    return found


def _changed(step: dict[str, Any]) -> Iterator[Clash]:
    row = apps.get_model(step["model"])._base_manager.filter(pk=step["key"]).first()
    if row is None:
        yield Clash("gone", step["code"], step["key"])
        return
    for name, after in step["after"].items():
        before, now = step["before"][name], kept(getattr(row, name))
        for key, was, made, held in compared(before, after, now):
            if held != made:
                yield Clash("changed", step["code"], step["key"], f"{name}.{key}" if key else name, was, made, held)


def of_fields(*values: Any) -> bool:
    """Whether these values of a column hold fields, each by its key."""
    return all(isinstance(value, dict) for value in values)


def compared(before: Any, after: Any, now: Any) -> Iterator[tuple[str, Any, Any, Any]]:
    """Before, after and now of a column; of one that holds fields, of each that the merge wrote, by its key."""
    if of_fields(before, after, now):
        keys = [k for k in {**before, **after} if before.get(k) != after.get(k)]
        yield from ((k, before.get(k), after.get(k), now.get(k)) for k in keys)
    else:
        yield "", before, after, now


def take_back(actor: Actor, steps: Steps, *, survivor: uuid.UUID, merged: Ids, set_back: frozenset[str]) -> None:
    """These steps in reverse. What clashes stays as it is now, unless its name is among `set_back`."""
    coming = _gone_keys(steps)
    for step in reversed(steps):
        if step["act"] == "moved":
            _move_back(step)
        elif step["act"] == "gone":
            _bring_back(step, coming)
        elif step["act"] == "set":
            _set_back(step, set_back)
        elif step["act"] == "made":
            delete_rows(apps.get_model(step["model"]), [step["key"]])
        elif step["act"] == "own":
            item = item_of(step["of"], step["code"])
            assert isinstance(item, Own)
            item.undo(actor, survivor, merged, step["notes"])


def _move_back(step: dict[str, Any]) -> None:
    for part in parts(step["keys"], CHUNK):
        give_back(step, part)


def give_back(step: dict[str, Any], keys: Sequence[Any]) -> None:
    """A portion of what was moved; what is with another by now stays there."""
    item = mover_of(step)
    rows = item.model._base_manager.filter(pk__in=keys, **{item.field: item.value(step["to"])})
    if item.marks:
        rows.filter(**{item.marks: step["from"]}).update(**{item.marks: None})
    rows.update(**{item.field: item.value(step["from"])})


def may_wait(step: dict[str, Any]) -> bool:
    """Whether a step may be taken back after the rest, in portions."""
    return step["act"] == "moved" and mover_of(step).ahead


def once_more(actor: Actor, of: str, survivor: uuid.UUID, merged: Ids) -> None:
    """What is worked out from where the rows are, when the last of them came back."""
    for item in items_of(of):
        if isinstance(item, Own) and item.again:
            item.undo(actor, survivor, merged, None)


def _bring_back(step: dict[str, Any], coming: set[tuple[str, str]]) -> None:
    model: type[Model] = apps.get_model(step["model"])
    columns = {f.attname: f for f in model._meta.concrete_fields}
    for held in step["rows"]:  # a column that came since has its default
        values = {name: value_of(columns[name], held[name]) for name in held if name in columns}
        for name in [*taken(model, held), *_lost(model, held, coming)]:
            values[name] = None
        insert_rows(model, list(values), [list(values.values())])


def taken(model: type[Model], held: dict[str, Any]) -> list[str]:
    """Columns of an image that may stand only once, and stand elsewhere by now; those that may be empty."""
    return [
        f.attname
        for f in model._meta.concrete_fields
        if f.unique and f.null and held.get(f.attname) is not None
        if model._base_manager.filter(**{f.attname: held[f.attname]}).exists()
    ]


def comes(item: Mover, held: dict[str, Any], to: uuid.UUID) -> bool:
    """Bring back a row that stood twice, with `to`, if its place there is free by now."""
    model: Any = item.model
    places = [(names, condition) for names, condition in item.uniques() if names]
    for names, condition in places:
        columns = [model._meta.get_field(n).attname for n in names]
        if item.rows([to]).filter(condition, **{name: held[name] for name in columns}).exists():
            return False
    if places:
        kept_so = {**held, item.field: plain(item.value(to))}
        _bring_back({"model": model._meta.label, "rows": [kept_so]}, set())
    return bool(places)


def _lost(model: type[Model], held: dict[str, Any], coming: set[tuple[str, str]]) -> list[str]:
    """Columns of an image that name a row that is no more, and none of those that come back; those that may be empty."""
    found = []
    for column in model._meta.concrete_fields:
        other: Any = column.related_model
        key = held.get(column.attname)
        if other is None or not column.null or key is None or (other._meta.label, str(key)) in coming:
            continue
        if not other._base_manager.filter(pk=key).exists():
            found.append(column.attname)
    return found


def _set_back(step: dict[str, Any], wanted: frozenset[str]) -> None:
    model: type[Model] = apps.get_model(step["model"])
    row: Any = model._base_manager.select_for_update().filter(pk=step["key"]).first()
    if row is None:
        return
    stays_so = {c.field for c in _changed(step) if c.name not in wanted}
    columns = {f.attname: f for f in model._meta.concrete_fields}
    names = [n for n in step["before"] if n not in stays_so and n in columns]
    for name in names:
        before, after, now = step["before"][name], step["after"][name], kept(getattr(row, name))
        mixed = of_fields(before, after, now) and now != after
        value = _fields_back(name, before, after, now, stays_so) if mixed else before
        setattr(row, name, value_of(columns[name], value))
    if names:
        row.store()


def _fields_back(name: str, before: Any, after: Any, now: Any, stays_so: set[str]) -> dict[str, Any]:
    """The fields that the merge wrote as they were; those that somebody wrote since as they are."""
    back = [k for k, _, _, _ in compared(before, after, now) if f"{name}.{k}" not in stays_so]
    found = {k: v for k, v in now.items() if k not in back}
    return found | {k: before[k] for k in back if k in before}


def added_since(of: str, steps: Steps, survivor: uuid.UUID, since: uuid.UUID) -> list[tuple[Mover, QuerySet[Any]]]:
    """Rows that came to the survivor after the merge, whose own key is `since`."""
    tops = {step["code"]: step["top"] for step in steps if step["act"] == "top"}
    found = []
    for item in items_of(of):
        if isinstance(item, Own) or item.drop or not item.told or item.code not in tops:
            continue
        rows = item.rows([survivor])
        is_uuid = item.model._meta.pk is not None and item.model._meta.pk.get_internal_type() == "UUIDField"
        if is_uuid:
            found.append((item, rows.filter(pk__gt=since)))
        elif tops[item.code] is not None:
            found.append((item, rows.filter(pk__gt=tops[item.code])))
        else:
            found.append((item, rows))
    return [(item, rows) for item, rows in found if rows.exists()]
