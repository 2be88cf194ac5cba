"""The fields that a company lists, as columns and filters of their record's list."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.lookups import (
    Contains,
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    IContains,
    In,
    IsNull,
    LessThan,
    LessThanOrEqual,
    StartsWith,
)

from dougong.accounts.models import User
from dougong.forms.carriers import Carrier, carrier
from dougong.forms.checking import told
from dougong.forms.rules import FieldDef
from dougong.forms.selectors import all_fields
from dougong.forms.sql import Fact
from dougong.forms.words import place, said
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Choices, Filter
from dougong.kit.ids import parse_id
from dougong.kit.listing import Col, More
from dougong.kit.money import Money
from dougong.kit.regions import provinces, region_prefix
from dougong.kit.registry import ADDED
from dougong.kit.trades import trades

_COLUMNS = {
    "number": "number", "amount": "money", "date": "date", "choice": "choice", "several": "choice", "yes_no": "bool",
    "person": "person",
}  # fmt: skip
_FILTERS = {
    "number": "number", "amount": "money", "date": "date", "choice": "choice", "several": "choice", "yes_no": "bool",
    "person": "person", "region": "choice", "industry": "choice",
}  # fmt: skip
_COMPARE = {"eq": Exact, "gt": GreaterThan, "gte": GreaterThanOrEqual, "lt": LessThan, "lte": LessThanOrEqual}
_SORTED = ("text", "number", "amount", "date", "choice", "yes_no", "region", "industry")


def more_of(code: str) -> More:
    """What a list of these records offers beside its own columns."""

    def listed(actor: Actor) -> list[FieldDef]:
        return [f for f in all_fields(code, actor) if f.listed and not f.removed]

    def ordered(rows: QuerySet[Any], col: Col) -> QuerySet[Any]:
        field = next(f for f in all_fields(code) if f.key == col.key.removeprefix(ADDED))
        return rows.annotate(**{col.path: Fact(_item(code).column, field.key, field.type)})

    return More(
        cols=lambda actor: [_col(f) for f in listed(actor)],
        filters=lambda actor: [_filter(_item(code), f) for f in listed(actor)],
        sorted=ordered,
        fill=lambda items, cols: _fill(code, items, cols),
    )


def _item(code: str) -> Carrier:
    found = carrier(code)
    if found is None:
        raise LookupError(code)
    return found


def _col(field: FieldDef) -> Col:
    """Amounts lie in fen, as whole numbers: a cursor of theirs is a number too."""
    return Col(
        f"{ADDED}{field.key}", field.zh, field.name_en, path=f"fact_{field.key}", type=_COLUMNS.get(field.type, "text"),
        sort=field.type in _SORTED, nullable=True, choices=field.choices or None,
    )  # fmt: skip


def _filter(item: Carrier, field: FieldDef) -> Filter:
    def narrowed(op: str, values: list[str], actor: Actor) -> Q:
        return _narrowed(item, field, op, values, actor)

    kind = _FILTERS.get(field.type, "text")
    return Filter(f"{ADDED}{field.key}", field.zh, field.name_en, kind, choices=_choices(field), custom=narrowed)


def _choices(field: FieldDef) -> Choices | None:
    if field.type == "region":
        return [(p.code, p.name, p.name) for p in provinces()]
    if field.type == "industry":
        return [(t.code, f"{t.code} {t.name}", f"{t.code} {t.name}") for t in trades()]
    return field.choices or None


def _narrowed(item: Carrier, field: FieldDef, op: str, values: list[str], actor: Actor) -> Q:
    fact = Fact(item.column, field.key, field.type)
    if op in ("empty", "filled"):
        return Q(IsNull(fact, op == "empty"))
    if op in ("in", "nin"):
        inside = _among(field, fact, values, actor)
        return inside if op == "in" else Q(IsNull(fact, True)) | ~inside
    if op in ("contains", "ne"):
        text = ",".join(values)
        return Q(IContains(fact, text)) if op == "contains" else Q(IsNull(fact, True)) | ~Q(Exact(fact, text))
    parsed = [_value(field, v, actor) for v in values]
    if op == "between":
        if len(parsed) != 2:
            raise BadQuery(field=f"{ADDED}{field.key}", what=f"{field.key}:{op}")
        return Q(GreaterThanOrEqual(fact, parsed[0])) & Q(LessThanOrEqual(fact, parsed[1]))
    return Q(_COMPARE[op](fact, parsed[0]))


def _among(field: FieldDef, fact: Fact, values: list[str], actor: Actor) -> Q:
    """Of places and trades a code means all within it; of several choices any."""
    if field.type in ("choice", "person"):
        return Q(In(fact, [_value(field, v, actor) for v in values]))
    found = Q()
    for value in values:
        if field.type == "several":
            found |= Q(Contains(fact, f'"{value}"'))
        else:
            found |= Q(StartsWith(fact, region_prefix(value) if field.type == "region" else value))
    return found


def _value(field: FieldDef, text: str, actor: Actor) -> Any:
    """As it lies in the column; Filter reads dates, amounts and numbers and refuses what is none."""
    if field.type == "text":
        return text
    if field.type == "person":
        key = actor.id if text == "me" else parse_id(text)
        if key is None:
            raise BadQuery(field=f"{ADDED}{field.key}", what=f"{field.key}: {text}")
        return str(key)
    kind = _FILTERS.get(field.type, "text")
    found = Filter(f"{ADDED}{field.key}", field.zh, field.name_en, kind).parse(text, actor)
    if isinstance(found, Money):
        return found.amount_fen
    return found.isoformat() if kind == "date" else found


def _fill(code: str, items: list[dict[str, Any]], cols: Sequence[Col]) -> None:
    """One query for the values, one for the names of people where a column holds people."""
    item = _item(code)
    fields = {f.key: f for f in all_fields(code)} if cols else {}
    wanted = [fields[c.key.removeprefix(ADDED)] for c in cols]
    ids = [row["id"] for row in items]
    held = {
        str(pk): facts for pk, facts in item.model._default_manager.filter(pk__in=ids).values_list("pk", item.column)
    }
    names = _names([facts.get(f.key) for f in wanted if f.type == "person" for facts in held.values()])
    for row in items:
        facts = held.get(str(row["id"]), {})
        row["facts"] = {f.key: shown(f, facts.get(f.key), names) for f in wanted}


def _names(keys: list[Any]) -> dict[str, str]:
    wanted = {uuid.UUID(key) for key in keys if key}
    return (
        {str(pk): name for pk, name in User.objects.filter(pk__in=wanted).values_list("pk", "name")} if wanted else {}
    )


def shown(field: FieldDef, value: Any, names: dict[str, str]) -> Any:
    """As a list shows it: places, trades and people by their names."""
    if value is None:
        return None
    if field.type == "person":
        return names.get(value)
    if field.type == "region":
        return place(value)
    if field.type == "industry":
        return said(field, value, en=False)
    return told(field, value)
