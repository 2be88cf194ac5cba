"""Three hands (三权分立): to keep the system, to keep rights and keys, and to read the record. Where a company wants it, nobody holds
two of the three, and whoever holds one does no business.

Which rights belong to which is declared in the registry (`register_power`). All other rights over the company's records are business;
to see colleagues, to keep one's own views and reminders is neither.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dougong.accounts.granting import errors
from dougong.accounts.granting.held import Held, Right, added, held_in, staff_roles
from dougong.accounts.models import AccessState, Grant, User
from dougong.kit.registry import POWERS, powers, vessels

BUSINESS = "business"
#: Apps in which a right that is no power is nobody's business.
_NEUTRAL = ("accounts", "audit", "kit", "notifications", "tokens", "tests")


def on() -> bool:
    return AccessState.objects.filter(separated=True).exists()


def power_of(right: Right, scope: str = "all") -> str | None:
    """system, security, audit, business, or None. Of his own entries of the record and his own tokens everybody keeps."""
    found = powers().get(right)
    if found is not None:
        return None if scope == "own" else found
    code = right[0]
    if code in vessels() and scope == "own":
        return None
    if code.partition(".")[0] in _NEUTRAL or any(known == code for known, _ in powers()):
        return None
    return BUSINESS


def powers_of(rights: Mapping[Right, str]) -> set[str]:
    return {power for right, scope in rights.items() if (power := power_of(right, scope))}


def meet(found: Iterable[str]) -> bool:
    """Whether these may not be in one hand: two of anything, unless it is business alone."""
    held = set(found)
    return len(held) > 1 and held != {BUSINESS}


def kept_apart(held: Held) -> Held:
    """Of rights that must not meet in one hand only business is left, by whatever way they came together."""
    if not meet(powers_of(held.rights)) or not on():
        return held
    lost = [right for right, scope in held.rights.items() if power_of(right, scope) in POWERS]
    for right in lost:
        del held.rights[right]
        held.sources.pop(right, None)
    return held


@dataclass(frozen=True)
class Meeting:
    """A person in whose hand powers meet: each with the roles that give it."""

    user: User
    through: dict[str, list[str]]


def holders(instead: Mapping[str, Mapping[Right, str]] | None = None) -> tuple[dict[str, list[User]], list[Meeting]]:
    """Who holds each of the three powers, and in whose hand two meet; `instead` looks at roles as they would be. Three queries."""
    of_role: dict[str, set[str]] = {}
    rights: dict[str, dict[Right, str]] = {}
    for role, code, action, scope in Grant.objects.values_list("role_id", "resource", "action", "scope"):
        rights.setdefault(role, {})[(code, action)] = scope
    for role, its in {**rights, **(instead or {})}.items():
        of_role[role] = powers_of(its)
    held = staff_roles()
    people = {u.pk: u for u in User.objects.filter(pk__in=held).select_related("department").order_by("name")}
    found: dict[str, list[User]] = {power: [] for power in POWERS}
    meetings = []
    for pk, user in people.items():
        through: dict[str, list[str]] = {}
        for role in held[pk]:
            for power in of_role.get(role, ()):
                through.setdefault(power, []).append(role)
        for power in POWERS:
            if power in through:
                found[power].append(user)
        if meet(through):
            meetings.append(Meeting(user, through))
    return found, meetings


def must_be_apart() -> None:
    """Raise PowersMeet when it is on and somebody active would hold what must not meet. Call it wherever rights may come together."""
    if not on():
        return
    _, meetings = holders()
    if meetings:
        first = meetings[0]
        raise errors.PowersMeet(**_named(first.user.name, set(first.through)))


def must_not_touch(actor: Any, user: User) -> None:
    """Who keeps people could take over the hand of another power by its password or e-mail address: where it is on, only a
    person who holds the same power may, and himself. Raises OtherPower."""
    if actor.kind != "staff" or actor.id == user.pk or not on():
        return
    theirs = powers_of(rights_of(user.pk)) & set(POWERS)
    if theirs and not theirs & powers_of(dict(actor.grants)):
        raise errors.OtherPower(name=user.name)


def rights_of(user_id: uuid.UUID) -> Mapping[Right, str]:
    roles = list(User.roles.through.objects.filter(user_id=user_id).values_list("role_id", flat=True))
    return held_in(roles).rights


def _named(name: str, found: set[str]) -> dict[str, str]:
    words = {**POWERS, BUSINESS: ("业务", "business")}
    codes = [code for code in words if code in found]
    return {"name": name, "zh": "、".join(words[c][0] for c in codes), "en": ", ".join(words[c][1] for c in codes)}


__all__ = [
    "BUSINESS",
    "Meeting",
    "added",
    "holders",
    "kept_apart",
    "meet",
    "must_be_apart",
    "must_not_touch",
    "on",
    "power_of",
    "powers_of",
]
