"""Two workers at once, and one that is killed in the middle: nothing lost, nothing doubled."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.models import OutboxDelivery
from dougong.kit.outbox import run_pending
from dougong.loyalty import services
from dougong.loyalty.errors import NotEnoughPoints
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.selectors import broken_accounts
from dougong.loyalty.services import holding
from dougong.loyalty.tests.factories import client_of, receive, reverse
from tests.cast import assemble
from tests.processes import kill_in_the_middle

pytestmark = pytest.mark.django_db(transaction=True)

#: A worker that stops for ever between writing the entry and committing it, and says when it stands there.
WORKER = """
from dougong.kit.outbox import run_pending
from dougong.loyalty.services import writing
writing.change_figure = lambda *args: stand_still()
run_pending()
"""


def _work_together(workers: int) -> list[BaseException]:
    failed: list[BaseException] = []
    begin = threading.Barrier(workers)

    def work() -> None:
        try:
            begin.wait()
            while OutboxDelivery.objects.filter(status="pending").exists():
                run_pending()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failed


@pytest.mark.postgres
def test_two_workers_at_once_give_each_receipt_its_points_once() -> None:
    cast = assemble()
    clients = [client_of(cast.lin, f"客户{n}") for n in range(3)]
    for n in range(30):
        client = clients[n % 3]
        receipt = receive(cast.xu, client, "50000.00")
        if n % 5 == 0:
            reverse(cast.xu, client, receipt, "50000.00")
    assert _work_together(2) == []
    assert set(OutboxDelivery.objects.values_list("status", "attempts")) == {("done", 1)}
    assert PointsEntry.objects.filter(kind="accrual").count() == 30
    assert PointsEntry.objects.filter(kind="reversal").count() == 6
    for account in PointsAccount.objects.all():
        assert account.balance == account.entries.aggregate(s=Sum("amount"))["s"] == 50 * 10 - 50 * 2
        balances = list(account.entries.order_by("pk").values_list("amount", "balance_after"))
        running = 0
        for amount, after in balances:
            running += amount
            assert after == running


@pytest.mark.postgres
def test_the_same_fact_posted_by_many_at_once_is_one_entry() -> None:
    cast = assemble()
    client = client_of(cast.lin)
    happened = services.Happening("receipt.recorded", "contracts.receipt", client.pk, clock.now(), {"amount": "350000.00"})
    begin = threading.Barrier(8)
    answers: list[object] = []

    def post() -> None:
        try:
            begin.wait()
            [entry] = services.post(Actor.system(), client_id=client.pk, happened=happened).entries
            answers.append(entry.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    entry = PointsEntry.objects.get()
    assert answers == [entry.pk] * 8
    assert PointsAccount.objects.get().balance == 350


@pytest.mark.postgres
def test_fifty_at_once_reserve_reverse_and_give_and_the_sums_are_exact() -> None:
    """Of 50 people 30 put by 10 points of 200 each, 10 undo a receipt of 10, 10 tell of one more."""
    cast = assemble()
    client = client_of(cast.lin)
    now = clock.now()
    told = [(client.pk, services.Happening("receipt.recorded", "t", n, now, {"amount": "10000.00"})) for n in range(20)]
    services.post_many(Actor.system(), told)
    begin, got, refused, failed = threading.Barrier(50), list[int](), list[int](), list[BaseException]()

    def act(n: int) -> None:
        try:
            begin.wait()
            if n < 30:
                holding.reserve(Actor.system(), client_id=client.pk, points=10, source="mall.order", source_id=n)
                got.append(n)
            else:
                kind, data, of = ("event.reversed", {}, f"t:{n - 30}") if n < 40 else ("receipt.recorded", {"amount": "10000"}, "")
                happened = services.Happening(kind, "u", n, now, data, of=of)
                services.post(Actor.system(), client_id=client.pk, happened=happened)
        except NotEnoughPoints:
            refused.append(n)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(n,)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == [] and len(got) + len(refused) == 30
    account = PointsAccount.objects.get()
    assert account.balance == 200 - 100 + 100 - 10 * len(got) == sum(account.entries.values_list("amount", flat=True))
    assert account.reserved == 10 * len(got) and broken_accounts() == []


@pytest.mark.services
def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(tmp_path: Path) -> None:
    cast = assemble()
    client = client_of(cast.lin)
    for amount in ("350000.00", "10000.00", "20000.00"):
        receive(cast.xu, client, amount)
    connection.close()
    reached = tmp_path / "reached"
    kill_in_the_middle(WORKER, reached, seconds=30)
    assert not PointsEntry.objects.exists() and not PointsAccount.objects.exists()
    assert set(OutboxDelivery.objects.filter(handler="loyalty.award_receipt").values_list("status")) == {("pending",)}
    run_pending()
    assert [e.amount for e in PointsEntry.objects.order_by("pk")] == [350, 10, 20]
    assert PointsAccount.objects.get().balance == 380
