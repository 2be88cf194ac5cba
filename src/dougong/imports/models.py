from __future__ import annotations

from typing import Any

import orjson
from django.conf import settings
from django.db import models

from dougong.kit.crypto import EncryptedField, KeyLost, Stored, Unreadable, key_of
from dougong.kit.jsonable import dumps
from dougong.kit.models import Record

STATUSES = ("mapping", "checking", "review", "committing", "done", "stopped", "undoing", "undone")
VERDICTS = ("new", "update", "unchanged", "confirm", "rejected", "skipped")


class SealedJSON(EncryptedField):
    """JSON that is ciphertext in the database: spreadsheets hold people's names and numbers."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        plain = super().from_db_value(value, expression, connection)
        if isinstance(plain, Unreadable):
            raise KeyLost(key=key_of(plain.stored))
        return orjson.loads(plain) if plain else {}

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Stored):
            return super().get_prep_value(value)
        return super().get_prep_value(dumps(value).decode()) if value else ""


class ImportBatch(Record):
    """One spreadsheet on its way in. `sheets` says where its tables are and what their columns mean."""

    target = models.CharField(max_length=40)
    filename = models.CharField(max_length=200)
    blob = models.ForeignKey("files.Blob", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, default="mapping")
    sheets: models.Field[Any, Any] = SealedJSON(default=list)
    notices = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    cleaned = models.JSONField(default=dict)
    samples: models.Field[Any, Any] = SealedJSON(default=dict)  # of what was cleaned, by rule
    carried: models.Field[Any, Any] = SealedJSON(default=dict)  # repairs on their way through another check
    total = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    job_id = models.UUIDField(null=True, blank=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="imports_status")]
        indexes = [models.Index(fields=["owner", "-created_at"], name="imports_of_owner")]


class ImportRow(models.Model):
    """A row of the file: `content` holds its raw cells, edits, values and problems; `undo` what committing it changed."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    sheet = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    content: models.Field[Any, Any] = SealedJSON(default=dict)
    key = models.CharField(max_length=40, default="", blank=True)
    alias = models.CharField(max_length=40, default="", blank=True)
    verdict = models.CharField(max_length=10, default="new")
    object_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, default="pending")  # pending committed refused undone partly kept
    undo: models.Field[Any, Any] = SealedJSON(default=dict)
    touched = models.BooleanField(default=False)  # somebody mended, answered or skipped it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="imports_one_row_per_position"),
            models.CheckConstraint(condition=models.Q(verdict__in=VERDICTS), name="imports_verdict"),
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "position"], name="imports_by_verdict"),
            models.Index(fields=["batch", "state", "position"], name="imports_by_state"),
            models.Index(fields=["batch", "key", "position"], name="imports_by_key"),
            models.Index(fields=["batch", "alias", "position"], name="imports_by_alias"),
            models.Index(fields=["batch", "object_id"], name="imports_by_record"),
        ]


class ImportProblem(models.Model):
    """That a row has a problem, for counting and finding; its words are in the row."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="problems")
    row = models.ForeignKey(ImportRow, on_delete=models.CASCADE, related_name="problems")
    field = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=5)  # error ask note

    class Meta:
        indexes = [models.Index(fields=["batch", "severity", "field", "code"], name="imports_problem_kind")]


class MappingMemory(Record):
    """What the columns of a table with these headers meant the last time, for everybody; `headers` are those of the file."""

    target = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    name = models.CharField(max_length=80, default="", blank=True)
    headers = models.JSONField(default=list)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    used_count = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "fingerprint"], name="imports_one_memory")]
