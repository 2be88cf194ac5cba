from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, job, periodic
from dougong.loyalty.proof.checking import verify_and_note
from dougong.loyalty.proof.growing import grow_all
from dougong.loyalty.proof.heads import publish
from dougong.loyalty.proof.reading import DAILY, VERIFY

log = logging.getLogger("dougong.loyalty")


@periodic("loyalty.grow_tree", every=dt.timedelta(minutes=5))
def grow_tree(ctx: JobContext) -> dict[str, int]:
    return {"leaves": grow_all(ctx.checkpoint)}


@periodic("loyalty.sign_head", at=DAILY)
def sign_head(ctx: JobContext) -> dict[str, int]:
    """The day's head over all that is complete."""
    grow_all(ctx.checkpoint)
    head = publish()
    return {"head": head.number, "size": head.size} if head else {}


@periodic("loyalty.verify_points_nightly", at="04:30")
def verify_nightly(ctx: JobContext) -> dict[str, Any]:
    return _verify(ctx, Actor.system())


@job(VERIFY)
def verify(ctx: JobContext) -> dict[str, Any]:
    return _verify(ctx, ctx.actor())


def _verify(ctx: JobContext, actor: Actor) -> dict[str, Any]:
    facts = verify_and_note(actor, ctx.progress).facts()
    for finding in facts["findings"]:
        log.error("the points ledger was tampered with: %s", finding["en"])
    return facts
