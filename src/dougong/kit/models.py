from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Self, cast

from django.db import models

from dougong.kit import clock
from dougong.kit.bulk import update_rows
from dougong.kit.crypto import EncryptedField
from dougong.kit.errors import NotFound, Stale
from dougong.kit.ids import new_id


class RecordQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Any) -> Self:
        """The rows `actor` may see. The one gate: see `kit.registry.Resource`."""
        from dougong.kit.registry import resource_of

        found = resource_of(self.model)
        if found is None:
            raise LookupError(f"{self.model.__name__} is not in the registry")
        if not self.query.where:
            return cast("Self", found.visible_to(actor))
        return self.filter(pk__in=found.visible_to(actor).values("pk"))

    def active(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def locked(self, pk: uuid.UUID, version: int | None = None) -> Any:
        """The row under lock. With `version`, raise Stale when somebody changed it since."""
        row = self.select_for_update().filter(pk=pk).first()
        if row is None:
            raise NotFound()
        if version is not None and row.version != version:
            raise Stale(who="", version=row.version)
        return row


class Record(models.Model):
    """A record that people name: UUIDv7, a version for optimistic locking, who made it and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.UUIDField(null=True, blank=True)
    updated_at = models.DateTimeField(default=clock.now)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def store(self, *fields: str) -> None:
        """Write the named fields (all when none are named) and raise the version. Call it under `locked()`."""
        self.version += 1
        self.updated_at = clock.now()
        self.save(update_fields=[*fields, "version", "updated_at"] if fields else None)


def store_many(rows: Sequence[models.Model], *fields: str, **only: str) -> int:
    """Write the named fields of existing rows by primary key, in one prepared statement run once for each: ten times faster
    than bulk_update, which builds a CASE for each field. The rows exist: hold their lock, or see `update_rows`."""
    return update_rows(rows, *fields, **only)


class OutboxEvent(models.Model):
    """A fact that happened, written in the transaction of the fact."""

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    occurred_at = models.DateTimeField(default=clock.now)
    actor_id = models.UUIDField(null=True)

    class Meta:
        db_table = "kit_outbox_event"


class OutboxDelivery(models.Model):
    """One handler's share of an event: `pending`, `done`, or `dead` when its tries are used up."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=100)
    status = models.CharField(max_length=8, default="pending")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)

    class Meta:
        db_table = "kit_outbox_delivery"
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="kit_one_delivery_per_handler")]
        indexes = [models.Index(fields=["status", "due_at"], name="kit_delivery_due")]


class Job(models.Model):
    """Long work. `lease_until` is the worker's promise to be alive; a job whose lease ran out is taken up again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200, default="", blank=True)
    args = models.JSONField(default=dict)
    origin = models.JSONField(default=dict)  # from where and why it was asked for: see kit.context
    status = models.CharField(max_length=8, default="queued")  # queued running done failed stopped
    actor_id = models.UUIDField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, default="", blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(default="", blank=True)
    stop_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=60, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=clock.now)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "due_at"], name="kit_job_due"),
            models.Index(fields=["actor_id", "-created_at"], name="kit_job_mine"),
        ]


class ScheduleRun(models.Model):
    """That a periodic task was started for a slot of time: the unique key lets it start once over all workers."""

    name = models.CharField(max_length=100)
    slot = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="kit_one_run_per_slot")]


class Heartbeat(models.Model):
    process = models.CharField(max_length=60, primary_key=True)
    beat_at = models.DateTimeField()


class IdempotencyKey(models.Model):
    """The first answer to a creation, kept for a day for whoever sends it again."""

    actor_id = models.UUIDField()
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = EncryptedField(default="")  # phones, addresses, what is shown once
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="kit_one_idempotency_key")]


class Counter(models.Model):
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="kit_one_counter")]


class StreamMessage(models.Model):
    """That a record changed: ids only. With `user_id` it is for that person, else for whoever may see the record."""

    resource = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    user_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=clock.now)


class StreamTicket(models.Model):
    """A one-use key to the event stream; only its hash is stored."""

    digest = models.CharField(max_length=64, primary_key=True)
    user_id = models.UUIDField()
    expires_at = models.DateTimeField()
