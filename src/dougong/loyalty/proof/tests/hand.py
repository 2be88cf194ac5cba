"""A ledger under signed heads to tamper with, and the hands that do it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.loyalty.models import PointsEntry
from dougong.loyalty.proof import checking
from dougong.loyalty.proof.growing import grow_all
from dougong.loyalty.proof.heads import publish
from dougong.loyalty.proof.models import PointsHead
from dougong.loyalty.tests.factories import client_of, receive, reverse

DAY = dt.datetime(2026, 11, 18, 2, 0, tzinfo=dt.UTC)


def ledger(actor: Actor, days: tuple[int, ...] = (3, 2, 4)) -> list[int]:
    """So many entries a day, a head each evening; the entries' numbers."""
    client = client_of(actor)
    for day, count in enumerate(days):
        with clock.frozen(DAY + dt.timedelta(days=day)):
            for _ in range(count):
                last = receive(actor, client, "350000.00")
            if day == 1:
                reverse(actor, client, last, "350000.00")
            deliver()
            grow_all()
            publish()
    return list(PointsEntry.objects.order_by("pk").values_list("pk", flat=True))


def deliver() -> None:
    from dougong.kit.outbox import run_pending

    while run_pending(500):
        pass


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def kinds(report: checking.Report | None = None) -> list[tuple[str, int]]:
    return [(kind, number) for kind, number, _ in (report or checking.verify()).findings]


def newest() -> PointsHead:
    found: Any = PointsHead.objects.order_by("-number").first()
    return found
