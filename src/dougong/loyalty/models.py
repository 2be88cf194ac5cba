from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dougong.kit import clock
from dougong.kit.models import Record
from dougong.loyalty import choices


class PointsAccount(Record):
    """A client's points. `balance` and `entries` are a snapshot of the ledger, written with each entry and proved nightly.

    The balance may lie below zero: what is taken back or deducted beyond what there is stays as a debt.
    """

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="points_accounts")
    # Of a client that was merged: its lines stay, its balance went over to the survivor's account.
    closed_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    balance = models.BigIntegerField(default=0)
    entry_count = models.PositiveIntegerField(default=0)
    last_entry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(closed_into__isnull=True), name="loyalty_one_open_account"
            ),
        ]
        indexes = [
            models.Index(fields=["balance", "id"], name="loyalty_by_balance"),
            models.Index(fields=["last_entry_at", "id"], name="loyalty_by_last_entry"),
        ]


class PointsEntry(models.Model):
    """A line of the ledger, never changed and never removed (triggers see to it; see `guards`).

    It knows its account and never a client, so that merging clients rewrites nothing. `source` and `source_id` name the
    record whose fact moved the points; `balance_after` is the account's balance with this line. `data` are the facts that
    the cause is told with, as they were.
    """

    account = models.ForeignKey(PointsAccount, on_delete=models.PROTECT, related_name="entries")
    amount = models.BigIntegerField()
    balance_after = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    rule = models.CharField(max_length=40)
    rule_version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=40)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal", db_index=True
    )
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    data = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "source", "source_id"], name="loyalty_one_entry_per_rule_and_source"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="loyalty_entry_moves_points"),
            models.CheckConstraint(
                condition=Q(kind="accrual", amount__gt=0, reverses__isnull=True)
                | Q(kind="deduction", amount__lt=0, reverses__isnull=True)
                | Q(kind="reversal", reverses__isnull=False)
                | Q(kind="transfer", rule="merge", reverses__isnull=True),
                name="loyalty_entry_kind_fits",
            ),
            models.CheckConstraint(condition=Q(rule__in=choices.values(choices.RULES)), name="loyalty_entry_rule"),
            models.CheckConstraint(condition=~Q(reverses=F("id")), name="loyalty_entry_reverses_another"),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="loyalty_statement"),
            models.Index(fields=["occurred_at", "id"], name="loyalty_by_time"),
        ]
