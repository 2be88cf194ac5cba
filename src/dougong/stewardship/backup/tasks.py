from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings

from dougong.kit.jobs import JobContext, job, periodic
from dougong.stewardship.backup import services
from dougong.stewardship.backup.models import Backup


@job("stewardship.backup")
def backup(ctx: JobContext) -> dict[str, Any]:
    row = services.run_backup(cause="person", actor=ctx.actor(), job_id=ctx.job_id, progress=_told(ctx))
    return {"backup": str(row.pk), "missing": len(row.missing)}


@job("stewardship.drill")
def drill(ctx: JobContext, *, backup_id: str | None = None) -> dict[str, Any]:
    """An archive that is there: the one named, else the newest, else one made for it."""
    actor = ctx.actor()
    row = Backup.objects.filter(pk=uuid.UUID(backup_id)).first() if backup_id else _newest()
    if row is None:
        row = services.run_backup(cause="person", actor=actor, job_id=ctx.job_id, progress=_told(ctx))
    found = services.run_drill(row=row, actor=actor, job_id=ctx.job_id, progress=_told(ctx))
    return {"drill": found.pk, "passed": found.state == "passed", "seconds": found.seconds}


@periodic("stewardship.nightly", at="01:10")
def nightly(ctx: JobContext) -> dict[str, Any]:
    """By DOUGONG_BACKUP_NIGHTLY. A failure is on record, told to those who may back up, and fails this job for all to see."""
    wanted = settings.DOUGONG_BACKUP_NIGHTLY
    if wanted == "no":
        return {}
    row = services.run_backup(cause="night", job_id=ctx.job_id, progress=_told(ctx))
    removed = services.prune()
    if wanted == "drill":
        services.run_drill(row=row, job_id=ctx.job_id, progress=_told(ctx))
    return {"backup": str(row.pk), "removed": removed}


def _newest() -> Backup | None:
    return next(
        (row for row in Backup.objects.filter(state="done").order_by("-created_at")[:50] if services.is_there(row)),
        None,
    )


def _told(ctx: JobContext) -> services.Progress:
    return lambda done, total, message: ctx.progress(min(done, total), total, message)
