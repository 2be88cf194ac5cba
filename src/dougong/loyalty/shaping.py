"""A rule as its form holds it, and as the programme takes it. Pure.

A body: `who` (segments, tags, grades, regions, kinds: lists, empty for all), `when` and `points` as zen expressions, or `table`,
whose rows ({cells: [{field, op, value}], points}) are tried in order, the first that fits counts; `caps` ([{per, points}]),
`months` the points live (None: for ever), `group` of rules of which only the first counts, `to` the client (also when it is
not said) or the contact who did it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dougong.loyalty.programme import rules as expressions
from dougong.loyalty.programme.rules import BadEvent, Rule, RulesRefused
from dougong.loyalty.triggers import BY_CODE, OF_THE_CLIENT, TRIGGERS, example

OPS = ("eq", "ne", "gt", "gte", "lt", "lte", "between", "in")
_SIGNS = {"eq": "==", "ne": "!=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_TYPES = {one.name: one.type for one in (*(f for t in TRIGGERS for f in t.fields), *OF_THE_CLIENT)}
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
EMPTY: Mapping[str, Any] = {
    "who": {"segments": [], "tags": [], "grades": [], "regions": [], "kinds": []},
    "when": "", "points": "", "table": None, "caps": [], "months": None, "group": "", "to": "client",
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What is wrong, and at which field of the form."""

    field: str
    zh: str
    en: str


def body_of(**values: Any) -> dict[str, Any]:
    """A body with what is said, and nothing else asked."""
    return {**EMPTY, **values, "who": {**EMPTY["who"], **values.get("who", {})}}


def condition(body: Mapping[str, Any]) -> str:
    """Who it is for and under which condition, as one expression; "" where it is for all."""
    who = body["who"]
    found = []
    if who["segments"]:
        found.append(f"some(client_segments, # in {json.dumps(who['segments'])})")
    if who["tags"]:
        found.append(f"some(client_tags, # in {_listed(who['tags'])})")
    if who["grades"]:
        found.append(f"client_grade in {_listed(who['grades'])}")
    if who["kinds"]:
        found.append(f"client_kind in {_listed(who['kinds'])}")
    if who["regions"]:
        near = [f"startsWith(client_region, {_text(_stem(code))})" for code in who["regions"]]
        found.append(f"({' or '.join(near)})")
    if body["when"].strip():
        found.append(f"({body['when']})" if found else body["when"])
    return " and ".join(found)


def amount(body: Mapping[str, Any]) -> str:
    """How many points, as an expression: of a table the first row that fits, nothing where none does."""
    if body["table"] is None:
        return str(body["points"])
    said = "0"
    for row in reversed(body["table"]):
        tests = [_test(cell) for cell in row["cells"]]
        said = f"({' and '.join(tests) or 'true'}) ? ({row['points']}) : ({said})"
    return said


def _test(cell: Mapping[str, Any]) -> str:
    field, op, value = cell["field"], cell["op"], str(cell["value"]).strip()
    kind = _TYPES.get(field, "text")
    name = f"d({field})" if kind == "date" else field
    if op == "between":
        least, _, most = value.partition("~")
        return f"({name} >= {_literal(kind, least)} and {name} <= {_literal(kind, most)})"
    if op == "in":
        return f"{field} in [{', '.join(_literal('text' if kind == 'date' else kind, one) for one in value.split(','))}]"
    return f"{name} {_SIGNS[op]} {_literal(kind, value)}"


def _literal(kind: str, said: str) -> str:
    """As the field's type writes it; a number that is none stays as it was said, and is told of when it is tried."""
    said = said.strip()
    if kind == "date":
        return f"d({_text(said)})"
    return said if kind in ("number", "truth") else _text(said)


def _text(value: str) -> str:
    return "'" + value.replace("\\", "").replace("'", "").replace("\n", " ") + "'"


def _listed(values: Iterable[str]) -> str:
    return f"[{', '.join(_text(v) for v in values)}]"


def _stem(code: str) -> str:
    """320000 is a province and all in it, 320500 a city."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def asks(body: Mapping[str, Any]) -> set[str]:
    """The names that its expressions use, and the segments it is for."""
    names = set(_WORD.findall(re.sub(r"'[^']*'|\"[^\"]*\"", "", f"{condition(body)} {amount(body)}")))
    return names | {f"segment:{pk}" for pk in body["who"]["segments"]}


def told(
    code: str, no: int, on: str, body: Mapping[str, Any], begins: dt.datetime | None, ends: dt.datetime | None
) -> dict[str, Any]:
    """The version as a file of rules for `dougong points replay` holds it."""
    when = condition(body)
    return {
        "code": code, "version": no, "on": on, **({"when": when} if when else {}), "points": amount(body),
        **({"cap": body["caps"]} if body["caps"] else {}),
        **({"expires_after_months": body["months"]} if body["months"] else {}),
        **({"group": body["group"]} if body["group"] else {}), **({"to": "contact"} if body.get("to") == "contact" else {}),
        **({"from": begins.isoformat()} if begins else {}), **({"until": ends.isoformat()} if ends else {}),
    }  # fmt: skip


def compiled(rows: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Versions as `told` tells them, in their order, ready to be used. Raises RulesRefused."""
    return expressions.parse(json.dumps({"rules": list(rows)}).encode())


def faults(on: str, body: Mapping[str, Any]) -> list[Fault]:
    """What keeps a body from being used, looked for by using it on an example."""
    if on not in BY_CODE:
        return [Fault("on", "选一个触发事件。", "Choose what the rule is about.")]
    if body["table"] is not None and not body["table"]:
        return [Fault("table", "决策表至少要有一行。", "The table needs a row.")]
    found = [*_unknown(on, body)]
    told, when, gives = {fault.field for fault in found}, condition(body), "points" if body["table"] is None else "table"
    if when and "when" not in told:
        found += _tried("when", on, {"when": when, "points": "1"})
    if gives not in told:
        found += _tried(gives, on, {"points": amount(body) or "''"})
    pers = [cap["per"] for cap in body["caps"]]
    if len(set(pers)) < len(pers):
        found.append(Fault("caps", "每种上限只填一个。", "One limit of each kind."))
    return found


def _unknown(on: str, body: Mapping[str, Any]) -> list[Fault]:
    """Names that no event of this kind has: zen would take them for nothing at all."""
    known = {one.name for one in (*BY_CODE[on].fields, *OF_THE_CLIENT)}
    table = {cell["field"] for row in body["table"] or () for cell in row["cells"]} - known
    if table:
        name = sorted(table)[0]
        return [Fault("table", f"没有名为 {name} 的字段。", f"There is no field {name}.")]
    found = []
    for field in ("when", "points"):
        said = re.sub(r"'[^']*'|\"[^\"]*\"|\b\w+\s*\(", "", str(body[field]))
        for name in _WORD.findall(said):
            if name not in known | _WORDS:
                found.append(Fault(field, f"没有名为 {name} 的字段。", f"There is no field {name}."))
                break
    return found


_WORDS = {"and", "or", "not", "in", "true", "false", "null"}


def _tried(field: str, on: str, rule: dict[str, str]) -> list[Fault]:
    try:
        (made,) = compiled([{"code": "x", "on": on, **rule}])
        made.gives(expressions.variables(example(on)))
    except RulesRefused as refusal:
        why = refusal.en.rpartition(": ")[2]
        return [Fault(field, f"表达式写得不对：{_short(why)}", f"The expression can't be read: {_short(why)}")]
    except BadEvent as failure:
        if str(failure) == "x":
            wanted = ("是或否", "true or false") if field == "when" else ("一个数", "a number")
            return [Fault(field, f"按示例得不出{wanted[0]}。", f"On the example it does not give {wanted[1]}.")]
        why = _short(str(failure))
        return [Fault(field, f"按示例算不出结果：{why}", f"It gives no answer on the example: {why}")]
    return []


def _short(why: str) -> str:
    """What zen says of it, without its own form."""
    inner = re.search(r'"source"\s*:\s*"([^"]*)"', why)
    return (inner.group(1) if inner else why)[:160]


def preview(on: str, body: Mapping[str, Any]) -> int | None:
    """What a body without faults gives for the example event: whole points, None where it does not apply."""
    when = condition(body)
    (made,) = compiled([{"code": "x", "on": on, "points": amount(body), **({"when": when} if when else {})}])
    return made.gives(expressions.variables(example(on)))
