from __future__ import annotations

import datetime as dt

from dougong.care.visits import services
from dougong.kit.jobs import JobContext, job, periodic


@periodic("care.plan_changed", every=dt.timedelta(minutes=2))
def plan_changed(ctx: JobContext) -> dict[str, int]:
    return {"planned": services.plan_changed()}


@periodic("care.plan_all", at="03:30")
def plan_all(ctx: JobContext) -> dict[str, int]:
    """Segments change by night too, and clients go into the bin."""
    return {"planned": services.plan_all(ctx.progress)}


@job("care.plan_visits")
def plan_visits(ctx: JobContext) -> dict[str, int]:
    return {"planned": services.plan_all(ctx.progress)}


@periodic("care.remind_of_visits", at="08:35")
def remind(ctx: JobContext) -> dict[str, int]:
    return {"told": services.remind()}
