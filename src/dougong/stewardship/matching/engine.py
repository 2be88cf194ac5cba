"""Rows in, scored pairs out: features by as many processes as there are cores, blocks and comparisons by Splink on
DuckDB. The same rows give the same pairs, in the same order."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from dougong.stewardship.matching.blocks import blocks_sql, uses_sql
from dougong.stewardship.matching.features import COLUMNS, table
from dougong.stewardship.matching.levels import COMPARISONS
from dougong.stewardship.matching.model import Weights, levels_of, settings

_CHUNK = 20_000
_PARALLEL_FROM = 60_000
_WEIGHTS = ", ".join(f"mw_{c.code}" for c in COMPARISONS)

Features = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """`left` < `right` count rows from nought; `bits` is the logarithm to two of the odds; `levels` are counted from
    nought, in the order of the comparisons."""

    left: int
    right: int
    bits: float
    levels: tuple[int, ...]


def all_features(rows: Sequence[Mapping[str, object]]) -> list[Features]:
    """In order; in other processes where that pays."""
    cores = min(os.cpu_count() or 1, 8)
    if len(rows) < _PARALLEL_FROM or cores == 1:
        return table(rows)
    chunks = [rows[i : i + _CHUNK] for i in range(0, len(rows), _CHUNK)]
    found: list[Features] = []
    with ProcessPoolExecutor(cores, mp_context=get_context("forkserver")) as pool:
        for part in pool.map(table, chunks):
            found.extend(part)
    return found


def score(found: Sequence[Features], used: Weights, *, least: float) -> list[Pair]:
    """The pairs of at least `least` bits, the surest first; equals by their rows."""
    if len(found) < 2:
        return []
    with _connection() as connection:
        _load(connection, found)
        linked = _predicted(connection, used, least)
        query = f"select id_l, id_r, match_weight, {_WEIGHTS} from {linked}"  # noqa: S608  names of ours
        pairs = [
            Pair(min(a, b), max(a, b), round(bits, 4), levels_of(used, weights))
            for a, b, bits, *weights in _rows(connection, query)
        ]
    pairs.sort(key=lambda pair: (-pair.bits, pair.left, pair.right))
    return pairs


@contextmanager
def _connection() -> Iterator[Any]:
    """A database in memory that spills into a folder of its own."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="dougong-match-") as folder:
        connection = duckdb.connect(":memory:", config={"temp_directory": folder, "memory_limit": "4GB"})
        try:
            yield connection
        finally:
            connection.close()


def _load(connection: Any, found: Sequence[Features]) -> None:
    import pyarrow

    columns = ", ".join(f"{name} varchar" for name in COLUMNS)
    connection.execute(f"create table said (id bigint, {columns})")
    for start in range(0, len(found), 50_000):
        part = found[start : start + 50_000]
        arrays = [pyarrow.array(range(start, start + len(part)), pyarrow.int64())]
        arrays += [pyarrow.array([row[i] for row in part], pyarrow.string()) for i in range(len(COLUMNS))]
        connection.register("part", pyarrow.table(arrays, names=["id", *COLUMNS]))
        connection.execute("insert into said select * from part")
        connection.unregister("part")
    connection.execute(f"create table used as {uses_sql('said')}")
    connection.execute("drop table said")
    connection.execute(f"create table clients as {blocks_sql('used')}")
    connection.execute("drop table used")


def _predicted(connection: Any, used: Weights, least: float) -> str:
    """The name of the table of scored pairs."""
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection)
    linker = Linker(api.register("clients"), settings(used), log_level=None, validate_settings=False)
    scored = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    return str(scored.physical_name)


def _rows(connection: Any, query: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(query)
    while part := cursor.fetchmany(50_000):
        yield from part
