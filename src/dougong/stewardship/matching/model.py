"""The model as Splink's settings: the comparisons of `levels.py`, the weights of `weights.json`, the blocks of
`blocks.py`. One dictionary, which runs on DuckDB and on Spark."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dougong.stewardship.matching.blocks import BLOCKS
from dougong.stewardship.matching.levels import COMPARISONS, Comparison, Level

#: Weights of levels that are never one client, in bits: nothing outweighs it.
APART = -40.0


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """`levels` by comparison and level, in bits (the logarithm to two of how much likelier the level is among rows of
    one client than among others); `prior` in bits. `trained` says on what."""

    prior: float
    levels: Mapping[str, Mapping[str, float]]
    trained: str = ""


@lru_cache(maxsize=1)
def weights() -> Weights:
    text = resources.files("dougong.stewardship.matching").joinpath("weights.json").read_text("utf-8")
    read = json.loads(text)
    return Weights(read["prior"], read["levels"], read["trained"])


def weight_of(used: Weights, comparison: Comparison, level: Level) -> float:
    """In bits. No two levels of a comparison weigh the same (they differ in the fifth place), so that a weight tells
    its level: Splink gives back weights, and levels only with all the columns they were made of."""
    if level.null:
        return 0.0
    bits = APART if level.apart else round(used.levels[comparison.code][level.code], 3)
    return bits + 1e-5 * (1 + comparison.levels.index(level))


@lru_cache(maxsize=8)
def _by_weight(used: Weights) -> tuple[dict[float, int], ...]:
    return tuple(
        {round(weight_of(used, c, level), 5): number for number, level in enumerate(c.levels)} for c in COMPARISONS
    )


def levels_of(used: Weights, bits: Sequence[float]) -> tuple[int, ...]:
    """The levels, counted from nought, that weights mean; both in the order of the comparisons."""
    return tuple(known[round(each, 5)] for known, each in zip(_by_weight(used), bits, strict=True))


def probability(bits: float) -> float:
    if bits < -60:
        return 0.0
    return 1.0 / (1.0 + 2.0**-bits)


def settings(used: Weights) -> dict[str, Any]:
    """Splink's settings. Its prior is a probability and its weights are ratios of m to u: both are made of bits here."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": probability(used.prior),
        "comparisons": [_comparison(used, c) for c in COMPARISONS],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.{block.name} = r.{block.name}"} for block in BLOCKS
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _comparison(used: Weights, comparison: Comparison) -> dict[str, Any]:
    return {
        "output_column_name": comparison.code,
        "comparison_levels": [_level(used, comparison, level) for level in comparison.levels],
    }


def _level(used: Weights, comparison: Comparison, level: Level) -> dict[str, Any]:
    made: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.code}
    if level.null:
        return made | {"is_null_level": True}
    bits = weight_of(used, comparison, level)
    return made | {"m_probability": 0.5 * 2.0 ** min(0.0, bits), "u_probability": 0.5 * 2.0 ** -max(0.0, bits)}
