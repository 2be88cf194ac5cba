"""Which rows of client lists are one client: Splink on DuckDB with features made for Chinese company names. No Django.

`match_rows` is the whole of it; `docs/matching.md` says how it works and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dougong.stewardship.matching.clusters import Placed, place
from dougong.stewardship.matching.engine import Pair, all_features, score
from dougong.stewardship.matching.model import weights

#: Odds in bits from which pairs are kept: one in twenty.
KEPT = -4.25


@dataclass(frozen=True, slots=True)
class Matched:
    """`placed` has an entry for each row; `pairs` are those of at least one chance in twenty, the surest first."""

    placed: list[Placed]
    pairs: list[Pair]


def match_rows(rows: Sequence[Mapping[str, object]]) -> Matched:
    """`rows` say what `features.FIELDS` name. The same rows in the same order give the same answer."""
    found = all_features(rows)
    pairs = score(found, weights(), least=KEPT)
    return Matched(place(found, pairs), pairs)
