"""Many at the last pieces at once, and random acts: stock, points and orders agree."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.clients.models import Client
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from dougong.loyalty.models import PointsAccount, PointsHold
from dougong.loyalty.selectors import broken_accounts
from dougong.mall import choices, errors
from dougong.mall.models import CartLine, Order, Reward, RewardCode, StockMovement
from dougong.mall.services import cart, codes, moving, stock
from dougong.mall.services.ordering import Wish, checkout
from dougong.mall.tests.factories import HOME, person, redeem, reward
from tests.cast import Cast, assemble


def agree() -> None:
    """Stock is the sum of its movements, and what orders took of it is what stands; points are what orders hold and spent."""
    standing: dict[Any, int] = {}
    for row in Order.objects.filter(took_stock=True, state__in=choices.STANDS):
        standing[row.reward_id] = standing.get(row.reward_id, 0) + row.quantity
    for one in Reward.objects.all():
        moves = StockMovement.objects.filter(reward=one)
        assert one.left == (moves.aggregate(n=Sum("quantity"))["n"] or 0) >= 0
        taken = -(moves.filter(order__isnull=False).aggregate(n=Sum("quantity"))["n"] or 0)
        assert taken == standing.get(one.pk, 0)
        if one.kind == "code":
            free = RewardCode.objects.filter(reward=one, order=None, withdrawn_at=None).count()
            held = Order.objects.filter(reward=one, state="waiting").aggregate(n=Sum("quantity"))["n"] or 0
            assert one.left == free - held
    assert broken_accounts() == []
    for account in PointsAccount.objects.all():
        given = account.entries.filter(kind="accrual").aggregate(n=Sum("amount"))["n"] or 0
        rows = Order.objects.filter(client=account.client_id, state__in=choices.STANDS)
        held = rows.filter(state__in=("waiting", "ordered")).aggregate(n=Sum("points"))["n"] or 0
        assert account.balance == given - (rows.aggregate(n=Sum("points"))["n"] or 0) and account.reserved == held
    states = dict(Order.objects.values_list("hold__state").annotate(n=Sum("quantity")))
    assert set(states) <= {"held", "confirmed", "released"}
    for order in Order.objects.select_related("hold"):
        wanted = {"waiting": "held", "ordered": "held", "sent": "confirmed", "fulfilled": "confirmed"}.get(
            order.state, "released"
        )
        assert order.hold.state == wanted


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_the_last_seven_pieces_seven_have_one_and_nobody_else_paid() -> None:
    """Ten clients' people, five tries each (three with a key of their own, two the same again), all at the same moment."""
    cast = assemble()
    last, card = reward("seat", 100, left=7), reward("code", 10, left=4)
    people = [person(cast, 250, f"客户{n}") for n in range(10)]
    for (buyer, client), one in product(people, (last, card)):
        cart.put(buyer, client_id=client.pk, reward_id=one.pk, quantity=1)
    begin, told, failed = threading.Barrier(50), Counter[str](), list[BaseException]()

    def act(buyer: Actor, client: Client, n: int) -> None:
        try:
            begin.wait()
            wishes = [Wish(last.pk, **HOME, attendee="孙立衡")]
            checkout(buyer, client_id=client.pk, key=f"key{min(n, 2)}", total=110, wishes=wishes)
            told["had"] += 1
        except (errors.RewardNotFor, errors.CartEmpty) as refusal:
            told[refusal.code] += 1
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(*people[n % 10], n // 10)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    left = list(Reward.objects.order_by("kind").values_list("left", flat=True))
    # Both or neither: four codes, so four checkouts.
    assert left == [0, 3] and Counter(Order.objects.values_list("kind", flat=True)) == {
        "seat": 4,
        "code": 4,
    }
    assert (
        PointsHold.objects.count() == 8
        and sorted(PointsAccount.objects.values_list("balance", flat=True)) == [140] * 4 + [250] * 6
    )
    assert RewardCode.objects.filter(order__isnull=False).values("order").distinct().count() == 4
    agree()


ACT = st.tuples(
    st.sampled_from(["redeem", "decide", "send", "fulfil", "cancel", "return", "count", "again"]),
    st.integers(0, 7),
    st.integers(1, 3),
)


@pytest.mark.django_db
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACT, min_size=10, max_size=14))
def test_after_whatever_was_done_stock_points_and_orders_agree(cast: Cast, acts: list[tuple[str, int, int]]) -> None:
    world = [person(cast, 700, f"客户{Client.objects.count()}") for _ in range(2)]
    offered = [
        reward("goods", 100, left=4), reward("seat", 60), reward("code", 30, left=5), reward("goods", 90, left=2, approval=True),
        reward("service", 50, months=2), reward("code", 20, left=3, approval=True),
    ]  # fmt: skip
    for act, place, number in acts:
        orders = list(Order.objects.filter(client__in=[client for _, client in world]).order_by("number"))
        chosen = orders[place % len(orders)] if orders else None
        with contextlib.suppress(BusinessError):  # refused: nothing may have changed
            _act(cast, act, place, number, world, offered, chosen)
        CartLine.objects.all().delete()
    agree()


def _act(
    cast: Cast, act: str, place: int, number: int, world: list[Any], offered: list[Reward], chosen: Order | None
) -> None:
    buyer, client = world[place % 2]
    one = offered[place % len(offered)]
    if act in ("redeem", "again"):
        redeem(buyer, client, (one, number), key=f"{place}" if act == "again" else "")
    elif act == "count":
        change = number if place % 2 else -number
        (codes.add(cast.he, reward_id=one.pk, data=f"N-{one.pk}-{place}".encode()) if one.kind == "code"
         else stock.count(cast.he, reward_id=one.pk, quantity=change, reason="盘点"))  # fmt: skip
    elif chosen is None:
        return
    elif act == "decide":
        waiting = Approval.objects.filter(object_id=chosen.pk, state="waiting").first()
        if waiting is not None:
            approvals.decide(cast.manager, approval_id=waiting.pk, approve=number > 1)
    elif act == "send":
        moving.send(cast.he, order_id=chosen.pk, carrier="顺丰", tracking="SF1")
    elif act == "fulfil":
        moving.fulfil(cast.he, order_id=chosen.pk)
    elif act == "cancel":
        moving.cancel(cast.he, order_id=chosen.pk, reason="不要了")
    elif act == "return":
        moving.take_back(cast.he, order_id=chosen.pk, reason="退回")
