from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from dougong.kit import clock
from dougong.kit.models import Record

BANDS = ("auto", "review", "related")
#: The job that looks for them, and when it is under way.
JOB = "stewardship.find_duplicates"
PAIR_STATES = ("open", "distinct", "related")


class DuplicatePair(Record):
    """Two dossiers that the model takes for one client (`auto`, `review`), or for a company and its branch (`related`).

    `cluster` is the key of the first dossier of those that hang together. The prints are of what was compared: a decision stands
    as long as they are the same. `levels` and `bits` explain the pair (`matching.explain`), by that `model`.
    """

    left = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="+")
    cluster = models.UUIDField(db_index=True)
    band = models.CharField(max_length=8)
    probability = models.DecimalField(max_digits=7, decimal_places=6)
    bits = models.DecimalField(max_digits=9, decimal_places=4)
    levels: models.JSONField[Any, Any] = models.JSONField(default=list)
    model = models.CharField(max_length=12)
    left_print = models.CharField(max_length=32)
    right_print = models.CharField(max_length=32)
    state = models.CharField(max_length=8, default="open")
    found_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=300, default="", blank=True)

    left_id: uuid.UUID
    right_id: uuid.UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="stewardship_pair_once"),
            models.CheckConstraint(condition=~Q(left=F("right")), name="stewardship_pair_of_two"),
            models.CheckConstraint(condition=Q(band__in=BANDS), name="stewardship_pair_band"),
            models.CheckConstraint(condition=Q(state__in=PAIR_STATES), name="stewardship_pair_state"),
        ]
        indexes = [models.Index(fields=["state", "-probability", "id"], name="stewardship_pairs_by_chance")]
