from __future__ import annotations

import json
from typing import Any

from django.db import models

from dougong.kit import clock
from dougong.kit.context import DEVICE_LENGTH, REASON_LENGTH
from dougong.kit.jsonable import dumps


class JsonText(models.TextField):
    """JSON kept as the text that was written, the same on every engine: the seal is over these bytes."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return json.loads(value) if value else None

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else dumps(value).decode()


class AuditEntry(models.Model):
    """Who did what to which record, when, from where and why; with the values before and after.

    Only ever added (see `guards`), sealed a moment later (see `Seal`). `device` is the user agent or the account at a terminal,
    `channel` one of `kit.context.CHANNELS`.
    """

    at = models.DateTimeField(default=clock.now)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=100)
    action = models.CharField(max_length=60)
    resource = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    title = models.CharField(max_length=200, default="", blank=True)
    before = JsonText(null=True)
    after = JsonText(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, default="", blank=True)
    channel = models.CharField(max_length=8, default="", blank=True)
    address = models.CharField(max_length=45, default="", blank=True)
    device = models.CharField(max_length=DEVICE_LENGTH, default="", blank=True)
    request_id = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["resource", "object_id", "-id"], name="audit_of_record"),
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["actor_id", "at"], name="audit_of_person"),
            models.Index(fields=["action", "at"], name="audit_of_action"),
            models.Index(fields=["resource", "at"], name="audit_of_kind"),
            models.Index(fields=["address", "at"], name="audit_from_address"),
            models.Index(fields=["at"], condition=models.Q(reason__gt=""), name="audit_with_reason"),
        ]


class Seal(models.Model):
    """A batch of entries, closed: nothing can be put into it, taken out of it or changed in it without showing.

    `first_id`–`last_id` join the batch before without a gap; of the numbers between, `count` were used (the others were rolled
    back). `total` counts all entries to here. `content` is the hash over the entries, `leaves` a few bytes of each to name the
    one that is wrong, `digest` over all this and over `previous`, the digest of the seal before.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    first_id = models.PositiveBigIntegerField()
    last_id = models.PositiveBigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    sealed_at = models.DateTimeField()
    previous = models.CharField(max_length=64, unique=True)
    content = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    leaves = models.BinaryField()


class Removal(models.Model):
    """That sealed entries older than the time they are kept were removed; their seals stay."""

    first_seal = models.PositiveBigIntegerField()
    last_seal = models.PositiveBigIntegerField()
    first_id = models.PositiveBigIntegerField()
    last_id = models.PositiveBigIntegerField()
    count = models.PositiveBigIntegerField()
    older_than = models.DateTimeField()
    removed_at = models.DateTimeField(default=clock.now)
