"""Which rule counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MANAGER = "manager"


def fitting(rules: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any] | None:
    """The first rule of this kind of record; None where nothing needs a decision."""
    return next((rule for rule in rules if not rule["kinds"] or kind in rule["kinds"]), None)


def asks_again(rule: Mapping[str, Any] | None, changed: Iterable[str]) -> list[str]:
    """Those of the changed fields that need a decision again."""
    return sorted(set(rule["again"]) & set(changed)) if rule else []
