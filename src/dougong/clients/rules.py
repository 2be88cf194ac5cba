"""Pure rules of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    field: str
    weight: int


#: What a complete dossier holds, and how much each part counts; together 100.
WEIGHTS: Mapping[str, int] = {
    "uscc": 20,
    "industry": 10,
    "region": 10,
    "address": 8,
    "phone": 10,
    "email": 6,
    "legal_rep": 8,
    "business": 8,
    "owner": 10,
    "contacts": 10,
}


def completeness(filled: Mapping[str, object]) -> int:
    """0 to 100: the weights of what is filled."""
    return sum(weight for field, weight in WEIGHTS.items() if filled.get(field))


def missing(filled: Mapping[str, object]) -> list[Missing]:
    """What to ask for next, the heaviest first."""
    gaps = [Missing(field, weight) for field, weight in WEIGHTS.items() if not filled.get(field)]
    return sorted(gaps, key=lambda gap: -gap.weight)
