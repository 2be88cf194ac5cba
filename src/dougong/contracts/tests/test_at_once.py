"""Two people, one receipt: real threads on real transactions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from dougong.contracts import errors, services
from dougong.contracts.models import Allocation, Receipt
from dougong.contracts.tests.factories import owed, simple
from dougong.kit.money import Money
from tests.api import ApiClient
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2026, 5, 20)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Results, or the exceptions, of calls that start together in threads with connections of their own."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=10)
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_the_same_reference_at_once_is_booked_once() -> None:
    cast = assemble()
    contract = simple(cast, "100.00")

    def record() -> Receipt:
        return services.record_receipt(
            cast.xu, contract_id=contract.pk, amount=Money("40"), received_on=DAY, reference="CMB-1"
        )

    results = at_once(*[record] * 4)
    assert sum(isinstance(r, Receipt) for r in results) == 1
    assert sum(isinstance(r, errors.ReferenceTaken) for r in results) == 3
    assert owed(contract) == ["60.00"]


def test_the_same_request_at_once_is_booked_once() -> None:
    cast = assemble()
    contract = simple(cast, "100.00")
    body = {"amount": "40.00", "received_on": "2026-05-20"}

    def send() -> tuple[int, str]:
        answer = ApiClient().as_("xu").post(f"/contracts/{contract.pk}/receipts", body, key="same")
        return answer.status_code, answer.json()["id"]

    results = at_once(send, send)
    assert [r[0] for r in results] == [201, 201] and results[0][1] == results[1][1]
    assert Receipt.objects.count() == 1 and owed(contract) == ["60.00"]


def test_two_receipts_at_once_never_fill_an_instalment_twice() -> None:
    cast = assemble()
    contract = simple(cast, "100.00", "50.00")

    def record() -> Receipt:
        return services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("100"), received_on=DAY)

    results = at_once(record, record)
    assert sorted(type(r).__name__ for r in results) == ["MoreThanOwed", "Receipt"]
    assert owed(contract) == ["0.00", "50.00"]


def test_one_receipt_reversed_by_two_at_once_is_reversed_once() -> None:
    cast = assemble()
    contract = simple(cast, "100.00")
    receipt = services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("100"), received_on=DAY)

    def undo() -> Receipt:
        return services.reverse_receipt(cast.xu, receipt_id=receipt.pk, reason="错")

    results = at_once(undo, undo, undo)
    assert sum(isinstance(r, errors.AlreadyReversed) for r in results) == 2
    assert Receipt.objects.count() == 2 and owed(contract) == ["100.00"]
    assert Allocation.objects.aggregate(s=Sum("amount"))["s"] == Money()


def test_credit_is_spent_once() -> None:
    cast = assemble()
    contract = simple(cast, "100.00", "100.00")
    services.record_receipt(
        cast.xu, contract_id=contract.pk, amount=Money("60"), received_on=DAY, allocations=[], excess="credit"
    )

    def spend() -> Any:
        return services.apply_credit(cast.xu, contract_id=contract.pk, amount=Money("60"))

    results = at_once(spend, spend)
    assert sum(isinstance(r, errors.NoCredit) for r in results) == 1
    assert owed(contract) == ["40.00", "100.00"]
