from __future__ import annotations

from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.ids import new_id
from dougong.kit.models import Record


class Blob(models.Model):
    """Bytes, kept once. The digest finds equal ones; no address is ever made of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=clock.now)


class BlobText(models.Model):
    """The text that was found in a blob, so that its documents can be found by it; rebuildable.

    `how` is "text", "ocr" or "both"; empty where `problem` says why there is none: damaged, locked, too_large,
    too_long, or no_text for a kind that holds none.
    """

    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, primary_key=True, related_name="reading")
    text = models.TextField(default="", blank=True)
    how = models.CharField(max_length=4, default="", blank=True)
    problem = models.CharField(max_length=12, default="", blank=True)
    cut = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)


class File(Record):
    """A document with its versions; `latest` is the number of the newest."""

    name = models.CharField(max_length=200)
    latest = models.PositiveIntegerField(default=1)


class FileVersion(models.Model):
    """One state of a document, never changed."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="versions")
    filename = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="files_one_version_per_number")]


class Attachment(Record):
    """That a document belongs to a record of the registry. Whoever sees the record sees it; a client's contact only when shared."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="attachments")
    resource = models.CharField(max_length=60)
    object_id = models.UUIDField()
    shared_with_client = models.BooleanField(default=False)
    shared_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    upload_key = models.CharField(max_length=100, null=True, blank=True)
    upload_print = models.CharField(max_length=64, default="", blank=True)  # of what was sent with the key

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["created_by_id", "upload_key"],
                condition=Q(upload_key__isnull=False),
                name="files_one_upload_per_key",
            )
        ]
        indexes = [models.Index(fields=["resource", "object_id", "archived_at"], name="files_of_record")]
