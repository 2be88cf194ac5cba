"""Reading a database as it stands at one moment, while people go on working.

SQLite: a read transaction of a connection of our own; in WAL mode it sees that moment until it ends and no writer waits for it
(sqlite.org/isolation.html). PostgreSQL: one REPEATABLE READ, READ ONLY transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any, Protocol

from dougong.stewardship.backup.rows import Row, Table, changed, from_postgres, from_sqlite, selected

BATCH = 2000


class Source(Protocol):
    """A snapshot of a database."""

    vendor: str

    def tables(self) -> set[str]: ...
    def count(self, table: Table) -> int: ...
    def counted(self, table: Table) -> Table: ...
    def rows(self, table: Table) -> Iterator[Row]: ...
    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]: ...


@contextmanager
def sqlite_source(path: str) -> Iterator[Source]:
    with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, isolation_level=None, timeout=30)) as connection:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment is that of the first reading
        yield SqliteSource(connection)
        connection.execute("ROLLBACK")


@contextmanager
def postgres_source(conninfo: str, schema: str = "") -> Iterator[Source]:
    import psycopg

    with psycopg.connect(conninfo, autocommit=False, prepare_threshold=None) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        if schema:
            connection.execute(f'SET search_path TO "{schema}"')
        yield PostgresSource(connection)
        connection.rollback()


class SqliteSource:
    vendor = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def tables(self) -> set[str]:
        return {row[0] for row in self.query("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def count(self, table: Table) -> int:
        return int(self.query(f'SELECT count(*) FROM "{table.name}"')[0][0])  # noqa: S608  our own names

    def counted(self, table: Table) -> Table:
        if not table.counter:
            return table
        found = self.query("SELECT seq FROM sqlite_sequence WHERE name = ?", table.name)
        return replace(table, last=int(found[0][0]) if found else 0)

    def rows(self, table: Table) -> Iterator[Row]:
        listed, ways = ", ".join(f'"{c.name}"' for c in table.columns), from_sqlite(table.columns)
        cursor = self.connection.execute(f'SELECT {listed} FROM "{table.name}"')  # noqa: S608  our own names
        cursor.arraysize = BATCH
        while batch := cursor.fetchmany():
            for row in batch:
                yield changed(row, ways)

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement, values).fetchall()


class PostgresSource:
    vendor = "postgresql"

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def tables(self) -> set[str]:
        return {row[0] for row in self.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")}

    def count(self, table: Table) -> int:
        return int(self.query(f'SELECT count(*) FROM "{table.name}"')[0][0])  # noqa: S608  our own names

    def counted(self, table: Table) -> Table:
        if not table.counter:
            return table
        name = self.query("SELECT pg_get_serial_sequence(%s, %s)", table.name, table.counter)[0][0]
        if name is None:
            return table
        last, called = self.query(f"SELECT last_value, is_called FROM {name}")[0]  # noqa: S608  the server's own name
        return replace(table, last=int(last) if called else 0)

    def rows(self, table: Table) -> Iterator[Row]:
        listed, ways = ", ".join(map(selected, table.columns)), from_postgres(table.columns)
        with self.connection.cursor(name="backup") as cursor:
            cursor.itersize = BATCH
            cursor.execute(f'SELECT {listed} FROM "{table.name}"')  # noqa: S608  our own names
            for row in cursor:
                yield changed(row, ways)

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.connection.execute(statement, values or None).fetchall()
        return found


def name_of(source: Source, blob_id: str) -> str:
    """What people call a stored file: the name of a document that is it, else its id."""
    mark, column = ("?", "blob_id") if source.vendor == "sqlite" else ("%s", "replace(blob_id::text, '-', '')")
    found = source.query(f"SELECT filename FROM files_fileversion WHERE {column} = {mark} LIMIT 1", blob_id)  # noqa: S608  our own names
    return str(found[0][0]) if found else blob_id
