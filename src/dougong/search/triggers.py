"""Triggers on the tables that can be searched: no writer can forget to tell, not even a bulk update.

SQLite rebuilds a table to alter it and drops its triggers with the old one, so they are laid again after every migrate.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import UUIDField

from dougong.kit.registry import Resource, resources


def searchable() -> list[Resource]:
    """The resources with a text to find and the kind of key the index keeps."""
    return [r for r in resources() if r.search_text is not None and isinstance(r.model._meta.pk, UUIDField)]


@transaction.atomic
def install() -> None:
    """Lay the triggers of every searchable resource, and queue all rows of those that have no document yet."""
    tables = set(connection.introspection.table_names())
    if "search_changedrecord" not in tables:
        return
    with connection.cursor() as cursor:
        for item in searchable():
            if item.model._meta.db_table not in tables:
                continue
            for statement in _statements(item):
                cursor.execute(statement)
            cursor.execute(_backfill(item), [item.code, item.code, item.code])


def _statements(item: Resource) -> Iterator[str]:
    """Names come from our own code, never from a request."""
    table, pk = item.model._meta.db_table, item.model._meta.pk.column
    if connection.vendor == "sqlite":
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            name = f"search_{table}_{verb.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            mark = f"INSERT INTO search_changedrecord (resource, object_id) VALUES ('{item.code}', {row}.{pk})"  # noqa: S608  our own names
            yield f"CREATE TRIGGER {name} AFTER {verb} ON {table} BEGIN {mark}; END"
        return
    yield f"DROP TRIGGER IF EXISTS search_changed ON {table}"
    yield (
        f"CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION search_mark_changed('{item.code}')"
    )


def _backfill(item: Resource) -> str:
    table, pk = item.model._meta.db_table, item.model._meta.pk.column
    return (
        f"INSERT INTO search_changedrecord (resource, object_id) SELECT %s, {pk} FROM {table}"  # noqa: S608  our own names
        " WHERE NOT EXISTS (SELECT 1 FROM search_searchdocument WHERE resource = %s)"
        " AND NOT EXISTS (SELECT 1 FROM search_changedrecord WHERE resource = %s)"
    )
