"""What roles add up to: the widest scope of each right, and of each field the least strict rule."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dougong.accounts.models import FieldRule, Grant, User
from dougong.kit.actor import SCOPES, FieldMode, Scope
from dougong.kit.registry import ADDED, Field, resources

Right = tuple[str, str]
#: From least to most strict; nothing said is whole.
_STRICT: dict[str | None, int] = {None: 0, "show": 0, "mask": 1, "hide": 2}


@dataclass
class Held:
    """Of some roles: right → scope → the roles that give it so far; resource → field → mode."""

    rights: dict[Right, Scope] = field(default_factory=dict)
    sources: dict[Right, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    fields: dict[str, dict[str, FieldMode]] = field(default_factory=dict)


def held_by(user_id: uuid.UUID) -> Held:
    """Three queries, and only when an actor is built anew."""
    roles = list(User.roles.through.objects.filter(user_id=user_id).values_list("role_id", flat=True))
    return held_in(roles)


def held_in(roles: Iterable[str]) -> Held:
    codes = list(roles)
    grants = list(Grant.objects.filter(role__in=codes).values_list("role_id", "resource", "action", "scope"))
    rules = FieldRule.objects.filter(role__in=codes).values_list("role_id", "resource", "field", "mode")
    return added(codes, grants, {(r, c, f): m for r, c, f, m in rules})


def added(codes: list[str], grants: Iterable[Any], rules: Mapping[tuple[str, str, str], str]) -> Held:
    """The sum; `grants` are (role, resource, action, scope), `rules` what was changed of the default modes."""
    found = Held()
    for role, code, action, scope in grants:
        right = (code, action)
        found.sources[right][role] = scope
        held = found.rights.get(right)
        if held is None or SCOPES.index(scope) > SCOPES.index(held):
            found.rights[right] = scope
    for item in resources():
        if item.fields and codes:
            seers = [r for r in codes if r in found.sources.get((item.code, "view"), {})] or codes
            known = [*item.fields, *item.among({key for _, code, key in rules if code == item.code and key.startswith(ADDED)})]
            modes = {f.key: mode for f in known if (mode := _least(item.code, f, seers, rules))}
            if modes:
                found.fields[item.code] = modes
    return found


def mode_of(code: str, item: Field, role: str, rules: Mapping[tuple[str, str, str], str]) -> str:
    """show, mask or hide: as the company changed it, else as it came."""
    return rules.get((role, code, item.key)) or item.modes.get(role) or "show"


def _least(code: str, item: Field, roles: list[str], rules: Mapping[tuple[str, str, str], str]) -> Any:
    least = min((mode_of(code, item, role, rules) for role in roles), key=lambda m: _STRICT[m])
    return None if least == "show" else least


def frozen(found: Held) -> dict[str, Any]:
    """As an Actor takes it."""
    fields = {code: MappingProxyType(modes) for code, modes in found.fields.items()}
    return {"grants": MappingProxyType(found.rights), "fields": MappingProxyType(fields)}


def staff_roles() -> dict[uuid.UUID, list[str]]:
    """Person → role codes, of all active staff."""
    people: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = User.roles.through.objects.filter(user__is_active=True, user__kind="staff")
    for person, role in rows.order_by("role_id").values_list("user_id", "role_id"):
        people[person].append(role)
    return people
