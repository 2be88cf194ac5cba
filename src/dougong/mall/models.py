from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.crypto import BlindField, EncryptedField
from dougong.kit.models import Record
from dougong.kit.money import Money, MoneyField
from dougong.mall import choices


class Reward(Record):
    """What points are redeemed for. `value` is what a voucher takes off, else what one costs us; `months` what a longer warranty
    or a service channel lasts. Of a limited one `left` is the sum of its movements, written with each under its lock.
    """

    kind = models.CharField(max_length=8)
    title = models.CharField(max_length=100)
    title_en = models.CharField(max_length=120, default="", blank=True)
    text = models.CharField(max_length=1000, default="", blank=True)
    text_en = models.CharField(max_length=1000, default="", blank=True)
    points = models.PositiveIntegerField()
    value = MoneyField(default=Money)
    months = models.PositiveSmallIntegerField(default=0)
    limited = models.BooleanField(default=False)
    left = models.PositiveIntegerField(default=0)
    per_client = models.PositiveSmallIntegerField(null=True, blank=True)
    period = models.CharField(max_length=5, default="year")
    least_tier = models.CharField(max_length=20, default="", blank=True)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    approval = models.BooleanField(default=False)
    state = models.CharField(max_length=5, default="draft")
    place = models.PositiveSmallIntegerField(default=100)
    picture = models.ForeignKey("files.Attachment", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.REWARD_KINDS)), name="mall_reward_kind"),
            models.CheckConstraint(
                condition=Q(state__in=choices.values(choices.REWARD_STATES)), name="mall_reward_state"
            ),
            models.CheckConstraint(condition=Q(period__in=choices.values(choices.PERIODS)), name="mall_reward_period"),
            models.CheckConstraint(condition=Q(points__gt=0, left__gte=0), name="mall_reward_priced"),
        ]
        indexes = [models.Index(fields=["state", "place"], name="mall_on_offer")]

    def __str__(self) -> str:
        return self.title


class Order(Record):
    """One reward of a client's checkout, so many of it: its points are put by (`hold`) from the moment it stands.

    What it was at is kept with it: title, points, value, months. `instalment` is what a voucher takes off, `contract` whose
    warranty is made longer, `begins_on` and `ends_on` the days of a service channel.
    """

    number = models.CharField(max_length=20, unique=True)
    checkout = models.CharField(max_length=140)
    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="mall_orders")
    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="orders")
    hold = models.ForeignKey("loyalty.PointsHold", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    title = models.CharField(max_length=100)
    title_en = models.CharField(max_length=120, default="", blank=True)
    quantity = models.PositiveSmallIntegerField()
    points = models.PositiveIntegerField()
    value = MoneyField(default=Money)
    months = models.PositiveSmallIntegerField(default=0)
    took_stock = models.BooleanField(default=False)
    state = models.CharField(max_length=9, default="ordered")
    contract = models.ForeignKey(
        "contracts.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="mall_orders"
    )
    instalment = models.ForeignKey(
        "contracts.Instalment", null=True, blank=True, on_delete=models.PROTECT, related_name="mall_orders"
    )
    concession = models.ForeignKey(
        "contracts.Concession", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    attendee = EncryptedField(default="", blank=True)
    recipient = EncryptedField(default="", blank=True)
    phone = EncryptedField(default="", blank=True)
    address = EncryptedField(default="", blank=True)
    wish = models.CharField(max_length=300, default="", blank=True)
    carrier = models.CharField(max_length=60, default="", blank=True)
    tracking = models.CharField(max_length=60, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    ordered_by_name = models.CharField(max_length=60, default="", blank=True)
    fulfilled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.REWARD_KINDS)), name="mall_order_kind"),
            models.CheckConstraint(
                condition=Q(state__in=choices.values(choices.ORDER_STATES)), name="mall_order_state"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0, points__gt=0), name="mall_order_some"),
            models.UniqueConstraint(fields=["checkout", "reward"], name="mall_one_order_per_checkout"),
            models.UniqueConstraint(fields=["hold"], name="mall_one_order_per_hold"),
        ]
        indexes = [
            models.Index(fields=["client", "-created_at", "id"], name="mall_orders_of_client"),
            models.Index(fields=["state", "created_at", "id"], name="mall_orders_by_state"),
            models.Index(fields=["created_at", "id"], name="mall_orders_by_age"),
            models.Index(fields=["reward", "client"], name="mall_orders_of_reward"),
            models.Index(
                fields=["instalment"], condition=Q(instalment__isnull=False), name="mall_orders_on_instalment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class OrderStep(models.Model):
    """What became of an order, and when: what its client is told."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9)
    at = models.DateTimeField(default=clock.now)
    by_name = models.CharField(max_length=60, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["order", "id"], name="mall_steps")]


class StockMovement(models.Model):
    """So many more or fewer of a limited reward, never changed (triggers see to it); `left_after` is what there was then."""

    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="movements")
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=5)
    quantity = models.IntegerField()
    left_after = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, default="", blank=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, default="", blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="mall_movement_moves"),
            models.CheckConstraint(condition=Q(kind__in=choices.values(choices.MOVES)), name="mall_movement_kind"),
        ]
        indexes = [models.Index(fields=["reward", "-id"], name="mall_movements")]


class RewardCode(models.Model):
    """A partner's code: given to one order, shown to its client once. One that was withdrawn is given to nobody."""

    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="codes")
    code = EncryptedField()
    code_index = BlindField(of="code")
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="codes")
    added_at = models.DateTimeField(default=clock.now)
    given_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reward", "code_index"], name="mall_code_once")]
        indexes = [
            models.Index(
                fields=["reward", "id"],
                condition=Q(order__isnull=True, withdrawn_at__isnull=True),
                name="mall_free_codes",
            ),
        ]


class CartLine(models.Model):
    """What somebody of a client means to redeem. What its kind needs to know is told at the checkout and kept with the order."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="cart_lines")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cart_lines")
    reward = models.ForeignKey(Reward, on_delete=models.CASCADE, related_name="cart_lines")
    quantity = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "user", "reward"], name="mall_one_cart_line")]


class MallSetting(Record):
    """From how many points of a checkout management decides (0: never). One row."""

    approve_from = models.PositiveIntegerField(default=5000)
