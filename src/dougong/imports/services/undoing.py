"""An import is taken back: what it made is archived, what it changed is set back, unless somebody has changed it since."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.imports.models import ImportBatch
from dougong.imports.policies import BATCH
from dougong.imports.services.base import CHUNK, locked_batch, queue, run_of, target_of, under_job
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, JobStopped
from dougong.kit.models import Job, store_many
from dougong.kit.stream import notify


@transaction.atomic
def start_undo(actor: Actor, *, batch_id: uuid.UUID) -> Job:
    batch = locked_batch(actor, batch_id, "done", "stopped")
    total = batch.rows.filter(state="committed").values("object_id").distinct().count()
    return queue(actor, batch, "undo", "undoing", total, records=total)


def run_undo(ctx: JobContext, batch_id: uuid.UUID) -> dict[str, Any]:
    return under_job(ctx, batch_id, "undoing", lambda: _undo(ctx, batch_id))


def _undo(ctx: JobContext, batch_id: uuid.UUID) -> dict[str, Any]:
    actor = ctx.actor()
    batch: ImportBatch = ImportBatch.objects.get(pk=batch_id)
    ImportBatch.objects.filter(pk=batch_id, status="done", job_id=ctx.job_id).update(status="undoing")
    total = batch.rows.exclude(object_id=None).exclude(state="pending").values("object_id").distinct().count()
    done = 0
    while step := _one_chunk(ctx, actor, batch_id):
        done += step
        ctx.progress(min(done, total), total + 1)
    with transaction.atomic():
        batch = ImportBatch.objects.locked(batch_id)
        if batch.job_id == ctx.job_id and batch.status == "undoing":
            batch.status, batch.undone_at = "undone", clock.now()
            batch.store("status", "undone_at")
            notify(BATCH, batch_id)
    ctx.progress(total, total)
    kept = batch.rows.filter(state="kept").values("object_id").distinct().count()
    return {"undone": total - kept, "kept": kept}


@transaction.atomic
def _one_chunk(ctx: JobContext, actor: Actor, batch_id: uuid.UUID) -> int:
    batch = ImportBatch.objects.locked(batch_id)
    if batch.status != "undoing" or batch.job_id != ctx.job_id:
        raise JobStopped()
    waiting = batch.rows.filter(state="committed").order_by().values_list("object_id", flat=True).distinct()
    ids = sorted(i for i in waiting[:CHUNK] if i is not None)
    if not ids:
        return 0
    rows = list(batch.rows.filter(state="committed", object_id__in=ids).order_by("position"))
    changes: dict[uuid.UUID, list[dict[str, Any]]] = {pk: [] for pk in ids}
    for row in rows:
        assert row.object_id is not None
        changes[row.object_id].append(row.undo)
    back = target_of(batch.target).undo_rows(actor, run_of(batch), list(changes.items()))
    for row in rows:
        row.state = "undone" if row.object_id in back else "kept"
    store_many(rows, "state")
    return len(ids)
