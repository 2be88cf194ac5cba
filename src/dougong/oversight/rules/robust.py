"""Measures that a few wild values do not move. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb
from statistics import mean, median

#: Spread below this is noise: of logarithms of points, a quarter up or down.
LEAST_SPREAD = 0.25


def middle_of(sample: Sequence[float]) -> tuple[float, float]:
    """The median, and the spread about it that a z is counted in: MAD / 0.6745.

    This makes the modified z-score of Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (ASQC, 1993), who take 3.5 for odd. Where
    more than half of the sample are alike the MAD is nothing, and the mean absolute deviation times 1.2533 stands in.
    """
    middle = median(sample)
    away = [abs(x - middle) for x in sample]
    spread = median(away) / 0.6745 or 1.2533 * mean(away)
    return middle, max(spread, LEAST_SPREAD)


def robust_z(value: float, sample: Sequence[float]) -> float:
    """How many spreads the value lies above the sample's median."""
    middle, spread = middle_of(sample)
    return (value - middle) / spread


def tail(hits: int, of: int, share: float) -> float:
    """The chance of at least so many hits, were each one with this share: the upper tail of the binomial distribution."""
    if share <= 0:
        return 0.0 if hits else 1.0
    if share >= 1:
        return 1.0
    return min(1.0, sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits, of + 1)))
