"""What a field holds, in words: for prints, comparisons and search. The only place that says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dougong.forms.rules import FieldDef
from dougong.kit.money import Money, yuan
from dougong.kit.regions import region_by_code, short_name
from dougong.kit.trades import trade_by_code

YES_NO = ((True, "是", "Yes"), (False, "否", "No"))
_NOBODY: Mapping[str, str] = {}


def said(field: FieldDef, value: Any, *, en: bool, names: Mapping[str, str] = _NOBODY) -> str:
    """A value as it is kept, or as an answer tells it; a mask as it is. `names` are those of people and documents by key."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return chosen(YES_NO, [value], en=en)
    if field.type in ("person", "file"):
        return names.get(str(value), "")
    if field.type == "amount":
        return amount(value)
    if field.type == "region":
        return place(str(value))
    if field.type == "industry":
        trade = trade_by_code(str(value))
        return trade.name if trade else str(value)
    if field.choices:
        return chosen(field.choices, value if isinstance(value, list) else [value], en=en)
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def chosen(choices: Iterable[tuple[Any, str, str]], values: Iterable[Any], *, en: bool) -> str:
    """A choice that is no longer one is told as it is kept."""
    known = {value: words[en] for value, *words in choices}
    return (", " if en else "、").join(known.get(value, str(value)) for value in values)


def amount(value: Any) -> str:
    """¥1,545,650.00 from fen or from "1545650.00"."""
    if isinstance(value, int):
        return yuan(Money.fen(value))
    return str(value) if "*" in str(value) else yuan(Money(str(value)))


def place(code: str) -> str:
    """The short names of province, city and district; a code that is none as it is."""
    found = region_by_code(code)
    parts = [short_name(p) for p in (found.province, found.city) if p] + [found.district] if found else [code]
    return " ".join(dict.fromkeys(p for p in parts if p))
