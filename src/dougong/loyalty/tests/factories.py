"""Facts that move points, as contracts and projects would tell them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction

from dougong.clients.models import Client
from dougong.clients.services import create_client
from dougong.contracts.events import ReceiptRecorded, ReceiptReversed
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.events import publish
from dougong.kit.money import Money
from dougong.loyalty import standing
from dougong.loyalty.models import (
    PointsAccount,
    PointsAdjustment,
    PointsDifference,
    PointsEntry,
    PointsGift,
    PointsRule,
    PointsTiers,
)
from dougong.loyalty.services import adjusting, versions
from dougong.projects.events import AcceptancePassed

CONTRACT = uuid.UUID("0198b5a0-0000-7000-8000-00000000c0de")
DAY = dt.date(2026, 11, 18)


def client_of(actor: Actor, name: str = "启岳半导体(苏州)有限公司") -> Client:
    return create_client(actor, name=name)


def receive(actor: Actor, client: Client, amount: str) -> uuid.UUID:
    """Publish that money came in; the receipt's id."""
    receipt = uuid.uuid4()
    with transaction.atomic():
        publish(ReceiptRecorded(receipt, CONTRACT, client.pk, Money(amount), DAY), actor)
    return receipt


def reverse(actor: Actor, client: Client, receipt: uuid.UUID, amount: str) -> uuid.UUID:
    reversal = uuid.uuid4()
    with transaction.atomic():
        publish(ReceiptReversed(reversal, CONTRACT, client.pk, Money(amount), receipt), actor)
    return reversal


def accept(actor: Actor, client: Client, on_time: bool | None) -> uuid.UUID:
    acceptance = uuid.uuid4()
    planned = None if on_time is None else DAY
    with transaction.atomic():
        publish(AcceptancePassed(acceptance, uuid.uuid4(), client.pk, planned, DAY, on_time), actor)
    return acceptance


def ask(actor: Actor, client: Client, points: int = 100, kind: str = "manual", reason: str = "补记培训积分") -> Any:
    """Ask for points by hand, with a document."""
    return adjusting.ask(
        actor, client_id=client.pk, kind=kind, points=points, reason=reason, filename="签收单.txt", data=b"100"
    )


def _rule(own: Any) -> Any:
    """One for the company."""
    versions.install()
    return PointsRule.objects.get(code="receipt")


def _difference(own: Any) -> Any:
    return PointsDifference.objects.create(
        client=own.row("clients.client"), kind="missing", source="contracts.receipt", source_id=str(uuid.uuid4()), points=10,
        happened_on=DAY, data={"type": "receipt.recorded", "facts": {}, "at": "2026-11-18T02:00:00Z", "by": None},
    )  # fmt: skip


def _gift(own: Any) -> Any:
    client = own.row("clients.client")
    return PointsGift.objects.create(
        giver=client, taker=client, points=10, note=f"{own.mark}谢谢配合", offered_by=own.owner.name, lapses_at=clock.now()
    )


def _account(own: Any) -> Any:
    own.row("contracts.receipt")
    own.deliver()
    return PointsAccount.objects.get(client=own.row("clients.client"))


MATRIX: dict[str, Callable[[Any], Any]] = {
    "loyalty.account": _account,
    "loyalty.entry": lambda own: PointsEntry.objects.filter(account=own.row("loyalty.account")).first(),
    "loyalty.rule": _rule,
    "loyalty.adjustment": lambda own: PointsAdjustment.objects.create(
        client=own.row("clients.client"), points=100, reason=f"{own.mark}补记", asked_by=own.owner.name
    ),
    "loyalty.tiers": lambda own: PointsTiers.objects.first() or PointsTiers.objects.create(body=standing.FIRST),
    "loyalty.difference": _difference,
    "loyalty.gift": _gift,
}
PARAMETERS = {
    "account_id": "loyalty.account",
    "points_entry_id": "loyalty.entry",
    "points_rule_id": "loyalty.rule",
    "difference_id": "loyalty.difference",
    "points_gift_id": "loyalty.gift",
}
