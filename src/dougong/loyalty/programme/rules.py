"""The rules of a programme, read from JSON and evaluated by zen-engine.

Conditions and amounts are zen expressions over the fields of an event's `data`; zen reckons in decimals of 28 digits, and the
amounts are handed to it as they were written, so no fen is lost on the way.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import zen

from dougong.kit.months import month_on
from dougong.loyalty.programme.book import NEVER
from dougong.loyalty.programme.events import amount_of, moment_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
ALWAYS = dt.datetime.min.replace(tzinfo=dt.UTC)
#: What gives another answer tomorrow has no place in a rule.
_UNSTEADY = re.compile(r"\brand\s*\(|\bd\s*\(\s*\)|['\"]now['\"]")


class RulesRefused(ValueError):
    """The file of rules can't be used; `zh` and `en` say where and why."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(en)


class BadEvent(ValueError):
    """The rules can't be evaluated on this event."""


class Expression(Protocol):
    def evaluate(self, context: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `points` by one rule to one client: for an event, in a month of Shanghai's calendar, or ever."""

    per: str
    points: int

    def span(self, at: dt.datetime) -> str:
        return at.astimezone(SHANGHAI).strftime("%Y-%m") if self.per == "month" else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`family` is whose gifts a cap counts: the rule's own, or, where it has versions, those of all of them. Of the rules of one
    `group` only the first that gives or takes counts. It is in force from `begins` up to, not including, `ends`. `to` says whose
    events it is about: the client's, a contact's own (told `for_contact`), or any."""

    number: int
    code: str
    on: str
    when: Expression | None
    points: Expression
    caps: tuple[Cap, ...]
    months: int | None
    version: int = 0
    group: str = ""
    begins: dt.datetime = ALWAYS
    ends: dt.datetime = NEVER
    to: str = "client"

    @property
    def family(self) -> str:
        return self.code if self.version else f"#{self.number}"

    def in_force(self, at: dt.datetime) -> bool:
        return self.begins <= at < self.ends

    def concerns(self, data: Mapping[str, Any]) -> bool:
        return self.to == "any" or (self.to == "contact") == (data.get("for_contact") is True)

    def gives(self, variables: str) -> int | None:
        """Whole points (below zero: takes), a fraction dropped toward zero; None when the rule does not apply."""
        if self.when is not None:
            applies = _evaluated(self.when, variables)
            if not isinstance(applies, bool):
                raise BadEvent(self.code)
            if not applies:
                return None
        points = _evaluated(self.points, variables)
        if isinstance(points, bool) or not isinstance(points, int | float) or not math.isfinite(points):
            raise BadEvent(self.code)
        return math.trunc(points)

    def expires(self, at: dt.datetime) -> dt.datetime:
        return NEVER if self.months is None else months_later(at, self.months)


def months_later(at: dt.datetime, months: int) -> dt.datetime:
    """00:00 in Shanghai on the same day of the month `months` later, its last day where it is shorter; in UTC."""
    try:
        day = month_on(at.astimezone(SHANGHAI).date(), months)
    except (ValueError, OverflowError):  # beyond the calendar
        return NEVER
    return NEVER if day.year == dt.MAXYEAR else dt.datetime.combine(day, dt.time(), SHANGHAI).astimezone(dt.UTC)


def variables(data: Mapping[str, Any]) -> str:
    """An event's `data` as zen takes it: the amount as a number, with every digit."""
    amount = amount_of(data.get("amount"))
    if amount is None:
        return json.dumps(data)
    rest = {key: value for key, value in data.items() if key != "amount"}
    return f'{{"amount":{_number(amount)}{"," if rest else ""}{json.dumps(rest)[1:]}'


def _number(digits: str) -> str:
    """As JSON writes it: no zeros before."""
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, dot, fraction = digits.partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{dot}{fraction}"


def _evaluated(expression: Expression, context: str) -> Any:
    try:
        return expression.evaluate(context)
    except BaseException as failure:
        if not _is_zens(failure):
            raise
        raise BadEvent(str(failure).partition("\n")[0]) from failure


def _is_zens(failure: BaseException) -> bool:
    """zen raises RuntimeError and bare Exception; a panic in its Rust (`d('2026-01-01').format('%Q')`) is no Exception."""
    return isinstance(failure, Exception) or type(failure).__name__ == "PanicException"


def parse(text: bytes) -> tuple[Rule, ...]:
    """The rules of a file `{"rules": [...]}`, in its order. Raises RulesRefused."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as failure:
        raise RulesRefused(f"规则文件不是 JSON：{failure}", f"the rules are no JSON: {failure}") from failure
    rows = found.get("rules") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise RulesRefused("规则文件中没有 rules 列表", "the file holds no list `rules`")
    return tuple(_rule(number, row) for number, row in enumerate(rows, 1))


def _rule(number: int, row: Any) -> Rule:
    if not isinstance(row, dict):
        raise _refused(number, "rule", row)
    code, on, months = row.get("code"), row.get("on"), row.get("expires_after_months")
    if not isinstance(code, str) or not code:
        raise _refused(number, "code", code)
    if not isinstance(on, str) or not on:
        raise _refused(number, "on", on)
    if months is not None and (isinstance(months, bool) or not isinstance(months, int) or months < 1):
        raise _refused(number, "expires_after_months", months)
    when = row.get("when")
    return Rule(
        number, code, on, None if when is None else _expression(number, "when", when),
        _expression(number, "points", row.get("points")), _caps(number, row.get("cap")), months, **_edition(number, row),
    )  # fmt: skip


def _edition(number: int, row: dict[str, Any]) -> dict[str, Any]:
    """What a rule has that knows versions, or stands back behind another; each may be left out."""
    found: dict[str, Any] = {"version": row.get("version", 0), "group": row.get("group", "")}
    if isinstance(found["version"], bool) or not isinstance(found["version"], int):
        raise _refused(number, "version", found["version"])
    if not isinstance(found["group"], str):
        raise _refused(number, "group", found["group"])
    found["to"] = row.get("to", "client")
    if found["to"] not in ("client", "contact", "any"):
        raise _refused(number, "to", found["to"])
    for name, key in (("from", "begins"), ("until", "ends")):
        if row.get(name) is not None:
            moment = moment_of(row[name])
            if moment is None:
                raise _refused(number, name, row[name])
            found[key] = moment
    return found


def _caps(number: int, said: Any) -> tuple[Cap, ...]:
    """One, or a list of some."""
    if said is None:
        return ()
    return tuple(_cap(number, cap) for cap in (said if isinstance(said, list) else [said]))


def _cap(number: int, cap: Any) -> Cap:
    per, points = (cap.get("per"), cap.get("points")) if isinstance(cap, dict) else (None, None)
    if per not in ("event", "month", "total") or isinstance(points, bool) or not isinstance(points, int) or points < 0:
        raise _refused(number, "cap", cap)
    return Cap(per, points)


def _expression(number: int, field: str, said: Any) -> Expression:
    """Numbers and truths may be written without quotes."""
    text = json.dumps(said) if isinstance(said, bool | int | float) else said
    if not isinstance(text, str) or not text.strip() or _UNSTEADY.search(text):
        raise _refused(number, field, said)
    try:
        compiled: Expression = zen.compile_expression(text)
    except BaseException as failure:
        if not _is_zens(failure):
            raise
        raise _refused(number, field, said, str(failure).partition("\n")[0]) from failure
    return compiled


def _refused(number: int, field: str, said: Any, why: str = "") -> RulesRefused:
    shown = json.dumps(said, ensure_ascii=False)[:120]
    because = f": {why}" if why else ""
    return RulesRefused(
        f"第 {number} 条规则的 {field} 无法使用：{shown}{because}",
        f"rule {number}: its {field} can't be used: {shown}{because}",
    )
