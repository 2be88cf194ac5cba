"""Triggers on the tables that can be searched: no writer can forget to tell, not even a bulk update.

SQLite rebuilds a table to alter it and drops its triggers with the old one, so they are laid again after every migrate. What is
written in the columns of a record itself has no trigger of its own: it is read again with the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

from dougong.search.kinds import Kind, kinds

_VERBS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))


@transaction.atomic
def install() -> None:
    """Lay the triggers of every kind, and queue all rows of those that have no document yet."""
    tables = set(connection.introspection.table_names())
    if "search_changedrecord" not in tables:
        return
    with connection.cursor() as cursor:
        for item in kinds():
            if item.model._meta.db_table not in tables:
                continue
            if item.model is not item.gate.model or item.writing is None:
                for statement in _statements(item):
                    cursor.execute(statement)
            cursor.execute(_backfill(item), [item.code, item.code, item.code])


def _statements(item: Kind) -> Iterator[str]:
    """Names come from our own code, never from a request."""
    table = item.model._meta.db_table
    name = f"search_{item.code.replace('.', '_')}" if item.writing else f"search_{table}"
    for verb, row in _VERBS if connection.vendor == "sqlite" else ():
        when = f" WHEN {_counts(item, f'{row}.')}" if _counts(item) else ""
        yield f"DROP TRIGGER IF EXISTS {name}_{verb.lower()}"
        mark = (
            f"INSERT INTO search_changedrecord (resource, object_id) VALUES ('{item.code}', {_key(item, f'{row}.')})"  # noqa: S608  our own names
        )
        yield f"CREATE TRIGGER {name}_{verb.lower()} AFTER {verb} ON {table}{when} BEGIN {mark}; END"
    if connection.vendor == "sqlite":
        return
    function = "search_mark_numbered" if item.numbered else "search_mark_changed"
    for name, verbs, row in (("search_changed", "INSERT OR UPDATE", "NEW"), ("search_gone", "DELETE", "OLD")):
        when = f" WHEN ({_counts(item, f'{row}.')})" if _counts(item) else ""
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield (
            f"CREATE TRIGGER {name} AFTER {verbs} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {function}('{item.code}')"
        )


def _key(item: Kind, row: str = "") -> str:
    """Of a row with a number the UUID of that number."""
    pk = f"{row}{item.model._meta.pk.column}"
    if not item.numbered:
        return pk
    return f"printf('%032x', {pk})" if connection.vendor == "sqlite" else f"lpad(to_hex({pk}), 32, '0')::uuid"


def _counts(item: Kind, row: str = "") -> str:
    """What a row must be to have documents; empty where all have."""
    if item.writing is None or item.writing.only is None:
        return ""
    column, values = item.writing.only
    return f"{row}{column} IN ({', '.join(repr(value) for value in values)})"


def _backfill(item: Kind) -> str:
    key = _key(item).replace("%", "%%")
    return (
        f"INSERT INTO search_changedrecord (resource, object_id) SELECT %s, {key} FROM {item.model._meta.db_table}"  # noqa: S608  our own names
        f" WHERE {_counts(item) or '1 = 1'} AND NOT EXISTS (SELECT 1 FROM search_searchdocument WHERE resource = %s)"
        " AND NOT EXISTS (SELECT 1 FROM search_changedrecord WHERE resource = %s)"
    )
