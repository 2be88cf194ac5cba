"""Pure rules of level two: how its parts are numbered, when something counts as covered, how a file's row is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: What a number begins with, by part.
LETTERS = {"requirement": "R", "prototype": "P", "test_case": "T", "criterion": "A"}
AGREED, CHANGED, DRAFT, DROPPED = "agreed", "changed", "draft", "dropped"


def number(part: str, seq: int) -> str:
    """R-001; four digits from a thousand on."""
    return f"{LETTERS[part]}-{seq:03d}"


def seq_of(part: str, text: str) -> int | None:
    """The number behind R-012, r012 or 12; None where it is none of this part."""
    raw = text.strip().upper().removeprefix(LETTERS[part]).lstrip("-－ ")
    return int(raw) if raw.isascii() and raw.isdigit() and 0 < int(raw) < 100_000 else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the requirements that hold: how many have a test case, an acceptance standard, both."""

    live: int
    tested: int
    accepted: int
    whole: int

    @property
    def percent(self) -> int:
        return (200 * self.whole + self.live) // (2 * self.live) if self.live else 0


def coverage(pairs: Iterable[tuple[bool, bool]]) -> Coverage:
    """`pairs`: for each requirement that holds, whether it has a test case and whether it has an acceptance standard."""
    found = list(pairs)
    return Coverage(
        live=len(found),
        tested=sum(t for t, _ in found),
        accepted=sum(a for _, a in found),
        whole=sum(t and a for t, a in found),
    )


def after_change(state: str) -> str:
    """What becomes of a requirement whose words change: what was agreed waits to be agreed again."""
    return CHANGED if state in (AGREED, CHANGED) else state


def changed(before: Mapping[str, object], wanted: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in wanted.items() if before.get(name) != value}
