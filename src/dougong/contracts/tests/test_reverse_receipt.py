"""What was booked wrongly is undone by its negative, once, to the fen; credit moves by pairs of entries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import Sum

from dougong.contracts import errors, services
from dougong.contracts.models import Allocation, Contract, ContractFigures, Receipt
from dougong.contracts.rules import Part
from dougong.contracts.tests.factories import owed, rows_of, simple
from dougong.kit import clock
from dougong.kit.errors import FieldError, NotAllowed
from dougong.kit.models import OutboxEvent
from dougong.kit.money import Money
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 20)


@pytest.fixture(autouse=True)
def autumn():
    with clock.frozen("2026-11-18T10:00+08:00"):
        yield


def record(cast: Cast, contract: Contract, amount: str, **more: object) -> Receipt:
    return services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money(amount), received_on=DAY, **more)  # type: ignore[arg-type]  # test helper


def credit(contract: Contract) -> str:
    return str(ContractFigures.objects.get(contract=contract).credit)


def test_a_reversal_puts_everything_back_and_keeps_both(cast: Cast) -> None:
    contract = simple(cast, "100.00", "200.00")
    receipt = record(cast, contract, "150.00", reference="A1")
    reversal = services.reverse_receipt(cast.xu, receipt_id=receipt.pk, reason="记错合同")
    assert owed(contract) == ["100.00", "200.00"]
    assert (str(reversal.amount), reversal.reverses_id, reversal.reason) == ("-150.00", receipt.pk, "记错合同")
    assert Receipt.objects.aggregate(s=Sum("amount"))["s"] == Money()
    assert Allocation.objects.aggregate(s=Sum("amount"))["s"] == Money()
    event = OutboxEvent.objects.get(name="contracts.receipt_reversed.v1")
    assert event.payload["amount"] == "150.00" and event.payload["original_id"] == str(receipt.pk)


def test_a_receipt_is_reversed_once_and_a_reversal_never(cast: Cast) -> None:
    receipt = record(cast, simple(cast, "100.00"), "100.00")
    reversal = services.reverse_receipt(cast.xu, receipt_id=receipt.pk, reason="错")
    for pk in (receipt.pk, reversal.pk):
        with pytest.raises(errors.AlreadyReversed):
            services.reverse_receipt(cast.xu, receipt_id=pk, reason="再来")
    assert Receipt.objects.count() == 2


def test_the_reference_is_free_again(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    wrong = record(cast, contract, "10.00", reference="A1")
    services.reverse_receipt(cast.xu, receipt_id=wrong.pk, reason="金额错")
    record(cast, contract, "100.00", reference="A1")
    assert owed(contract) == ["0.00"]


def test_a_reversal_needs_a_reason_and_finance(cast: Cast) -> None:
    receipt = record(cast, simple(cast, "100.00"), "100.00")
    with pytest.raises(FieldError):
        services.reverse_receipt(cast.xu, receipt_id=receipt.pk, reason="  ")
    with pytest.raises(NotAllowed):
        services.reverse_receipt(cast.lin, receipt_id=receipt.pk, reason="错")
    assert Receipt.objects.count() == 1


def test_a_completed_contract_is_in_force_again(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    receipt = record(cast, contract, "100.00")
    services.complete_contract(cast.xu, contract_id=contract.pk)
    services.reverse_receipt(cast.xu, receipt_id=receipt.pk, reason="退票")
    contract.refresh_from_db()
    assert contract.status == "in_force" and contract.closed_at is None


def test_credit_is_applied_later_by_a_pair_of_entries(cast: Cast) -> None:
    contract = simple(cast, "100.00", "50.00")
    first, second = rows_of(contract)
    receipt = record(cast, contract, "100.00", allocations=[Part(first.pk, Money("40"))], excess="credit")
    assert credit(contract) == "60.00"
    services.apply_credit(cast.xu, contract_id=contract.pk, allocations=[Part(second.pk, Money("45"))])
    assert credit(contract) == "15.00" and owed(contract) == ["60.00", "5.00"]
    assert receipt.allocations.aggregate(s=Sum("amount"))["s"] == Money("100.00")
    services.apply_credit(cast.xu, contract_id=contract.pk)
    assert credit(contract) == "0.00" and owed(contract) == ["45.00", "5.00"]


def test_credit_comes_from_the_oldest_receipt_first(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    row = rows_of(contract)[0]
    one = record(cast, contract, "30.00", allocations=[Part(row.pk, Money("1"))], excess="credit")
    two = record(cast, contract, "30.00", allocations=[Part(row.pk, Money("1"))], excess="credit")
    services.apply_credit(cast.xu, contract_id=contract.pk, amount=Money("40.00"))
    held = {
        r.pk: str(r.allocations.filter(instalment__isnull=True).aggregate(s=Sum("amount"))["s"]) for r in (one, two)
    }
    assert held == {one.pk: "0.00", two.pk: "18.00"}


def test_no_more_credit_is_applied_than_there_is(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    with pytest.raises(errors.NoCredit):
        services.apply_credit(cast.xu, contract_id=contract.pk)
    record(cast, contract, "130.00", excess="credit")
    with pytest.raises(errors.NothingOwed):
        services.apply_credit(cast.xu, contract_id=contract.pk)
    with pytest.raises(errors.NoCredit):
        services.apply_credit(cast.xu, contract_id=contract.pk, amount=Money("30.01"))


def test_reversing_a_receipt_takes_back_the_credit_that_was_applied_from_it(cast: Cast) -> None:
    contract = simple(cast, "100.00", "50.00")
    first = rows_of(contract)[0]
    receipt = record(cast, contract, "100.00", allocations=[Part(first.pk, Money("40"))], excess="credit")
    services.apply_credit(cast.xu, contract_id=contract.pk, amount=Money("25.00"))
    services.reverse_receipt(cast.xu, receipt_id=receipt.pk, reason="退回")
    assert owed(contract) == ["100.00", "50.00"] and credit(contract) == "0.00"
    with pytest.raises(errors.NoCredit):
        services.apply_credit(cast.xu, contract_id=contract.pk)
