"""Jobs of staffing."""

from __future__ import annotations

import time
import uuid
from typing import Any

from dougong.kit.jobs import JobContext, JobStopped, WorkerStopping, job
from dougong.staffing import services
from dougong.staffing.levelling import KINDS

#: A calculation takes a millisecond: progress is told no oftener than so many seconds apart.
EVERY = 0.5


@job("staffing.level")
def level(ctx: JobContext, *, levelling_id: str) -> dict[str, Any]:
    """Work out proposals. Taken up again after a lost worker it begins anew; stopped or failed it says so on the record."""
    told = 0.0

    def tick(done: int) -> None:
        nonlocal told
        if time.monotonic() - told >= EVERY:
            told = time.monotonic()
            ctx.progress(done, len(KINDS))
            ctx.checkpoint()

    key = uuid.UUID(levelling_id)
    try:
        services.work_out(key, tick)
    except WorkerStopping:
        raise
    except JobStopped:
        services.give_up(key, "stopped")
        raise
    except Exception:
        services.give_up(key, "failed")
        raise
    ctx.progress(len(KINDS), len(KINDS))
    return {"levelling_id": levelling_id}
