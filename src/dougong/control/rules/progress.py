"""How far a task is, by the way that was chosen for it; and how a budget is spread over tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar

K = TypeVar("K")
Method = Literal["duration", "units", "steps", "physical"]


@dataclass(frozen=True)
class Step:
    weight: int
    done: bool


def share(
    method: str, percent: int, *, done: Fraction | None = None, of: Fraction | None = None,
    steps: Sequence[Step] = (), physical: int | None = None,
) -> Fraction:  # fmt: skip
    """From 0 to 1. duration: the percent that was reported; units: those done of all; steps: the weight of those done;
    physical: judged on the site. A way that lacks its figures falls back on the percent."""
    if method == "units" and of:
        return min(max((done or Fraction(0)) / of, Fraction(0)), Fraction(1))
    weight = sum(step.weight for step in steps)
    if method == "steps" and weight:
        return Fraction(sum(step.weight for step in steps if step.done), weight)
    if method == "physical" and physical is not None:
        return Fraction(physical, 100)
    return Fraction(percent, 100)


def told_percent(value: Fraction) -> int:
    """As a plan writes it: 100 only when nothing is left, and not 0 when something is done."""
    if value >= 1:
        return 100
    return min(max(round(value * 100), 1 if value > 0 else 0), 99)


def spread(amount: int, weights: Mapping[K, int]) -> dict[K, int]:
    """Fen over rows by weight, to the fen: what rounding leaves goes to the largest remainders, the first of equals first.
    Without any weight evenly."""
    if not weights:
        return {}
    used: Mapping[K, int] = weights if any(weights.values()) else dict.fromkeys(weights, 1)
    whole = sum(used.values())
    parts = {key: divmod(amount * weight, whole) for key, weight in used.items()}
    left = amount - sum(part for part, _ in parts.values())
    order = sorted(parts, key=lambda key: -parts[key][1])
    extra = set(order[:left])
    return {key: part + (key in extra) for key, (part, _) in parts.items()}
