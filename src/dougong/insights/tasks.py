from __future__ import annotations

import datetime as dt
import time
from typing import Any

from dougong.insights import services
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, periodic
from dougong.kit.outbox import add_step

LOOK_SECONDS = 2.0
_next_look = 0.0


def keep_fresh() -> int:
    """At a turn of the worker: build what was marked. It answers 0, for it leaves nothing that others wait for."""
    global _next_look
    if time.monotonic() >= _next_look:
        _next_look = time.monotonic() + LOOK_SECONDS
        services.refresh_due()
    return 0


add_step(keep_fresh)


@periodic("insights.refresh", every=dt.timedelta(minutes=5))
def refresh(ctx: JobContext) -> dict[str, int]:
    """What no event tells of (a client that changed hands in bulk) is in the figures within five minutes."""
    return services.rebuild(Actor.system())


@periodic("insights.compare", at="02:50")
def compare(ctx: JobContext) -> dict[str, Any]:
    """Against the lists; then built anew, so that what differed is mended by morning."""
    services.refresh_due()
    found = services.compare()
    ctx.checkpoint()
    return {"differences": len(found), "written": services.rebuild(Actor.system())}
