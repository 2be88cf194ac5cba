"""A document that came is read by a job: the worker's other thread, so that a scan of fifty pages delays nobody's points."""

from __future__ import annotations

from dougong.files.events import FileAttached
from dougong.files.models import FileVersion
from dougong.kit.actor import Actor
from dougong.kit.events import EventMeta, handler
from dougong.kit.jobs import enqueue


@handler(FileAttached, when="after", name="files.read_it")
def read_it(event: FileAttached, meta: EventMeta) -> None:
    rows = FileVersion.objects.filter(
        file__attachments=event.attachment_id, number=event.number, blob__reading__isnull=True
    )
    for blob_id in rows.values_list("blob_id", flat=True).distinct():
        enqueue("files.read", actor=Actor.system(), blob_id=blob_id)
