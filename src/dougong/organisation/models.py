from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit.models import Record

STATUSES = ("running", "done", "undoing", "undone")
ITEM_STATES = ("passed", "back", "left")
_PERSON = settings.AUTH_USER_MODEL


class HandOver(Record):
    """That somebody leaves and all he holds goes to others. `leaves_on` is the day from which his account is closed."""

    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    #: kind → id of whoever takes these instead of the successor.
    overrides: Any = models.JSONField(default=dict)
    leaves_on = models.DateField()
    status = models.CharField(max_length=8, default="running")
    job_id = models.UUIDField(null=True, blank=True)
    passed_count = models.PositiveIntegerField(default=0)
    ended_count = models.PositiveIntegerField(default=0)
    back_count = models.PositiveIntegerField(default=0)
    left_count = models.PositiveIntegerField(default=0)
    #: When the account was closed by it.
    closed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="organisation_hand_over_status"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status__in=["running", "undoing"]) | Q(status="done", closed_at__isnull=True),
                name="organisation_one_open_hand_over",
            ),
        ]


class HandOverItem(models.Model):
    """One row that changed hands, with what it takes to give it back. `held_id` is whom it named after that."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    held_id = models.UUIDField(null=True)
    department_id = models.UUIDField(null=True)
    note: Any = models.JSONField(null=True)
    state = models.CharField(max_length=6, default="passed")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ITEM_STATES), name="organisation_item_state"),
        ]
        indexes = [models.Index(fields=["hand_over", "kind", "state", "id"], name="organisation_items")]
