"""What happened in the company and rules can be about, told from the facts themselves: for trials and for reconciling; and
in which words the ledger is told of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from dougong.contracts.events import ReceiptRecorded, ReceiptReversed
from dougong.contracts.models import Contract, Receipt
from dougong.kit import clock
from dougong.loyalty.models import PointsEvent
from dougong.loyalty.services.desk import Happening, Told
from dougong.loyalty.sources import ACCEPTANCE, CONTRACT, RECEIPT, fact_of
from dougong.loyalty.triggers import ACCEPTED, REFERRAL, SIGNED, SUGGESTION
from dougong.loyalty.triggers import RECEIPT as RECEIVED
from dougong.projects.events import AcceptancePassed, AcceptanceWithdrawn
from dougong.projects.models import Acceptance

CHUNK = 1000


def of_receipt(one: Receipt | ReceiptRecorded | ReceiptReversed, contract: str) -> dict[str, Any]:
    """What the ledger is told of a receipt, by the record or by the event; of its contract the title."""
    return {"amount": one.amount, "contract_id": one.contract_id, "contract": contract}


def of_acceptance(one: Acceptance | AcceptancePassed | AcceptanceWithdrawn, project: str) -> dict[str, Any]:
    """What the ledger is told of an acceptance, by the record or by the event; of its project the name."""
    return {
        "project_id": one.project_id, "project": project, "planned_on": one.planned_on, "accepted_on": one.accepted_on,
        "due": one.planned_on, "accepted": one.accepted_on, "on_time": one.on_time,
    }  # fmt: skip


def of_contract(row: Contract) -> dict[str, Any]:
    return {"amount": row.amount, "contract_id": row.pk, "contract": row.title}


def receipts(only: Q) -> Iterator[Told]:
    """Those that stand."""
    rows = Receipt.objects.filter(only, reverses__isnull=True, reversed_at__isnull=True)
    for row in rows.select_related("contract").order_by("created_at", "pk").iterator(CHUNK):
        data = of_receipt(row, row.contract.title) | {"received_on": row.received_on}
        yield row.contract.client_id, Happening(RECEIVED, RECEIPT, row.pk, row.created_at, data, row.created_by_id)


def acceptances(only: Q) -> Iterator[Told]:
    """Those that passed, stand, and had been planned."""
    rows = Acceptance.objects.filter(only, result="passed", withdrawn_at__isnull=True, on_time__isnull=False)
    for row in rows.select_related("project").order_by("created_at", "pk").iterator(CHUNK):
        data = of_acceptance(row, row.project.name)
        yield row.project.client_id, Happening(ACCEPTED, ACCEPTANCE, row.pk, row.created_at, data, row.created_by_id)


def contracts(since: dt.datetime) -> Iterator[Told]:
    rows = Contract.objects.filter(in_force_at__gte=since)
    for row in rows.order_by("in_force_at", "pk").iterator(CHUNK):
        at = row.in_force_at or row.created_at
        yield row.client_id, Happening(SIGNED, CONTRACT, row.pk, at, of_contract(row), row.created_by_id)


def by_hand(kind: str, since: dt.datetime) -> Iterator[Told]:
    """What people told of, from the journal."""
    rows = PointsEvent.objects.filter(type=kind, occurred_at__gte=since, account__isnull=False, reversal__isnull=True)
    for row in rows.select_related("account").order_by("pk").iterator(CHUNK):
        if row.account is not None:
            yield row.account.client_id, Happening(kind, *fact_of(row.key), row.occurred_at, row.data, row.actor_id)


def of_type(kind: str, since: dt.datetime) -> Iterator[Told]:
    """Everything of one kind since then, in the order of its moments. What the product does not tell of has no history."""
    if kind in (SUGGESTION, REFERRAL):
        return by_hand(kind, since)
    if kind == SIGNED:
        return contracts(since)
    known = {RECEIVED: receipts, ACCEPTED: acceptances}
    return known[kind](Q(created_at__gte=since)) if kind in known else iter(())


def months_ago(months: int) -> dt.datetime:
    return clock.now() - dt.timedelta(days=months * 365 // 12)
