"""What answers would write into a dossier, and what taking them back would do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TAKE, APPEND, KEEP = "take", "append", "keep"
STAR_WORDS = (
    ("situation", "情境", "Situation"),
    ("task", "任务", "Task"),
    ("action", "行动", "Action"),
    ("result", "结果", "Result"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`before` is what the dossier holds, `after` what was answered; `fits` says whether one may be put under the other."""

    key: str
    before: Any
    after: Any
    appendable: bool

    @property
    def same(self) -> bool:
        return self.before == self.after


def outcome(proposal: Proposal, choice: str) -> Any:
    """What the field holds afterwards. Appended text stands below the old, with an empty line between."""
    if choice == KEEP:
        return proposal.before
    if choice == APPEND and proposal.appendable and proposal.before:
        return f"{proposal.before}\n\n{proposal.after}"
    return proposal.after


def undone(applied: Iterable[Mapping[str, Any]], now: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """(fields that go back, fields that somebody has changed since and that stay)."""
    back: list[str] = []
    stay: list[str] = []
    for item in applied:
        (back if now.get(item["key"]) == item["after"] else stay).append(item["key"])
    return back, stay


def star_text(value: Mapping[str, str], en: bool = False) -> str:
    """An answer told as STAR in one text, part by part."""
    colon = ": " if en else "："
    return "\n".join(f"{(w_en if en else zh)}{colon}{value[key]}" for key, zh, w_en in STAR_WORDS if value.get(key))


def first_words(texts: Sequence[str], most: int = 200) -> str:
    """What the timeline tells of an interview."""
    whole = "\n".join(t for t in texts if t)
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"
