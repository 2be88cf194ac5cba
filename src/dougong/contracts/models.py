from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.contracts import choices
from dougong.kit import clock
from dougong.kit.crypto import EncryptedField
from dougong.kit.models import Record
from dougong.kit.money import Money, MoneyField


class LegalEntity(Record):
    """One of our own companies: the party that signs."""

    name = models.CharField(max_length=120, unique=True)
    uscc = models.CharField(max_length=18, default="", blank=True)
    bank = models.CharField(max_length=120, default="", blank=True)
    account = EncryptedField(default="", blank=True)
    is_default = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Contract(Record):
    """What was agreed with a client. Amounts include tax. The number is given when it comes into force."""

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="contracts")
    opportunity = models.ForeignKey(
        "sales.Opportunity", null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    number = models.CharField(max_length=40, null=True, blank=True, unique=True)
    title = models.CharField(max_length=200)
    legal_entity = models.ForeignKey(
        LegalEntity, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    amount = MoneyField(default=Money)
    tax_rate = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("9.00"))  # percent
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    defects_months = models.PositiveSmallIntegerField(default=24)  # 缺陷责任期: retention is held so long
    warranty_months = models.PositiveSmallIntegerField(default=24)  # 质量保修期: statutory, another thing
    status = models.CharField(max_length=10, default="draft")
    plan_no = models.PositiveSmallIntegerField(default=0)  # the plan version that holds
    close_reason = models.CharField(max_length=500, default="", blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    department = models.ForeignKey(
        "accounts.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    archived_at = models.DateTimeField(null=True, blank=True)  # a draft that was put away

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=choices.values(choices.CONTRACT_STATES)), name="contracts_status"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="contracts_amount_not_negative"),
            models.CheckConstraint(condition=~Q(number=""), name="contracts_number_null_when_none"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(number__isnull=False, amount__gt=0), name="contracts_in_force_complete"
            ),
        ]
        indexes = [
            models.Index(fields=["client", "status"], name="contracts_of_client"),
            models.Index(fields=["owner", "created_at", "id"], name="contracts_of_owner"),
            models.Index(fields=["department", "created_at", "id"], name="contracts_of_department"),
            models.Index(fields=["created_at", "id"], name="contracts_by_age"),
            models.Index(fields=["status", "ends_on"], name="contracts_ending"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title


class Instalment(Record):
    """A part of the amount and when it is due. `due_on` stays empty until its milestone or acceptance has come.

    A row of a contract in force is never deleted: one that a new plan leaves out is dropped.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="instalments")
    seq = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=100)
    amount = MoneyField()
    due_kind = models.CharField(max_length=10, default="date")
    due_on = models.DateField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)  # our guess while it waits
    days_after = models.PositiveSmallIntegerField(default=0)
    due_cause = models.CharField(max_length=200, default="", blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="contracts_instalment_amount"),
            models.CheckConstraint(
                condition=Q(kind__in=choices.values(choices.INSTALMENT_KINDS)), name="contracts_instalment_kind"
            ),
            models.CheckConstraint(
                condition=Q(due_kind__in=choices.values(choices.DUE_KINDS)), name="contracts_instalment_due_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "seq"], name="contracts_plan"),
            models.Index(fields=["due_on", "id"], name="contracts_by_due"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """Amount and plan as they were agreed, from activation on. Never changed."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="plan_versions")
    no = models.PositiveSmallIntegerField()
    amount = MoneyField()
    rows = models.JSONField(default=list)
    reason = models.CharField(max_length=500, default="", blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "no"], name="contracts_one_plan_version")]


class Receipt(Record):
    """Money that came in, or (negative, with `reverses`) the undoing of one that was recorded wrongly."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="receipts")
    amount = MoneyField()
    received_on = models.DateField()
    payer = models.CharField(max_length=120, default="", blank=True)
    reference = models.CharField(max_length=80, default="", blank=True)  # the bank's
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal")
    reversed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    recorded_by_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "reference"],
                condition=~Q(reference="") & Q(reverses__isnull=True) & Q(reversed_at__isnull=True),
                name="contracts_one_receipt_per_reference",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, reverses__isnull=True) | Q(amount__lt=0, reverses__isnull=False),
                name="contracts_receipt_sign",
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "received_on"], name="contracts_receipts"),
            models.Index(fields=["received_on", "id"], name="contracts_receipts_by_date"),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.amount}"


class Allocation(models.Model):
    """A part of a receipt on an instalment; without one it is credit on account. Only ever added to.

    Balances are sums of these rows; those of one receipt make its amount, those of a receipt and its reversal make nothing.
    """

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="allocations")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="allocations")
    instalment = models.ForeignKey(
        Instalment, null=True, blank=True, on_delete=models.PROTECT, related_name="allocations"
    )
    amount = MoneyField()
    at = models.DateTimeField(default=clock.now)
    by_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="contracts_allocation_not_nothing")]
        indexes = [models.Index(fields=["contract", "instalment"], name="contracts_allocations")]


class Concession(Record):
    """What a client was granted on a contract beside its text: an amount off an instalment, or months of warranty on top. Taken
    back by its negative, with `reverses`; only ever added to. `source` and `source_id` name the record that it was granted for.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="concessions")
    instalment = models.ForeignKey(
        Instalment, null=True, blank=True, on_delete=models.PROTECT, related_name="concessions"
    )
    kind = models.CharField(max_length=9)
    amount = MoneyField(default=Money)
    months = models.SmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=40)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal")
    reason = models.CharField(max_length=500, default="", blank=True)
    booked_by_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="deduction", instalment__isnull=False, months=0) & ~Q(amount=0)
                | Q(kind="warranty", instalment__isnull=True, amount=0) & ~Q(months=0),
                name="contracts_concession_fits",
            ),
            models.UniqueConstraint(
                fields=["kind", "source", "source_id"], condition=Q(reverses__isnull=True), name="contracts_one_concession"
            ),
        ]
        indexes = [models.Index(fields=["contract", "instalment"], name="contracts_concessions")]

    def __str__(self) -> str:
        return self.title


class InstalmentCriterion(models.Model):
    """That an instalment is paid for what an acceptance standard of the contract's specification judges."""

    instalment = models.ForeignKey(Instalment, on_delete=models.CASCADE, related_name="criterion_links")
    criterion = models.ForeignKey("requirements.Criterion", on_delete=models.CASCADE, related_name="instalment_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "instalment"], name="contracts_criterion_once"),
        ]


class InstalmentFigures(models.Model):
    """What lists show of an instalment: sums of its allocations, rebuilt on each change and compared nightly."""

    instalment = models.OneToOneField(Instalment, primary_key=True, on_delete=models.CASCADE, related_name="figures")
    received = MoneyField(default=Money)
    deducted = MoneyField(default=Money)
    owed = MoneyField(default=Money)
    last_received_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owed", "instalment"], name="contracts_by_owed")]


class ContractFigures(models.Model):
    """What lists show of a contract; `credit` is money held on account."""

    contract = models.OneToOneField(Contract, primary_key=True, on_delete=models.CASCADE, related_name="figures")
    received = MoneyField(default=Money)
    deducted = MoneyField(default=Money)
    owed = MoneyField(default=Money)
    credit = MoneyField(default=Money)
    next_due_on = models.DateField(null=True)  # of the oldest instalment that still owes

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(credit__gte=0), name="contracts_credit_not_negative")]
        indexes = [models.Index(fields=["next_due_on"], name="contracts_next_due")]
