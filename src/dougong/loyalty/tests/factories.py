"""Facts that move points, as contracts and projects would tell them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dougong.clients.models import Client
from dougong.clients.services import create_client
from dougong.contracts.events import ReceiptRecorded, ReceiptReversed
from dougong.kit.actor import Actor
from dougong.kit.events import publish
from dougong.kit.money import Money
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
