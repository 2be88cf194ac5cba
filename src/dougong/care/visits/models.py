from __future__ import annotations

from django.db import models

from dougong.kit import clock
from dougong.kit.models import Record


class VisitRule(Record):
    """How often the clients of a segment are visited; the first rule that a client's segment fits counts, else quarterly."""

    place = models.PositiveSmallIntegerField(default=0)
    segment = models.ForeignKey("care.Segment", on_delete=models.PROTECT, related_name="visit_rules")
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment"], name="care_one_visit_rule")]

    def __str__(self) -> str:
        return self.segment.name if self.segment_id else ""


class VisitPlan(models.Model):
    """When a client is next due, counted from the talk at `contact_at`, the last that was known. Its key is the client's."""

    client = models.OneToOneField("clients.Client", primary_key=True, on_delete=models.CASCADE, related_name="visit")
    months = models.PositiveSmallIntegerField(default=3)
    rule = models.ForeignKey(VisitRule, null=True, blank=True, on_delete=models.SET_NULL, related_name="plans")
    due_on = models.DateField()
    contact_at = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(default=clock.now)
    not_before = models.DateField(null=True, blank=True)  # skipped or paused up to here
    put_off = models.CharField(max_length=6, default="", blank=True)  # skip, pause
    reason = models.CharField(max_length=300, default="", blank=True)
    put_off_by = models.CharField(max_length=60, default="", blank=True)
    told_for = models.DateField(null=True, blank=True)  # the due day that its owner was told of

    class Meta:
        indexes = [models.Index(fields=["due_on", "client"], name="care_visits_by_day")]
