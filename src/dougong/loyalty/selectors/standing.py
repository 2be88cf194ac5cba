"""Tiers as they are set, and where an account stands among them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Sum

from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.loyalty import standing
from dougong.loyalty.models import PointsAccount, PointsMonth, PointsTiers
from dougong.loyalty.policies import TIERS


def setting() -> PointsTiers:
    """The company's row, or what counts before there is one."""
    return PointsTiers.objects.order_by("created_at").first() or PointsTiers(body=standing.FIRST)


def scores(body: Mapping[str, Any], ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """What each account has within the window: points, or whole yuan."""
    first = standing.first_month(clock.today(), body["months"])
    rows = PointsMonth.objects.filter(account__in=list(ids), month__gte=f"{first:%Y-%m}").order_by().values_list("account_id")
    if body["by"] == "points":
        return dict(rows.annotate(n=Sum("given")))
    return {pk: n.amount_fen // 100 for pk, n in rows.annotate(n=Sum("received"))}


def tiers_out(actor: Actor) -> dict[str, Any]:
    require(actor, TIERS, "view")
    row = setting()
    return {"id": row.pk, "version": row.version, **row.body}


def progress(account: PointsAccount | None) -> dict[str, Any]:
    """The tier, since when and until when, and what is missing to the next; of a client without an account what it would need."""
    body = setting().body
    score = scores(body, [account.pk]).get(account.pk, 0) if account else 0
    told = standing.progress(body, account.tier if account else "", score)
    return {
        **told,
        "since": account.tier_since if account else None,
        "until": account.tier_until if account else None,
        "in_grace": account.tier_in_grace if account else False,
    }


def names() -> dict[str, tuple[str, str]]:
    return {t["code"]: (t["zh"], t["en"]) for t in setting().body["tiers"]}


def choices(actor: Actor) -> list[tuple[str, str, str]]:
    return [(code, zh, en) for code, (zh, en) in names().items()]
