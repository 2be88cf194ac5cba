"""A receipt is booked once, on the right instalments, and never above what is owed."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.clients.models import ClientFigures
from dougong.contracts import errors, services
from dougong.contracts.models import Allocation, Contract, ContractFigures, Receipt
from dougong.contracts.rules import Part
from dougong.contracts.tests.factories import draft, in_force, owed, rows_of, simple
from dougong.kit import clock
from dougong.kit.errors import FieldError, FieldErrors, NotAllowed, NotFound
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


def test_the_oldest_due_is_paid_first(cast: Cast) -> None:
    contract = simple(cast, "100.00", "200.00", "300.00")
    record(cast, contract, "250.00")
    assert owed(contract) == ["0.00", "50.00", "300.00"]
    figures = ContractFigures.objects.get(contract=contract)
    assert (str(figures.received), str(figures.owed), str(figures.credit)) == ("250.00", "350.00", "0.00")
    assert figures.next_due_on == dt.date(2026, 6, 1)


def test_a_told_split_is_followed(cast: Cast) -> None:
    contract = simple(cast, "100.00", "200.00")
    first, second = rows_of(contract)
    record(cast, contract, "120.00", allocations=[Part(second.pk, Money("100")), Part(first.pk, Money("20"))])
    assert owed(contract) == ["80.00", "100.00"]


def test_more_than_is_owed_is_refused_with_the_figures_and_books_nothing(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    with pytest.raises(errors.MoreThanOwed) as refused:
        record(cast, contract, "100.01")
    assert refused.value.params["excess_amount"] == "0.01"
    assert refused.value.sentence() == "合同未收 ¥100.00，这笔 ¥100.01，多出 ¥0.01。多出的记为预收？"
    assert Receipt.objects.count() == Allocation.objects.count() == 0
    assert owed(contract) == ["100.00"]


def test_what_is_over_is_held_as_credit_when_chosen(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    receipt = record(cast, contract, "130.00", excess="credit")
    parts = {a.instalment_id: str(a.amount) for a in receipt.allocations.all()}
    assert parts == {rows_of(contract)[0].pk: "100.00", None: "30.00"}
    assert str(ContractFigures.objects.get(contract=contract).credit) == "30.00"


def test_a_split_that_leaves_a_part_open_is_refused_unless_it_is_credit(cast: Cast) -> None:
    contract = simple(cast, "100.00", "100.00")
    told = [Part(rows_of(contract)[0].pk, Money("60.00"))]
    with pytest.raises(errors.SplitShort):
        record(cast, contract, "70.00", allocations=told)
    record(cast, contract, "70.00", allocations=told, excess="credit")
    assert owed(contract) == ["40.00", "100.00"]


def test_a_split_above_a_row_or_on_a_strangers_row_is_told_at_the_row(cast: Cast) -> None:
    contract, other = simple(cast, "100.00"), simple(cast, "100.00", client=None)
    told = [Part(rows_of(contract)[0].pk, Money("100.01")), Part(rows_of(other)[0].pk, Money("1"))]
    with pytest.raises(FieldErrors) as refused:
        record(cast, contract, "200.00", allocations=told)
    assert [e.field for e in refused.value.errors] == ["allocations.0.amount", "allocations.1.instalment_id"]
    assert Receipt.objects.count() == 0


def test_the_same_reference_is_booked_once_and_names_the_first(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    record(cast, contract, "40.00", reference="CMB-001")
    with pytest.raises(errors.ReferenceTaken) as refused:
        record(cast, contract, "40.00", reference=" CMB-001 ")
    assert refused.value.sentence() == "流水号 CMB-001 已登记过：2026-05-20，¥40.00，由许闻溪登记。"
    assert owed(contract) == ["60.00"]


def test_the_same_reference_on_another_contract_is_another_payment(cast: Cast) -> None:
    """One transfer may pay two contracts."""
    one, two = simple(cast, "100.00"), simple(cast, "100.00")
    record(cast, one, "40.00", reference="CMB-001")
    record(cast, two, "40.00", reference="CMB-001")
    assert Receipt.objects.count() == 2


@pytest.mark.parametrize("amount", ["0", "-5.00"])
def test_nothing_and_less_than_nothing_is_no_receipt(cast: Cast, amount: str) -> None:
    contract = simple(cast, "100.00")
    with pytest.raises(FieldError) as refused:
        record(cast, contract, amount)
    assert refused.value.field == "amount"


def test_money_of_tomorrow_is_no_receipt(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    with pytest.raises(FieldError) as refused:
        services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("1"), received_on=dt.date(2026, 11, 19))
    assert refused.value.field == "received_on"


def test_a_draft_takes_no_money(cast: Cast) -> None:
    with pytest.raises(errors.NothingSigned):
        record(cast, draft(cast.lin), "1.00")


def test_only_finance_records(cast: Cast) -> None:
    contract = simple(cast, "100.00")
    for actor in (cast.lin, cast.zhou, cast.manager):
        with pytest.raises(NotAllowed):
            services.record_receipt(actor, contract_id=contract.pk, amount=Money("1"), received_on=DAY)
    for actor in (cast.gu, cast.admin, cast.liang):
        with pytest.raises((NotFound, NotAllowed)):
            services.record_receipt(actor, contract_id=contract.pk, amount=Money("1"), received_on=DAY)
    assert Receipt.objects.count() == 0


def test_the_event_the_timeline_and_the_clients_figures_follow(cast: Cast) -> None:
    contract = in_force(cast)
    receipt = record(cast, contract, "29010000.00")
    event = OutboxEvent.objects.get(name="contracts.receipt_recorded.v1")
    assert event.payload == {
        "receipt_id": str(receipt.pk),
        "contract_id": str(contract.pk),
        "client_id": str(contract.client_id),
        "amount": "29010000.00",
        "received_on": "2026-05-20",
    }
    figures = ClientFigures.objects.get(client=contract.client_id)
    assert str(figures.receivable) == "19590000.00"
    assert (str(figures.overdue), figures.overdue_days) == ("150000.00", 18)
    assert (figures.active_contracts, str(figures.contract_amount)) == (1, "48600000.00")
    told = contract.client.timeline.filter(kind="receipt_recorded").get()
    assert told.group == "money" and told.data["amount"] == "29010000.00"
