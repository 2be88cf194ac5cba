"""Rows as both engines can hold them: what a cell is called in the archive, and its way from and into SQLite and PostgreSQL.

| kind | in the archive | SQLite | PostgreSQL |
|---|---|---|---|
| int, bool, text | number, true/false, text | the same; 0 and 1 | the same |
| uuid | 32 hex digits | the same | uuid |
| instant | `2026-11-22 01:02:03.000004`, UTC | the same; no fraction where there is none | timestamptz |
| date | `2026-11-22` | the same | date |
| decimal:2 | text with its places | number | numeric |
| json | the text as stored | the same | jsonb, which sorts and spaces it anew |
| binary | base64 | blob | bytea |

Secret columns travel as the ciphertext they are.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

Row = list[Any]
Cell = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: str


@dataclass(frozen=True)
class Table:
    """A table and its columns. `counter` is the column whose numbers the database gives, `last` the last one given."""

    name: str
    columns: tuple[Column, ...]
    counter: str = ""
    last: int = 0

    def told(self) -> dict[str, Any]:
        columns = [[c.name, c.kind] for c in self.columns]
        return {"name": self.name, "columns": columns, "counter": self.counter, "last": self.last}

    @classmethod
    def of(cls, told: dict[str, Any]) -> Table:
        columns = tuple(Column(name, kind) for name, kind in told["columns"])
        return cls(told["name"], columns, told["counter"], told["last"])


class Digest:
    """Of a table's rows whatever their order: the sum of their SHA-256, modulo 2^256. It shows what got lost or changed on
    the way; that nobody tampered is the shell's proof. JSON counts by its meaning, since PostgreSQL keeps no more."""

    def __init__(self, table: Table) -> None:
        self._json = [place for place, column in enumerate(table.columns) if column.kind == "json"]
        self._sum = 0

    def add(self, row: Row, line: bytes | None = None) -> None:
        if self._json:
            row = list(row)
            for place in self._json:
                if row[place] is not None:
                    row[place] = orjson.dumps(_loads(row[place]), option=orjson.OPT_SORT_KEYS).decode()
            line = None
        found = hashlib.sha256(orjson.dumps(row) if line is None else line).digest()
        self._sum += int.from_bytes(found, "big")

    def text(self) -> str:
        return f"{self._sum % 2**256:064x}"


def _loads(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:  # numbers beyond 64 bits, lone surrogates: as text
        return text


# ---- SQLite


def _instant_from_sqlite(value: str) -> str:
    return f"{value}.000000" if len(value) == 19 else value


def _decimal_from(places: int) -> Cell:
    step = Decimal(1).scaleb(-places)
    return lambda value: str(Decimal(str(value)).quantize(step))


def _binary_from(value: bytes) -> str:
    return base64.b64encode(value).decode()


def from_sqlite(columns: Iterable[Column]) -> list[tuple[int, Cell]]:
    """(place, what its cell goes through) of the columns that are not told as they are stored."""
    ways: dict[str, Cell] = {"bool": bool, "instant": _instant_from_sqlite, "binary": _binary_from}
    return _ways(columns, ways, _decimal_from)


def to_sqlite(columns: Iterable[Column]) -> list[tuple[int, Cell]]:
    ways: dict[str, Cell] = {"instant": lambda v: v.removesuffix(".000000"), "binary": base64.b64decode}
    return _ways(columns, ways)


# ---- PostgreSQL


def selected(column: Column) -> str:
    """The expression that reads it. Names are those of our own tables."""
    name = f'"{column.name}"'
    told = {
        "uuid": f"replace({name}::text, '-', '')",
        "instant": f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "date": f"{name}::text",
        "json": f"{name}::text",
    }
    return f"{name}::text" if column.kind.startswith("decimal") else told.get(column.kind, name)


def from_postgres(columns: Iterable[Column]) -> list[tuple[int, Cell]]:
    return _ways(columns, {"binary": _binary_from}, _decimal_from)


def to_postgres(columns: Iterable[Column]) -> list[tuple[int, Cell]]:
    """Into the text that COPY takes, before its escapes."""
    ways: dict[str, Cell] = {
        "int": str,
        "bool": lambda v: "t" if v else "f",
        "instant": lambda v: f"{v}+00",
        "binary": lambda v: f"\\x{base64.b64decode(v).hex()}",
    }
    return _ways(columns, ways)


def _ways(
    columns: Iterable[Column], ways: dict[str, Cell], decimal: Callable[[int], Cell] | None = None
) -> list[tuple[int, Cell]]:
    found: list[tuple[int, Cell]] = []
    for place, column in enumerate(columns):
        kind, _, places = column.kind.partition(":")
        if kind == "decimal" and decimal is not None:
            found.append((place, decimal(int(places))))
        elif kind in ways:
            found.append((place, ways[kind]))
    return found


def changed(row: Any, ways: list[tuple[int, Cell]]) -> Row:
    cells = list(row)
    for place, way in ways:
        if cells[place] is not None:
            cells[place] = way(cells[place])
    return cells
