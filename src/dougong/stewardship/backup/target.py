"""Filling an empty schema: without indexes, triggers and foreign keys, which are laid again over the rows when all are there.

Triggers of append-only tables and of the search index are among those: nothing refuses, nothing is indexed twice, and at the end
all stand as the migrations laid them. Every key is then proved, as the database itself would.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol

from dougong.stewardship.backup import errors
from dougong.stewardship.backup.rows import Row, Table, changed, to_postgres, to_sqlite
from dougong.stewardship.backup.source import PostgresSource, Source, SqliteSource

_KEPT = "django_migrations"


class Target(Protocol):
    """An empty schema being filled; it is committed when its block ends well."""

    source: Source

    def load(self, table: Table, batches: Iterable[list[Row]]) -> int: ...
    def finish(self, tick: Callable[[], None] = lambda: None) -> None: ...


@contextmanager
def sqlite_target(path: str) -> Iterator[Target]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Killed in the middle, the file is thrown away: no journal is needed to undo it.
        for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-64000"):
            connection.execute(f"PRAGMA {pragma}")
        target = SqliteTarget(connection)
        connection.execute("BEGIN")
        target.strip()
        yield target
        connection.execute("COMMIT")


@contextmanager
def postgres_target(conninfo: str, schema: str) -> Iterator[Target]:
    import psycopg

    with psycopg.connect(conninfo, prepare_threshold=None) as connection:
        connection.execute(f'SET search_path TO "{schema}"')
        connection.execute("SET maintenance_work_mem = '256MB'")
        target = PostgresTarget(connection, schema)
        target.strip()
        yield target


class SqliteTarget:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.source: Source = SqliteSource(connection)
        self._again: list[str] = []

    def _master(self, kind: str) -> list[tuple[str, str]]:
        found = self.connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
            [kind],
        )
        return found.fetchall()

    def _virtual(self) -> list[str]:
        return [name for name, sql in self._master("table") if sql.upper().startswith("CREATE VIRTUAL TABLE")]

    def strip(self) -> None:
        for kind in ("trigger", "index"):
            for name, sql in self._master(kind):
                self.connection.execute(f'DROP {kind.upper()} "{name}"')
                self._again.insert(0, sql)  # indexes come first again
        shadows = tuple(f"{name}_" for name in self._virtual())
        for name, sql in self._master("table"):
            is_index = name.startswith(shadows) or sql.upper().startswith("CREATE VIRTUAL")
            if name != _KEPT and not (shadows and is_index):
                self.connection.execute(f'DELETE FROM "{name}"')  # noqa: S608  our own names
        self.connection.execute("DELETE FROM sqlite_sequence")

    def load(self, table: Table, batches: Iterable[list[Row]]) -> int:
        listed = ", ".join(f'"{c.name}"' for c in table.columns)
        marks, ways, count = ", ".join("?" for _ in table.columns), to_sqlite(table.columns), 0
        statement = f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})'  # noqa: S608  our own names
        try:
            for batch in batches:
                self.connection.executemany(statement, [changed(row, ways) for row in batch] if ways else batch)
                count += len(batch)
        except sqlite3.Error as failure:
            raise errors.RowRefused(table=table.name, why=str(failure)) from None
        if table.counter:
            self._number(table)
        return count

    def _number(self, table: Table) -> None:
        """The next number comes after the last that was ever given, not only after those still there."""
        known = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name]).fetchone()
        if known is None:
            if table.last:
                self.connection.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table.name, table.last]
                )
        elif known[0] < table.last:
            self.connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", [table.last, table.name])

    def finish(self, tick: Callable[[], None] = lambda: None) -> None:
        for statement in self._again:
            tick()
            self.connection.execute(statement)
        for name in self._virtual():
            self.connection.execute(f'INSERT INTO "{name}"("{name}") VALUES (\'rebuild\')')  # noqa: S608  our own names
        broken = self.connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise errors.RowRefused(table=broken[0], why=f"row {broken[1]} has no {broken[2]}")


class PostgresTarget:
    def __init__(self, connection: Any, schema: str) -> None:
        self.connection, self.schema = connection, schema
        self.source: Source = PostgresSource(connection)
        self._again: list[str] = []

    def _ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.source.query(statement, *values)

    def strip(self) -> None:
        run = self.connection.execute
        keys = self._ask(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND connamespace = %s::regnamespace",
            self.schema,
        )
        for table, name, definition in keys:
            run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            self._again.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        indexes = self._ask(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = %s::regnamespace"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)",
            self.schema,
        )
        for name, definition in indexes:
            run(f"DROP INDEX {name}")
            self._again.insert(0, definition)
        tables = sorted(self.source.tables() - {_KEPT})
        for table in tables:
            run(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            self._again.append(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        run("TRUNCATE " + ", ".join(f'"{table}"' for table in tables))

    def load(self, table: Table, batches: Iterable[list[Row]]) -> int:
        import psycopg

        listed = ", ".join(f'"{c.name}"' for c in table.columns)
        ways, count = to_postgres(table.columns), 0
        try:
            with self.connection.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy:
                for batch in batches:
                    copy.write("".join(_line(changed(row, ways)) for row in batch))
                    count += len(batch)
        except psycopg.Error as failure:
            raise errors.RowRefused(table=table.name, why=str(failure).partition("\n")[0]) from None
        if table.counter:
            name = self._ask("SELECT pg_get_serial_sequence(%s, %s)", f'"{table.name}"', table.counter)[0][0]
            top = self._ask(f'SELECT coalesce(max("{table.counter}"), 0) FROM "{table.name}"')[0][0]  # noqa: S608  our own names
            last = max(int(top), table.last)
            if name is not None:
                self._ask("SELECT setval(%s, %s, %s)", name, max(last, 1), last > 0)
        return count

    def finish(self, tick: Callable[[], None] = lambda: None) -> None:
        import psycopg

        for statement in self._again:
            tick()
            try:
                self.connection.execute(statement)
            except psycopg.Error as failure:
                raise errors.RowRefused(table="?", why=str(failure).replace("\n", " ")) from None


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _line(cells: Row) -> str:
    """A line of COPY's text format."""
    return "\t".join("\\N" if cell is None else cell.translate(_ESCAPES) for cell in cells) + "\n"
