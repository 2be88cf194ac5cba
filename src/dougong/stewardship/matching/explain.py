"""Why two rows are taken for one client or not: the odds before, what each comparison added or took, the odds after.

The same data for the screen, for `--explain` and for tests. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dougong.stewardship.matching.engine import Pair
from dougong.stewardship.matching.levels import COMPARISONS
from dougong.stewardship.matching.model import Weights, probability, weight_of

#: Which cell of a row a comparison shows.
_SHOWN = {"code": "uscc"}


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the waterfall: `bits` added to the odds; `zh` and `en` say what was found; the cells as they stand."""

    comparison: str
    level: str
    bits: float
    zh: str
    en: str
    left: str
    right: str
    apart: bool

    def plain(self) -> dict[str, Any]:
        return {
            "comparison": self.comparison,
            "level": self.level,
            "bits": self.bits,
            "zh": self.zh,
            "en": self.en,
            "left": self.left,
            "right": self.right,
            "apart": self.apart,
        }


@dataclass(frozen=True, slots=True)
class Waterfall:
    """`prior` plus the bits of all steps is `bits`; `probability` is what these odds mean."""

    prior: float
    steps: tuple[Step, ...]
    bits: float
    probability: float

    def plain(self) -> dict[str, Any]:
        return {
            "prior_bits": self.prior,
            "steps": [step.plain() for step in self.steps],
            "bits": self.bits,
            "probability": self.probability,
        }


def waterfall(used: Weights, pair: Pair, left: Mapping[str, object], right: Mapping[str, object]) -> Waterfall:
    """`left` and `right` are what the two rows say, by `features.FIELDS`."""
    steps = []
    for comparison, number in zip(COMPARISONS, pair.levels, strict=True):
        level, field = comparison.levels[number], _SHOWN.get(comparison.code, comparison.code)
        steps.append(
            Step(
                comparison.code,
                level.code,
                round(weight_of(used, comparison, level), 3),
                f"{comparison.zh}：{level.zh}",
                f"{comparison.en}: {level.en}",
                _cell(left.get(field)),
                _cell(right.get(field)),
                level.apart,
            )
        )
    return Waterfall(round(used.prior, 3), tuple(steps), round(pair.bits, 3), round(probability(pair.bits), 6))


def _cell(value: object) -> str:
    return "" if value is None else str(value)
