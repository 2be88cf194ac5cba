"""A project's health from 0 to 100, line by line. What nothing is known of does not count, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

#: The version of this rule; a change of any bound or weight is a new one.
VERSION = 1
GREEN, AMBER = 80, 60


@dataclass(frozen=True)
class Facts:
    """None: not known. `overdue_share` is what is overdue of all that has fallen due; `chance` that the promised date is kept,
    from the draws; `silent_days` since the last report of progress."""

    spi: Fraction | None = None
    late_days: int | None = None
    cpi: Fraction | None = None
    overdue_share: Fraction | None = None
    chance: Fraction | None = None
    silent_days: int | None = None


@dataclass(frozen=True)
class Line:
    code: str
    weight: int
    points: int | None  # None: not counted
    value: str


@dataclass(frozen=True)
class Health:
    points: int | None
    light: str
    lines: tuple[Line, ...]


#: Weight of each line, and from where to where its points run: (0 points at, 100 points at).
WEIGHTS = {"schedule": 30, "finish": 15, "cost": 25, "payment": 15, "chance": 5, "reports": 10}


def health(facts: Facts) -> Health:
    lines = (
        _line("schedule", facts.spi, Fraction(7, 10), Fraction(1), _number(facts.spi)),
        _line("finish", _whole(facts.late_days), Fraction(45), Fraction(0), _count(facts.late_days)),
        _line("cost", facts.cpi, Fraction(7, 10), Fraction(1), _number(facts.cpi)),
        _line("payment", facts.overdue_share, Fraction(1, 2), Fraction(0), _percent(facts.overdue_share)),
        _line("chance", facts.chance, Fraction(1, 10), Fraction(8, 10), _percent(facts.chance)),
        _line("reports", _whole(facts.silent_days), Fraction(35), Fraction(7), _count(facts.silent_days)),
    )
    return _sum(lines)


def _sum(lines: Sequence[Line]) -> Health:
    counted = [line for line in lines if line.points is not None]
    weight = sum(line.weight for line in counted)
    if not weight:
        return Health(None, "none", tuple(lines))
    points = round(Fraction(sum(line.weight * (line.points or 0) for line in counted), weight))
    return Health(points, light(points), tuple(lines))


def light(points: int | None) -> str:
    if points is None:
        return "none"
    return "green" if points >= GREEN else "amber" if points >= AMBER else "red"


def _line(code: str, value: Fraction | None, worst: Fraction, best: Fraction, told: str) -> Line:
    """Points in proportion between the worst and the best value, whichever is the greater."""
    if value is None:
        return Line(code, WEIGHTS[code], None, "")
    points = round(100 * min(max((value - worst) / (best - worst), Fraction(0)), Fraction(1)))
    return Line(code, WEIGHTS[code], points, told)


def _whole(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _number(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):.2f}"


def _count(value: int | None) -> str:
    return "" if value is None else str(value)


def _percent(value: Fraction | None) -> str:
    return "" if value is None else str(round(value * 100))
