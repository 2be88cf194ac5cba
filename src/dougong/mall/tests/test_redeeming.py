"""From the cart to the reward: points and stock go together, once, or not at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.clients.models import Client
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, FieldError, NotAllowed, NotFound
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.selectors import broken_accounts
from dougong.mall import errors
from dougong.mall.models import CartLine, Order, Reward, RewardCode
from dougong.mall.selectors import window
from dougong.mall.services import cart, codes, moving, rewards, stock
from dougong.mall.services.ordering import checkout
from dougong.mall.tests.factories import person, points, redeem, reward
from dougong.notifications.models import Notification
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def account() -> tuple[int, int]:
    row = PointsAccount.objects.get()
    return row.balance, row.reserved


def decide(cast: Cast, order: Order, *, approve: bool, who: str = "manager") -> None:
    row = Approval.objects.get(object_id=order.pk, state="waiting")
    approvals.decide(getattr(cast, who), approval_id=row.pk, approve=approve, comment="看过")
    order.refresh_from_db()


def shown(buyer: Actor, client: Client) -> dict[Any, list[str]]:
    """What stands in the way of each reward on offer."""
    return {one["id"]: one["blocked"] for one in window.rewards(buyer, client.pk)["items"]}


def test_a_checkout_takes_points_and_stock_once_however_often_it_is_sent(cast: Cast) -> None:
    buyer, client = person(cast, 1000)
    cup, seat = reward("goods", 120, left=5), reward("seat", 300)
    made = redeem(buyer, client, (cup, 2), seat, key="twice")
    again = checkout(buyer, client_id=client.pk, key="twice", total=540, wishes=[])
    assert (
        [o.pk for o in made]
        == [o.pk for o in again]
        == list(Order.objects.order_by("number").values_list("pk", flat=True))
    )
    assert [o.state for o in made] == ["ordered"] * 2 and {o.points for o in made} == {240, 300}
    cup.refresh_from_db()
    assert account() == (460, 540) and cup.left == 3 and not CartLine.objects.exists()
    assert list(cup.movements.order_by("pk").values_list("kind", "quantity", "left_after")) == [
        ("count", 5, 5),
        ("order", -2, 3),
    ]
    with pytest.raises(errors.CartEmpty):
        checkout(buyer, client_id=client.pk, key="another", total=0, wishes=[])
    goods = next(o for o in made if o.kind == "goods")
    assert (goods.recipient, goods.address) == ("孙立衡", "苏州工业园区星湖街 1 号")
    assert "13800001234" not in str(Order.objects.filter(pk=goods.pk).extra(select={"raw": "phone"}).values_list("raw"))


def test_what_a_client_can_not_have_is_told_and_nothing_is_taken(cast: Cast) -> None:
    buyer, client = person(cast, 500)
    today = clock.today()
    cases = {
        "off": reward(on=False), "early": reward(begins_on=today + dt.timedelta(days=1)), "stock": reward(left=0, limited=True),
        "tier": reward(least_tier="gold"), "points": reward(points=501), "limit": reward(points=1, per_client=1),
    }  # fmt: skip
    redeem(buyer, client, cases["limit"])
    for why, one in cases.items():
        if why == "off":
            with pytest.raises(NotFound):  # a draft is nobody's to see
                cart.put(buyer, client_id=client.pk, reward_id=one.pk, quantity=1)
            continue
        with pytest.raises(errors.RewardNotFor) if why != "points" else pytest.raises(BusinessError) as told:
            redeem(buyer, client, one)
        assert getattr(told.value, "params", {}).get("why", why) == why
        assert why in shown(buyer, client)[one.pk]
        cart.put(buyer, client_id=client.pk, reward_id=one.pk, quantity=0)
    assert account() == (499, 1) and Order.objects.count() == 1
    late = reward(title="过季", ends_on=today - dt.timedelta(days=1))
    assert late.pk not in shown(buyer, client)
    cart.put(buyer, client_id=client.pk, reward_id=cases["points"].pk, quantity=1)
    with pytest.raises(errors.PriceChanged):
        checkout(buyer, client_id=client.pk, key="k", total=400, wishes=[])
    with pytest.raises(errors.KeyMissing):
        checkout(buyer, client_id=client.pk, key="", total=501, wishes=[])


def test_goods_need_an_address_and_only_a_clients_own_person_redeems(cast: Cast) -> None:
    buyer, client = person(cast, 500)
    stranger, _ = person(cast, 500, "别家客户")
    cup = reward("goods", 100, left=1)
    assert [str(one["value"]) for one in window.rewards(buyer, client.pk)["items"]] == ["0.00"], "our cost is not told"
    with pytest.raises(FieldError) as told:
        redeem(buyer, client, cup, address=" ")
    assert told.value.field == f"wishes.{cup.pk}.address"
    with pytest.raises(NotAllowed):
        redeem(cast.manager, client, cup)
    with pytest.raises(NotFound):
        redeem(stranger, client, cup)
    [order] = redeem(buyer, client, cup)
    for act in (moving.cancel, moving.received, codes.show):
        with pytest.raises(NotFound):
            act(stranger, order_id=order.pk)
    with pytest.raises(NotAllowed):
        moving.fulfil(cast.lin, order_id=order.pk)


def test_above_the_limit_it_waits_and_both_ways_of_deciding_end_clean(cast: Cast) -> None:
    buyer, client = person(cast, 12_000)
    rewards.set_setting(cast.manager, version=None, approve_from=5000)
    forum = reward("seat", 3000, left=4)
    [first] = redeem(buyer, client, (forum, 2))
    forum.refresh_from_db()
    assert first.state == "waiting" and account() == (6000, 6000) and forum.left == 2
    decide(cast, first, approve=True)
    assert first.state == "ordered" and account() == (6000, 6000)
    moving.fulfil(cast.he, order_id=first.pk, note="3 排 12 座")
    assert account() == (6000, 0)
    [second] = redeem(buyer, client, (forum, 2))
    decide(cast, second, approve=False)
    forum.refresh_from_db()
    assert second.state == "refused" and account() == (6000, 0) and forum.left == 2
    [third] = redeem(buyer, client, (forum, 2))
    moving.cancel(buyer, order_id=third.pk)
    third.refresh_from_db()
    assert third.state == "cancelled" and not Approval.objects.filter(state="waiting").exists()
    assert moving.cancel(buyer, order_id=third.pk).state == "cancelled"
    forum.refresh_from_db()
    assert account() == (6000, 0) and forum.left == 2 and broken_accounts() == []
    told = Notification.objects.filter(user_id=buyer.user_id, kind="mall.order_moved").order_by("pk").values_list("key", flat=True)
    assert [key.partition(":")[2] for key in told] == [
        "waiting", "ordered", "fulfilled", "waiting", "refused", "waiting", "cancelled",
    ]  # fmt: skip
    assert Notification.objects.filter(user_id=cast.lin.id, kind="mall.ordered").count() == 3


def test_goods_are_sent_arrive_and_come_back(cast: Cast) -> None:
    buyer, client = person(cast, 500)
    [order] = redeem(buyer, client, (reward("goods", 100, left=3), 2))
    with pytest.raises(errors.OrderNotSo):
        moving.fulfil(cast.he, order_id=order.pk)
    with pytest.raises(FieldError):
        moving.send(cast.he, order_id=order.pk, carrier=" ", tracking="")
    moving.send(cast.he, order_id=order.pk, carrier="顺丰", tracking="SF123")
    assert account() == (300, 0)
    with pytest.raises(errors.OrderNotSo):
        moving.cancel(buyer, order_id=order.pk)
    moving.received(buyer, order_id=order.pk)
    moving.received(buyer, order_id=order.pk)
    moving.take_back(cast.he, order_id=order.pk, reason="尺寸不合", restock=False)
    row = Reward.objects.get()
    assert account() == (500, 0) and row.left == 1
    assert [s.state for s in order.steps.order_by("pk")] == ["ordered", "sent", "fulfilled", "returned"]
    assert list(PointsEntry.objects.order_by("pk").values_list("amount", flat=True)) == [500, -200, 200]
    with pytest.raises(errors.OrderNotSo):
        moving.take_back(cast.he, order_id=order.pk, reason="再退一次")


def test_a_code_is_given_once_shown_once_and_then_not_taken_back(cast: Cast) -> None:
    buyer, client = person(cast, 500)
    card = reward("code", 50, left=3)
    [seen, kept] = [redeem(buyer, client, card)[0] for _ in range(2)]
    assert seen.state == "fulfilled" and account() == (400, 0)
    first = codes.show(buyer, order_id=seen.pk)
    assert len(first) == 1 and first[0].endswith("0000")
    with pytest.raises(errors.CodeShown):
        codes.show(buyer, order_id=seen.pk)
    assert codes.show(cast.he, order_id=seen.pk) == first
    with pytest.raises(NotAllowed):
        codes.show(cast.lin, order_id=seen.pk)
    with pytest.raises(errors.NothingToReturn):
        moving.take_back(cast.he, order_id=seen.pk, reason="后悔")
    moving.take_back(cast.he, order_id=kept.pk, reason="后悔")
    card.refresh_from_db()
    assert account() == (450, 0) and card.left == 2 == RewardCode.objects.filter(order=None).count()
    with pytest.raises(errors.CodesTaken):
        codes.add(cast.he, reward_id=card.pk, data=b"NEW-1\n" + first[0].encode())
    with pytest.raises(errors.CodesEmpty):
        codes.add(cast.he, reward_id=card.pk, data=b"\xef\xbb\xbf \r\n")
    with pytest.raises(errors.StockByCodes):
        stock.count(cast.he, reward_id=card.pk, quantity=1, reason="错了")
    assert codes.add(cast.he, reward_id=card.pk, data="新码-1\r\n新码-2\n新码-1\n".encode("gb18030")) == 2
    assert codes.withdraw(cast.he, reward_id=card.pk, reason="合作到期") == 4
    card.refresh_from_db()
    assert card.left == 0
    assert all("CODE" not in raw for (raw,) in RewardCode.objects.extra(select={"raw": "code"}).values_list("raw"))


def test_points_that_come_back_after_their_day_stay_gone_and_the_stock_is_right(cast: Cast) -> None:
    buyer, client = person(cast, 0)
    points(client, 300)
    seat = reward("seat", 100, left=2)
    [order] = redeem(buyer, client, seat)
    stock.count(cast.he, reward_id=seat.pk, quantity=-1, reason="盘亏")
    with pytest.raises(errors.StockShort):
        stock.count(cast.he, reward_id=seat.pk, quantity=-1, reason="盘亏")
    done: dict[str, Any] = moving.fulfil_many(cast.he, order_ids=[order.pk, order.pk])
    assert done == {"done": [order.pk], "refused": [order.pk]}
