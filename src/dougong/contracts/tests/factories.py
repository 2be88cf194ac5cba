"""Contracts for tests, made through the services by the cast."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dougong.clients.models import Client
from dougong.clients.services import create_client
from dougong.contracts import services
from dougong.contracts.models import Contract, Instalment
from dougong.contracts.rules import PlanRow
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from tests.cast import Cast

SIGNED = dt.date(2026, 3, 5)
#: (kind, title, amount, due_kind, due_on): the drawn contract, 4,860.00 万.
PLAN = (
    ("advance", "预付款", "4860000.00", "date", dt.date(2026, 3, 20)),
    ("progress", "进度款一", "12150000.00", "date", dt.date(2026, 6, 30)),
    ("progress", "进度款二", "12150000.00", "date", dt.date(2026, 10, 31)),
    ("progress", "进度款三", "9720000.00", "date", dt.date(2026, 12, 25)),
    ("final", "结算款", "8262000.00", "acceptance", None),
    ("retention", "质保金", "1458000.00", "date", dt.date(2029, 3, 31)),
)
AMOUNT = "48600000.00"


def plan(*rows: tuple[Any, ...]) -> list[PlanRow]:
    return [
        PlanRow(kind, title, Money(amount), due_kind, due_on) for kind, title, amount, due_kind, due_on in rows or PLAN
    ]


def client_of(actor: Actor, name: str = "启岳半导体(苏州)有限公司") -> Client:
    return create_client(actor, name=name, address="江苏省苏州市工业园区")


def draft(actor: Actor, client: Client | None = None, **values: Any) -> Contract:
    """A draft that may be put in force as it is."""
    services.install_entity()
    facts: dict[str, Any] = {
        "title": "二期洁净厂房机电安装工程",
        "amount": Money(AMOUNT),
        "signed_on": SIGNED,
        "starts_on": SIGNED,
        "ends_on": dt.date(2027, 3, 31),
        "instalments": plan(),
        "risk_reason": "老客户，财务知情",
        **values,
    }
    if "opportunity_id" not in facts:
        facts["client_id"] = (client or client_of(actor)).pk
    return services.draft_contract(actor, **facts)


def in_force(cast: Cast, client: Client | None = None, *, by: Actor | None = None, **values: Any) -> Contract:
    """In force, owned by 林舒然 unless another drafts it."""
    contract = draft(by or cast.lin, client, **values)
    return services.activate_contract(cast.xu, contract_id=contract.pk)


def simple(cast: Cast, *amounts: str, **values: Any) -> Contract:
    """In force, with one progress instalment per amount, due on the first of May, June, July… 2026."""
    rows = [("progress", f"进度款{n}", a, "date", dt.date(2026, 4 + n, 1)) for n, a in enumerate(amounts, start=1)]
    total = Money.total(Money(a) for a in amounts)
    return in_force(cast, amount=total, instalments=plan(*rows), **values)


def rows_of(contract: Contract) -> list[Instalment]:
    rows = Instalment.objects.filter(contract=contract, dropped_at__isnull=True).select_related("figures")
    return list(rows.order_by("seq"))


def owed(contract: Contract) -> list[str]:
    return [str(r.figures.owed) for r in rows_of(contract)]
