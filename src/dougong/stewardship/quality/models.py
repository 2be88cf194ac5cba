from __future__ import annotations

from django.db import models

from dougong.kit import clock
from dougong.kit.models import Record

COMPANY, DEPARTMENT, OWNER = "company", "department", "owner"


class QualityScore(models.Model):
    """What a dossier was given when it was last judged, by which version of the rules."""

    client = models.OneToOneField("clients.Client", primary_key=True, on_delete=models.CASCADE, related_name="quality")
    score = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    judged_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["score", "client"], name="stewardship_by_score")]


class QualityIssue(Record):
    """What a rule found in a dossier, until it is mended. One row per dossier and rule: what comes back opens it again.

    `open` costs points; `fixed` is no longer found; `ignored` was set aside by a person with a reason, and is still found.
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="quality_issues")
    rule = models.CharField(max_length=40)
    kind = models.CharField(max_length=14)
    points = models.PositiveSmallIntegerField()
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default="open")
    found_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "rule"], name="stewardship_one_issue_per_rule"),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "fixed", "ignored"]), name="stewardship_issue_state"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "found_at", "id"], name="stewardship_issues_by_age"),
            models.Index(fields=["state", "points", "id"], name="stewardship_issues_by_weight"),
        ]


class QualityDay(models.Model):
    """How the dossiers stood at the end of a day: of the company, of each department, of each owner. `key` is "" or their id."""

    day = models.DateField()
    level = models.CharField(max_length=10)
    key = models.CharField(max_length=36, default="", blank=True)
    name = models.CharField(max_length=80, default="", blank=True)
    version = models.PositiveSmallIntegerField()
    dossiers = models.PositiveIntegerField()
    score_sum = models.PositiveBigIntegerField()
    missing = models.PositiveIntegerField(default=0)
    invalid = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    contradictory = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "level", "key"], name="stewardship_one_day")]
        indexes = [models.Index(fields=["level", "key", "day"], name="stewardship_trend")]
