"""What rewards do in contracts and service, and that it is undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dougong.contracts.errors import BelowReceived, DeductionTooMuch
from dougong.contracts.models import Concession, Contract, ContractFigures
from dougong.contracts.selectors import contract_page
from dougong.contracts.services import record_receipt, set_plan
from dougong.contracts.tests import factories as contracts
from dougong.kit import clock
from dougong.kit.errors import FieldErrors
from dougong.kit.money import Money
from dougong.loyalty.models import PointsAccount
from dougong.mall import errors, rules
from dougong.mall.models import Order
from dougong.mall.selectors import pages, window
from dougong.mall.services import moving
from dougong.mall.tests.factories import person, redeem, reward
from dougong.mall.tests.test_redeeming import account, decide
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def world(cast: Cast, *amounts: str) -> tuple[Any, Contract, Any]:
    buyer, client = person(cast, 9000)
    contract = contracts.simple(cast, *amounts, client=client)
    PointsAccount.objects.update(tier="silver")  # 8 % of an instalment
    return buyer, contract, contracts.rows_of(contract)


def test_a_voucher_comes_off_its_instalment_with_finances_consent_and_goes_on_again(cast: Cast) -> None:
    buyer, contract, [first, second] = world(cast, "10000.01", "20000.00")
    client = contract.client
    voucher = reward("voucher", 500, value=Money("300.50"))
    [order] = redeem(buyer, client, (voucher, 2), instalment_id=first.pk)
    assert order.state == "waiting" and contracts.owed(contract) == ["10000.01", "20000.00"]
    room = {one["id"]: str(one["room"]) for one in window.options(buyer, client.pk)["instalments"]}
    assert room == {first.pk: "199.00", second.pk: "1600.00"}
    with pytest.raises(errors.VoucherTooMuch):
        redeem(buyer, client, voucher, instalment_id=first.pk)
    decide(cast, order, approve=True, who="xu")
    page = contract_page(cast.xu, contract.pk)
    assert order.state == "fulfilled" and contracts.owed(contract) == ["9399.01", "20000.00"]
    assert (page["figures"]["deducted"], page["figures"]["received"], page["figures"]["owed"]) == (
        Money("601.00"), Money(), Money("29399.01"),
    )  # fmt: skip
    assert (
        page["concessions"][0]["title"].startswith(f"积分兑换 {order.number}")
        and page["concessions"][0]["booked_by_name"] == "许闻溪"
    )
    with pytest.raises((BelowReceived, FieldErrors)):
        set_plan(
            cast.xu, contract_id=contract.pk, reason="改小", amount=Money("20500.00"), instalments=[
                rules_row(first, "500.00"), rules_row(second, "20000.00")
            ],
        )  # fmt: skip
    record_receipt(cast.xu, contract_id=contract.pk, amount=Money("9399.01"), received_on=clock.today())
    moving.take_back(cast.he, order_id=order.pk, reason="客户改用现金")
    assert contracts.owed(contract) == ["601.00", "20000.00"] and account()[1] == 0
    assert [str(c.amount) for c in Concession.objects.order_by("created_at")] == ["601.00", "-601.00"]
    assert ContractFigures.objects.get(contract=contract).deducted == Money()


def rules_row(row: Any, amount: str) -> Any:
    from dougong.contracts.rules import PlanRow

    return PlanRow(row.kind, row.title, Money(amount), row.due_kind, row.due_on, id=row.pk)


def test_a_voucher_that_no_longer_fits_is_not_approved_and_the_decision_stays_open(cast: Cast) -> None:
    buyer, contract, [only] = world(cast, "10000.00")
    voucher = reward("voucher", 500, value=Money("800.00"))
    [order] = redeem(buyer, contract.client, voucher, instalment_id=only.pk)
    record_receipt(cast.xu, contract_id=contract.pk, amount=Money("9500.00"), received_on=clock.today())
    with pytest.raises(DeductionTooMuch):
        decide(cast, order, approve=True, who="xu")
    order.refresh_from_db()
    assert order.state == "waiting" and not Concession.objects.exists()
    decide(cast, order, approve=False, who="xu")
    assert order.state == "refused" and account()[1] == 0
    other, elsewhere = person(cast, 900, "别家客户")
    with pytest.raises(errors.NotTheClients):
        redeem(other, elsewhere, voucher, instalment_id=only.pk)


def test_a_longer_warranty_is_the_contracts_and_ends_with_the_return(cast: Cast) -> None:
    buyer, contract, _ = world(cast, "10000.00")
    [order] = redeem(buyer, contract.client, (reward("warranty", 500, months=6), 2), contract_id=contract.pk)
    contract.refresh_from_db()
    assert (order.state, contract.warranty_months, contract.defects_months) == ("fulfilled", 36, 24)
    moving.take_back(cast.he, order_id=order.pk, reason="项目取消")
    contract.refresh_from_db()
    assert contract.warranty_months == 24
    with pytest.raises(errors.NotTheClients):
        redeem(buyer, contract.client, reward("warranty", 5, title="再延"), contract_id=None)


def test_service_channels_follow_each_other_and_are_told_with_their_days(cast: Cast) -> None:
    buyer, client = person(cast, 900)
    channel = reward("service", 100, months=3)
    with clock.frozen("2026-11-30T10:00+08:00"):
        redeem(buyer, client, channel)
        redeem(buyer, client, channel)
        held = pages.entitlements(cast.he, client.pk)
    assert [(one["begins_on"], one["ends_on"]) for one in held] == [
        (dt.date(2027, 2, 28), dt.date(2027, 5, 28)), (dt.date(2026, 11, 30), dt.date(2027, 2, 28)),
    ]  # fmt: skip
    moving.take_back(cast.he, order_id=Order.objects.earliest("created_at").pk, reason="误兑")
    assert len(pages.entitlements(cast.he, client.pk)) == 1 and account() == (800, 0)


def test_room_is_never_more_than_is_owed_or_below_nothing() -> None:
    hundred = Money("100.00")
    assert rules.room(hundred, hundred, Money(), Money(), 10) == Money("10.00")
    assert rules.room(hundred, Money("3.00"), Money(), Money(), 10) == Money("3.00")
    assert rules.room(hundred, hundred, Money("6.00"), Money("6.00"), 10) == Money()
    assert rules.room(hundred, hundred, Money(), Money(), 0) == Money()
