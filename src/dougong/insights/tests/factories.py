"""A small company with money, work and points in three departments and two provinces, made through the services."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dougong.clients.models import Client
from dougong.clients.services import add_step, create_client
from dougong.contracts import services as contracts
from dougong.contracts.models import Contract
from dougong.contracts.tests.factories import plan
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.projects import services as projects
from dougong.projects.models import Project
from dougong.sales import services as sales
from dougong.sales.models import Opportunity, Stage
from tests.cast import Cast

#: The day of the tests: a Wednesday, the month is not over.
TODAY = "2026-11-18T10:32+08:00"


def client(actor: Actor, name: str, address: str) -> Client:
    made = create_client(actor, name=name, address=address)
    assert made.region, address
    return made


def opportunity(actor: Actor, of: Client, amount: str, stage: str, day: str, title: str = "机电安装") -> Opportunity:
    with clock.frozen(f"{day}T11:00+08:00"):
        made = sales.create_opportunity(
            actor, client_id=of.pk, title=title, amount=Money(amount), stage_id=Stage.objects.get(code=stage).pk
        )
    return made


def contract(cast: Cast, by: Actor, of: Client, amount: str, day: str, *due: str, ends: str = "2027-12-31") -> Contract:
    """In force since `day`: equal instalments due on the days named, the last one retention."""
    contracts.install_entity()
    signed = dt.date.fromisoformat(day)
    whole = Money(amount)
    parts = [Money.fen(whole.amount_fen // len(due)) for _ in due[:-1]]
    parts.append(whole - Money.total(parts))
    kinds = ["progress"] * (len(due) - 1) + ["retention"]
    rows = [
        (kind, f"款项{n}", str(part), "date", dt.date.fromisoformat(on))
        for n, (kind, part, on) in enumerate(zip(kinds, parts, due, strict=True), start=1)
    ]
    with clock.frozen(f"{day}T15:00+08:00"):
        made = contracts.draft_contract(
            by, client_id=of.pk, title=f"{of.name}工程", amount=whole, signed_on=signed, starts_on=signed,
            ends_on=dt.date.fromisoformat(ends), instalments=plan(*rows), risk_reason="老客户，财务知情",
        )  # fmt: skip
        return contracts.activate_contract(cast.xu, contract_id=made.pk)


def receipt(cast: Cast, held: Contract, amount: str, day: str) -> Any:
    with clock.frozen(f"{day}T16:00+08:00"):
        return contracts.record_receipt(
            cast.xu, contract_id=held.pk, amount=Money(amount), received_on=dt.date.fromisoformat(day)
        )


def project(cast: Cast, held: Contract, name: str, days_late: int | None = None) -> Project:
    made = projects.create_project(
        cast.zhou, contract_id=held.pk, manager_id=cast.user("liang").pk, name=name,
        starts_on=dt.date(2026, 9, 1), finishes_on=None,
    )  # fmt: skip
    if days_late is not None:
        Project.objects.filter(pk=made.pk).update(days_late=days_late, percent=40, planned_percent=50, status="running")
    return made


def company(cast: Cast) -> dict[str, Any]:
    """林 in 江苏, 顾 in 上海, 陈 in 广东: each with a contract, receipts, opportunities."""
    east = client(cast.lin, "启岳半导体(苏州)有限公司", "江苏省苏州市工业园区")
    shore = client(cast.gu, "上海沧澜水务集团有限公司", "上海市浦东新区世纪大道1号")
    south = client(cast.chen, "广州云麓文旅有限公司", "广东省广州市天河区")
    first = contract(cast, cast.lin, east, "9000000.05", "2026-03-05", "2026-04-01", "2026-10-30", "2029-01-01")
    second = contract(cast, cast.gu, shore, "4000000.00", "2026-11-03", "2026-07-01", "2026-12-20", ends="2026-12-05")
    third = contract(cast, cast.chen, south, "2500000.10", "2025-11-10", "2026-01-10", "2027-03-01")
    receipt(cast, first, "2000000.02", "2026-04-20")
    receipt(cast, first, "500000.00", "2026-11-02")
    wrong = receipt(cast, second, "300000.00", "2026-11-05")
    with clock.frozen("2026-11-06T09:00+08:00"):
        contracts.reverse_receipt(cast.xu, receipt_id=wrong.pk, reason="登错合同")
    receipt(cast, third, "1000000.00", "2025-11-20")
    opportunity(cast.lin, east, "8000000.00", "contact", "2026-11-02")
    opportunity(cast.lin, east, "3000000.00", "proposal", "2026-05-12")
    opportunity(cast.gu, shore, "1200000.00", "proposal", "2026-11-10")
    opportunity(cast.chen, south, "700000.00", "contact", "2026-02-03")
    opportunity(cast.chen, south, "900000.00", "contact", "2025-06-03")
    late = project(cast, first, "启岳二期洁净厂房机电安装", 7)
    project(cast, second, "沧澜泵站改造", -3)
    add_step(cast.lin, client_id=east.pk, title="补交质量证明", kind="promise", due_on=dt.date(2026, 11, 8))
    return {"east": east, "shore": shore, "south": south, "contracts": (first, second, third), "late": late}
