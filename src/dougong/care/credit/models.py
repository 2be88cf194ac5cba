from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.models import Record
from dougong.kit.money import Money, MoneyField

RULE_STATES = ("draft", "waiting", "approved")
OVERRIDE_STATES = ("waiting", "approved", "rejected", "withdrawn", "ended")


class CreditRule(Record):
    """A version of the rule. Approved it is never changed; the one that counts is the newest whose day has come."""

    no = models.PositiveIntegerField(null=True, blank=True, unique=True)  # given when it is approved
    body: Any = models.JSONField(default=dict)
    note = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=8, default="draft")
    in_force_on = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=60, default="", blank=True)
    approved_by = models.CharField(max_length=60, default="", blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    trial: Any = models.JSONField(null=True, blank=True)  # what it would change, when it was last tried
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RULE_STATES), name="care_rule_state"),
            models.CheckConstraint(
                condition=Q(state="approved", no__isnull=False, in_force_on__isnull=False) | ~Q(state="approved"),
                name="care_rule_approved_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"V{self.no}" if self.no else "草稿"


class CreditStanding(models.Model):
    """A client's grade as it was last computed, and what stands over it for a time. Its key is the client's."""

    client = models.OneToOneField("clients.Client", primary_key=True, on_delete=models.CASCADE, related_name="credit")
    rule = models.ForeignKey(CreditRule, on_delete=models.PROTECT, related_name="standings")
    grade = models.CharField(max_length=3, default="", blank=True)
    points = models.PositiveSmallIntegerField(default=0)
    lines: Any = models.JSONField(default=list)
    received = MoneyField(default=Money)  # in 24 months: what the limit is a share of
    computed_at = models.DateTimeField(default=clock.now)
    over_grade = models.CharField(max_length=3, default="", blank=True)
    over_until = models.DateField(null=True, blank=True)

    @property
    def effective(self) -> str:
        """The grade that counts today."""
        over = self.over_grade and self.over_until and self.over_until >= clock.today()
        return self.over_grade if over else self.grade

    def grade_before(self, kind: str) -> str:
        """What counted until now: of an override that ends, its grade, though its day may be over."""
        return self.over_grade or self.grade if kind == "ended" else self.effective


class CreditChange(models.Model):
    """That a grade became another, by which version of the rule or by whose word. Never changed."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="credit_changes")
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=10)  # computed, set, ended
    before = models.CharField(max_length=3, default="", blank=True)
    grade = models.CharField(max_length=3, default="", blank=True)
    points = models.PositiveSmallIntegerField(default=0)
    rule_no = models.PositiveIntegerField(null=True)
    lines: Any = models.JSONField(default=list)
    cause = models.CharField(max_length=40, default="", blank=True)
    by_name = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["client", "at", "id"], name="care_credit_history")]


class CreditOverride(Record):
    """That somebody wants another grade than the computed one, for a reason and a time; who decided, and when."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="credit_overrides")
    grade = models.CharField(max_length=3)
    computed = models.CharField(max_length=3, default="", blank=True)
    reason = models.CharField(max_length=500)
    until = models.DateField()
    state = models.CharField(max_length=10, default="waiting")
    asked_by = models.CharField(max_length=60, default="", blank=True)
    decided_by = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OVERRIDE_STATES), name="care_override_state"),
            models.UniqueConstraint(
                fields=["client"], condition=Q(state__in=("waiting", "approved")), name="care_one_override"
            ),
        ]


class RiskSetting(Record):
    """How heavy each risk is when a contract is begun, and its bounds. One row."""

    levels: Any = models.JSONField(default=dict)
    low_grades: Any = models.JSONField(default=list)
    long_days = models.PositiveSmallIntegerField(default=60)
    completeness = models.PositiveSmallIntegerField(default=60)


class Sanction(Record):
    """A company that we don't work with: by its dossier, its code or its name, from a day until it is lifted."""

    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, default="", blank=True, db_index=True)
    client = models.ForeignKey(
        "clients.Client", null=True, blank=True, on_delete=models.CASCADE, related_name="sanctions"
    )
    reason = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=60, default="", blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=60, default="", blank=True)
    lifted_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["name"], name="care_sanctions_by_name")]

    def __str__(self) -> str:
        return self.name
