"""Duties that should not meet in one hand: which do, in whose."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Container, Mapping
from typing import Any

from dougong.accounts.granting.held import Right, staff_roles
from dougong.accounts.models import Grant, Role, User
from dougong.kit.registry import Duty, duties


def met_by(rights: Container[Right]) -> list[Duty]:
    """The pairs of which both sides are held."""
    return [d for d in duties() if any(r in rights for r in d.one) and any(r in rights for r in d.other)]


def words(duty: Duty, language: str) -> dict[str, Any]:
    en = language == "en"
    return {"code": duty.code, "title": duty.en if en else duty.zh, "why": duty.why_en if en else duty.why_zh}


def overview(language: str, *, instead: Mapping[str, set[Right]] | None = None) -> list[dict[str, Any]]:
    """Every declared pair with the people in whose hand it meets, and through which roles. `instead` looks at roles as they
    would be. Three queries."""
    rights: dict[str, set[Right]] = defaultdict(set)
    for role, code, action in Grant.objects.values_list("role_id", "resource", "action"):
        rights[role].add((code, action))
    rights.update(instead or {})
    held = staff_roles()
    names = dict(Role.objects.values_list("code", "en" if language == "en" else "zh"))
    people = {u.pk: u for u in User.objects.filter(pk__in=held).select_related("department")}
    return [{**words(d, language), "people": list(_concerned(d, held, rights, people, names))} for d in duties()]


def _concerned(
    duty: Duty,
    held: Mapping[uuid.UUID, list[str]],
    rights: Mapping[str, set[Right]],
    people: Mapping[uuid.UUID, User],
    names: Mapping[str, str],
) -> Any:
    for person, roles in held.items():
        one = [r for r in roles if any(right in rights[r] for right in duty.one)]
        other = [r for r in roles if any(right in rights[r] for right in duty.other)]
        if one and other:
            user = people[person]
            yield {
                "id": person,
                "name": user.name,
                "department": user.department.name if user.department else None,
                "one": [names[r] for r in one],
                "other": [names[r] for r in other],
            }
