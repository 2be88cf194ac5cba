"""Redeeming: points put by, stock taken, orders made, in one transaction or not at all.

Locks are taken in one order: client, order, contract, points account, rewards by their keys. Whoever holds the client alone
touches what is the client's; rewards are shared among clients and come last.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from dougong.approvals import services as approvals
from dougong.approvals.errors import NobodyDecides
from dougong.approvals.subjects import Subject, register
from dougong.clients.models import Client
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.ids import new_id
from dougong.kit.money import Money, yuan
from dougong.kit.numbers import next_number
from dougong.loyalty.services import holding
from dougong.mall import choices, errors
from dougong.mall.models import CartLine, Order, Reward
from dougong.mall.policies import ORDER, redeeming
from dougong.mall.selectors import offers
from dougong.mall.selectors.choosing import Choosing
from dougong.mall.selectors.pages import setting
from dougong.mall.services import moving, stock

#: Who decides where the company's rules of approval say nothing: finance consents to what comes off a payment.
DECIDERS = {"voucher": "finance"}
OTHERS = "management"

register(Subject(ORDER, "积分兑换", "Orders of rewards", kinds=choices.REWARD_KINDS))


@dataclass(frozen=True)
class Wish:
    """What one reward of the cart needs to know, by its kind."""

    reward_id: uuid.UUID
    instalment_id: uuid.UUID | None = None
    contract_id: uuid.UUID | None = None
    attendee: str = ""
    recipient: str = ""
    phone: str = ""
    address: str = ""
    wish: str = ""


@transaction.atomic
def checkout(actor: Actor, *, client_id: uuid.UUID, key: str, total: int, wishes: Sequence[Wish]) -> list[Order]:
    """What is in the cart is ordered, once for a key: sent twice, the first's orders are answered. `total` is the sum of points
    that the client was shown. Raises CartEmpty, PriceChanged, RewardNotFor, VoucherTooMuch, NotTheClients, FieldError."""
    client = redeeming(actor, client_id)
    if not key:
        raise errors.KeyMissing()
    Client.objects.locked(client.pk)
    name = f"{actor.user_id}:{key}"
    first = list(Order.objects.filter(checkout=name, client=client).order_by("number"))
    if first:
        return first
    lines = list(
        CartLine.objects.filter(client=client, user_id=actor.user_id).select_related("reward").order_by("reward_id")
    )
    if not lines:
        raise errors.CartEmpty()
    counts = {line.reward_id: line.quantity for line in lines}
    now = sum(line.reward.points * line.quantity for line in lines)
    if now != total:
        raise errors.PriceChanged(told=f"{total:,}", now=f"{now:,}")
    _check(client, [line.reward for line in lines], counts)
    orders = _drafted(actor, client, lines, name, {wish.reward_id: wish for wish in wishes})
    for order in orders:  # points before rewards
        order.hold = holding.reserve(
            Actor.system(), client_id=client.pk, points=order.points, source=ORDER, source_id=order.pk,
            reason=f"{order.title} ×{order.quantity}", by=actor.user_id,
        )  # fmt: skip
    rewards = stock.locked(counts)
    if sum(rewards[pk].points * number for pk, number in counts.items()) != total:
        raise errors.PriceChanged(told=f"{total:,}", now=f"{sum(rewards[p].points * n for p, n in counts.items()):,}")
    for order in orders:
        order.reward = rewards[order.reward_id]
        _place(actor, order)
    CartLine.objects.filter(pk__in=[line.pk for line in lines]).delete()
    _begin(actor, client, orders, total)
    return orders


def _check(client: Client, rewards: Sequence[Reward], counts: Mapping[uuid.UUID, int]) -> None:
    """What stands in the way of any of them; the points of all together."""
    standing = offers.standing_of(client.pk, [reward.pk for reward in rewards])
    left = standing.points
    for reward in rewards:
        found = offers.obstacles(reward, standing, counts[reward.pk], left)
        if found:
            zh, en = offers.WHY[found[0]]
            raise errors.RewardNotFor(title=reward.title, reward_id=reward.pk, why=found[0], why_zh=zh, why_en=en)
        left -= reward.points * counts[reward.pk]


def _drafted(
    actor: Actor, client: Client, lines: Sequence[CartLine], name: str, wishes: Mapping[uuid.UUID, Wish]
) -> list[Order]:
    choosing, orders, used = Choosing(client.pk), [], defaultdict[uuid.UUID, Money](Money)
    for line in lines:
        reward, wish = line.reward, wishes.get(line.reward_id, Wish(line.reward_id))
        order = Order(
            id=new_id(), checkout=name, client=client, reward=reward, kind=reward.kind, title=reward.title, title_en=reward.title_en,
            quantity=line.quantity, points=reward.points * line.quantity, months=reward.months * line.quantity,
            value=Money.fen(reward.value.amount_fen * line.quantity), wish=wish.wish[:300], ordered_by_name=actor.name,
            created_by_id=actor.user_id, created_at=clock.now(),
        )  # fmt: skip
        _told(order, wish, choosing, used)
        orders.append(order)
    return orders


def _told(order: Order, wish: Wish, choosing: Choosing, used: dict[uuid.UUID, Money]) -> None:
    """What its kind needs: `wishes.<reward>.<field>` is told where it is missing or wrong."""
    at = f"wishes.{order.reward_id}."
    if order.kind == "voucher":
        found = choosing.instalment(wish.instalment_id)
        if found is None:
            raise errors.NotTheClients(field=f"{at}instalment_id")
        left = found["room"] - used[found["id"]]
        if order.value > left:
            raise errors.VoucherTooMuch(
                field=f"{at}instalment_id",
                title=found["title"],
                room=yuan(left),
                share=choosing.share,
                amount=yuan(order.value),
            )
        used[found["id"]] += order.value
        order.instalment_id, order.contract_id = found["id"], found["contract_id"]
    elif order.kind == "warranty":
        if wish.contract_id not in choosing.contract_ids:
            raise errors.NotTheClients(field=f"{at}contract_id")
        order.contract_id = wish.contract_id
    elif order.kind == "seat":
        order.attendee = _needed(wish.attendee, f"{at}attendee", "写明谁参加。", "Say who takes part.")
    elif order.kind == "goods":
        order.recipient = _needed(wish.recipient, f"{at}recipient", "写收货人。", "Say who receives it.")
        order.phone = _needed(wish.phone, f"{at}phone", "写收货电话。", "Give a phone number for the delivery.")
        order.address = _needed(wish.address, f"{at}address", "写收货地址。", "Give the address.")


def _needed(text: str, field: str, zh: str, en: str) -> str:
    if not text.strip():
        raise FieldError(field, zh, en)
    return text.strip()[:300]


def _place(actor: Actor, order: Order) -> None:
    """The order, and what it takes of the stock; the reward is under lock and may have changed since it was looked at."""
    reward = order.reward
    short = reward.limited and reward.left < order.quantity
    if short or reward.state != "on":
        why = "stock" if short else "off"
        zh, en = offers.WHY[why]
        raise errors.RewardNotFor(title=reward.title, reward_id=reward.pk, why=why, why_zh=zh, why_en=en)
    year = clock.today().year
    order.number, order.took_stock = f"DH-{year}-{next_number('mall_order', year):04d}", reward.limited
    order.save(force_insert=True)
    if reward.limited:
        stock.move(actor, reward, "order", -order.quantity, order=order)


def _begin(actor: Actor, client: Client, orders: Sequence[Order], total: int) -> None:
    """What needs a decision waits for it; what needs nobody's hand is given at once."""
    least = setting().approve_from
    above = bool(least) and total >= least
    for order in orders:
        asks = order.kind == "voucher" or order.reward.approval or above
        if asks:
            moving.step(actor, order, "waiting")
            _ask(actor, client, order)
        elif order.kind in choices.AT_ONCE:
            moving.give(actor, order)
        else:
            moving.step(actor, order, "ordered")
    moving.tell_owner(client, orders)


def _ask(actor: Actor, client: Client, order: Order) -> None:
    title = f"{client.name}：{order.title} ×{order.quantity}，{order.points:,} 分"
    note = order.number
    if order.instalment is not None:
        note = f"{order.number}，抵扣「{order.instalment.contract.title}」{order.instalment.title} {yuan(order.value)}"
    try:
        approvals.ask(
            actor, code=ORDER, object_id=order.pk, title=title, kind=order.kind, note=note,
            otherwise=DECIDERS.get(order.kind, OTHERS),
        )  # fmt: skip
    except NobodyDecides:
        raise errors.NobodyApproves() from None
