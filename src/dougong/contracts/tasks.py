"""What the clock does: figures that change with the date, their comparison with the truth, and reminders."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dougong.accounts.models import User
from dougong.clients.models import Client, ClientFigures
from dougong.contracts.models import Contract, ContractFigures, Instalment, InstalmentFigures
from dougong.contracts.policies import CONTRACT
from dougong.contracts.selectors import OWING
from dougong.contracts.services.figures import client_truth, refresh, refresh_client, truth
from dougong.kit import clock
from dougong.kit.jobs import JobContext, periodic
from dougong.notifications.kinds import Kind, register
from dougong.notifications.services import tell

log = logging.getLogger("dougong.contracts")
ENDING_DAYS, DUE_DAYS, LATE_DAYS = 30, 7, (30, 7, 1)

register(
    Kind(
        "contracts.ending", "合同即将到期", "Contract ending",
        "「{contract}」{ends_on} 竣工到期，还有 {days} 天", "“{contract}” ends on {ends_on}, in {days} days",
    ),
    Kind(
        "contracts.due", "款项即将到期", "Payment due",
        "「{contract}」{title} {owed}，{due_on} 到期", "“{contract}”: {title} of {owed} is due on {due_on}",
    ),
    Kind(
        "contracts.overdue", "款项逾期", "Payment overdue",
        "「{contract}」{title} {owed} 已逾期 {days} 天", "“{contract}”: {title} of {owed} is {days} days overdue",
    ),
)  # fmt: skip


@periodic("contracts.daily_figures", at="00:10")
def daily_figures(ctx: JobContext) -> dict[str, int]:
    """Overdue grows with the date: every client that owes is computed anew."""
    ids = list(Contract.objects.filter(status__in=OWING).order_by().values_list("client_id", flat=True).distinct())
    for done, client_id in enumerate(ids, start=1):
        with transaction.atomic():
            Client.objects.locked(client_id)
            refresh_client(client_id)
        ctx.progress(done, len(ids))
    return {"clients": len(ids)}


@periodic("contracts.compare", at="02:40")
def compare(ctx: JobContext) -> dict[str, Any]:
    """The figures against the sums of the allocations; what differed is rebuilt and reported, with both values."""
    wrong: list[dict[str, Any]] = []
    ids = list(Contract.objects.order_by("pk").values_list("pk", flat=True))
    for done, contract_id in enumerate(ids, start=1):
        wrong += _compare_contract(contract_id)
        ctx.progress(done, len(ids))
    wrong += _compare_clients(ctx)
    for item in wrong:
        log.error("a figure differed from its truth: %s", item)
    return {"contracts": len(ids), "differences": wrong[:100], "count": len(wrong)}


@transaction.atomic
def _compare_contract(contract_id: uuid.UUID) -> list[dict[str, Any]]:
    seen = Contract.objects.values_list("client_id", flat=True).get(pk=contract_id)
    Client.objects.locked(seen)
    contract: Contract = Contract.objects.locked(contract_id)
    plan, whole = truth(contract_id)
    held = {f.instalment_id: f for f in InstalmentFigures.objects.filter(instalment__contract=contract)}
    wrong = [d for pk, values in plan.items() for d in _differences("instalment", pk, held.get(pk), values)]
    figures = ContractFigures.objects.filter(contract=contract).first()
    wrong += _differences("contract", contract_id, figures, whole)
    if wrong:
        refresh(contract)
    return wrong


def _compare_clients(ctx: JobContext) -> Iterator[dict[str, Any]]:
    for client_id in Contract.objects.order_by().values_list("client_id", flat=True).distinct():
        ctx.checkpoint()
        with transaction.atomic():
            Client.objects.locked(client_id)
            figures = ClientFigures.objects.filter(client_id=client_id).first()
            wrong = _differences("client", client_id, figures, client_truth(client_id))
            if wrong:
                refresh_client(client_id)
        yield from wrong


def _differences(what: str, pk: uuid.UUID, held: Any, values: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"what": what, "id": str(pk), "figure": name, "was": str(getattr(held, name, None)), "is": str(value)}
        for name, value in values.items()
        if getattr(held, name, None) != value
    ]


# ---- reminders: at 08:30, and each hour of the day for what came later; each is told once by its key


@periodic("contracts.reminders", at="08:30")
def reminders(ctx: JobContext) -> dict[str, int]:
    return remind(ctx)


@periodic("contracts.reminders_hourly", every=dt.timedelta(hours=1))
def reminders_hourly(ctx: JobContext) -> dict[str, int]:
    """What a night without a worker, or a contract recorded at noon, left untold. Nobody is woken before 08:30."""
    if clock.now().astimezone(clock.zone()).strftime("%H:%M") < "08:30":
        return {}
    return remind(ctx)


def remind(ctx: JobContext) -> dict[str, int]:
    told = {"ending": 0, "due": 0, "overdue": 0}
    for contract in list(_ending()):
        told["ending"] += _tell_ending(contract)
        ctx.checkpoint()
    finance = list(
        User.objects.filter(roles__code="finance", is_active=True, kind="staff").values_list("pk", flat=True)
    )
    for row in list(_owing()):
        late = (clock.today() - row.due_on).days if row.due_on else 0
        kind = "overdue" if late > 0 else "due"
        told[kind] += _tell_owed(row, late, finance)
        ctx.checkpoint()
    return told


def _ending() -> QuerySet[Any]:
    last = clock.today() + dt.timedelta(days=ENDING_DAYS)
    return Contract.objects.filter(status="in_force", ends_on__range=(clock.today(), last)).order_by("ends_on")


def _owing() -> QuerySet[Any]:
    """Due within 7 days, or overdue."""
    last = clock.today() + dt.timedelta(days=DUE_DAYS)
    rows = Instalment.objects.filter(contract__status__in=OWING, dropped_at__isnull=True, figures__owed__gt=0)
    return rows.filter(due_on__lte=last).select_related("contract", "figures").order_by("due_on")


@transaction.atomic
def _tell_ending(contract: Contract) -> int:
    assert contract.ends_on is not None
    new = tell(
        [contract.owner_id],
        kind="contracts.ending",
        key=f"contracts.ending:{contract.pk}:{contract.ends_on}",
        resource=CONTRACT,
        object_id=contract.pk,
        link=f"/contracts/{contract.pk}",
        contract=contract.title,
        ends_on=contract.ends_on,
        days=(contract.ends_on - clock.today()).days,
    )
    return len(new)


@transaction.atomic
def _tell_owed(row: Instalment, late: int, finance: list[uuid.UUID]) -> int:
    """The nearest step only: who hears of a debt when it is 20 days late hears of the 7 days, not of all before."""
    contract = row.contract
    step = next((d for d in LATE_DAYS if late >= d), 0)
    kind = "contracts.overdue" if step else "contracts.due"
    new = tell(
        [contract.owner_id, *(finance if step else [])],
        kind=kind,
        key=f"{kind}:{row.pk}:{row.due_on}:{step}",
        resource=CONTRACT,
        object_id=contract.pk,
        link=f"/contracts/{contract.pk}",
        contract=contract.title,
        title=row.title,
        owed=row.figures.owed,
        due_on=row.due_on,
        days=late,
    )
    return len(new)
