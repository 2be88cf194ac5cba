"""Rewards, and clients' people who redeem them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from dougong.accounts.actors import actor_by_id
from dougong.accounts.services import create_person
from dougong.clients.models import Client
from dougong.clients.services import add_contact, set_window_user
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.loyalty.services import Happening, post
from dougong.loyalty.tests.factories import client_of
from dougong.mall.models import MallSetting, Order, Reward
from dougong.mall.services import cart, codes, rewards, stock
from dougong.mall.services.ordering import Wish, checkout
from tests.cast import Cast

SYSTEM = Actor.system()
HOME = {"recipient": "孙立衡", "phone": "13800001234", "address": "苏州工业园区星湖街 1 号"}


def reward(kind: str = "seat", points: int = 100, *, left: int | None = None, on: bool = True, **values: Any) -> Reward:
    """On offer; `left` makes it a limited one."""
    facts: dict[str, Any] = {
        "kind": kind, "title": f"{kind}奖品", "title_en": "", "text": "", "text_en": "", "points": points, "months": 6,
        "value": Money("1000.00"), "limited": left is not None, "per_client": None, "period": "year", "least_tier": "",
        "begins_on": None, "ends_on": None, "approval": False, "place": 1, **values,
    }  # fmt: skip
    made = rewards.create_reward(SYSTEM, **facts)
    if left and kind != "code":
        stock.count(SYSTEM, reward_id=made.pk, quantity=left, reason="首批到货")
    if left and kind == "code":
        codes.add(
            SYSTEM, reward_id=made.pk, data="\n".join(f"CODE-{made.pk.hex[-6:]}-{n:04d}" for n in range(left)).encode()
        )
    if on:
        rewards.set_state(SYSTEM, reward_id=made.pk, version=None, state="on")
    return Reward.objects.get(pk=made.pk)


def points(client: Client, number: int) -> None:
    """So many, as a receipt gives them."""
    amount = f"{number * 1000}.00"
    post(
        SYSTEM,
        client_id=client.pk,
        happened=Happening("receipt.recorded", "t", uuid.uuid4(), clock.now(), {"amount": amount}),
    )


def person(
    cast: Cast, number: int = 1000, name: str = "启岳半导体(苏州)有限公司", client: Client | None = None
) -> tuple[Actor, Client]:
    """Somebody of a client with so many points, who may redeem them."""
    client = client or client_of(cast.lin, name)
    contact = add_contact(cast.lin, client_id=client.pk, name="孙立衡", email=f"{uuid.uuid4().hex[:10]}@client.example")
    user = create_person(SYSTEM, name="孙立衡", email=contact.email, kind="contact")
    set_window_user(cast.lin, contact_id=contact.pk, user_id=user.pk)
    if number:
        points(client, number)
    actor = actor_by_id(user.pk)
    assert actor is not None
    return actor, client


def redeem(
    actor: Actor, client: Client, *wanted: Reward | tuple[Reward, int], key: str = "", **wish: Any
) -> list[Order]:
    """All of them in one checkout; what is wished is told of each."""
    pairs = [(w, 1) if isinstance(w, Reward) else w for w in wanted]
    for one, quantity in pairs:
        cart.put(actor, client_id=client.pk, reward_id=one.pk, quantity=quantity)
    told = {**HOME, "attendee": "孙立衡", **wish}
    total = sum(one.points * quantity for one, quantity in pairs)
    wishes = [Wish(one.pk, **told) for one, _ in pairs]
    return checkout(actor, client_id=client.pk, key=key or uuid.uuid4().hex, total=total, wishes=wishes)


def _order(own: Any) -> Order:
    client = own.row("clients.client")
    own.row("contracts.receipt")
    own.deliver()
    user = create_person(
        SYSTEM, name=f"{own.mark}买家", email=f"{uuid.uuid4().hex[:10]}@client.example", kind="contact"
    )
    contact = add_contact(own.owner, client_id=client.pk, name=f"{own.mark}买家", email=user.email or "")
    set_window_user(own.owner, contact_id=contact.pk, user_id=user.pk)
    actor = actor_by_id(user.pk)
    assert actor is not None
    return redeem(actor, client, own.row("mall.reward"), attendee=f"{own.mark}学员", wish=f"{own.mark}靠窗")[0]


MATRIX: dict[str, Callable[[Any], Any]] = {
    "mall.reward": lambda own: Reward.objects.first() or reward(points=10),
    "mall.order": _order,
    "mall.setting": lambda own: MallSetting.objects.first() or MallSetting.objects.create(),
}
PARAMETERS = {"reward_id": "mall.reward", "mall_order_id": "mall.order"}
