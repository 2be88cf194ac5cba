from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.models import Record
from dougong.kit.money import Money, MoneyField
from dougong.sales import choices

OPEN = Q(status="open", archived_at__isnull=True)


class Stage(Record):
    """A column of the board. Removing archives it: the history keeps its name."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=20)
    name_en = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    probability = models.PositiveSmallIntegerField()
    stay_limit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_contract = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(probability__lte=100), name="sales_stage_chance"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(archived_at__isnull=True), name="sales_one_stage_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Opportunity(Record):
    """Something a client may buy from us.

    `probability` follows the stage until somebody sets it (`probability_set`); `weighted` is amount × probability, stored so
    that a board of 100,000 cards adds up from an index. `rank` is the place within the column.
    """

    number = models.CharField(max_length=16, unique=True)
    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="opportunities")
    title = models.CharField(max_length=120)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="opportunities")
    status = models.CharField(max_length=4, default="open")
    amount = MoneyField(default=Money)
    probability = models.PositiveSmallIntegerField()
    probability_set = models.BooleanField(default=False)
    weighted = MoneyField(default=Money)
    expected_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="opportunities"
    )
    department = models.ForeignKey(
        "accounts.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="opportunities"
    )
    next_step = models.CharField(max_length=200, default="", blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    stage_since = models.DateTimeField(default=clock.now)
    rank = models.BigIntegerField(default=0)
    contracted_on = models.DateField(null=True, blank=True)
    won_on = models.DateField(null=True, blank=True)
    lost_on = models.DateField(null=True, blank=True)
    lost_reason = models.CharField(max_length=12, default="", blank=True)
    lost_text = models.CharField(max_length=500, default="", blank=True)
    competitor = models.CharField(max_length=80, default="", blank=True)
    changed_by = models.CharField(max_length=60, default="", blank=True)  # named to whoever comes second
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=choices.values(choices.STATUSES)), name="sales_status"),
            models.CheckConstraint(condition=Q(probability__lte=100), name="sales_chance"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="sales_amount_not_negative"),
            models.CheckConstraint(
                condition=~Q(status="lost") | (~Q(lost_reason="") & Q(lost_on__isnull=False)),
                name="sales_lost_has_reason",
            ),
            models.CheckConstraint(condition=~Q(status="won") | Q(won_on__isnull=False), name="sales_won_has_date"),
        ]
        indexes = [
            models.Index(fields=["stage", "rank", "id"], condition=OPEN, name="sales_board"),
            # Covers the sums of every scope: not partial, since SQLite would read the row to see the condition again.
            models.Index(
                fields=["status", "archived_at", "stage", "department", "owner", "amount", "weighted"],
                name="sales_board_sums",
            ),
            models.Index(fields=["owner", "stage", "rank", "id"], condition=OPEN, name="sales_board_of_owner"),
            models.Index(
                fields=["department", "stage", "rank", "id"], condition=OPEN, name="sales_board_of_department"
            ),
            models.Index(fields=["expected_on", "id"], name="sales_by_expected"),
            models.Index(fields=["owner", "expected_on", "id"], name="sales_of_owner"),
            models.Index(fields=["department", "expected_on", "id"], name="sales_of_department"),
            models.Index(fields=["-amount", "id"], name="sales_by_amount"),
            models.Index(fields=["-created_at", "id"], name="sales_by_creation"),
            models.Index(fields=["won_on"], condition=Q(won_on__isnull=False), name="sales_won"),
            models.Index(fields=["lost_on"], condition=Q(lost_on__isnull=False), name="sales_lost"),
        ]

    def __str__(self) -> str:
        return self.title


class OpportunityStageChange(models.Model):
    """One step in the life of an opportunity: append-only, what conversion rates are counted from.

    `what` is created, moved, won, lost or reopened; `stayed_seconds` how long it stood in `from_stage`.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=8)
    from_stage = models.ForeignKey(Stage, null=True, on_delete=models.PROTECT, related_name="+")
    to_stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    stayed_seconds = models.PositiveIntegerField(default=0)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["opportunity", "id"], name="sales_changes"),
            models.Index(fields=["at", "what"], name="sales_changes_by_time"),
        ]
