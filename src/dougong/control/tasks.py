from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from dougong.control import services
from dougong.kit.jobs import JobContext, job, periodic


@job("control.draw")
def draw(ctx: JobContext, *, project_id: str, draws: int, seed: int) -> dict[str, Any]:
    return services.run_draws(ctx, project_id=uuid.UUID(project_id), draws=draws, seed=seed)


@periodic("control.refresh", every=dt.timedelta(minutes=2))
def refresh(ctx: JobContext) -> dict[str, int]:
    """Figures of the projects whose plan or money has changed."""
    return {"projects": services.refresh_changed(ctx)}


@periodic("control.refresh_all", at="04:20")
def refresh_all(ctx: JobContext) -> dict[str, int]:
    """What changes with the day: planned value, overdue money, silence."""
    return {"projects": services.refresh_changed(ctx, all_=True)}


@periodic("control.reports", at="06:30")
def reports(ctx: JobContext) -> dict[str, int]:
    return {"reports": len(services.announce_due())}
