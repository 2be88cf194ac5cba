from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from dougong.kit.models import Record
from dougong.loyalty.gifts.rules import STATES


class PointsGift(Record):
    """Points of one client for another. Offered they are put by (`hold`); accepted they go over with the expiry they have."""

    giver = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="points_gifts_given")
    taker = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="points_gifts_taken")
    points = models.BigIntegerField()
    note = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=9, default="offered")
    hold = models.OneToOneField("loyalty.PointsHold", null=True, on_delete=models.PROTECT, related_name="gift")
    offered_by = models.CharField(max_length=60, default="", blank=True)
    lapses_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_id = models.UUIDField(null=True, blank=True)
    settled_by = models.CharField(max_length=60, default="", blank=True)
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0), name="loyalty_gift_some"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="loyalty_gift_state"),
        ]
        indexes = [
            models.Index(fields=["giver", "state"], name="loyalty_gifts_given"),
            models.Index(fields=["taker", "state"], name="loyalty_gifts_taken"),
            models.Index(fields=["lapses_at"], condition=Q(state="offered"), name="loyalty_gifts_open"),
        ]

    def __str__(self) -> str:
        return f"{self.points}"


class PointsGiftTerms(Record):
    """Whether and how clients may give each other points. One row; its `body` is told in `rules`."""

    body: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return "积分互赠规则"
