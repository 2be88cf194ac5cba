"""Append-only in the database itself: triggers that refuse to change or remove a row, whoever writes.

A guard is declared by the app of its table, put in place by a migration, and again after every migrate: SQLite rebuilds a table
to alter it and drops its triggers on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections, transaction


@dataclass(frozen=True, slots=True)
class Guard:
    """`table` takes new rows only; `why` is what a refused statement is told.

    `may_go` is a condition in SQL on OLD, for each engine, under which a row may be removed; by default none may.
    """

    table: str
    why: str
    may_go: tuple[tuple[str, str], ...] = ()

    def install(self, using: str = "default") -> None:
        """Put the triggers in place as they are declared now; harmless where they are."""
        if self._there(using):
            _run(using, self._sqlite() if connections[using].vendor == "sqlite" else self._postgres())

    def remove(self, using: str = "default") -> None:
        """Take the triggers away: for undoing the migration, and for emptying a test's database."""
        if self._there(using):
            place = "" if connections[using].vendor == "sqlite" else f" ON {self.table}"
            _run(using, (f"DROP TRIGGER IF EXISTS {name}{place}" for name in self.names(using)))

    def names(self, using: str = "default") -> tuple[str, ...]:
        acts = ("no_update", "no_delete") if connections[using].vendor == "sqlite" else ("no_change", "no_truncate")
        return tuple(f"{self.table}_{act}" for act in acts)

    def in_place(self, using: str = "default") -> bool:
        """Whether both triggers are there and awake."""
        lookup = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        if connections[using].vendor == "postgresql":
            lookup = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgrelid = %s::regclass"
        with connections[using].cursor() as cursor:
            cursor.execute(lookup, [self.table])
            return {row[0] for row in cursor.fetchall()} >= set(self.names(using))

    def _there(self, using: str) -> bool:
        with connections[using].cursor() as cursor:
            return self.table in connections[using].introspection.table_names(cursor)

    def _sqlite(self) -> Iterator[str]:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.why}'); END"
        unless = dict(self.may_go).get("sqlite")
        when = f" WHEN NOT ({unless})" if unless else ""
        update, delete = f"{self.table}_no_update", f"{self.table}_no_delete"
        yield f"DROP TRIGGER IF EXISTS {update}"
        yield f"DROP TRIGGER IF EXISTS {delete}"
        yield f"CREATE TRIGGER {update} BEFORE UPDATE ON {self.table} {refuse}"
        yield f"CREATE TRIGGER {delete} BEFORE DELETE ON {self.table}{when} {refuse}"

    def _postgres(self) -> Iterator[str]:
        unless = dict(self.may_go).get("postgresql")
        let_go = f"IF TG_OP = 'DELETE' THEN IF {unless} THEN RETURN OLD; END IF; END IF;" if unless else ""
        yield (
            f"CREATE OR REPLACE FUNCTION {self.table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {let_go} RAISE EXCEPTION '{self.why}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {self.table}_no_change BEFORE UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.table}_refuse()"
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {self.table}_no_truncate BEFORE TRUNCATE ON {self.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {self.table}_refuse()"
        )


def _run(using: str, statements: Iterator[str]) -> None:
    with transaction.atomic(using), connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_guards: dict[str, Guard] = {}


def guard(table: str, why: str, *, sqlite: str = "", postgresql: str = "") -> Guard:
    """Declare the guard of a table. `sqlite` and `postgresql` say when a row may go all the same, as SQL on OLD."""
    may_go = tuple((name, text) for name, text in (("sqlite", sqlite), ("postgresql", postgresql)) if text)
    found = _guards[table] = Guard(table, why, may_go)
    return found


def guards() -> Iterator[Guard]:
    return iter(list(_guards.values()))


def install_all(using: str = "default") -> None:
    for one in guards():
        one.install(using)


def remove_all(using: str = "default") -> None:
    for one in guards():
        one.remove(using)
