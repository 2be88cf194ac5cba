from __future__ import annotations

import time
import uuid
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, Expression, OuterRef, QuerySet

from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.memo import Memo
from dougong.kit.registry import Resource
from dougong.search.kinds import searchable
from dougong.search.models import SearchDocument
from dougong.search.rules import Phrases, fts5_query, query_phrases, tsquery

PER_RESOURCE = 8


class Matches(Expression):
    """Whether a document has all the phrases: FTS5 on SQLite, a tsvector on PostgreSQL."""

    conditional = True

    def __init__(self, phrases: Phrases, code: str) -> None:
        super().__init__(output_field=BooleanField())
        self.phrases, self.code = phrases, code

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column = compiler.quote_name_unless_alias("search_searchdocument")
        if connection.vendor == "sqlite":
            inside = "(SELECT rowid FROM search_index WHERE search_index MATCH %s)"
            return f"{column}.id IN {inside}", (fts5_query(self.phrases, self.code),)
        return f"{column}.vector @@ %s::tsquery", (tsquery(self.phrases, self.code),)


def find(actor: Actor, text: str, *, per_resource: int = PER_RESOURCE) -> list[dict[str, Any]]:
    """What the actor may see of what matches, grouped by kind; a query for each kind that is known by its name.

    A client's contact has no search: his window is small and shows everything he may see.
    """
    if actor.kind == "contact":
        raise NotFound()
    phrases = query_phrases(text[:100])
    if not phrases:
        return []
    found: list[dict[str, Any]] = []
    for item in (one for one in searchable() if not one.long_text):
        rows = documents(actor, item, phrases).order_by("title", "pk")[:per_resource]
        for code, pk, title, subtitle, link in rows.values_list("resource", "object_id", "title", "subtitle", "link"):
            found.append({"resource": code, "id": pk, "title": title, "subtitle": subtitle, "link": link})
    return found


def documents(actor: Actor, item: Resource, phrases: Phrases) -> QuerySet[SearchDocument]:
    """The matching documents of a resource, cut to the records that the actor may see and that are not archived."""
    seen = in_use(actor, item).filter(pk=OuterRef("object_id"))
    return SearchDocument.objects.filter(Matches(phrases, item.code), Exists(seen), resource=item.code)


def in_use(actor: Actor, item: Resource) -> QuerySet[Any]:
    """The rows that the actor may see and that are not archived."""
    rows = item.visible_to(actor)
    archived = any(field.name == "archived_at" for field in item.model._meta.fields)
    return rows.filter(archived_at__isnull=True) if archived else rows


_CANDIDATES = {
    "sqlite": (
        "SELECT d.object_id FROM search_index i JOIN search_searchdocument d ON d.id = i.rowid"
        " WHERE i.search_index MATCH %s AND d.resource = %s"
        " UNION ALL SELECT object_id FROM search_changedrecord WHERE resource = %s LIMIT %s"
    ),
    "postgresql": (
        "SELECT object_id FROM search_searchdocument WHERE vector @@ %s::tsquery"
        " AND resource = %s UNION ALL SELECT object_id FROM search_changedrecord WHERE resource = %s LIMIT %s"
    ),
}


#: Words found too common to look up, until when: asking the index again costs more than all the rest of a page.
_common: Memo[tuple[str, str, int], float] = Memo(1000)
_COMMON_SECONDS = 600.0


def _is_common(key: tuple[str, str, int]) -> bool:
    return _common.get(key, 0.0) > time.monotonic()


def forget() -> None:
    """Ask the index again about every word."""
    _common.clear()


def _remember_common(key: tuple[str, str, int]) -> None:
    _common.keep(key, time.monotonic() + _COMMON_SECONDS)


def candidates(code: str, text: str, *, limit: int) -> list[uuid.UUID] | None:
    """Keys of all records of `code` that may match `text`, those changed since they were last indexed included.

    The caller checks the rows themselves, so the answer is exact although the index follows a moment later. None when
    there are more than `limit` (or nothing to look up): then walking the list in its order is cheaper. That is remembered
    for ten minutes; the answer is the same either way.
    """
    phrases = query_phrases(text)
    if not phrases or all(len(word) == 1 for words, _ in phrases for word in words):
        return None
    query = fts5_query(phrases, code) if connection.vendor == "sqlite" else tsquery(phrases, code)
    if _is_common((code, query, limit)):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES[connection.vendor], [query, code, code, limit + 1])
        found = [row[0] for row in cursor.fetchall()]
    if len(found) > limit:
        _remember_common((code, query, limit))
        return None
    return found
