from __future__ import annotations

import uuid
from typing import Any

from dougong.kit import clock
from dougong.kit.bulk import parts
from dougong.kit.jobs import JobContext, job, periodic
from dougong.loyalty import selectors, services
from dougong.loyalty.errors import LedgerBroken
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.services import reconciling, ruling, tiers


@periodic("loyalty.expire", at="00:00")
def expire(ctx: JobContext) -> dict[str, int]:
    """At midnight what has expired leaves the accounts. What is posted before its account's turn comes sees to that itself."""
    now = clock.now()
    due = PointsAccount.objects.filter(next_expires_at__lte=now, closed_into__isnull=True)
    ids = list(due.order_by("pk").values_list("pk", flat=True))
    lots = 0
    for done, part in enumerate(parts(ids, 200), 1):
        lots += services.expire(part, now)
        ctx.progress(min(done * 200, len(ids)), len(ids))
    return {"accounts": len(ids), "lots": lots}


@periodic("loyalty.prove_balances", at="02:40")
def prove_balances(ctx: JobContext) -> dict[str, int]:
    """Every night each balance is held against the sum of its entries; a difference fails the job, for people to look at."""
    broken = selectors.broken_accounts()
    if broken:
        raise LedgerBroken(count=len(broken), accounts=", ".join(str(a.pk) for a in broken[:20]))
    return {"broken": 0}


@periodic("loyalty.reconcile", at="02:50")
def reconcile(ctx: JobContext) -> dict[str, int]:
    return reconciling.reconcile(ctx.progress)


@periodic("loyalty.review_tiers", at="03:05")
def review_tiers(ctx: JobContext) -> dict[str, int]:
    return tiers.review_all()


@job("loyalty.try_rule")
def try_rule(ctx: JobContext, *, rule_id: str) -> dict[str, Any]:
    return ruling.try_rule(uuid.UUID(rule_id), ctx.progress)
