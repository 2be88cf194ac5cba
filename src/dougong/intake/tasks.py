from __future__ import annotations

from dougong.intake.services import forget_expired
from dougong.kit.jobs import JobContext, periodic


@periodic("intake.forget_expired", at="03:40")
def forget(ctx: JobContext) -> dict[str, int]:
    """What was sent and not taken up goes when the time is over that its sender was told."""
    done = 0
    while some := forget_expired():
        done += some
        ctx.checkpoint()
    return {"deleted": done}
