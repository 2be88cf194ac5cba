from __future__ import annotations

from dougong.kit.jobs import JobContext, periodic
from dougong.loyalty import selectors
from dougong.loyalty.errors import LedgerBroken


@periodic("loyalty.prove_balances", at="02:40")
def prove_balances(ctx: JobContext) -> dict[str, int]:
    """Every night each balance is held against the sum of its entries; a difference fails the job, for people to look at."""
    broken = selectors.broken_accounts()
    if broken:
        raise LedgerBroken(count=len(broken), accounts=", ".join(str(a.pk) for a in broken[:20]))
    return {"broken": 0}
