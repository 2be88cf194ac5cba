"""Rows of any app change hands, as their app declared: locked, written, on record."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import F, Model

from dougong.accounts.models import User
from dougong.audit.services import Act, record_many
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.handing import Holding, Person
from dougong.kit.models import Record
from dougong.kit.registry import resource
from dougong.kit.stream import notify_many
from dougong.organisation.holders import held

CHUNK = 200


class Moved(NamedTuple):
    """A row that changed hands: whom it names now, the department it had, and what its app wants to know at the undoing."""

    row: Any
    held_id: uuid.UUID | None
    department_id: uuid.UUID | None
    note: Any


def person_of(user: User) -> Person:
    return Person(user.pk, user.name, user.department_id)


def locked_chunk(holding: Holding, person_id: uuid.UUID, after: Any) -> list[Any]:
    rows = held(holding, person_id).select_for_update(of=("self",)).order_by("pk")
    if holding.via:
        rows = rows.select_related(holding.via)
    return list((rows.filter(pk__gt=after) if after is not None else rows)[:CHUNK])


def pass_on(actor: Actor, holding: Holding, rows: list[Any], giver: Person, taker: Person) -> list[Moved]:
    """Set the rows to the taker; those that their app leaves where they are, are left out of the answer."""
    before = {row.pk: _department(holding, row) for row in rows}
    for row in rows:
        _set(holding, row, taker.id, taker.department_id)
    notes = (holding.passed(actor, rows, giver, taker) if holding.passed else None) or {}
    moved = [row for row in rows if _holder(holding, row) != giver.id]
    _write(holding, moved)
    _on_record(actor, holding, moved, giver.id)
    return [Moved(row, _holder(holding, row), before[row.pk], notes.get(row.pk)) for row in moved]


def give_back(actor: Actor, holding: Holding, rows: list[Any], owner: Person, kept: dict[Any, Any]) -> None:
    """The undoing; `kept` are the items by the row's key."""
    takers = {row.pk: _holder(holding, row) for row in rows}
    for row in rows:
        _set(holding, row, owner.id, kept[row.pk].department_id)
    if holding.back is not None:
        holding.back(actor, rows, owner, {row.pk: kept[row.pk].note for row in rows})
    _write(holding, rows)
    _on_record(actor, holding, rows, None, takers)


def _holder(holding: Holding, row: Any) -> uuid.UUID | None:
    found: uuid.UUID | None = getattr(row, f"{holding.field}_id")
    return found


def _department(holding: Holding, row: Any) -> uuid.UUID | None:
    return getattr(row, f"{holding.department}_id") if holding.department else None


def _set(holding: Holding, row: Any, person_id: uuid.UUID, department_id: uuid.UUID | None) -> None:
    setattr(row, f"{holding.field}_id", person_id)
    if holding.department:
        setattr(row, f"{holding.department}_id", department_id)


def _write(holding: Holding, rows: list[Any]) -> None:
    """One statement for all that change alike: nothing else of a row is touched."""
    alike: dict[tuple[Any, Any], list[Any]] = defaultdict(list)
    for row in rows:
        alike[_holder(holding, row), _department(holding, row)].append(row.pk)
    more: dict[str, Any] = {}
    if issubclass(holding.model, Record):
        more = {"version": F("version") + 1, "updated_at": clock.now()}
    for (holder, department), keys in alike.items():
        values: dict[str, Any] = {f"{holding.field}_id": holder, **more}
        if holding.department:
            values[f"{holding.department}_id"] = department
        holding.model._default_manager.filter(pk__in=keys).update(**values)


def _on_record(
    actor: Actor, holding: Holding, rows: list[Any], giver: uuid.UUID | None, takers: dict[Any, Any] | None = None
) -> None:
    """An entry a record, under the record itself or the one it belongs to; and a word to the browsers."""
    kind = resource(holding.resource)
    name = f"{holding.field}_id"
    action = "hand_over" if takers is None else "give_back"
    acts = []
    for row in rows:
        record = _record_of(holding, row)
        if isinstance(record, kind.model):
            old = giver if takers is None else takers[row.pk]
            acts.append(Act(action, record, {name: old}, {name: _holder(holding, row)}))
    record_many(actor, holding.resource, acts)
    notify_many(holding.resource, [act.obj.pk for act in acts])


def _record_of(holding: Holding, row: Any) -> Model | None:
    found = row
    for step in filter(None, holding.via.split("__")):
        found = getattr(found, step)
    return found
