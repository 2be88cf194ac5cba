"""Lists and pages beside the ledger itself: what is by hand, what differs, what the company's side holds, an account's lots."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q, QuerySet, Sum

from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec
from dougong.loyalty import choices
from dougong.loyalty.models import PointsAccount, PointsAdjustment, PointsDifference, PointsEntry, PointsLot
from dougong.loyalty.policies import ADJUSTMENT, DIFFERENCE
from dougong.loyalty.selectors.standing import progress

LOTS = 100
_NINETY = dt.timedelta(days=90)


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(client__name__contains=text))


ADJUSTMENTS = ListSpec(
    code="points-adjustments",
    resource=ADJUSTMENT,
    zh="手工调整积分",
    en="Points by hand",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("client", "客户", "Client", path="client__name"),
        Col("client_id", hidden=True),
        Col("contact", "联系人", "Contact", path="contact__name", nullable=True),
        Col("kind", "类型", "Type", type="choice", choices=choices.ADJUSTMENTS),
        Col("points", "申请积分", "Points asked for", type="number"),
        Col("posted", "已记积分", "Posted", type="number", nullable=True, sum=True),
        Col("reason", "原因", "Reason"),
        Col("state", "状态", "State", type="choice", choices=choices.ADJUSTMENT_STATES, sort=True),
        Col("asked_by", "申请人", "Asked by"),
        Col("created_at", "申请时间", "Asked", type="datetime", sort=True),
        Col("decided_by", "审批人", "Decided by"),
        Col("comment", "意见", "Comment"),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=choices.ADJUSTMENT_STATES),
        Filter("kind", "类型", "Type", type="choice", choices=choices.ADJUSTMENTS),
        Filter("client", "客户", "Client", type="record", lookup="client_id"),
    ),
    search=_search,
)
DIFFERENCES = ListSpec(
    code="points-differences",
    resource=DIFFERENCE,
    zh="积分核对差异",
    en="Differences of points",
    default_sort="-found_at",
    cols=(
        Col("id", hidden=True),
        Col("client", "客户", "Client", path="client__name"),
        Col("client_id", hidden=True),
        Col("kind", "差异", "Difference", type="choice", choices=choices.DIFFERENCES, sort=True),
        Col("points", "积分", "Points", type="number", sum=True),
        Col("source", "来源", "Source"),
        Col("source_id", hidden=True),
        Col("happened_on", "发生日期", "Happened on", type="date", sort=True),
        Col("found_at", "发现", "Found", type="datetime", sort=True),
        Col("mended_at", "处理", "Mended", type="datetime", sort=True, nullable=True),
        Col("mended_by", "处理人", "Mended by"),
        Col("data", hidden=True),
    ),
    filters=(
        Filter("kind", "差异", "Difference", type="choice", choices=choices.DIFFERENCES),
        Filter("mended", "已处理", "Mended", type="bool", custom=lambda op, values, actor: Q(mended_at__isnull=values[0] != "true")),
    ),
    search=_search,
)


def standing_of(actor: Actor, account_id: uuid.UUID) -> dict[str, Any]:
    """What an account holds: available, put by, waiting, its lots in the order they are spent, what expires soon, its tier."""
    account = get_visible(PointsAccount.objects.visible_to(actor), account_id)
    return holdings(account)


def holdings(account: PointsAccount | None, client_id: uuid.UUID | None = None) -> dict[str, Any]:
    client, contact = (account.client_id, account.contact_id) if account else (client_id, None)
    waiting = PointsAdjustment.objects.filter(state="waiting", points__gt=0, client=client, contact=contact)
    return {
        "available": account.balance if account else 0,
        "reserved": account.reserved if account else 0,
        "pending": waiting.aggregate(n=Sum("points"))["n"] or 0,
        "debt": account.debt if account else 0,
        **lots_of(account),
        "tier": None if account and account.contact_id else progress(account),
        "frozen": {"since": account.frozen_at, "note": account.frozen_note} if account and account.frozen_at else None,
    }


def lots_of(account: PointsAccount | None) -> dict[str, Any]:
    if account is None:
        return {"lots": [], "expiring": 0, "expires_at": None}
    live = PointsLot.objects.filter(account=account, left__gt=0)
    soon = live.filter(expires_at__isnull=False).order_by("expires_at", "place")
    rows = [*soon[:LOTS], *live.filter(expires_at__isnull=True).order_by("place")[:LOTS]][:LOTS]
    first = next((row.expires_at for row in rows if row.expires_at), None)
    ninety = clock.day_start(clock.today()) + _NINETY
    return {
        "lots": [
            {"place": r.place, "points": r.points, "left": r.left, "expires_at": r.expires_at, "entry_id": r.entry_id}
            for r in rows
        ],
        "expiring": soon.filter(expires_at__lte=ninety).aggregate(n=Sum("left"))["n"] or 0,
        "expires_at": first,
    }


def company(actor: Actor) -> dict[str, Any]:
    """The company's side of the ledger: its accounts and the clients' together make nothing."""
    require(actor, DIFFERENCE, "view")
    sums = dict(PointsEntry.objects.order_by().values_list("contra").annotate(n=Sum("amount")))
    told = PointsEntry.objects.aggregate(debt=Sum("debt"), clients=Sum("amount"), lapsed=Sum("lapsed"))
    held = PointsAccount.objects.aggregate(n=Sum("balance"), debt=Sum("debt"))
    open_ = PointsDifference.objects.filter(mended_at__isnull=True)
    lapsed = told["lapsed"] or 0
    return {
        "accounts": [
            {"code": code, "balance": -sums.get(code, 0) + {"redeemed": -lapsed, "expired": lapsed}.get(code, 0)}
            for code in choices.values(choices.COMPANY_ACCOUNTS)
        ],
        "clients": told["clients"] or 0,
        "snapshot": held["n"] or 0,
        "debt": held["debt"] or 0,
        "missing": open_.filter(kind="missing").count(),
        "surplus": open_.filter(kind="surplus").count(),
    }
