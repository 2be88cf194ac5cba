from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dougong.kit.registry import Resource, resource
from dougong.search.models import ChangedRecord, SearchDocument
from dougong.search.rules import index_words, parts
from dougong.search.triggers import searchable

log = logging.getLogger("dougong.search")
BATCH = 500
_FIELDS = ("client_id", "title", "subtitle", "link", "text", "words")
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
    known = {r.code: r for r in searchable()}
    for code, ids in wanted.items():
        if code in known:
            _write(known[code], ids)
        else:
            SearchDocument.objects.filter(resource=code, object_id__in=ids).delete()
    ChangedRecord.objects.filter(pk__in=[m.pk for m in marks]).delete()
    return len(marks)


def sweep(code: str, tell: Callable[[int, int], None] = lambda done, total: None, *, anew: bool = False) -> Swept:
    """Compare every record of a resource with its document and mend what differs, in transactions of 500 rows.

    With `anew` the documents are thrown away first: the rebuild.
    """
    item = resource(code)
    documents = SearchDocument.objects.filter(resource=code)
    if anew:
        documents.delete()
    rows = item.model._default_manager.order_by("pk")
    total, seen, mended, last = rows.count(), 0, 0, None
    while ids := list((rows.filter(pk__gt=last) if last else rows).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            mended += _write(item, set(ids))
        seen, last = seen + len(ids), ids[-1]
        tell(seen, total)
    orphans = documents.exclude(object_id__in=item.model._default_manager.values("pk"))
    mended += orphans.delete()[0]
    return Swept(seen, mended)


def _write(item: Resource, ids: set[uuid.UUID]) -> int:
    """Make, change or delete the documents of these records; the number that differed."""
    rows = item.model._default_manager.filter(pk__in=ids)
    related = _related(item)
    truth: dict[Key, dict[str, Any]] = {}
    for row in rows.select_related(*related) if related else rows:
        truth |= {(row.pk, number): values for number, values in enumerate(_values(item, row))}
    found = SearchDocument.objects.filter(resource=item.code, object_id__in=ids)
    held: dict[Key, SearchDocument] = {(d.object_id, d.part): d for d in found}
    fresh, changed = [], []
    for (pk, number), values in truth.items():
        document = held.pop((pk, number), None)
        if document is None:
            fresh.append(SearchDocument(resource=item.code, object_id=pk, part=number, **values))
        elif any(getattr(document, name) != values[name] for name in _FIELDS):
            for name in _FIELDS:
                setattr(document, name, values[name])
            changed.append(document)
    SearchDocument.objects.bulk_create(fresh, batch_size=BATCH)
    SearchDocument.objects.bulk_update(changed, _FIELDS, batch_size=100)
    gone = [d.pk for d in held.values()]
    SearchDocument.objects.filter(pk__in=gone).delete()
    return len(fresh) + len(changed) + len(gone)


def _related(item: Resource) -> list[str]:
    """Titles often name the client or the contract: the direct relations come with the rows."""
    return [f.name for f in item.model._meta.concrete_fields if f.many_to_one or f.one_to_one]


def _values(item: Resource, row: Any) -> list[dict[str, Any]]:
    """The documents of a record, one for each part of its text; none, and a line in the log, when its app fails to tell it."""
    try:
        title = item.title(row)[:200]
        text = item.search_text(row) if item.search_text else ""
        subtitle = (item.search_subtitle(row) if item.search_subtitle else "")[:200]
        link = item.search_link(row) if item.search_link else item.link.replace("{id}", str(row.pk))
    except Exception:  # one broken record must not keep all others out of the index
        log.exception("%s %s has no text to search", item.code, row.pk)
        return []
    of_all = {"client_id": _client_id(item, row), "title": title, "subtitle": subtitle, "link": link[:200]}
    return [{**of_all, "text": part, "words": index_words(title, part, item.code)} for part in parts(text)]


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
