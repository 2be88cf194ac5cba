"""Searching everything that is written: records and the texts of documents, newest first, with the passage that was hit.

The index gives the newest documents of a kind in portions, and each portion is cut to what the actor sees, so that a word in
every document costs no more than one in few. Somebody who sees next to nothing of a portion gets the rest by one exact question.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from django.db import connection
from django.db.models import F

from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery, NotFound
from dougong.kit.jsonable import dumps
from dougong.search.kinds import Kind, kinds
from dougong.search.models import SearchDocument
from dougong.search.rules import Phrases, fts5_query, query_phrases, snippet, tsquery
from dougong.search.selectors import Matches, in_use

OVERVIEW, PAGE = 4, 20
PORTIONS = (50, 400, 2000, 8000)
TYPED = 100
#: PostgreSQL: as many matches are read through the index and sorted; of more, the newest are soon met walking back.
FEW = 1500
_PORTION = (
    "SELECT d.id, d.object_id, d.client_id, d.field FROM search_index i JOIN search_searchdocument d ON d.id = i.rowid"
    " WHERE i.search_index MATCH %s AND i.rowid < %s ORDER BY i.rowid DESC LIMIT %s"
)
_SOME = (
    "WITH found AS MATERIALIZED (SELECT id, object_id, client_id, field FROM search_searchdocument WHERE vector @@ %s::tsquery AND id < %s"
    " LIMIT %s) SELECT id, object_id, client_id, field FROM found ORDER BY id DESC"
)
_WALK = (
    "SELECT id, object_id, client_id, field FROM search_searchdocument WHERE resource = %s AND vector @@ %s::tsquery AND id < %s"
    " ORDER BY id DESC LIMIT %s"
)
_LAST = 2**62


@dataclass(frozen=True, slots=True)
class Row:
    """A document that matches; `of` is the record by which it is seen, `field` the field that it stands in."""

    id: int
    key: uuid.UUID
    of: uuid.UUID
    field: str | None


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
    asked = [one for one in kinds() if not kind or one.code == kind]
    if not asked:
        raise NotFound()
    phrases = query_phrases(text[:TYPED])
    groups: list[dict[str, Any]] = []
    for item in asked if phrases else ():
        found, last = _page(actor, item, phrases, _place(cursor) if kind else Place(), PAGE if kind else OVERVIEW)
        if found or kind:
            label = item.en if language.startswith("en") else item.zh
            told = _told(item, found, text, language)
            groups.append({"kind": item.code, "label": label, "items": told, "next": last and _cursor(last)})
    return {"groups": groups}


class _Fields:
    """Which fields' texts the actor is shown: those in use that no field rule hides or masks for him."""

    def __init__(self, actor: Actor, item: Kind) -> None:
        self.closed = set(actor.fields.get(item.gate.code) or ()) if item.writing and item.writing.names else set()
        self._item = item

    @cached_property
    def _named(self) -> Mapping[str, tuple[str, str]]:
        return self._item.writing.names() if self._item.writing and self._item.writing.names else {}

    def shows(self, field: str | None) -> bool:
        return field is None or (field not in self.closed and field in self._named)


def _page(actor: Actor, item: Kind, phrases: Phrases, place: Place, size: int) -> tuple[list[int], Place | None]:
    """The documents of a page, one for each record, and the place behind it where there is more."""
    found: list[int] = []
    seen = {place.record}
    fields = _Fields(actor, item)
    for rows, last in _portions(item, phrases, place):
        shown = _seen_among(actor, item, {row.of for row in rows})
        for row in rows:
            if row.of in shown and row.key not in seen and fields.shows(row.field):
                if len(found) == size:
                    return found, place
                found.append(row.id)
                seen.add(row.key)
            place = Place(row.id, row.key)
        if last:
            return found, None
    for row in _rest(actor, item, phrases, place, fields)[: 3 * size]:
        if row.key not in seen and fields.shows(row.field):
            if len(found) == size:
                return found, place
            found.append(row.id)
            seen.add(row.key)
        place = Place(row.id, row.key)
    return found, None


def _rest(actor: Actor, item: Kind, phrases: Phrases, place: Place, fields: _Fields) -> list[Row]:
    """What follows of the documents that he sees, by one exact question."""
    by = "client_id" if item.writing else "object_id"
    visible = in_use(actor, item.gate).order_by().values("pk")
    matching = SearchDocument.objects.filter(
        Matches(phrases, item.code), resource=item.code, pk__lt=place.document, **{f"{by}__in": visible}
    )
    if fields.closed:
        matching = matching.exclude(field__in=fields.closed)
    found = matching.order_by("-pk").values_list("pk", "object_id", "client_id", "field")[: 3 * PAGE]
    return [_row(item, *values) for values in found]


def _row(item: Kind, document: int, key: uuid.UUID, client_id: uuid.UUID | None, field: str | None) -> Row:
    return Row(document, key, client_id if item.writing and client_id else key, field)


def _seen_among(actor: Actor, item: Kind, keys: set[uuid.UUID]) -> set[uuid.UUID]:
    if item.gate.seen_among is not None:
        return item.gate.seen_among(actor, keys)
    return set(in_use(actor, item.gate).filter(pk__in=keys).values_list("pk", flat=True))


def _portions(item: Kind, phrases: Phrases, place: Place) -> Iterator[tuple[list[Row], bool]]:
    """Documents that match, newest first, in growing portions, and whether that was the last."""
    if connection.vendor == "sqlite":
        query, before = fts5_query(phrases, item.code), place.document
        for size in PORTIONS:
            rows = _ask(item, _PORTION, [query, before, size])
            yield rows, len(rows) < size
            before = rows[-1].id if len(rows) == size else 0
        return
    query, before = tsquery(phrases, item.code), place.document
    some = _ask(item, _SOME, [query, before, FEW + 1])
    if len(some) <= FEW:
        for size in PORTIONS:
            rows, some = some[:size], some[size:]
            yield rows, not some
        return
    for size in PORTIONS:
        rows = _ask(item, _WALK, [item.code, query, before, size])
        yield rows, len(rows) < size
        before = rows[-1].id if len(rows) == size else 0


def _ask(item: Kind, sql: str, given: list[str | int]) -> list[Row]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a plan kept for whatever words reads the whole table for each
            cursor.cursor.execute(sql, given, prepare=False)
        else:
            cursor.execute(sql, given)
        return [_row(item, found[0], _uuid(found[1]), _uuid(found[2]), found[3]) for found in cursor.fetchall()]


def _uuid(value: Any) -> Any:
    return uuid.UUID(value) if isinstance(value, str) else value


def _told(item: Kind, found: list[int], text: str, language: str) -> list[dict[str, Any]]:
    columns = ("resource", "object_id", "field", "title", "subtitle", "link", "text")
    rows = {row.pop("pk"): row for row in SearchDocument.objects.filter(pk__in=found).values(*columns, pk=F("id"))}
    some = any(row["field"] for row in rows.values())
    names = item.writing.names() if some and item.writing and item.writing.names else {}
    told = []
    for row in (rows[pk] for pk in found if pk in rows):
        subtitle = names[row["field"]][language.startswith("en")] if row["field"] in names else row["subtitle"]
        told.append(
            {
                **{name: row[name] for name in ("resource", "title", "link")},
                "id": row["object_id"],
                "subtitle": subtitle,
                "name": _pieces(row["title"], text, len(row["title"])),
                "passage": _pieces(row["text"].removeprefix(row["title"]).strip(), text, 140),
            }
        )
    return told


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
