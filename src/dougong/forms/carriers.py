"""Records that carry fields a company defines. A higher app says which model and which two columns hold the values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from dougong.forms.rules import FieldDef


@dataclass(frozen=True)
class Carrier:
    """`column` is the JSON column of values that can be read, `sealed` the encrypted one of those that are secret. `standard` are
    the fields that the product brings along, `sections` where fields stand; `columns` what the record's
    own columns mean, whose names no field of a company may have."""

    code: str
    model: type[Model]
    column: str
    sealed: str
    standard: tuple[FieldDef, ...]
    kinds: tuple[tuple[str, str, str], ...] = ()
    sections: tuple[tuple[str, str, str], ...] = ()
    columns: tuple[FieldDef, ...] = ()


_carriers: dict[str, Carrier] = {}


def carries(item: Carrier) -> None:
    _carriers[item.code] = item


def carrier(code: str) -> Carrier | None:
    return _carriers.get(code)


def carriers() -> Iterator[Carrier]:
    return iter(list(_carriers.values()))
