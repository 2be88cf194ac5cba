from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.models import Record
from dougong.oversight import choices

FINDINGS = ("", *choices.values(choices.FINDINGS))


class WatchCase(Record):
    """Something odd to be looked at: one open at a time for each pattern and whom it is about, a points account or a colleague.
    What is found later is added to it."""

    number = models.CharField(max_length=12, unique=True)
    pattern = models.CharField(max_length=16)
    account = models.ForeignKey(
        "loyalty.PointsAccount", null=True, blank=True, on_delete=models.CASCADE, related_name="watch_cases"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="watched_in"
    )
    state = models.CharField(max_length=6, default="open")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="watch_cases"
    )
    finds_count = models.PositiveIntegerField(default=0)
    points = models.BigIntegerField(default=0)  # of all its finds
    score = models.DecimalField(max_digits=14, decimal_places=2, default=0)  # of the strongest
    first_on = models.DateField()
    last_on = models.DateField()
    found_at = models.DateTimeField(default=clock.now)
    finding = models.CharField(max_length=8, default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=60, default="", blank=True)
    closed_by_id: Any = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=choices.values(choices.STATES)), name="oversight_case_state"),
            models.CheckConstraint(condition=Q(finding__in=FINDINGS), name="oversight_case_finding"),
            models.CheckConstraint(
                condition=Q(account__isnull=False, person__isnull=True) | Q(account__isnull=True, person__isnull=False),
                name="oversight_case_about_one",
            ),
            models.CheckConstraint(
                condition=Q(state="open", finding="") | (Q(state="closed") & ~Q(finding="")), name="oversight_case_closed_with"
            ),
            models.UniqueConstraint(
                fields=["pattern", "account"], condition=Q(state="open", account__isnull=False), name="oversight_one_of_account"
            ),
            models.UniqueConstraint(
                fields=["pattern", "person"], condition=Q(state="open", person__isnull=False), name="oversight_one_of_person"
            ),
        ]
        indexes = [models.Index(fields=["state", "-found_at", "id"], name="oversight_cases_by_state")]

    def __str__(self) -> str:
        return self.number


class CaseFind(models.Model):
    """What was found, by its key once for good; `facts` are the figures it is told with and whom else it concerns."""

    case = models.ForeignKey(WatchCase, on_delete=models.CASCADE, related_name="finds")
    key = models.CharField(max_length=120, unique=True)
    found_at = models.DateTimeField(default=clock.now)
    first_on = models.DateField()
    last_on = models.DateField()
    points = models.BigIntegerField(default=0)
    score = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    facts: Any = models.JSONField(default=dict)


class CaseLine(models.Model):
    """A line of the ledger that shows it."""

    find = models.ForeignKey(CaseFind, on_delete=models.CASCADE, related_name="lines")
    entry = models.ForeignKey("loyalty.PointsEntry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["find", "entry"], name="oversight_line_once")]


class CaseNote(models.Model):
    """What was said and done about a case."""

    case = models.ForeignKey(WatchCase, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=1000, default="", blank=True)
    by_id: Any = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, default="", blank=True)
    at = models.DateTimeField(default=clock.now)


class WatchReview(Record):
    """A month looked over and signed by somebody who handled none of its cases. Never changed (a trigger sees to it): `facts` are
    the figures as they were, `digest` their SHA-256."""

    month = models.CharField(max_length=7, unique=True)
    facts: Any = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    comment = models.CharField(max_length=1000, default="", blank=True)
    cases = models.PositiveIntegerField(default=0)
    open_cases = models.PositiveIntegerField(default=0)
    abuse = models.PositiveIntegerField(default=0)
    signed_by = models.CharField(max_length=60)
    signed_by_id: Any = models.UUIDField()
    signed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.month


class PointsReport(Record):
    """A month's figures of points as they were when the report was made."""

    first = models.DateField()
    last = models.DateField()
    facts: Any = models.JSONField(default=dict)
    made_by = models.CharField(max_length=60, default="", blank=True)
    issued = models.BigIntegerField(default=0)
    redeemed = models.BigIntegerField(default=0)
    outstanding = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "last"], name="oversight_report_once")]

    def __str__(self) -> str:
        return f"{self.first}—{self.last}"


class WatchSetting(Record):
    """Which patterns are looked for and how far they must go; how points are valued; whether reports make themselves. One row."""

    body: Any = models.JSONField(default=dict)
