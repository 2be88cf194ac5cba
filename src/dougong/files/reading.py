"""Reading documents' text, each in a process of its own with limits (see `texts.child`)."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from dougong.files import storage
from dougong.files.models import Attachment, Blob, BlobText, FileVersion
from dougong.files.texts import apart, can_read
from dougong.kit import clock

log = logging.getLogger("dougong.files")
SECONDS = 240


def read_blob(blob_id: uuid.UUID) -> bool:
    """Read what is in it and let its documents be found by that; False where it is no kind that has text, which is kept too,
    so that nobody asks again. May be done again."""
    blob = Blob.objects.filter(pk=blob_id).first()
    filename = FileVersion.objects.filter(blob_id=blob_id).order_by("pk").values_list("filename", flat=True).first()
    if blob is None or filename is None:
        return False
    if not can_read(blob.content_type, filename):
        BlobText.objects.update_or_create(blob=blob, defaults={"problem": "no_text", "at": clock.now()})
        return False
    found = _read(storage.path_of(blob_id), blob.content_type, filename)
    with transaction.atomic():
        BlobText.objects.update_or_create(blob=blob, defaults={**found, "at": clock.now()})
        # A change of the row, though of no value: its trigger tells the search index.
        held = Attachment.objects.filter(file__versions__blob_id=blob_id, file__versions__number=F("file__latest"))
        Attachment.objects.filter(pk__in=list(held.values_list("pk", flat=True))).update(archived_at=F("archived_at"))
    return True


def _read(path: Path, content_type: str, filename: str) -> dict[str, Any]:
    """Never raises for what a document does to its reader."""
    answer = apart.run("dougong.files.texts.child", str(path), content_type, filename, seconds=SECONDS)
    if problem := answer.get("problem"):
        log.info("no text in %s (%s): %s", path.name, content_type, problem)
    return {name: answer.get(name, "") for name in ("text", "how", "problem")} | {"cut": bool(answer.get("cut"))}
