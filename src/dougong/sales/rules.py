"""Pure rules of opportunities."""

from __future__ import annotations

import datetime as dt

#: Room between two cards of a column: a card put between two others takes the middle, twenty times over.
RANK_STEP = 2**20


def weighted_fen(amount_fen: int, probability: int) -> int:
    """What an opportunity is worth by its chance (0 to 100), rounded half up to the fen."""
    return (amount_fen * probability + 50) // 100


def rank_between(before: int | None, after: int | None) -> int | None:
    """A place between two cards (None: the column's end); None when there is no room left."""
    if before is None and after is None:
        return 0
    if before is None:
        return (after or 0) - RANK_STEP
    if after is None:
        return before + RANK_STEP
    return (before + after) // 2 if after - before > 1 else None


def alarms(
    *,
    today: dt.date,
    expected_on: dt.date | None,
    next_step: str,
    next_step_on: dt.date | None,
    stay: int,
    limit: int | None,
) -> list[str]:
    """What asks for attention, the worst first: `late` (a date has passed), `no_next_step`, `stay` (too long in its stage)."""
    found = []
    passed = [day for day in (expected_on, next_step_on) if day is not None and day < today]
    if passed:
        found.append("late")
    if not next_step.strip():
        found.append("no_next_step")
    if limit is not None and stay > limit:
        found.append("stay")
    return found


def quarter_start(day: dt.date) -> dt.date:
    return dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
