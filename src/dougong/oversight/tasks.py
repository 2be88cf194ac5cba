from __future__ import annotations

from dougong.kit.jobs import JobContext, job, periodic
from dougong.oversight.selectors.cases import JOB, NIGHTLY
from dougong.oversight.services import reports, scanning


@job(JOB)
def watch(ctx: JobContext) -> dict[str, int]:
    return scanning.run(ctx.progress)


@periodic(NIGHTLY, at="03:40")
def nightly(ctx: JobContext) -> dict[str, int]:
    return scanning.run(ctx.progress)


@periodic("oversight.reports", at="06:40")
def monthly(ctx: JobContext) -> dict[str, int]:
    return {"reports": len(reports.announce_due())}
