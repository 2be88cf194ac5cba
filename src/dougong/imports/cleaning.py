"""One cell of a stranger's table, in the form in which it is stored; or why not. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dougong.imports.mapping import TargetField
from dougong.kit.formats import (
    check_uscc,
    half_width,
    is_blank,
    normalise_name,
    normalise_phone,
    parse_amount,
    parse_date,
    parse_email,
)
from dougong.kit.formats.amounts import Unit
from dougong.kit.formats.dates import Order
from dougong.kit.formats.reasons import Reason
from dougong.kit.money import Money
from dougong.kit.regions import find_region
from dougong.kit.tabular.model import CellError

_NUMBER = re.compile(r"(?:约|大约|近|~)?\s*(\d{1,9})(?:\.0+)?\s*(?:人|名|个|家|台|套|余人|多人)?\+?")
#: What an export puts before a cell so that no program computes it.
_ESCAPED = re.compile(r"'(?=[=+\-@＝＋－＠\t\r])")


@dataclass(frozen=True, slots=True)
class Offer:
    """A repair at a click: `value` goes into the cell; or, with `answer`, the row is kept and remembered as answered."""

    value: str
    zh: str
    en: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """`severity` is error (the row is not imported) or ask (not until somebody answers)."""

    field: str
    code: str
    zh: str
    en: str
    severity: str = "error"
    offers: tuple[Offer, ...] = ()

    def plain(self) -> dict[str, Any]:
        offers = [{"value": o.value, "zh": o.zh, "en": o.en, "answer": o.answer} for o in self.offers]
        return {
            "field": self.field,
            "code": self.code,
            "severity": self.severity,
            "zh": self.zh,
            "en": self.en,
            "offers": offers,
        }


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`value` is text (dates YYYY-MM-DD, amounts with two places), None for a blank cell. `tidied` names what was tidied."""

    value: str | None = None
    problem: Problem | None = None
    tidied: str = ""
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class How:
    """What the column says of its cells."""

    unit: Unit = "元"
    order: Order | None = None


def clean_cell(target: TargetField, cell: object, how: How) -> Cleaned:
    """`cell` as `stored_cell` gave it."""
    if isinstance(cell, dict):
        shown = Reason("formula_error", params={"shown": cell.get("error", "")})
        return Cleaned(problem=_problem(target, shown, clear=not target.required))
    if isinstance(cell, str):
        cell = _ESCAPED.sub("", cell, count=1)
    if is_blank(cell):
        return Cleaned()
    found = _CLEANERS.get(target.kind, _text)(target, cell, how)
    if found.value is not None and len(found.value) > target.max_length:
        return Cleaned(problem=_too_long(target, found.value))
    return found


def stored_cell(cell: object) -> Any:
    """A cell as JSON keeps it, so that reading it again gives the same."""
    if cell is None or isinstance(cell, bool | int | float | str):
        return cell
    if isinstance(cell, CellError):
        return {"error": cell.code}
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def shown_cell(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return str(cell.get("error", ""))
    return str(cell)


def _problem(
    target: TargetField, reason: Reason, *offers: Offer, severity: str = "error", clear: bool = True
) -> Problem:
    if clear and not offers and not target.required:
        offers = (Offer("", "这一格留空", "Leave the cell empty"),)
    return Problem(target.key, reason.code, reason.sentence("zh"), reason.sentence("en"), severity, offers)


def _too_long(target: TargetField, value: str) -> Problem:
    cut = value[: target.max_length]
    return Problem(
        target.key,
        "text_long",
        f"有 {len(value)} 个字，最多 {target.max_length} 个。",
        f"It has {len(value)} characters; at most {target.max_length} fit.",
        "error",
        (Offer(cut, f"截短为前 {target.max_length} 个字", f"Keep the first {target.max_length}"),),
    )


def _text(target: TargetField, cell: object, how: How) -> Cleaned:
    raw = str(cell)
    value = " ".join(half_width(raw).split())
    return Cleaned(value, tidied="width" if value != raw else "")


def _company(target: TargetField, cell: object, how: How) -> Cleaned:
    raw = str(cell)
    value = normalise_name(raw)
    return Cleaned(value or None, tidied="width" if value != raw else "")


def _uscc(target: TargetField, cell: object, how: How) -> Cleaned:
    found = check_uscc(cell)
    if found.reason is None:
        return Cleaned(found.value, tidied="uscc" if found.changed else "")
    if found.suggestion is None:
        return Cleaned(problem=_problem(target, found.reason, clear=False))
    offer = Offer(found.suggestion, f"改为 {found.suggestion}", f"Change to {found.suggestion}")
    return Cleaned(problem=_problem(target, found.reason, offer))


def _phone(target: TargetField, cell: object, how: How) -> Cleaned:
    found = normalise_phone(cell)
    if found.reason is not None:
        return Cleaned(problem=_problem(target, found.reason))
    rest = [*([f"转 {found.extension}"] if found.extension else []), *found.others]
    more = {"other_phones": "、".join(rest)} if rest else {}
    return Cleaned(found.value, tidied="phone" if found.value != str(cell) else "", more=more)


def _email(target: TargetField, cell: object, how: How) -> Cleaned:
    found = parse_email(cell)
    if found.reason is not None:
        return Cleaned(problem=_problem(target, found.reason))
    return Cleaned(found.value, tidied="width" if found.value != str(cell) else "")


def _date(target: TargetField, cell: object, how: How) -> Cleaned:
    found = parse_date(cell, order=how.order)
    if found.value is not None:
        value = found.value.isoformat()
        return Cleaned(value, tidied="date" if value != str(cell) else "")
    if found.reason is None:
        return Cleaned()
    readings = [Offer(d.isoformat(), f"按 {d.isoformat()}", f"Read as {d.isoformat()}") for d in found.choices]
    severity = "ask" if readings else "error"
    return Cleaned(problem=_problem(target, found.reason, *readings, severity=severity))


def _amount(target: TargetField, cell: object, how: How) -> Cleaned:
    found = parse_amount(cell, unit=how.unit)
    if found.reason is not None:
        return Cleaned(problem=_problem(target, found.reason))
    if found.fen is None:
        return Cleaned()
    tidied = "amount" if isinstance(cell, str) or how.unit != "元" else ""
    return Cleaned(str(Money.fen(found.fen)), tidied=tidied)


def _number(target: TargetField, cell: object, how: How) -> Cleaned:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell) and 0 <= cell < 10**9:
        return Cleaned(str(int(cell)))
    found = _NUMBER.fullmatch(half_width(str(cell)).replace(",", "").strip())
    if found is None:
        offer = Offer("", "这一格留空", "Leave the cell empty")
        return Cleaned(
            problem=Problem(
                target.key, "number_unreadable", "认不出这个数。", "This number can't be read.", "error", (offer,)
            )
        )
    return Cleaned(found[1], tidied="number")


def _region(target: TargetField, cell: object, how: How) -> Cleaned:
    raw = half_width(str(cell)).strip()
    found = find_region(raw)
    if found is not None:
        return Cleaned(found.code)
    offer = Offer("", "这一格留空", "Leave the cell empty")
    text = f"认不出地区「{raw[:20]}」。", f"No such place: “{raw[:20]}”."
    return Cleaned(problem=Problem(target.key, "region_unknown", *text, "ask", (offer,)))


def _choice(target: TargetField, cell: object, how: How) -> Cleaned:
    raw = half_width(str(cell)).strip().casefold()
    for value, zh, en in target.choices:
        if raw in (value.casefold(), zh.casefold(), en.casefold()):
            return Cleaned(value)
    offers = tuple(Offer(v, f"改为「{z}」", f"Change to “{e}”") for v, z, e in target.choices[-1:])
    text = f"没有「{raw[:20]}」这一种。", f"“{raw[:20]}” is none of the choices."
    return Cleaned(problem=Problem(target.key, "choice_unknown", *text, "ask", offers))


_CLEANERS: dict[str, Callable[[TargetField, object, How], Cleaned]] = {
    "company": _company,
    "uscc": _uscc,
    "phone": _phone,
    "email": _email,
    "date": _date,
    "amount": _amount,
    "number": _number,
    "region": _region,
    "choice": _choice,
}
