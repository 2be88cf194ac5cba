"""What anybody may be told of what he doesn't see: whom to ask, and which roles see a field whole."""

from __future__ import annotations

from typing import Any

from dougong.accounts.granting.held import mode_of
from dougong.accounts.models import FieldRule, Grant, Role
from dougong.accounts.policies import ROLES
from dougong.accounts.selectors import people_who_may
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.registry import resources

MOST = 3


def whom_to_ask() -> list[str]:
    """Names of those who can change grants."""
    people = people_who_may(ROLES, "update").order_by("created_at", "id")
    return list(people.values_list("name", flat=True)[:MOST])


def fields_of(actor: Actor, *, code: str, language: str) -> list[dict[str, Any]]:
    """The fields that he is shown masked or not at all, with the roles that may see the record and are shown them whole."""
    item = next((r for r in resources() if r.code == code), None)
    if item is None:
        raise NotFound()
    require(actor, code, "view")
    ruled = actor.fields.get(code)
    if not ruled:
        return []
    changed = FieldRule.objects.filter(resource=code).values_list("role_id", "resource", "field", "mode")
    rules = {(role, where, key): mode for role, where, key, mode in changed}
    seers = Grant.objects.filter(resource=code, action="view").values("role_id")
    roles = Role.objects.filter(pk__in=seers, archived_at__isnull=True).order_by("-built_in", "pk")
    names = list(roles.values_list("pk", "en" if language == "en" else "zh"))
    return [
        {
            "key": f.key,
            "label": f.en if language == "en" else f.zh,
            "mode": ruled[f.key],
            "seen_by": [name for role, name in names if mode_of(code, f, role, rules) == "show"],
        }
        for f in item.rulable()
        if f.key in ruled
    ]
