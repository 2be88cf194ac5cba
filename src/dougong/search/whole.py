"""Searching everything that is written: records and the texts of documents, newest first, with the passage that was hit.

The index gives the newest documents of a kind in portions, and each portion is cut to what the actor sees, so that a word in
every document costs no more than one in few. Somebody who sees next to nothing of a portion gets the rest by one exact question.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection
from django.db.models import F

from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery, NotFound
from dougong.kit.jsonable import dumps
from dougong.kit.registry import Resource
from dougong.search.models import SearchDocument
from dougong.search.rules import Phrases, fts5_query, query_phrases, snippet, tsquery
from dougong.search.selectors import Matches, in_use
from dougong.search.triggers import searchable

OVERVIEW, PAGE = 4, 20
PORTIONS = (50, 400, 2000, 8000)
TYPED = 100
#: PostgreSQL: as many matches are read through the index and sorted; of more, the newest are soon met walking back.
FEW = 1500
_PORTION = (
    "SELECT d.id, d.object_id FROM search_index i JOIN search_searchdocument d ON d.id = i.rowid"
    " WHERE i.search_index MATCH %s AND i.rowid < %s ORDER BY i.rowid DESC LIMIT %s"
)
_SOME = (
    "WITH found AS MATERIALIZED (SELECT id, object_id FROM search_searchdocument WHERE vector @@ %s::tsquery AND id < %s"
    " LIMIT %s) SELECT id, object_id FROM found ORDER BY id DESC"
)
_WALK = (
    "SELECT id, object_id FROM search_searchdocument WHERE resource = %s AND vector @@ %s::tsquery AND id < %s"
    " ORDER BY id DESC LIMIT %s"
)
_LAST = 2**62
Row = tuple[int, uuid.UUID]


@dataclass(frozen=True)
class Place:
    """Behind which document a page begins, and whose part that was."""

    document: int = _LAST
    record: uuid.UUID | None = None


def everything(actor: Actor, text: str, *, kind: str = "", cursor: str = "", language: str = "zh") -> dict[str, Any]:
    """Of every kind with anything to show the newest few, or a page of one kind.

    Raises NotFound for a client's contact and for a kind that can't be searched, BadQuery for a cursor of another search.
    """
    if actor.kind == "contact":
        raise NotFound()
    kinds = [one for one in searchable() if not kind or one.code == kind]
    if not kinds:
        raise NotFound()
    phrases = query_phrases(text[:TYPED])
    groups: list[dict[str, Any]] = []
    for item in kinds if phrases else ():
        found, last = _page(actor, item, phrases, _place(cursor) if kind else Place(), PAGE if kind else OVERVIEW)
        if found or kind:
            label = item.en if language.startswith("en") else item.zh
            groups.append(
                {"kind": item.code, "label": label, "items": _told(found, text), "next": last and _cursor(last)}
            )
    return {"groups": groups}


def _page(actor: Actor, item: Resource, phrases: Phrases, place: Place, size: int) -> tuple[list[int], Place | None]:
    """The documents of a page, one for each record, and the place behind it where there is more."""
    found: list[int] = []
    seen = {place.record}
    for rows, last in _portions(item, phrases, place):
        shown = _seen_among(actor, item, {pk for _, pk in rows})
        for document, pk in rows:
            if pk in shown and pk not in seen:
                if len(found) == size:
                    return found, place
                found.append(document)
                seen.add(pk)
            place = Place(document, pk)
        if last:
            return found, None
    visible = in_use(actor, item)
    matching = SearchDocument.objects.filter(
        Matches(phrases, item.code), resource=item.code, object_id__in=visible.values("pk"), pk__lt=place.document
    )
    for document, pk in matching.order_by("-pk").values_list("pk", "object_id")[: 3 * size]:
        if pk not in seen:
            if len(found) == size:
                return found, place
            found.append(document)
            seen.add(pk)
        place = Place(document, pk)
    return found, None


def _seen_among(actor: Actor, item: Resource, keys: set[uuid.UUID]) -> set[uuid.UUID]:
    if item.seen_among is not None:
        return item.seen_among(actor, keys)
    return set(in_use(actor, item).filter(pk__in=keys).values_list("pk", flat=True))


def _portions(item: Resource, phrases: Phrases, place: Place) -> Iterator[tuple[list[Row], bool]]:
    """Documents that match, newest first, in growing portions, and whether that was the last."""
    if connection.vendor == "sqlite":
        query, before = fts5_query(phrases, item.code), place.document
        for size in PORTIONS:
            rows = _ask(_PORTION, [query, before, size])
            yield rows, len(rows) < size
            before = rows[-1][0] if len(rows) == size else 0
        return
    query, before = tsquery(phrases, item.code), place.document
    some = _ask(_SOME, [query, before, FEW + 1])
    if len(some) <= FEW:
        for size in PORTIONS:
            rows, some = some[:size], some[size:]
            yield rows, not some
        return
    for size in PORTIONS:
        rows = _ask(_WALK, [item.code, query, before, size])
        yield rows, len(rows) < size
        before = rows[-1][0] if len(rows) == size else 0


def _ask(sql: str, given: list[str | int]) -> list[Row]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a plan kept for whatever words reads the whole table for each
            cursor.cursor.execute(sql, given, prepare=False)
        else:
            cursor.execute(sql, given)
        return [(row[0], row[1] if isinstance(row[1], uuid.UUID) else uuid.UUID(row[1])) for row in cursor.fetchall()]


def _told(found: list[int], text: str) -> list[dict[str, Any]]:
    columns = ("resource", "object_id", "title", "subtitle", "link", "text")
    rows = {row.pop("pk"): row for row in SearchDocument.objects.filter(pk__in=found).values(*columns, pk=F("id"))}
    return [
        {
            **{name: row[name] for name in ("resource", "title", "subtitle", "link")},
            "id": row["object_id"],
            "name": _pieces(row["title"], text, len(row["title"])),
            "passage": _pieces(row["text"].removeprefix(row["title"]).strip(), text, 140),
        }
        for row in (rows[pk] for pk in found if pk in rows)
    ]


def _pieces(text: str, typed: str, length: int) -> list[dict[str, Any]]:
    return [{"text": piece, "hit": hit} for piece, hit in snippet(text, typed[:TYPED], length=length)]


def _cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(dumps([place.document, str(place.record)])).decode().rstrip("=")


def _place(cursor: str) -> Place:
    if not cursor:
        return Place()
    try:
        document, record = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return Place(min(int(document), _LAST), uuid.UUID(record))
    except (ValueError, TypeError, AttributeError, binascii.Error):
        raise BadQuery(field="cursor", what="cursor") from None
