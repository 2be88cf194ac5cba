"""Which fact gives how many points. Pure; a changed meaning raises the rule's version, old entries keep theirs."""

from __future__ import annotations

from dataclasses import dataclass

from dougong.kit.money import Money

RECEIPT = "receipt"
ACCEPTANCE_ON_TIME = "acceptance_on_time"
ACCEPTANCE_LATE = "acceptance_late"

STEP = Money("10000.00")
POINTS_PER_STEP = 10
ON_TIME_POINTS = 50
LATE_POINTS = -20


@dataclass(frozen=True)
class Award:
    """What a rule gives (above zero) or takes (below). Never nothing: a fact that moves no points has no award."""

    rule: str
    version: int
    points: int


def for_receipt(amount: Money) -> Award | None:
    """10 points for every full 10,000 yuan of one receipt; what is left over counts for nothing, not even together."""
    points = max(amount.amount_fen, 0) // STEP.amount_fen * POINTS_PER_STEP
    return Award(RECEIPT, 1, points) if points else None


def for_acceptance(on_time: bool | None) -> Award | None:
    """+50 on time, −20 late; nothing where no date had been planned."""
    if on_time is None:
        return None
    return Award(ACCEPTANCE_ON_TIME, 1, ON_TIME_POINTS) if on_time else Award(ACCEPTANCE_LATE, 1, LATE_POINTS)


def kind_of(points: int) -> str:
    return "accrual" if points > 0 else "deduction"
