"""Fits the weights of the matcher on invented hard sets: `python benchmarks/_match_fit.py` writes weights.json.

Logistic regression over the levels of blocked pairs, which is what Splink adds up: a level's coefficient is its weight.
Levels that are never one client are left out. Ridge keeps rare levels near nought; no shared data is looked at."""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

from _clients import hard_set

from dougong.stewardship.matching import engine, model
from dougong.stewardship.matching.levels import COMPARISONS
from dougong.stewardship.matching.model import Weights

SEEDS = ((11, 1.0), (12, 0.8), (13, 1.15), (14, 0.6), (15, 1.0), (16, 0.9))
CLIENTS = 2500
RIDGE = 1.0
_HERE = Path(model.__file__).parent


def blank() -> Weights:
    """All weights nought: what is blocked is scored alike."""
    levels = {c.code: {level.code: 0.0 for level in c.levels if not (level.null or level.apart)} for c in COMPARISONS}
    return Weights(0.0, levels)


def patterns(
    seeds: tuple[tuple[int, float], ...] = SEEDS, clients: int = CLIENTS
) -> Counter[tuple[tuple[int, ...], bool]]:
    """How often each combination of levels occurred among pairs of one client, and among others."""
    seen: Counter[tuple[tuple[int, ...], bool]] = Counter()
    for seed, hardness in seeds:
        rows = hard_set(clients, seed, hardness)
        found = engine.all_features([row.said for row in rows])
        for pair in engine.score(found, blank(), least=-1e6):
            if not any(c.levels[level].apart for c, level in zip(COMPARISONS, pair.levels, strict=True)):
                seen[pair.levels, rows[pair.left].client == rows[pair.right].client] += 1
        print(f"seed {seed}, hardness {hardness}: {len(rows)} rows, {len(seen)} patterns so far", flush=True)
    return seen


def fit(seen: Counter[tuple[tuple[int, ...], bool]], rounds: int = 60) -> Weights:
    """Newton's method, one comparison's levels at a time (each pair has one level in each)."""
    weight = [[0.0] * len(c.levels) for c in COMPARISONS]
    prior = 0.0
    items = [(levels, same, count) for (levels, same), count in sorted(seen.items())]
    for _ in range(rounds):
        prior += _step(items, weight, prior)
        for place, comparison in enumerate(COMPARISONS):
            slope, bend = [0.0] * len(comparison.levels), [0.0] * len(comparison.levels)
            for levels, same, count in items:
                p = _chance(levels, weight, prior)
                slope[levels[place]] += count * (same - p)
                bend[levels[place]] += count * p * (1 - p)
            for number, level in enumerate(comparison.levels):
                if not (level.null or level.apart):
                    step = (slope[number] - RIDGE * weight[place][number]) / (bend[number] + RIDGE)
                    weight[place][number] += max(-1.5, min(1.5, step))
    bits = 1 / math.log(2)
    levels = {
        c.code: {
            level.code: round(weight[i][j] * bits, 3)
            for j, level in enumerate(c.levels)
            if not (level.null or level.apart)
        }
        for i, c in enumerate(COMPARISONS)
    }
    return Weights(round(prior * bits, 3), levels)


def _chance(levels: tuple[int, ...], weight: list[list[float]], prior: float) -> float:
    total = prior + sum(weight[i][level] for i, level in enumerate(levels))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _step(items: list[tuple[tuple[int, ...], bool, int]], weight: list[list[float]], prior: float) -> float:
    slope = bend = 0.0
    for levels, same, count in items:
        p = _chance(levels, weight, prior)
        slope += count * (same - p)
        bend += count * p * (1 - p)
    return max(-1.5, min(1.5, slope / (bend + RIDGE)))


def main() -> None:
    seen = patterns()
    used = fit(seen)
    trained = f"invented hard sets, seeds {SEEDS[0][0]} to {SEEDS[-1][0]}, {sum(seen.values())} pairs"
    text = json.dumps({"trained": trained, "prior": used.prior, "levels": used.levels}, ensure_ascii=False, indent=1)
    (_HERE / "weights.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    sys.exit(main())
