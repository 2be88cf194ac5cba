"""Pure rules of an import: what a mapping is remembered under, and what becomes of a row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

#: Rows that committing writes.
IMPORTABLE = ("new", "update")
#: Stages of an import that is still to be carried through.
UNFINISHED = ("mapping", "checking", "review", "committing", "stopped")
#: Where an import stands again when its job ended without finishing.
FALLBACK = {"checking": "mapping", "committing": "stopped", "undoing": "done"}


def fingerprint(headers: Sequence[str]) -> str:
    """Equal for tables with the same headers in the same order, whatever their case and spaces."""
    plain = "\x1f".join("".join(h.split()).casefold() for h in headers)
    return hashlib.sha256(plain.encode()).hexdigest()


def verdict(*, skipped: bool, severities: Iterable[str], judged: str, seen: bool) -> str:
    """`judged` is the target's word; `seen` that an earlier row of the file is the same record."""
    found = set(severities)
    if skipped:
        return "skipped"
    if "error" in found:
        return "rejected"
    if "ask" in found:
        return "confirm"
    return "update" if judged == "new" and seen else judged


def chain(rows: Sequence[tuple[str, bool]]) -> list[str]:
    """The verdicts of rows that are one record, in order, given (verdict, exists already): the first importable one
    makes it, unless it exists."""
    made = False
    out: list[str] = []
    for word, exists in rows:
        if word not in IMPORTABLE:
            made = made or word == "unchanged"
            out.append(word)
            continue
        out.append("update" if made or exists else "new")
        made = True
    return out
