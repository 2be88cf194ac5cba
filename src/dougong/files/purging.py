"""Documents of a record that is deleted for good, with their versions and the bytes that nothing else needs."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet

from dougong.files import storage
from dougong.files.models import Attachment, Blob, File
from dougong.kit.actor import Actor
from dougong.kit.purging import Ids, Trace, traces


def _of(code: str, ids: Ids) -> Q:
    return Q(resource=code, object_id__in=ids)


def unlink(actor: Actor, rows: QuerySet[Any]) -> None:
    """The bytes leave the disk when the transaction is sure; those that are being copied, in the night."""
    files = list(rows.values_list("file_id", flat=True))
    rows.delete()
    lonely = File.objects.filter(pk__in=files, attachments__isnull=True)
    blobs = list(Blob.objects.filter(versions__file__in=lonely).distinct())
    File.objects.filter(pk__in=list(lonely.values_list("pk", flat=True))).delete()
    gone = [blob.pk for blob in blobs if _deleted(blob)]
    transaction.on_commit(lambda: storage.remove(gone))


def _deleted(blob: Blob) -> bool:
    """Equal bytes are kept once: what another document or an import still needs stays."""
    pk = blob.pk
    try:
        with transaction.atomic():
            Blob.objects.filter(pk=pk).delete()
    except ProtectedError:
        return False
    return True


traces(Trace("files.attachment", "文件", "Documents", Attachment, _of, act=unlink))
