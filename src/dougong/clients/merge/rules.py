"""Which of several values a merged dossier had better keep, and which people are one. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Fields of which the longest says most.
LONGEST = ("business", "address", "name")
EARLIEST = ("since", "source_created_on")


@dataclass(frozen=True)
class Version:
    """One dossier's value of a field; `survivor` is the dossier that stays, `changed_at` when it was last touched."""

    key: str
    value: Any
    survivor: bool
    changed_at: dt.datetime


@dataclass(frozen=True)
class Pick:
    """`rule`: same, only (one has a value), earliest, complete, verified, survivor, newest, none."""

    key: str
    rule: str


def blank(value: Any) -> bool:
    return value is None or value == "" or value == []


def suggest(name: str, versions: Sequence[Version]) -> Pick:
    """The dossier whose value of the field is to be kept, and why."""
    kept = next(v for v in versions if v.survivor)
    filled = [v for v in versions if not blank(v.value)]
    if not filled:
        return Pick(kept.key, "none")
    if len({repr(v.value) for v in versions}) == 1:
        return Pick(kept.key, "same")
    if len({repr(v.value) for v in filled}) == 1:
        first = next((v for v in filled if v.survivor), filled[0])
        return Pick(first.key, "only")
    if name == "uscc":  # a stored code has passed its check
        first = next((v for v in filled if v.survivor), filled[0])
        return Pick(first.key, "verified")
    if name in ("owner_id", "kind"):
        first = next((v for v in filled if v.survivor), filled[0])
        return Pick(first.key, "survivor")
    if name in EARLIEST:
        return Pick(min(filled, key=lambda v: (str(v.value), not v.survivor)).key, "earliest")
    if name in LONGEST:
        return Pick(max(filled, key=lambda v: (len(str(v.value)), v.survivor)).key, "complete")
    return Pick(max(filled, key=lambda v: (v.changed_at, v.survivor)).key, "newest")


@dataclass(frozen=True)
class Person:
    """A contact, as far as it tells whether two are one."""

    key: str
    name: str
    phone: str
    email: str
    user: str
    archived: bool = False


def one_person(one: Person, other: Person) -> bool:
    """The same account; or the same name, and nothing that contradicts it: one phone or one address, or one of them has neither."""
    if one.user and other.user:
        return one.user == other.user
    if one.archived or other.archived or one.name.replace(" ", "") != other.name.replace(" ", ""):
        return False
    if (one.phone and one.phone == other.phone) or (one.email and one.email == other.email):
        return True
    return not (one.phone or one.email) or not (other.phone or other.email)


def united(kept: Sequence[Person], coming: Sequence[Person]) -> dict[str, str]:
    """Of those that come, which is whom of the survivor's; each is met once."""
    found: dict[str, str] = {}
    free = list(kept)
    for person in coming:
        same = next((k for k in free if one_person(k, person)), None)
        if same is not None:
            found[person.key] = same.key
            free.remove(same)
    return found


def names_joined(text: str, names: Sequence[str], now: str) -> str:
    """Former names with those of the merged, each once, without the present one."""
    known = [part.strip() for part in text.replace("；", "、").replace(";", "、").split("、")]
    return "、".join(dict.fromkeys(n for n in (*known, *names) if n and n != now))


def best(scores: Mapping[str, tuple[Any, ...]]) -> str:
    """The key with the highest score; the first of equals."""
    return max(scores, key=lambda key: scores[key])
