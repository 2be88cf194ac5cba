"""Turning the three hands on and off: previewed, in one act, and never while two powers meet in one hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dougong.accounts.granting import errors, matrix, separation
from dougong.accounts.granting.held import Right
from dougong.accounts.granting.services import make_role, must_be_kept, update_role
from dougong.accounts.models import AccessState, Role, User, raise_access_version
from dougong.accounts.policies import ROLES
from dougong.audit.services import note
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.registry import POWERS, powers, vessels

SECURITY = "security"
TOKENS = "tokens.token"
#: What a delivered role is for; any other that mixes keeps business.
_MEANT = {"admin": "system", "auditor": "audit", SECURITY: "security"}
_BESIDES = {
    "accounts.user": ("view",),
    "accounts.department": ("view",),
    "accounts.role": ("view",),
    "accounts.sign_in_provider": ("view",),
    TOKENS: ("view",),
}


@transaction.atomic
def make_security_role(actor: Actor) -> Role:
    """The role that a company without three hands has no need of: 安全管理员."""
    require(actor, ROLES, "update")
    found: Role | None = Role.objects.filter(pk=SECURITY).first()
    if found is not None:
        return found
    grants: matrix.Grants = {code: dict.fromkeys(actions, "all") for code, actions in _BESIDES.items()}
    for (code, action), power in powers().items():
        if power == SECURITY:
            grants.setdefault(code, {})[action] = "all"
    grants["accounts.saved_view"] = dict.fromkeys(("view", "create", "archive"), "own")
    grants["notifications.notification"] = dict.fromkeys(("view", "update"), "own")
    return make_role(actor, code=SECURITY, zh="安全管理员", en="Security officer", grants=grants)


def changes() -> dict[str, list[Right]]:
    """What each role that mixes powers would lose, so that it serves one."""
    found: dict[str, list[Right]] = {}
    for code in Role.objects.filter(archived_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        rights = _rights(code)
        held = separation.powers_of(rights)
        if separation.meet(held):
            kept = _MEANT.get(code, separation.BUSINESS)
            lost = [r for r, scope in rights.items() if separation.power_of(r, scope) not in (None, kept)]
            found[code] = sorted(lost)
    return found


def _rights(code: str) -> dict[Right, str]:
    return {
        (item, action): scope for item, rights in matrix.grants_of(code).items() for action, scope in rights.items()
    }


def _without(code: str, lost: list[Right]) -> matrix.Grants:
    """What is left; of what everybody has of his own (tokens, imports), that stays."""
    kept: matrix.Grants = {}
    for (item, action), scope in _rights(code).items():
        if (item, action) not in lost:
            kept.setdefault(item, {})[action] = scope
        elif item == TOKENS or item in vessels():
            kept.setdefault(item, {})[action] = "own"
    return kept


def preview(actor: Actor, *, adjust: bool, language: str) -> dict[str, Any]:
    """How things stand, or would with the roles adjusted: who holds what, in whose hand powers meet, and what is missing."""
    require(actor, ROLES, "view")
    return standing(language, adjust=adjust)


def standing(language: str, *, adjust: bool = False) -> dict[str, Any]:
    """As `preview`, for whoever was asked already: after turning it on the asker may hold nothing of it any more."""
    lost = changes() if adjust else {}
    instead = {code: {r: s for r, s in _rights(code).items() if r not in gone} for code, gone in lost.items()}
    found, meetings = separation.holders(instead)
    place = 1 if language == "en" else 0
    names = dict(Role.objects.values_list("code", "en" if place else "zh"))
    words = {**POWERS, separation.BUSINESS: ("业务", "Business")}
    return {
        "on": separation.on(),
        "security_role": Role.objects.filter(pk=SECURITY, archived_at__isnull=True).exists(),
        "powers": [
            {"code": code, "label": told[place], "people": [_person(u) for u in found[code]]}
            for code, told in POWERS.items()
        ],
        "meetings": [
            {
                **_person(m.user),
                "powers": [
                    {"code": c, "label": words[c][place], "roles": [names[r] for r in roles]}
                    for c, roles in sorted(m.through.items())
                ],
            }
            for m in meetings
        ],
        "changes": [
            {"code": code, "name": names[code], "rights": _labels(gone, language)} for code, gone in changes().items()
        ],
        "may_turn_on": not meetings and all(found.values()),
    }


def _person(user: User) -> dict[str, Any]:
    return {"id": user.pk, "name": user.name, "department": user.department.name if user.department else None}


def _labels(rights: list[Right], language: str) -> list[str]:
    en = language == "en"
    items = {item.code: item for item in matrix.grantable()}
    by_item: dict[str, list[str]] = {}
    for code, action in rights:
        if code in items:
            by_item.setdefault(code, []).append(matrix.action_word(items[code], action, en))
    colon, comma = (": ", ", ") if en else ("：", "、")
    return [f"{items[c].en if en else items[c].zh}{colon}{comma.join(acts)}" for c, acts in by_item.items()]


@transaction.atomic
def turn_on(actor: Actor, *, adjust: bool) -> None:
    """Keep the three apart from now on; with `adjust` every role that mixes is cut to one, each as a change that can be undone later.

    Raises PowersMeet, PowerUnheld, NobodyKeepsGrants: then nothing was done.
    """
    require(actor, ROLES, "update")
    AccessState.objects.select_for_update().get(pk=1)
    lost = changes() if adjust else {}
    AccessState.objects.update(separated=True)
    for code, gone in lost.items():
        version = Role.objects.values_list("version", flat=True).get(pk=code)
        update_role(actor, code=code, version=version, grants=_without(code, gone), settled=False)
    found, _ = separation.holders()
    for power, people in found.items():
        if not people:
            raise errors.PowerUnheld(zh=POWERS[power][0], en=POWERS[power][1].lower())
    must_be_kept()
    raise_access_version()
    note(actor, "separation_on", ROLES, after={"adjusted": sorted(lost)})


@transaction.atomic
def turn_off(actor: Actor) -> None:
    """Roles stay as they are; what was cut is given back by hand or by their default."""
    require(actor, ROLES, "update")
    if not separation.on():
        return
    AccessState.objects.update(separated=False)
    raise_access_version()
    note(actor, "separation_off", ROLES)
