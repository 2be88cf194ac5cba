"""An import is taken back: what it made is archived, what it changed is set back, field by field, unless somebody has
changed it since."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import asdict
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.imports.models import ImportBatch, ImportRow
from dougong.imports.policies import BATCH
from dougong.imports.rules import STATE_OF
from dougong.imports.services.base import hold, locked_batch, mark, queue, run_of, target_of, under_job
from dougong.imports.targets import Step, Undone
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext
from dougong.kit.models import Job
from dougong.kit.pace import Pace
from dougong.kit.stream import notify

CHUNK = 100


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
    records = batch.rows.exclude(object_id=None).order_by()
    total = records.exclude(state="pending").values("object_id").distinct().count()
    done, pace = 0, Pace(CHUNK)
    while step := _chunk(ctx, actor, batch, pace):
        done += step
        ctx.progress(min(done, total), total + 1)
    with transaction.atomic():
        batch = ImportBatch.objects.locked(batch_id)
        counted = _counted(batch)
        if batch.job_id == ctx.job_id and batch.status == "undoing":
            batch.status, batch.undone_at = "undone", clock.now()
            batch.store("status", "undone_at")
            audit(actor, "undone", BATCH, batch, after=counted)
            notify(BATCH, batch_id)
    ctx.progress(total, total)
    return counted


def _counted(batch: ImportBatch) -> dict[str, int]:
    """Records by what became of them."""
    found = batch.rows.order_by().filter(state__in=STATE_OF.values()).values_list("state", "object_id").distinct()
    by_state = Counter(state for state, _ in found)
    return {state: by_state[state] for state in ("undone", "partly", "kept")}


def steps_of(rows: list[ImportRow]) -> list[tuple[uuid.UUID, list[Step]]]:
    """Committed rows by the record that each made or changed, in the file's order."""
    changes: dict[uuid.UUID, list[Step]] = {}
    for row in rows:
        if row.object_id is not None:
            changes.setdefault(row.object_id, []).append(Step(row.undo, row.content.get("values", {})))
    return list(changes.items())


def _chunk(ctx: JobContext, actor: Actor, batch: ImportBatch, pace: Pace) -> int:
    """Take back the next records; how many. Read before the lock: while it is undone only this job changes the rows."""
    waiting = batch.rows.filter(state="committed").order_by("position")
    ids = {pk for pk in waiting.values_list("object_id", flat=True)[: pace.size] if pk is not None}
    if not ids:
        return 0
    found = batch.rows.filter(object_id__in=ids).order_by("position")
    rows = [row for row in found if row.state == "committed"]
    with pace.measured():
        _one_chunk(ctx, actor, batch, rows)
    return len(ids)


@transaction.atomic
def _one_chunk(ctx: JobContext, actor: Actor, batch: ImportBatch, rows: list[ImportRow]) -> None:
    hold(batch.pk, "undoing", ctx.job_id)
    done = target_of(batch.target).undo_rows(actor, run_of(batch), steps_of(rows))
    told = {one.object_id: one for one in done}
    for row in rows:
        assert row.object_id is not None
        one = told.pop(row.object_id, None)
        row.state = STATE_OF[one.act] if one else next(r.state for r in rows if r.object_id == row.object_id)
        if one is not None and one.act in ("partly", "keep"):
            row.undo = {**row.undo, "told": _told(one)}
    mark(rows, "committed", "state", "undo")


def _told(one: Undone) -> dict[str, Any]:
    """For the report: it stands in the record's first row, sealed."""
    return {"why": one.why, "title": one.title, "clashes": [asdict(clash) for clash in one.clashes]}
