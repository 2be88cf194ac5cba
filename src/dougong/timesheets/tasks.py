from __future__ import annotations

from dougong.kit.jobs import JobContext, periodic
from dougong.timesheets import services


@periodic("timesheets.remind", at="09:10")
def remind(ctx: JobContext) -> dict[str, int]:
    """On the first working day of a week, those who have not filed the week before."""
    return {"told": services.remind_by_clock()}
