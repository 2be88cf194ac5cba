"""A small company whose ledger shows odd things, told through the services that people use."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from dougong.clients.models import Client
from dougong.kit.actor import Actor
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.services import holding
from dougong.loyalty.tests import factories as points
from dougong.oversight.models import PointsReport, WatchCase, WatchReview, WatchSetting
from dougong.oversight.rules import patterns
from dougong.oversight.selectors.reviews import cases_of, digest_of, facts_of
from dougong.oversight.services import reports, scanning

DAY = dt.date(2026, 11, 18)
SYSTEM = Actor.system()


def spend(client: Client, amount: int) -> Any:
    return holding.reserve(SYSTEM, client_id=client.pk, points=amount, source="mall.order", source_id=uuid.uuid4(), reason="兑换")


def receipt_undone(by: Actor, client: Client, deliver: Callable[[], int], amount: str = "3000000.00") -> PointsAccount:
    """Money in, its points spent, the receipt reversed."""
    receipt = points.receive(by, client, amount)
    deliver()
    spend(client, 2500)
    points.reverse(by, client, receipt, amount)
    deliver()
    return PointsAccount.objects.of_clients().get(client=client)


def _case(own: Any) -> WatchCase:
    account = own.row("loyalty.account")
    found: WatchCase | None = WatchCase.objects.filter(account=account).first()
    if found is None:
        entry = PointsEntry.objects.filter(account=account).first()
        assert entry is not None
        scanning.keep(
            [scanning.Find("undone", "account", account.pk, f"{own.mark}:1", DAY, DAY, 10, 100.0, {"gone": 10}, (entry.pk,))]
        )
        found = WatchCase.objects.get(account=account)
    return found


def _review(own: Any) -> WatchReview:
    """One for the company."""
    facts = facts_of("2026-10", cases_of("2026-10"))
    return WatchReview.objects.first() or WatchReview.objects.create(
        month="2026-10", facts=facts, digest=digest_of(facts), signed_by=own.owner.name, signed_by_id=own.owner.id
    )


def _report(own: Any) -> PointsReport:
    return PointsReport.objects.first() or reports.make(own.cast.manager, month="2026-10")


MATRIX: dict[str, Callable[[Any], Any]] = {
    "oversight.case": _case,
    "oversight.review": _review,
    "oversight.report": _report,
    "oversight.setting": lambda own: WatchSetting.objects.first() or WatchSetting.objects.create(body=patterns.FIRST),
}
PARAMETERS = {"case_id": "oversight.case", "review_id": "oversight.review", "points_report_id": "oversight.report"}

