"""The good rows are written, chunk by chunk: a chunk and the mark that it is done are one transaction, so that a
worker killed at any moment leaves each row either written and marked, or neither."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from dougong.imports import errors
from dougong.imports.models import ImportBatch, ImportProblem, ImportRow
from dougong.imports.policies import BATCH
from dougong.imports.rules import IMPORTABLE
from dougong.imports.services.base import CHUNK, locked_batch, queue, run_of, target_of, under_job
from dougong.imports.services.checking import values_of
from dougong.imports.targets import Outcome, RowValues
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, JobStopped
from dougong.kit.models import Job, store_many
from dougong.kit.stream import notify

TRIES = 3


@transaction.atomic
def start_commit(actor: Actor, *, batch_id: uuid.UUID) -> Job:
    """Queue the writing of all importable rows. Of two people at once the second is told that it runs already."""
    batch = locked_batch(actor, batch_id, "review", "stopped")
    waiting = _waiting(batch).count()
    if not waiting:
        raise errors.NothingToCommit()
    return queue(actor, batch, "commit", "committing", waiting, rows=waiting)


def run_commit(ctx: JobContext, batch_id: uuid.UUID) -> dict[str, Any]:
    return under_job(ctx, batch_id, "committing", lambda: _commit(ctx, batch_id))


def _commit(ctx: JobContext, batch_id: uuid.UUID) -> dict[str, Any]:
    actor = ctx.actor()
    batch: ImportBatch = ImportBatch.objects.get(pk=batch_id)
    target = target_of(batch.target)
    require(actor, target.resource, "import")
    # A failed job that is tried again goes on where it ended.
    ImportBatch.objects.filter(pk=batch_id, status="stopped", job_id=ctx.job_id).update(status="committing")
    total = batch.rows.filter(verdict__in=IMPORTABLE).count()
    while left := _chunk(ctx, actor, batch_id):
        ctx.progress(max(total - left, 0), total + 1)
    with transaction.atomic():
        batch = ImportBatch.objects.locked(batch_id)
        if batch.job_id == ctx.job_id and batch.status == "committing":
            batch.status, batch.committed_at = "done", clock.now()
            batch.store("status", "committed_at")
            notify(BATCH, batch_id)
    ctx.progress(total, total)
    return {"created": batch.created_count, "updated": batch.updated_count, "rejected": batch.rejected_count}


def _chunk(ctx: JobContext, actor: Actor, batch_id: uuid.UUID) -> int:
    """Commit the next rows; how many are left. A record made by somebody else at this moment is met on the next try."""
    for attempt in range(TRIES):
        try:
            return _one_chunk(ctx, actor, batch_id)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _one_chunk(ctx: JobContext, actor: Actor, batch_id: uuid.UUID) -> int:
    batch = ImportBatch.objects.locked(batch_id)
    if batch.status != "committing" or batch.job_id != ctx.job_id:
        raise JobStopped()  # stopped, or taken over
    rows = list(_waiting(batch).select_for_update().order_by("position")[:CHUNK])
    if not rows:
        return 0
    outcomes = target_of(batch.target).commit_rows(actor, run_of(batch), _values(batch, rows))
    for row, outcome in zip(rows, outcomes, strict=True):
        _mark(row, outcome)
    store_many(rows, "state", "verdict", "object_id", "undo", "content")
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(batch=batch, row=row, field=o.problem.field, code=o.problem.code, severity="error")
            for row, o in zip(rows, outcomes, strict=True)
            if o.problem is not None
        ]
    )
    words = [o.verdict for o in outcomes]
    ImportBatch.objects.filter(pk=batch_id).update(
        created_count=F("created_count") + words.count("new"),
        updated_count=F("updated_count") + words.count("update"),
        rejected_count=F("rejected_count") + words.count("rejected"),
    )
    return _waiting(batch).count()


def _values(batch: ImportBatch, rows: list[ImportRow]) -> list[RowValues]:
    """With the record that each row means, also where rows between have since changed what it was known by."""
    keys = {row.key for row in rows if row.key and row.object_id is None and row.verdict == "update"}
    became: dict[str, uuid.UUID] = {}
    done = batch.rows.filter(Q(key__in=keys) | Q(alias__in=keys), state="committed").order_by("position")
    for key, alias, object_id in done.values_list("key", "alias", "object_id"):
        if object_id is not None:
            became.setdefault(key, object_id)
            became.setdefault(alias, object_id)
    return [replace(values_of(batch, row), object_id=row.object_id or became.get(row.key or "-")) for row in rows]


def _mark(row: ImportRow, outcome: Outcome) -> None:
    row.verdict, row.object_id = outcome.verdict, outcome.object_id or row.object_id
    row.state = "refused" if outcome.verdict == "rejected" else "committed"
    row.undo = outcome.undo
    if outcome.problem is not None:
        row.content["problems"] = [outcome.problem.plain()]


def _waiting(batch: ImportBatch) -> Any:
    return batch.rows.filter(state="pending", verdict__in=IMPORTABLE)
