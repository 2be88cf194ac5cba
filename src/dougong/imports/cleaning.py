"""One cell of a stranger's table, in the form in which it is stored; or why not. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dougong.imports.mapping import TargetField
from dougong.imports.tidying import FREE
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
from dougong.kit.tabular import unescaped
from dougong.kit.tabular.model import CellError

_NUMBER = re.compile(r"(?:约|大约|近|~)?\s*(\d{1,9})(?:\.0+)?\s*(?:人|名|个|家|台|套|余人|多人)?\+?")
_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d{1,2})?")
_IN_WORDS = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟貳參叄陸〇一二三四五六七八九十百]")
_YES = ("是", "有", "对", "√", "✓", "y", "yes", "true", "1", "1.0")
_NO = ("否", "没有", "不", "×", "✗", "n", "no", "false", "0", "0.0")


@dataclass(frozen=True, slots=True)
class Offer:
    """A repair at a click: `value` goes into the cell; or, with `answer`, the row is kept and remembered as answered."""

    value: str
    zh: str
    en: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """`severity` is error (the row is not imported), ask (not until somebody answers) or note (it is). `keep`: a question that may be
    answered with "as it stands"."""

    field: str
    code: str
    zh: str
    en: str
    severity: str = "error"
    offers: tuple[Offer, ...] = ()
    keep: bool = True

    def plain(self) -> dict[str, Any]:
        offers = [{"value": o.value, "zh": o.zh, "en": o.en, "answer": o.answer} for o in self.offers]
        return {
            "field": self.field,
            "code": self.code,
            "severity": self.severity,
            "zh": self.zh,
            "en": self.en,
            "offers": offers,
            "keep": self.keep and self.severity == "ask",
        }


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`value` is text (dates YYYY-MM-DD, amounts with two places), None for a blank cell. `tidied` is the rule that changed it."""

    value: str | None = None
    problem: Problem | None = None
    tidied: str = ""
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class How:
    """What the column says of its cells, and the rules that are switched off."""

    unit: Unit = "元"
    order: Order | None = None
    off: frozenset[str] = frozenset()
    from_1904: bool = False


def clean_cell(target: TargetField, cell: object, how: How) -> Cleaned:
    """`cell` as `stored_cell` gave it."""
    if isinstance(cell, dict):
        shown = Reason("formula_error", params={"shown": cell.get("error", "")})
        return Cleaned(problem=_problem(target, shown, clear=not target.required))
    if isinstance(cell, str):
        cell = unescaped(cell)
    if is_blank(cell):
        return _blank(target, cell, how)
    found = _CLEANERS.get(target.kind, _text)(target, cell, how)
    if found.tidied in how.off and found.value is not None:
        found = _untidied(target, cell, found)
    if found.value is not None and len(found.value) > target.max_length:
        return Cleaned(problem=_too_long(target, found.value))
    return found


def _blank(target: TargetField, cell: object, how: How) -> Cleaned:
    """An empty cell, or one that says in words that it is."""
    word = str(cell or "").strip()
    if not word or "blank" not in how.off:
        return Cleaned(tidied="blank" if word else "")
    if target.kind in FREE or target.kind == "company":
        return Cleaned(word)
    offer = Offer("", "这一格留空", "Leave the cell empty")
    zh, en = f"「{word}」是空吗？", f"Does “{word}” mean empty?"
    return Cleaned(problem=Problem(target.key, "blank_word", zh, en, "ask", (offer,), keep=False))


def _untidied(target: TargetField, cell: object, found: Cleaned) -> Cleaned:
    """The rule is switched off: free text stays as it stands, anything else is asked for one by one."""
    if target.kind in FREE:
        return Cleaned(str(cell).strip())
    value = found.value or ""
    offer = Offer(value, f"改为 {value}", f"Change to {value}")
    zh, en = f"应写成「{value}」。", f"It should read “{value}”."
    return Cleaned(problem=Problem(target.key, "tidy_off", zh, en, "ask", (offer,), keep=False))


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
    return Problem(target.key, reason.code, reason.sentence("zh"), reason.sentence("en"), severity, offers, keep=False)


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
    if found.slips == 1 and "uscc_slip" not in how.off:  # the check character would disprove a wrong guess of one
        return Cleaned(found.suggestion, tidied="uscc_slip")
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
    return Cleaned(found.value, tidied="email" if found.value != str(cell) else "")


def _date(target: TargetField, cell: object, how: How) -> Cleaned:
    order = None if "date_order" in how.off else how.order
    found = parse_date(cell, order=order, from_1904=how.from_1904)
    if found.value is not None:
        value = found.value.isoformat()
        return Cleaned(value, tidied=_date_rule(cell, value, order))
    if found.reason is None:
        return Cleaned()
    readings = [Offer(d.isoformat(), f"按 {d.isoformat()}", f"Read as {d.isoformat()}") for d in found.choices]
    severity = "ask" if readings else "error"
    return Cleaned(problem=_problem(target, found.reason, *readings, severity=severity))


def _date_rule(cell: object, value: str, order: Order | None) -> str:
    text = str(cell)
    if text == value:
        return ""
    if order is not None and parse_date(cell).choices:
        return "date_order"
    return "date_serial" if _SERIAL.fullmatch(text.strip()) else "date"


def _amount(target: TargetField, cell: object, how: How) -> Cleaned:
    found = parse_amount(cell, unit=how.unit)
    if found.reason is not None:
        return Cleaned(problem=_problem(target, found.reason))
    if found.fen is None:
        return Cleaned()
    value = str(Money.fen(found.fen))
    return Cleaned(value, tidied=_amount_rule(cell, value, how.unit))


def _amount_rule(cell: object, value: str, unit: Unit) -> str:
    if isinstance(cell, str) and not _PLAIN.fullmatch(cell):
        return "amount_words" if _IN_WORDS.search(cell) else "amount"
    return "amount_unit" if unit != "元" else ""


def _number(target: TargetField, cell: object, how: How) -> Cleaned:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < 10**9 and cell == int(cell):
        return Cleaned(str(int(cell)))
    found = _NUMBER.fullmatch(half_width(str(cell)).replace(",", "").strip())
    if found is None:
        return _unreadable(target)
    return Cleaned(found[1], tidied="number" if found[1] != str(cell) else "")


def _decimal(target: TargetField, cell: object, how: How) -> Cleaned:
    text = half_width(str(cell)).replace(",", "").strip()
    if isinstance(cell, bool) or not _DECIMAL.fullmatch(text):
        return _unreadable(target)
    return Cleaned(text, tidied="number" if text != str(cell) else "")


def _bool(target: TargetField, cell: object, how: How) -> Cleaned:
    text = half_width(str(cell)).strip().casefold()
    if text in _YES or text in _NO:
        return Cleaned("true" if text in _YES else "false")
    offers = (Offer("是", "改为「是」", "Change to “yes”"), Offer("否", "改为「否」", "Change to “no”"))
    zh, en = "写「是」或「否」。", "Write yes or no."
    return Cleaned(problem=Problem(target.key, "bool_unreadable", zh, en, "ask", offers, keep=False))


def _unreadable(target: TargetField) -> Cleaned:
    offer = Offer("", "这一格留空", "Leave the cell empty")
    zh, en = "认不出这个数。", "This number can't be read."
    return Cleaned(problem=Problem(target.key, "number_unreadable", zh, en, "error", (offer,)))


def _region(target: TargetField, cell: object, how: How) -> Cleaned:
    raw = half_width(str(cell)).strip()
    found = find_region(raw)
    if found is not None:
        return Cleaned(found.code, tidied="region" if found.code != cell else "")
    offer = Offer("", "这一格留空", "Leave the cell empty")
    text = f"认不出地区「{raw[:20]}」。", f"No such place: “{raw[:20]}”."
    return Cleaned(problem=Problem(target.key, "region_unknown", *text, "ask", (offer,), keep=False))


def _choice(target: TargetField, cell: object, how: How) -> Cleaned:
    raw = half_width(str(cell)).strip().casefold()
    for value, zh, en in target.choices:
        if raw in (value.casefold(), zh.casefold(), en.casefold()):
            return Cleaned(value)
    offers = tuple(Offer(v, f"改为「{z}」", f"Change to “{e}”") for v, z, e in target.choices[-1:])
    text = f"没有「{raw[:20]}」这一种。", f"“{raw[:20]}” is none of the choices."
    return Cleaned(problem=Problem(target.key, "choice_unknown", *text, "ask", offers, keep=False))


_CLEANERS: dict[str, Callable[[TargetField, object, How], Cleaned]] = {
    "company": _company,
    "uscc": _uscc,
    "phone": _phone,
    "email": _email,
    "date": _date,
    "amount": _amount,
    "number": _number,
    "decimal": _decimal,
    "bool": _bool,
    "region": _region,
    "choice": _choice,
}
