from __future__ import annotations

import uuid
from typing import Any

import orjson
from django.db import models

from dougong.kit.crypto import EncryptedField
from dougong.kit.jsonable import plain
from dougong.kit.merging import Steps
from dougong.kit.models import Record

#: States of a merge whose rows go, or come back, in portions now.
UNDER_WAY = ("merging", "undoing")


class ClientMerge(Record):
    """That dossiers became one. `survivor` is who bears it now, `kept_id` who did then: they differ when that one was merged too.

    `steps` is how to take it back (`kit.merging`), with images of rows, so it is sealed; empty when
    it is no longer `undoable`.
    """

    survivor = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="merges")
    kept_id = models.UUIDField()
    kept_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=8, default="done")
    job_id = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=60, default="", blank=True)
    merged: models.JSONField[Any, Any] = models.JSONField(default=list)  # [{id, name}]
    counts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    steps = EncryptedField(default="", blank=True)
    undoable = models.BooleanField(default=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "undone", *UNDER_WAY]), name="clients_merge_state"
            )
        ]
        indexes = [models.Index(fields=["-created_at", "id"], name="clients_merges_by_time")]

    @property
    def merged_ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(m["id"]) for m in self.merged]

    def read_steps(self) -> Steps:
        found: Steps = orjson.loads(self.steps or "[]")
        return found

    def write_steps(self, steps: Steps) -> None:
        """Not yet stored."""
        self.steps = orjson.dumps(plain(steps)).decode()


class ClientAlias(models.Model):
    """What was a client's key and leads to another now, with the name and the code under which people still look for it."""

    id = models.UUIDField(primary_key=True, editable=False)
    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="aliases")
    merge = models.ForeignKey(ClientMerge, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, default="", blank=True, db_index=True)
