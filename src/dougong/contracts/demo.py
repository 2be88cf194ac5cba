"""Forty contracts over two years, with what came in, what is late and what was taken back."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from decimal import Decimal
from typing import Any

from dougong.clients.models import Client
from dougong.contracts import services
from dougong.contracts.models import Contract
from dougong.contracts.rules import PlanRow, amounts_of
from dougong.contracts.selectors.judged import offered
from dougong.contracts.services.judged import set_instalments
from dougong.kit.demobuild import Demo
from dougong.kit.money import Money
from dougong.requirements.models import Criterion
from dougong.sales import services as sales
from dougong.sales.demo import TITLES, amount
from dougong.sales.models import Stage

COUNT, WITH_PROJECT = 40, 15
#: Clients of the demo that pay late, and how often the others do.
_SLOW = ("澄江", "恒嘉", "云麓", "临港")
_PARTS = (Decimal(10), Decimal(25), Decimal(25), Decimal(20), Decimal(17), Decimal(3))
_KINDS = ("advance", "progress", "progress", "progress", "final", "retention")
_TITLES = ("预付款", "进度款一", "进度款二", "进度款三", "结算款", "质保金")


def build(demo: Demo) -> None:
    clients: list[Client] = demo.made["clients"][:16] * 2 + demo.random.sample(demo.made["clients"][16:], COUNT - 32)
    made = []
    for done, client in enumerate(clients):
        project = done < WITH_PROJECT
        signed = demo.today - dt.timedelta(days=_age(demo, done, project))
        signed = max(signed, client.created_at.date() + dt.timedelta(days=14))
        contract = _sign(demo, client, signed, project)
        if not project:
            collect(demo, contract)
            _end(demo, contract, done)
        made.append(contract)
        demo.progress("合同", done + 1, COUNT)
    _drafts(demo, demo.made["clients"][9:11])
    demo.made["contracts"] = made[:WITH_PROJECT]


#: Which instalments are paid for what is judged at which acceptance.
_JUDGED = {"concealed": "milestone", "section": "milestone", "commissioning": "milestone", "completion": "acceptance"}


def last(demo: Demo) -> None:
    """After the specifications: the acceptance standards of each contract, with the instalments that wait for them."""
    rows = Criterion.objects.filter(archived_at=None).select_related("specification__opportunity")
    for criterion in rows.order_by("specification", "seq"):
        seller = demo.actors[demo.login_of[criterion.specification.opportunity.owner_id]]
        waiting = [r.pk for r in offered(seller, criterion) if r.due_kind == _JUDGED.get(criterion.stage)]
        if waiting:
            set_instalments(seller, criterion_id=criterion.pk, instalment_ids=waiting[:1])


def _end(demo: Demo, contract: Contract, place: int) -> None:
    """Some are over: settled early, or broken off."""
    finance = demo.actors["xu"]
    if place in (19, 27):
        services.complete_contract(finance, contract_id=contract.pk, reason="余款以商业汇票结清，质保金改为保函")
    elif place == 34:
        services.terminate_contract(finance, contract_id=contract.pk, reason="业主投资计划取消，双方协议终止")


def _drafts(demo: Demo, clients: list[Client]) -> None:
    for client in clients:
        login, signed = demo.login_of[client.owner_id], demo.today + dt.timedelta(days=12)
        total, title = amount(demo), demo.random.choice(TITLES)
        services.draft_contract(
            demo.actors[login],
            title=f"{short_name(client.name)}{title}工程",
            client_id=client.pk,
            instalments=_plan(total, signed, dt.timedelta(days=240), False),
            risk_reason="框架协议内的续签，集团出具付款承诺",
            **_terms(demo, total, signed, dt.timedelta(days=240)),
        )


def short_name(name: str) -> str:
    return re.sub(r"[(（].*|(股份|集团|投资|发展|管理|投资发展)*有限公司.*", "", name)


def _age(demo: Demo, place: int, project: bool) -> int:
    """Projects at every point of their life; the others spread over the two years."""
    return 40 + (place * 7 + 5) % WITH_PROJECT * 32 if project else demo.random.randint(12, 640)


def _sign(demo: Demo, client: Client, signed: dt.date, project: bool) -> Contract:
    login = demo.login_of[client.owner_id]
    seller, manager = demo.actors[login], demo.actors[demo.manager_of[login]]
    total, title = amount(demo), demo.random.choice(TITLES)
    length = dt.timedelta(days=demo.random.randint(210, 330))
    born = max(client.created_at.date(), signed - dt.timedelta(days=demo.random.randint(40, 80)))
    with demo.at(born):
        opportunity = sales.create_opportunity(
            seller, client_id=client.pk, title=title, amount=total, expected_on=signed, next_step="法务审合同"
        )
    with demo.at(born + (signed - born) / 2):
        stage = Stage.objects.active().get(code="proposal")
        sales.move_opportunity(seller, opportunity_id=opportunity.pk, version=opportunity.version, stage_id=stage.pk)
    with demo.at(signed):
        contract = services.draft_contract(
            seller,
            title=f"{short_name(client.name)}{title}工程",
            opportunity_id=opportunity.pk,
            instalments=_plan(total, signed, length, project),
            risk_reason="老客户，付款计划已与财务核对",
            **_terms(demo, total, signed, length),
        )
        contract = services.activate_contract(manager, contract_id=contract.pk, version=contract.version)
    if not project:
        held = min(demo.today, signed + dt.timedelta(days=10))
        with demo.at(held):
            sales.hold_kickoff(manager, opportunity_id=opportunity.pk, held_on=held)
    return contract


def _terms(demo: Demo, total: Money, signed: dt.date, length: dt.timedelta) -> dict[str, Any]:
    return {
        "amount": total,
        "tax_rate": demo.random.choice((Decimal("9"), Decimal("9"), Decimal("13"), Decimal("6"))),
        "signed_on": signed,
        "starts_on": signed + dt.timedelta(days=14),
        "ends_on": signed + length,
        "defects_months": 24,
        "warranty_months": 24,
    }


def _plan(total: Money, signed: dt.date, length: dt.timedelta, project: bool) -> list[PlanRow]:
    """With a project, the later instalments wait for its milestone and its acceptance; else all go by date."""
    days = (15, 75, 135, 195, length.days + 60, length.days + 730)
    kinds = ("date", "date", "date", "milestone", "acceptance", "acceptance") if project else ("date",) * 6
    rows = []
    for place, part in enumerate(amounts_of(total, _PARTS)):
        day = signed + dt.timedelta(days=days[place])
        by_date = kinds[place] == "date"
        rows.append(
            PlanRow(
                kind=_KINDS[place],
                title=_TITLES[place],
                amount=part,
                due_kind=kinds[place],
                due_on=day if by_date else None,
                expected_on=None if by_date else day,
                days_after=(0, 0, 0, 0, 60, 730)[place],
            )
        )
    return rows


def collect(demo: Demo, contract: Contract) -> None:
    """What came in up to today, recorded by finance on the day it came."""
    finance = demo.actors["xu"]
    slow = contract.client.name.startswith(_SLOW)
    for row in contract.instalments.filter(dropped_at__isnull=True, due_on__isnull=False).order_by("due_on", "seq"):
        assert row.due_on is not None
        late = demo.random.randint(20, 90) if slow else demo.random.randint(-6, 12)
        day = row.due_on + dt.timedelta(days=late)
        recent = (demo.today - row.due_on).days < (150 if slow else 60)
        if day > demo.today or (slow and recent):
            return
        paid = row.amount.share(Decimal("0.6")) if recent and demo.random.random() < 0.3 else row.amount
        with demo.at(day):
            _receive(demo, contract.pk, paid, day)
            if demo.random.random() < 0.02:
                receipt = contract.receipts.order_by("-created_at")[0]
                services.reverse_receipt(finance, receipt_id=receipt.pk, reason="银行退汇，户名有误")
        if paid != row.amount:
            return


def _receive(demo: Demo, contract_id: uuid.UUID, paid: Money, day: dt.date) -> None:
    services.record_receipt(
        demo.actors["xu"],
        contract_id=contract_id,
        amount=paid,
        received_on=day,
        reference=f"HK{day:%Y%m%d}{demo.random.randint(1000, 9999)}",
        excess="credit",
    )
