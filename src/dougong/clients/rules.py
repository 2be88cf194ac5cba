"""Pure rules of a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    field: str
    weight: int


#: What a complete dossier holds, and how much each part counts; together 100.
COLUMNS: Mapping[str, int] = {
    "uscc": 16,
    "industry": 3,
    "region": 8,
    "address": 6,
    "phone": 8,
    "email": 4,
    "legal_rep": 6,
    "business": 6,
    "owner": 8,
    "contacts": 8,
}
FACTS: Mapping[str, int] = {
    "trade": 3,
    "competitors": 6,
    "purchasing": 5,
    "pain": 4,
    "systems": 3,
    "staff": 3,
    "turnover": 3,
}
WEIGHTS: Mapping[str, int] = {**COLUMNS, **FACTS}
#: What each further field counts that a company requires of such a client.
NEEDED = 4


def completeness(filled: Mapping[str, object], needed: Iterable[str] = ()) -> int:
    """0 to 100: the share of what is filled. `needed` are the keys of further fields that this client must have."""
    weights = _weights(needed) if needed else WEIGHTS
    have = sum([weight for field, weight in weights.items() if _is_filled(filled.get(field))])
    return (200 * have + (total := sum(weights.values()))) // (2 * total)


def missing(filled: Mapping[str, object], needed: Iterable[str] = ()) -> list[Missing]:
    """What to ask for next, the heaviest first; the weight is what it adds, in percent."""
    extra = set(needed)
    weights = _weights(extra)
    total = sum(weights.values())
    gaps = [
        Missing(f"facts.{field}" if field in FACTS or field in extra else field, max(1, round(100 * weight / total)))
        for field, weight in weights.items()
        if not _is_filled(filled.get(field))
    ]
    return sorted(gaps, key=lambda gap: -gap.weight)


def tag_text_of(names: Iterable[str]) -> str:
    """A client's tags in one text, for lists; as they are given, cut to what the column holds."""
    return "、".join(names)[:400]


def _weights(needed: Iterable[str]) -> dict[str, int]:
    return {**WEIGHTS, **{key: NEEDED for key in needed if key not in WEIGHTS}}


def _is_filled(value: object) -> bool:
    """Zero and no are answers."""
    return bool(value) or isinstance(value, int)
