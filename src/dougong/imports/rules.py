"""Pure rules of an import: what a mapping is remembered under, and what becomes of a row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

#: Rows that committing writes.
IMPORTABLE = ("new", "update")
#: Stages of an import that is still to be carried through.
UNFINISHED = ("mapping", "checking", "review", "committing", "stopped")
#: Stages in which the rows of an import are those of its last check.
COUNTED = ("review", "committing", "done", "stopped", "undoing", "undone")
#: What undoing did to a record → the state of its rows.
STATE_OF = {"remove": "undone", "restore": "undone", "partly": "partly", "keep": "kept"}
#: Where an import stands again when its job ended without finishing.
FALLBACK = {"checking": "mapping", "committing": "stopped", "undoing": "done"}
#: The columns that a file of rejected rows has behind its own.
REASON = {"zh": ("原行号", "未导入原因"), "en": ("Original row", "Why not imported")}


def own_columns(headers: Sequence[str]) -> int:
    """How many of the last columns are those that we added to a file of rejected rows."""
    for added in REASON.values():
        if len(headers) > 2 and all(h == a or h.endswith(f" {a}") for h, a in zip(headers[-2:], added, strict=True)):
            return 2
    return 0


def fingerprint(headers: Sequence[str]) -> str:
    """Equal for tables with the same headers in the same order, whatever their case and spaces; also for the rows of one
    that came back with their reasons."""
    kept = headers[: len(headers) - own_columns(headers)]
    plain = "\x1f".join("".join(h.split()).casefold() for h in kept)
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
