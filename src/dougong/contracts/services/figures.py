"""What lists show, rebuilt from the allocations; never counted up or down."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Max, Q, Sum

from dougong.clients.services import change_figures
from dougong.contracts.models import Allocation, Concession, Contract, ContractFigures, Instalment, InstalmentFigures
from dougong.contracts.selectors import OWING
from dougong.kit import clock
from dougong.kit.money import Money
from dougong.kit.stream import notify

_STANDS = Q(receipt__reversed_at__isnull=True, receipt__reverses__isnull=True)


def refresh(contract: Contract) -> None:
    """Rebuild the figures of a contract, its instalments and its client, and tell browsers."""
    instalments, whole = truth(contract.pk)
    InstalmentFigures.objects.bulk_create(
        [InstalmentFigures(instalment_id=pk, **values) for pk, values in instalments.items()],
        update_conflicts=True,
        unique_fields=["instalment"],
        update_fields=["received", "deducted", "owed", "last_received_on"],
    )
    ContractFigures.objects.update_or_create(contract=contract, defaults=whole)
    refresh_client(contract.client_id)
    notify("contracts.contract", contract.pk)


def truth(contract_id: uuid.UUID) -> tuple[dict[uuid.UUID, dict[str, Any]], dict[str, Any]]:
    """Figures by instalment, and of the contract, as the allocations and the concessions say."""
    sums = (
        Allocation.objects.filter(contract_id=contract_id)
        .values("instalment")
        .annotate(total=Sum("amount"), last=Max("receipt__received_on", filter=_STANDS))
        .order_by()
    )
    got: dict[uuid.UUID | None, tuple[Money, dt.date | None]] = {
        row["instalment"]: (row["total"], row["last"]) for row in sums
    }
    credit, _ = got.pop(None, (Money(), None))
    off = Concession.objects.filter(contract_id=contract_id, kind="deduction").order_by().values_list("instalment")
    deducted: dict[uuid.UUID, Money] = dict(off.annotate(n=Sum("amount")))
    plan: dict[uuid.UUID, dict[str, Any]] = {}
    due: list[dt.date] = []
    for row in Instalment.objects.filter(contract_id=contract_id):
        received, last = got.get(row.pk, (Money(), None))
        less = deducted.get(row.pk, Money())
        owed = Money() if row.dropped_at else row.amount - received - less
        last = last if received else None
        plan[row.pk] = {"received": received, "deducted": less, "owed": owed, "last_received_on": last}
        if owed and row.due_on:
            due.append(row.due_on)
    whole = {
        "received": Money.total(p["received"] for p in plan.values()),
        "deducted": Money.total(p["deducted"] for p in plan.values()),
        "owed": Money.total(p["owed"] for p in plan.values()),
        "credit": credit,
        "next_due_on": min(due, default=None),
    }
    return plan, whole


def client_truth(client_id: uuid.UUID) -> dict[str, Any]:
    """Figures of a client: contracts in force, all that was agreed, what is owed and overdue today."""
    rows = Contract.objects.filter(client_id=client_id, status__in=OWING).order_by()
    amounts = dict(rows.values_list("status").annotate(total=Sum("amount")))
    owing = Instalment.objects.filter(contract__client_id=client_id, contract__status__in=OWING, figures__owed__gt=0)
    late = owing.filter(due_on__lt=clock.today())
    oldest = late.order_by("due_on").values_list("due_on", flat=True).first()
    return {
        "active_contracts": rows.filter(status="in_force").count(),
        "contract_amount": Money.total(amounts.values()),
        "receivable": owing.aggregate(total=Sum("figures__owed"))["total"] or Money(),
        "overdue": late.aggregate(total=Sum("figures__owed"))["total"] or Money(),
        "overdue_days": (clock.today() - oldest).days if oldest else 0,
    }


def refresh_client(client_id: uuid.UUID) -> None:
    change_figures(client_id=client_id, **client_truth(client_id))
