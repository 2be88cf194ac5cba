from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit.models import Record

STATES = ("waiting", "approved", "rejected", "withdrawn")


class RuleSet(Record):
    """Who decides on one kind of thing: rules in their order, the first that fits counts. Each is
    {kinds: [] for all, decider: "manager" or a role, again: fields whose change asks again}."""

    subject = models.CharField(max_length=60, unique=True)
    rules: Any = models.JSONField(default=list)


class Approval(Record):
    """That somebody asks for a decision on a record. One waits for a record at a time."""

    subject = models.CharField(max_length=60)
    object_id = models.UUIDField()
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=10, default="waiting")
    asked_by_id = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=60, default="", blank=True)
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="approvals_state"),
            models.UniqueConstraint(
                fields=["subject", "object_id"], condition=Q(state="waiting"), name="approvals_one_waits"
            ),
        ]
        indexes = [models.Index(fields=["state", "-created_at", "id"], name="approvals_by_state")]


class Decider(models.Model):
    """Who may decide; any one of them does."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="deciders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="approvals_to_decide")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["approval", "user"], name="approvals_decider_once")]
