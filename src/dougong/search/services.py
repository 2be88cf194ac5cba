from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dougong.kit.registry import Resource, Text
from dougong.search.kinds import Kind, key_of, kind, kinds
from dougong.search.models import ChangedRecord, SearchDocument
from dougong.search.rules import index_words, parts

log = logging.getLogger("dougong.search")
BATCH = 500
_FIELDS = ("client_id", "field", "title", "subtitle", "link", "text", "words")
Key = tuple[uuid.UUID, int]


@dataclass(frozen=True)
class Swept:
    """How many records were looked at, and how many documents were wrong, missing or left over."""

    seen: int = 0
    mended: int = 0


def reindex(code: str, ids: Iterable[uuid.UUID]) -> None:
    """Ask that records be read again, in the running transaction: for texts that come from other tables than their own."""
    ChangedRecord.objects.bulk_create([ChangedRecord(resource=code, object_id=i) for i in ids], batch_size=BATCH)


@transaction.atomic
def index_changed(limit: int = BATCH) -> int:
    """Bring the documents of changed records up to date; the number of changes taken up.

    The marks go in the transaction of the documents, so a worker killed in between does both again. The oldest marks are
    locked and waited for: two workers never write an older text over a newer one.
    """
    if not ChangedRecord.objects.exists():
        return 0
    marks = list(ChangedRecord.objects.select_for_update().order_by("pk")[:limit])
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for mark in marks:
        wanted[mark.resource].add(mark.object_id)
    known = {k.code: k for k in kinds()}
    within: dict[str, list[Kind]] = defaultdict(list)
    for item in known.values():
        if item.writing is not None and item.model is item.gate.model:
            within[item.gate.code].append(item)
    for code, keys in wanted.items():
        for item in [known[code], *within[code]] if code in known else []:
            _write(item, item.pks(keys))
        if code not in known:
            SearchDocument.objects.filter(resource=code, object_id__in=keys).delete()
    ChangedRecord.objects.filter(pk__in=[m.pk for m in marks]).delete()
    return len(marks)


def sweep(code: str, tell: Callable[[int, int], None] = lambda done, total: None, *, anew: bool = False) -> Swept:
    """Compare every record of a resource with its document and mend what differs, in transactions of 500 rows.

    With `anew` the documents are thrown away first: the rebuild.
    """
    item = kind(code)
    documents = SearchDocument.objects.filter(resource=code)
    if anew:
        documents.delete()
    rows = item.rows
    total, seen, mended, last = rows.count(), 0, 0, None
    while ids := list((rows.filter(pk__gt=last) if last else rows).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            mended += _write(item, set(ids))
        seen, last = seen + len(ids), ids[-1]
        tell(seen, total)
    mended += documents.exclude(object_id__in=item.keys).delete()[0]
    return Swept(seen, mended)


def _write(item: Kind, pks: set[Any]) -> int:
    """Make, change or delete the documents of these rows; the number that differed."""
    rows = item.rows.filter(pk__in=pks)
    related = _related(item)
    truth: dict[Key, dict[str, Any]] = {}
    for row, told in _values(item, rows.select_related(*related) if related else rows):
        truth |= {(key_of(row.pk), number): each for number, each in enumerate(told)}
    found = SearchDocument.objects.filter(resource=item.code, object_id__in=[key_of(pk) for pk in pks])
    held: dict[Key, SearchDocument] = {(d.object_id, d.part): d for d in found}
    fresh, changed = [], []
    for (key, number), values in truth.items():
        document = held.pop((key, number), None)
        if document is None:
            fresh.append(SearchDocument(resource=item.code, object_id=key, part=number, **values))
        elif any(getattr(document, name) != values[name] for name in _FIELDS):
            for name in _FIELDS:
                setattr(document, name, values[name])
            changed.append(document)
    SearchDocument.objects.bulk_create(fresh, batch_size=BATCH)
    SearchDocument.objects.bulk_update(changed, _FIELDS, batch_size=100)
    gone = [d.pk for d in held.values()]
    SearchDocument.objects.filter(pk__in=gone).delete()
    return len(fresh) + len(changed) + len(gone)


def _related(item: Kind) -> list[str]:
    """Titles often name the client or the contract: the direct relations come with the rows."""
    return [f.name for f in item.model._meta.concrete_fields if f.many_to_one or f.one_to_one]


def _values(item: Kind, rows: Iterable[Any]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Rows with the documents of each, one for each part of its texts; none, and a line in the log, when its app fails to tell
    it."""
    within = item.writing
    tell = within.teller() if within else lambda row: [_told(item.gate, row)]
    for row in rows:
        try:
            texts = tell(row)
        except Exception:  # one broken record must not keep all others out of the index
            log.exception("%s %s has no text to search", item.code, row.pk)
            continue
        of = _client_id(item.gate, row) if within is None else getattr(row, within.path) if within.path else row.pk
        yield row, [each for text in texts for each in _documents(item.code, of, text, named=within is None)]


def _told(item: Resource, row: Any) -> Text:
    return Text(
        title=item.title(row),
        text=item.search_text(row) if item.search_text else "",
        subtitle=item.search_subtitle(row) if item.search_subtitle else "",
        link=item.search_link(row) if item.search_link else item.link.replace("{id}", str(row.pk)),
    )


def _documents(code: str, client_id: uuid.UUID | None, told: Text, *, named: bool) -> Iterator[dict[str, Any]]:
    """`named`: found by its title too. Of what is written within a record the title is the record's, which is found by itself."""
    title = told.title[:200]
    of_all = {"client_id": client_id, "field": told.field or None, "title": title, "subtitle": told.subtitle[:200]}
    for part in parts(told.text):
        words = index_words(title if named else "", part, code)
        yield {**of_all, "link": told.link[:200], "text": part, "words": words}


def _client_id(item: Resource, row: Any) -> uuid.UUID | None:
    """Follow the path to the client; its last step is a column, so the client itself is not read."""
    if item.client_path is None:
        return None
    if item.client_path == "":
        found: uuid.UUID = row.pk
        return found
    *steps, last = item.client_path.split("__")
    for step in steps:
        row = getattr(row, step)
    client_id: uuid.UUID | None = getattr(row, f"{last}_id")
    return client_id
