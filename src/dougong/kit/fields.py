"""Field rules: what of a record's fields an actor is shown. The one place where they are applied.

Lists drop or mask their columns here, records their keys, exports follow lists, the audit its values; what is not shown can be
neither sorted, filtered nor searched by. Nothing asks the database: the rules came with the actor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dougong.kit.actor import Actor, FieldMode
from dougong.kit.errors import BusinessError
from dougong.kit.memo import Memo
from dougong.kit.registry import Field, resource

if TYPE_CHECKING:
    from dougong.kit.listing import Col, ListSpec

Plan = Mapping[str, tuple[FieldMode, Field]]
_plans: Memo[tuple[int, str], tuple[Actor, Plan]] = Memo(4000)


class FieldNotYours(BusinessError):
    code = "field_not_yours"
    status = 403
    zh = "这一项对你脱敏或不显示，不能改。需要时请管理员在「角色与权限」里放开。"
    en = "This field is masked or hidden for you and can't be changed. An administrator can open it under Roles and grants."


def mode(actor: Actor, code: str, key: str) -> FieldMode | None:
    """None is whole."""
    rules = actor.fields.get(code)
    return rules.get(key) if rules else None


def masked(kind: str, value: Any) -> Any:
    """138****1234, z***@firm.com, ***1234, 张**; nothing stays nothing. A value too short to keep a part of is hidden whole."""
    text = "" if value is None else str(value).strip()
    return _MASKS.get(kind, _whole)(text) if text else value


def _phone(text: str) -> str:
    digits = text.removeprefix("+86").lstrip()
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 9 else _whole(text)


def _email(text: str) -> str:
    name, _, domain = text.rpartition("@")
    return f"{name[0]}***@{domain}" if name and domain else _whole(text)


def _number(text: str) -> str:
    """ID numbers and bank accounts: the last four."""
    return f"****{text[-4:]}" if len(text) >= 12 else _whole(text)


def _name(text: str) -> str:
    return text[0] + "*" * min(len(text) - 1, 2) if len(text) > 1 else _whole(text)


def _whole(text: str) -> str:
    return "****"


_MASKS: dict[str, Callable[[str], str]] = {"phone": _phone, "email": _email, "number": _number, "name": _name}
#: `part`, of fields that a company added, of whose values nothing is known, hides them whole.


# ---- records


def shown(actor: Actor, code: str, value: dict[str, Any]) -> dict[str, Any]:
    """A record's answer as the actor may read it; `masked` and `hidden` name the fields that he does not see whole."""
    rules = actor.fields.get(code)
    if not rules:
        return value
    told: dict[str, list[str]] = {"mask": [], "hide": []}
    answer = dict(value)
    for field in resource(code).among(rules):
        ruled = rules[field.key]
        told[ruled].append(field.key)
        for place in field.places:
            answer = _changed(answer, place.split("."), ruled, field)
    return {**answer, "masked": told["mask"], "hidden": told["hide"]}


def _changed(value: Any, path: list[str], ruled: FieldMode, field: Field) -> Any:
    """A copy with the place hidden or masked; lists are walked."""
    if isinstance(value, list):
        return [_changed(item, path, ruled, field) for item in value]
    if not isinstance(value, dict) or path[0] not in value:
        return value
    copy = dict(value)
    if len(path) > 1:
        copy[path[0]] = _changed(copy[path[0]], path[1:], ruled, field)
    elif ruled == "hide":
        del copy[path[0]]
    else:
        copy[path[0]] = masked(field.mask, copy[path[0]])
    return copy


def may_write(actor: Actor, code: str, values: dict[str, Any], *, under: str = "") -> None:
    """Refuse a change of a field that the actor does not see whole: else a mask would be written back over the value."""
    rules = actor.fields.get(code)
    if not rules:
        return
    for field in resource(code).among(rules):
        for place in field.places:
            name = place.removeprefix(f"{under}.") if under else place
            if name in values and (not under or place.startswith(f"{under}.")):
                raise FieldNotYours(field=name)


# ---- lists


def plan(actor: Actor, spec: ListSpec) -> Plan:
    """Column key → how it is ruled, for the columns that are; kept as long as he is the same actor."""
    if not actor.fields:
        return {}
    key = (id(actor), spec.code)
    kept = _plans.get(key)
    if kept is None or kept[0] is not actor:
        ruled = {c.key: r for c in spec.cols if (r := _ruled(actor, spec, c.field or c.key))}
        kept = _plans.keep(key, (actor, ruled))
    return kept[1]


def _ruled(actor: Actor, spec: ListSpec, name: str) -> tuple[FieldMode, Field] | None:
    code, _, key = name.rpartition(":")
    code = code or spec.resource
    rules = actor.fields.get(code)
    if not rules:
        return None
    for field in resource(code).among(rules):
        if key in (field.key, *field.places):
            return rules[field.key], field
    return None


def places_ruled(actor: Actor, code: str) -> Plan:
    """Key of a field, or place where it stands → how it is ruled for a record's values."""
    rules = actor.fields.get(code) or {}
    found: dict[str, tuple[FieldMode, Field]] = {}
    for field in resource(code).among(rules) if rules else ():
        for key in (field.key, *field.places):
            found.setdefault(key, (rules[field.key], field))
    return found


def may_ask(actor: Actor, spec: ListSpec, name: str) -> bool:
    """Whether he may sort or filter by it: by what he does not see whole he may not, since the order would tell it."""
    return not actor.fields or _ruled(actor, spec, name) is None


def columns(actor: Actor, spec: ListSpec) -> list[Col]:
    """The columns that are shown to him, whole or masked."""
    ruled = plan(actor, spec)
    return [c for c in spec.cols if c.key not in ruled or ruled[c.key][0] == "mask"]


def apply(actor: Actor, spec: ListSpec, items: list[dict[str, Any]]) -> None:
    """A page's rows, in place."""
    for key, (ruled, field) in plan(actor, spec).items():
        for item in items:
            if ruled == "hide":
                item.pop(key, None)
            else:
                item[key] = masked(field.mask, item.get(key))
