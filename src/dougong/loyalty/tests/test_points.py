"""From the fact to the balance: given once, taken back exactly, told everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dougong.clients.models import ClientFigures, TimelineEntry
from dougong.kit import outbox
from dougong.kit.models import OutboxDelivery, StreamMessage
from dougong.loyalty import selectors
from dougong.loyalty.errors import LedgerBroken
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.tasks import prove_balances
from dougong.loyalty.tests.factories import accept, client_of, receive, reverse
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Deliver = Callable[[], int]


def _amounts() -> list[int]:
    return list(PointsEntry.objects.order_by("pk").values_list("amount", flat=True))


def test_a_receipt_becomes_points_everywhere_the_client_is_shown(cast: Cast, deliver: Deliver) -> None:
    client = client_of(cast.lin)
    receipt = receive(cast.xu, client, "8000000.00")
    assert not PointsEntry.objects.exists()  # finance's receipt never waits for the rule
    deliver()
    account = PointsAccount.objects.get()
    entry = PointsEntry.objects.get()
    assert (account.client_id, account.balance, account.entry_count) == (client.pk, 8000, 1)
    assert (entry.amount, entry.balance_after, entry.kind) == (8000, 8000, "accrual")
    assert (entry.rule, entry.rule_version, entry.source, entry.source_id) == (
        "receipt", 1, "contracts.receipt", str(receipt),
    )  # fmt: skip
    assert (entry.actor_id, entry.actor_name, entry.data["amount"]) == (cast.xu.id, "许闻溪", "8000000.00")
    assert ClientFigures.objects.get(client=client).points == 8000
    told = TimelineEntry.objects.get(client=client, kind="points_given")
    assert (told.resource, told.object_id, told.data["points"]) == ("loyalty.account", str(account.pk), 8000)
    assert StreamMessage.objects.filter(resource="loyalty.account", object_id=str(account.pk)).exists()


def test_an_event_delivered_again_gives_nothing_more(cast: Cast, deliver: Deliver) -> None:
    client = client_of(cast.lin)
    receipt = receive(cast.xu, client, "350000.00")
    reverse(cast.xu, client, receipt, "350000.00")
    accept(cast.liang, client, True)
    deliver()
    before = list(PointsEntry.objects.order_by("pk").values())
    OutboxDelivery.objects.update(status="pending")
    assert deliver() >= 3
    assert list(PointsEntry.objects.order_by("pk").values()) == before
    assert [e["amount"] for e in before] == [350, -350, 50]


def test_a_reversal_takes_back_exactly_what_the_receipt_gave_and_names_it(cast: Cast, deliver: Deliver) -> None:
    client = client_of(cast.lin)
    receipt = receive(cast.xu, client, "359999.99")
    receive(cast.xu, client, "10000.00")
    deliver()
    reverse(cast.xu, client, receipt, "359999.99")
    deliver()
    given, other, undone = PointsEntry.objects.order_by("pk")
    assert (undone.kind, undone.amount, undone.reverses_id, undone.balance_after) == ("reversal", -350, given.pk, 10)
    assert other.amount == 10


def test_a_reversal_that_is_delivered_first_leaves_the_same_ledger(cast: Cast, deliver: Deliver) -> None:
    client = client_of(cast.lin)
    receipt = receive(cast.xu, client, "350000.00")
    late = OutboxDelivery.objects.get(handler="loyalty.award_receipt")
    OutboxDelivery.objects.filter(pk=late.pk).update(status="dead")
    reverse(cast.xu, client, receipt, "350000.00")
    deliver()
    assert _amounts() == [350, -350]
    outbox.replay(late.pk)
    deliver()
    assert _amounts() == [350, -350]
    assert PointsAccount.objects.get().balance == 0


def test_a_receipt_too_small_for_points_opens_no_account_and_its_reversal_changes_nothing(
    cast: Cast, deliver: Deliver
) -> None:
    client = client_of(cast.lin)
    receipt = receive(cast.xu, client, "9999.99")
    reverse(cast.xu, client, receipt, "9999.99")
    deliver()
    assert not PointsAccount.objects.exists() and not PointsEntry.objects.exists()
    assert set(OutboxDelivery.objects.filter(handler__startswith="loyalty.").values_list("status")) == {("done",)}


def test_a_late_acceptance_may_leave_a_debt(cast: Cast, deliver: Deliver) -> None:
    client = client_of(cast.lin)
    accept(cast.liang, client, False)
    deliver()
    entry = PointsEntry.objects.get()
    assert (entry.kind, entry.amount, entry.rule) == ("deduction", -20, "acceptance_late")
    assert PointsAccount.objects.get().balance == -20
    accept(cast.liang, client, True)
    accept(cast.liang, client, None)
    deliver()
    assert _amounts() == [-20, 50]
    assert ClientFigures.objects.get(client=client).points == 30


def test_the_nightly_proof_finds_a_balance_that_is_not_the_sum(cast: Cast, deliver: Deliver) -> None:
    client = client_of(cast.lin)
    receive(cast.xu, client, "350000.00")
    deliver()
    assert selectors.broken_accounts() == []
    assert prove_balances(None) == {"broken": 0}  # type: ignore[arg-type]  # this task needs no context
    account = PointsAccount.objects.get()
    PointsAccount.objects.update(balance=99999)
    assert selectors.broken_accounts() == [account]
    with pytest.raises(LedgerBroken) as told:
        prove_balances(None)  # type: ignore[arg-type]  # this task needs no context
    assert told.value.params["count"] == 1


def test_nobody_of_the_staff_can_post_points_by_hand(cast: Cast) -> None:
    from dougong.kit import clock
    from dougong.kit.errors import NotAllowed
    from dougong.loyalty.services import Happening, post

    client = client_of(cast.lin)
    happened = Happening("receipt.recorded", "contracts.receipt", client.pk, clock.now(), {"amount": "350000.00"})
    for actor in (cast.lin, cast.zhou, cast.manager, cast.xu, cast.admin):
        with pytest.raises(NotAllowed):
            post(actor, client_id=client.pk, happened=happened)
    assert not PointsEntry.objects.exists()
