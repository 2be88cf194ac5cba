from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from dougong.kit import clock
from dougong.kit.models import Record, RecordQuerySet
from dougong.kit.money import Money, MoneyField
from dougong.loyalty import choices
from dougong.loyalty.gifts.models import PointsGift, PointsGiftTerms
from dougong.loyalty.proof.models import PointsHead, PointsKey, PointsLeaf, PointsNode

__all__ = [
    "PointsAccount", "PointsAdjustment", "PointsDifference", "PointsEntry", "PointsEvent", "PointsGift", "PointsGiftTerms",
    "PointsHead", "PointsHold", "PointsKey", "PointsLeaf", "PointsLot", "PointsMonth", "PointsNode", "PointsRule",
    "PointsTally", "PointsTiers",
]  # fmt: skip


class AccountQuerySet(RecordQuerySet):
    def of_clients(self) -> Self:
        """Of each client the one that its points go to; those of its contacts are not among them."""
        return self.filter(contact__isnull=True, closed_into__isnull=True)


class PointsAccount(Record):
    """A client's points, or a contact's own beside them.

    `balance` and `entries` are a snapshot of the ledger, written with each entry and proved nightly. The balance may lie below
    zero: what is taken back or deducted beyond what there is stays as a `debt`; live lots hold balance + debt. `last_at` is the
    ledger's moment, which only goes on; nothing that lives expires before `next_expires_at`. What is `reserved` was taken
    already and comes back when it is released.
    """

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="points_accounts")
    contact = models.ForeignKey(
        "clients.Contact", null=True, blank=True, on_delete=models.PROTECT, related_name="points_accounts"
    )
    # Of a client that was merged: its lines stay, its balance went over to the survivor's account.
    closed_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    balance = models.BigIntegerField(default=0)
    debt = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    entry_count = models.PositiveIntegerField(default=0)
    lot_count = models.PositiveIntegerField(default=0)
    last_entry_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    next_expires_at = models.DateTimeField(null=True, blank=True)
    tier = models.CharField(max_length=20, default="", blank=True)
    tier_since = models.DateField(null=True, blank=True)
    tier_until = models.DateField(null=True, blank=True)  # looked at again on this day
    tier_in_grace = models.BooleanField(default=False)
    # Frozen: points still come in, none are spent, given away or redeemed. `frozen_note` is what the client is told.
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.CharField(max_length=60, default="", blank=True)
    frozen_reason = models.CharField(max_length=300, default="", blank=True)
    frozen_note = models.CharField(max_length=300, default="", blank=True)
    # What others need to know to give it points; made when it is first asked for.
    gift_code = models.CharField(max_length=8, null=True, blank=True, unique=True)

    objects: ClassVar[Any] = AccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(closed_into__isnull=True, contact__isnull=True),
                name="loyalty_one_open_account",
            ),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(closed_into__isnull=True), name="loyalty_one_account_of_contact"
            ),
        ]
        indexes = [
            models.Index(fields=["balance", "id"], name="loyalty_by_balance"),
            models.Index(fields=["last_entry_at", "id"], name="loyalty_by_last_entry"),
            models.Index(
                fields=["next_expires_at"], condition=Q(next_expires_at__isnull=False), name="loyalty_by_expiry"
            ),
        ]


class PointsEvent(models.Model):
    """What the ledger was told, once for each `key`, never changed: the journal that a replay is made from.

    `at` is the moment it counts at: when it happened, or the account's last moment where it came late. `data` is all that
    rules could ask. `account` is None where nothing moved and the client has no account.
    """

    key = models.CharField(max_length=120, unique=True)
    type = models.CharField(max_length=40)
    account = models.ForeignKey(PointsAccount, null=True, on_delete=models.CASCADE, related_name="events")
    to = models.ForeignKey(PointsAccount, null=True, on_delete=models.CASCADE, related_name="+")
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversal")
    at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    data = models.JSONField(default=dict)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="loyalty_events_of_account")]


class PointsEntry(models.Model):
    """A line of the ledger, never changed and never removed (triggers see to it; see `guards`): so many points from the
    company's account `contra` to the client's, below zero the other way.

    It knows its account and never a client, so that merging clients rewrites nothing. `source` and `source_id` name the
    record whose fact moved the points; `balance_after` is the account's balance with this line. `data` are the facts that
    the cause is told with, as they were.

    Of points given, `lot` is the lot they made; of points taken, `parts` are [lot, points] in the order taken. `debt` is how
    much more the client owes with this line; `lapsed` what a reversal did not move, because it had expired.
    """

    account = models.ForeignKey(PointsAccount, on_delete=models.PROTECT, related_name="entries")
    event = models.ForeignKey(PointsEvent, null=True, on_delete=models.PROTECT, related_name="entries")
    amount = models.BigIntegerField()
    balance_after = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    contra = models.CharField(max_length=10, default="issued")
    rule = models.CharField(max_length=40)
    rule_version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=40)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal", db_index=True
    )
    lot = models.PositiveIntegerField(null=True)
    parts: Any = models.JSONField(default=list)
    debt = models.BigIntegerField(default=0)
    lapsed = models.BigIntegerField(default=0)
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
                | Q(kind__in=("deduction", "redemption", "expiry"), amount__lt=0, reverses__isnull=True)
                | Q(kind="reversal", reverses__isnull=False)
                | Q(kind="transfer", reverses__isnull=True),
                name="loyalty_entry_kind_fits",
            ),
            models.CheckConstraint(
                condition=Q(contra__in=choices.values(choices.COMPANY_ACCOUNTS)), name="loyalty_entry_contra"
            ),
            models.CheckConstraint(condition=~Q(reverses=F("id")), name="loyalty_entry_reverses_another"),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="loyalty_statement"),
            models.Index(fields=["occurred_at", "id"], name="loyalty_by_time"),
        ]


class PointsLot(models.Model):
    """Points that came together and are not all gone: what is `left` of them, and how many `expired`. `place` is its turn
    among those of an account that expire together; without `expires_at` it stays."""

    account = models.ForeignKey(PointsAccount, on_delete=models.CASCADE, related_name="lots")
    place = models.PositiveIntegerField()
    entry = models.ForeignKey(PointsEntry, null=True, on_delete=models.PROTECT, related_name="lots")
    points = models.BigIntegerField()
    left = models.BigIntegerField()
    expired = models.BigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "place"], name="loyalty_one_lot_per_place"),
            models.CheckConstraint(condition=Q(left__gte=0, expired__gte=0, points__gt=0), name="loyalty_lot_whole"),
        ]
        indexes = [
            models.Index(fields=["account", "expires_at", "place"], condition=Q(left__gt=0), name="loyalty_live_lots"),
        ]


class PointsTally(models.Model):
    """What a rule with a cap gave an account, in a month ("2026-03") or ever (""), reversed or not."""

    account = models.ForeignKey(PointsAccount, on_delete=models.CASCADE, related_name="tallies")
    rule = models.CharField(max_length=40)
    span = models.CharField(max_length=7, default="", blank=True)
    points = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "rule", "span"], name="loyalty_one_tally")]


class PointsMonth(models.Model):
    """What an account was given in a month of Shanghai's calendar, and the receipts of that month: what tiers go by."""

    account = models.ForeignKey(PointsAccount, on_delete=models.CASCADE, related_name="months")
    month = models.CharField(max_length=7)
    given = models.BigIntegerField(default=0)
    received = MoneyField(default=Money)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "month"], name="loyalty_one_month")]


class PointsHold(Record):
    """Points put by for something: taken from the account, and neither spent for good (`confirmed`) nor given back yet."""

    account = models.ForeignKey(PointsAccount, on_delete=models.CASCADE, related_name="holds")
    event = models.OneToOneField(PointsEvent, on_delete=models.PROTECT, related_name="hold")
    points = models.BigIntegerField()
    state = models.CharField(max_length=9, default="held")
    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, default="", blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="loyalty_one_hold"),
            models.CheckConstraint(condition=Q(points__gt=0), name="loyalty_hold_some"),
        ]


class PointsRule(Record):
    """A version of a rule. Approved it is never changed, but for the moment at which it ends.

    `body` is what the form holds (see `shaping`); `number` decides the order among rules of one event, lower first.
    """

    code = models.CharField(max_length=40)
    no = models.PositiveSmallIntegerField(null=True, blank=True)  # given when it is approved
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=80, default="", blank=True)
    on = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=100)
    body: Any = models.JSONField(default=dict)
    note = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=8, default="draft")
    begins_on = models.DateField(null=True, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)  # None of an approved one: from the first day
    ends_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=60, default="", blank=True)
    approved_by = models.CharField(max_length=60, default="", blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    trial: Any = models.JSONField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=choices.values(choices.RULE_STATES)), name="loyalty_rule_state"
            ),
            models.CheckConstraint(
                condition=Q(state="approved", no__isnull=False) | ~Q(state="approved"), name="loyalty_rule_numbered"
            ),
            models.UniqueConstraint(
                fields=["code", "no"], condition=Q(no__isnull=False), name="loyalty_one_rule_version"
            ),
            models.UniqueConstraint(fields=["code"], condition=Q(no__isnull=True), name="loyalty_one_rule_draft"),
        ]
        indexes = [models.Index(fields=["on", "state"], name="loyalty_rules_of_event")]

    def __str__(self) -> str:
        return f"{self.zh} V{self.no}" if self.no else self.zh


class PointsAdjustment(Record):
    """Points given or taken by hand, for a reason and with a document; posted when another person approved."""

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="points_adjustments")
    # Who did it; points by hand go to him alone, of the others what the rules say.
    contact = models.ForeignKey("clients.Contact", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, default="manual")
    points = models.BigIntegerField(default=0)  # of a manual one; the others go by their rule
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="waiting")
    asked_by = models.CharField(max_length=60, default="", blank=True)
    decided_by = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.CharField(max_length=500, default="", blank=True)
    posted = models.BigIntegerField(null=True, blank=True)  # what came of it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=choices.values(choices.ADJUSTMENT_STATES)), name="loyalty_adjustment_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=choices.values(choices.ADJUSTMENTS)), name="loyalty_adjustment_kind"
            ),
            models.CheckConstraint(condition=~Q(kind="manual", points=0), name="loyalty_adjustment_moves"),
        ]
        indexes = [models.Index(fields=["client", "state"], name="loyalty_adjustments_of_client")]


class PointsTiers(Record):
    """The company's tiers and what they go by. One row."""

    body: Any = models.JSONField(default=dict)


class PointsDifference(Record):
    """That the ledger and a fact (a receipt, an acceptance) say different things, as it was last found."""

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="points_differences")
    kind = models.CharField(max_length=8)
    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=40)
    points = models.BigIntegerField(default=0)  # in the ledger and of no fact, or (missing) what the rules give now
    happened_on = models.DateField()
    data: Any = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=clock.now)
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=choices.values(choices.DIFFERENCES)), name="loyalty_difference_kind"
            ),
            models.UniqueConstraint(
                fields=["kind", "source", "source_id"],
                condition=Q(mended_at__isnull=True),
                name="loyalty_one_open_difference",
            ),
        ]
