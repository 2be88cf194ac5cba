from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count, F, QuerySet

from dougong.files import errors, policies, rules, storage
from dougong.files.models import Attachment, FileVersion
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.registry import resource

LIMIT = 500
_COLUMNS = (
    "id", "file_id", "resource", "object_id", "shared_with_client", "shared_at", "archived_at", "created_at",
)  # fmt: skip


@dataclass(frozen=True)
class Content:
    """A document's bytes, for whoever passed the gate."""

    path: Path
    filename: str
    content_type: str
    inline: bool


def attachments_visible_to(actor: Actor) -> QuerySet[Attachment]:
    return resource(policies.ATTACHMENT).visible_to(actor)


def files_of(actor: Actor, code: str, object_id: uuid.UUID, *, archived: bool = False) -> dict[str, Any]:
    """The documents of a record, newest first, and what the actor may do with them."""
    policies.record_of(actor, code, object_id)
    rows = Attachment.objects.filter(resource=code, object_id=object_id, archived_at__isnull=not archived)
    if actor.kind == "contact":
        rows = rows.filter(shared_with_client=True, archived_at__isnull=True)
    return {
        "items": _items(rows.order_by("-created_at", "-id")[:LIMIT]),
        "may_write": policies.may(actor, code, object_id, policies.WRITE),
        "may_share": policies.may(actor, code, object_id, policies.SHARE),
    }


def file_counts(code: str, ids: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many documents each of these records has. For whoever sees the records."""
    rows = Attachment.objects.filter(resource=code, object_id__in=ids, archived_at__isnull=True)
    return dict(rows.values_list("object_id").annotate(n=Count("pk")).order_by())


def shared_files(actor: Actor, *, limit: int = 200) -> list[dict[str, Any]]:
    """For a client's contact: all documents shown to him, newest first."""
    rows = attachments_visible_to(actor).filter(shared_with_client=True, archived_at__isnull=True)
    return _items(rows.order_by(F("shared_at").desc(nulls_last=True), "-id")[:limit])


def attachment(actor: Actor, attachment_id: uuid.UUID) -> dict[str, Any]:
    """One document with its versions."""
    found = get_visible(attachments_visible_to(actor), attachment_id)
    versions = FileVersion.objects.filter(file_id=found.file_id).order_by("-number")
    columns = ("number", "filename", "blob__size", "blob__content_type", "created_at", "created_by_name")
    return {
        **_items(Attachment.objects.filter(pk=found.pk))[0],
        "may_write": policies.may(actor, found.resource, found.object_id, policies.WRITE),
        "may_share": policies.may(actor, found.resource, found.object_id, policies.SHARE),
        "versions": [
            {
                "number": number,
                "filename": filename,
                "size": size,
                "content_type": kind,
                "inline": rules.may_show(kind),
                "created_at": at,
                "created_by": who,
            }
            for number, filename, size, kind, at, who in versions.values_list(*columns)
        ],
    }


def content(actor: Actor, attachment_id: uuid.UUID, *, number: int | None = None) -> Content:
    """The bytes of a document, the newest version unless one is named; contacts get the newest only."""
    found = get_visible(attachments_visible_to(actor).select_related("file"), attachment_id)
    if actor.kind == "contact":
        number = None
    version = FileVersion.objects.filter(file_id=found.file_id, number=number or found.file.latest)
    row = version.select_related("blob").first()
    if row is None:
        raise NotFound()
    path = storage.path_of(row.blob_id)
    if not path.is_file():
        raise errors.FileMissing()
    name = found.file.name if row.number == found.file.latest else row.filename
    return Content(path, name, row.blob.content_type, rules.may_show(row.blob.content_type))


def thumbnail(actor: Actor, attachment_id: uuid.UUID) -> Path:
    found = get_visible(attachments_visible_to(actor).select_related("file"), attachment_id)
    row = FileVersion.objects.select_related("blob").get(file_id=found.file_id, number=found.file.latest)
    return storage.thumbnail(row.blob)


def seen_among(actor: Actor, keys: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these attachments that `attachments_visible_to` gives and that are not archived, by one question for each kind
    of record they hang on: the gate as one query asks about every kind for every row."""
    rows = Attachment.objects.filter(pk__in=keys, archived_at__isnull=True)
    if actor.kind == "contact":
        rows = rows.filter(shared_with_client=True)
    by_kind: dict[str, dict[uuid.UUID, set[uuid.UUID]]] = {}
    for key, code, record in rows.values_list("pk", "resource", "object_id"):
        by_kind.setdefault(code, {}).setdefault(record, set()).add(key)
    found: set[uuid.UUID] = set()
    for code, records in by_kind.items():
        for record in resource(code).visible_to(actor).filter(pk__in=records).values_list("pk", flat=True):
            found |= records[record]
    return found


def text_of(found: Attachment) -> str:
    """Its name, and what was read in its newest version."""
    newest = FileVersion.objects.filter(file_id=found.file_id, number=found.file.latest)
    text = newest.values_list("blob__reading__text", flat=True).first() or ""
    return f"{found.file.name}\n{text}"


def where(found: Attachment) -> str:
    """The title of the record that it hangs on."""
    record, kind = _record(found), resource(found.resource)
    return kind.title(record) if record is not None else ""


def page_of(found: Attachment) -> str:
    """Where one sees it: the record's page, at its files."""
    link = resource(found.resource).link.replace("{id}", str(found.object_id))
    return f"{link}?tab=files" if link else ""


def _record(found: Attachment) -> Any:
    return resource(found.resource).model._default_manager.filter(pk=found.object_id).first()


def unread(limit: int) -> list[uuid.UUID]:
    """Blobs in use that were not read yet."""
    rows = FileVersion.objects.filter(
        number=F("file__latest"), blob__reading__isnull=True, file__attachments__isnull=False
    )
    return list(rows.order_by("blob_id").values_list("blob_id", flat=True).distinct()[:limit])


def _items(rows: QuerySet[Attachment]) -> list[dict[str, Any]]:
    """Two queries, however many rows."""
    found = list(
        rows.values(*_COLUMNS, file_version=F("file__version"), name=F("file__name"), latest=F("file__latest"))
    )
    newest = FileVersion.objects.filter(file_id__in=[r["file_id"] for r in found], number=F("file__latest"))
    columns = ("file_id", "blob__size", "blob__content_type", "created_at", "created_by_name")
    heads = {row[0]: row[1:] for row in newest.values_list(*columns)}
    for row in found:
        row["size"], row["content_type"], row["changed_at"], row["changed_by"] = heads[row.pop("file_id")]
        row["version"] = row.pop("file_version")
        row["inline"] = rules.may_show(row["content_type"])
        row["picture"] = row["content_type"].startswith("image/") and row["inline"]
    return found
