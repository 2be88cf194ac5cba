"""What orders of rewards hold on a person: what was redeemed is kept with the points, whoever received it goes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from dougong.mall.models import CartLine, Order
from dougong.privacy.declared import CONTACTS, by_user, shown
from dougong.privacy.holdings import NOBODY, Holding, Person, delete_rows, register

PERSONAL = ("attendee", "recipient", "phone", "address", "wish")
_REDEEMED = ("兑换积分、送达奖品", "To redeem points and deliver rewards")


def _orders(person: Person) -> Q:
    """Those he made; where he is named in others of his clients is looked for one by one: it is sealed."""
    return by_user(person, "created_by_id")


def _blot(rows: QuerySet[Any], person: Person) -> int:
    """His own orders lose what is personal in them; others of his clients what names him, with the delivery that it belongs to."""
    count = 0
    for order in Order.objects.filter(Q(client_id__in=person.client_ids) | _orders(person)).iterator(200):
        own = bool(person.user_id) and order.created_by_id == person.user_id
        named = any(person.without(str(getattr(order, name))) != getattr(order, name) for name in PERSONAL)
        if not own and not named:
            continue
        for name in PERSONAL:
            setattr(order, name, "")
        order.ordered_by_name = NOBODY[0] if own else order.ordered_by_name
        order.store(*PERSONAL, "ordered_by_name")
        if own:
            order.steps.filter(by_name=person.name).update(by_name=NOBODY[0])
        count += 1
    return count


register(
    Holding(
        "mall.order", Order, "兑换订单", "Orders of rewards", CONTACTS, _orders,
        shown(
            "number 订单号 Order / title 奖品 Reward / client__name 客户 Client / created_at 下单时间 Ordered / attendee 参加人 Attendee / "
            "recipient 收货人 Recipient / phone 电话 Phone / address 地址 Address / wish 留言 Message"
        ),
        _REDEEMED, "contract", "anonymise", _blot,
    ),
    Holding(
        "mall.cart", CartLine, "购物车", "Carts", CONTACTS, by_user,
        shown("reward__title 奖品 Reward / quantity 数量 Number / at 时间 When"), _REDEEMED, "contract", "delete", delete_rows,
    ),
)  # fmt: skip
