"""What two names of companies have to do with each other, as far as a name alone tells. Pure."""

from __future__ import annotations

from dougong.stewardship.matching.names import Name


def relation(one: Name, other: Name) -> str:
    """`same` (but for the legal form, look-alikes and sound-alikes), `near` (a character differs), `short` (one leaves
    words out), `related` (branch, subsidiary, group: a client of its own), or "" for nothing."""
    if one.branch != other.branch:
        return "related" if one.stem_key == other.stem_key else ""
    if one.stem_key == other.stem_key:
        return "same"
    if one.ordinal != other.ordinal:
        return ""
    if _goes_on(one, other) or _goes_on(other, one):
        return "related"
    if one.key == other.key:
        return "related" if _apart(one, other) else "short"
    if _left_out(one, other) or _left_out(other, one):
        return "short"
    return "near" if _near(one, other) else ""


def _goes_on(long: Name, short: Name) -> bool:
    """The one is complete and begins the other, which goes on."""
    return short.form == "full" and any(
        len(b) >= 2 and len(a) >= len(b) + 2 and a.startswith(b)
        for a, b in ((long.stem_key, short.stem_key), (long.key, short.key))
    )


def _apart(one: Name, other: Name) -> bool:
    places = bool(one.place and other.place and one.place not in other.place and other.place not in one.place)
    return places or one.inner != other.inner or (one.group != other.group and one.form == other.form == "full")


def _left_out(long: Name, short: Name) -> bool:
    return short.form == "short" and len(short.key) >= 2 and short.key in long.key


def _near(one: Name, other: Name) -> bool:
    return any(
        min(len(a), len(b)) >= 4 and _one_apart(a, b)
        for a, b in ((one.stem_letters, other.stem_letters), (one.letters, other.letters))
    )


def _one_apart(a: str, b: str) -> bool:
    """Whether one replaced, added or missing character makes them equal."""
    if abs(len(a) - len(b)) > 1:
        return False
    begin = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[begin + (len(a) >= len(b)) :] == b[begin + (len(b) >= len(a)) :]
