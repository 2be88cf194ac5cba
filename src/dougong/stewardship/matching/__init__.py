"""Which rows of client lists are one client: Splink on DuckDB with features made for Chinese company names. No Django.

`match_rows` is the whole of it; `docs/matching.md` says how it works and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dougong.stewardship.matching.clusters import Placed, place
from dougong.stewardship.matching.engine import Features, Pair, all_features, score
from dougong.stewardship.matching.model import weights

#: Odds in bits from which pairs are kept: one in twenty.
KEPT = -4.25


@dataclass(frozen=True, slots=True)
class Matched:
    """`placed` has an entry for each row; `pairs` are those of at least one chance in twenty, the surest first."""

    placed: list[Placed]
    pairs: list[Pair]


#: Of rows that say all the same so many are compared; the others go with them. A list of orders names a client on each line.
SAME = 2
#: From how many on: fewer are within every block.
MANY = 6


def match_rows(rows: Sequence[Mapping[str, object]]) -> Matched:
    """`rows` say what `features.FIELDS` name. The same rows in the same order give the same answer."""
    found = all_features(rows)
    kept, same = _thinned(found)
    pairs = score([found[row] for row in kept], weights(), least=KEPT)
    placed = place([found[row] for row in kept], pairs)
    if len(kept) == len(found):
        return Matched(placed, pairs)
    at = {row: _moved(one, kept) for row, one in zip(kept, placed, strict=True)}
    for row, (first, last) in same.items():
        joined, like = at[first].auto_cluster == at[last].auto_cluster, at[last]
        at[row] = like if joined else replace(like, auto_cluster=row + 1, cluster=_own(like, at[first], row))
    pairs = [replace(pair, left=kept[pair.left], right=kept[pair.right]) for pair in pairs]
    return Matched([at[row] for row in range(len(found))], pairs)


def _thinned(found: Sequence[Features]) -> tuple[list[int], dict[int, tuple[int, int]]]:
    """The rows that are compared, and for each other one the first and the last of its like that are."""
    like: dict[Features, list[int]] = {}
    for row, one in enumerate(found):
        like.setdefault(one, []).append(row)
    same = {
        row: (held[0], held[SAME - 1])
        for held in like.values()
        if len(held) > MANY
        for row in held[SAME:]
    }
    return [row for row in range(len(found)) if row not in same], same


def _moved(one: Placed, kept: Sequence[int]) -> Placed:
    """Clusters bear the number of their first row among all."""
    return replace(one, auto_cluster=kept[one.auto_cluster - 1] + 1, cluster=kept[one.cluster - 1] + 1)


def _own(like: Placed, first: Placed, row: int) -> int:
    return like.cluster if like.cluster == first.cluster else row + 1
