"""What the use cases of an import share: the locked batch at its stage, the jobs that move it on."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from dougong.audit.services import record as audit
from dougong.imports import errors, selectors
from dougong.imports.models import ImportBatch, ImportRow
from dougong.imports.policies import BATCH
from dougong.imports.targets import ImportTarget, Run
from dougong.imports.targets import target as target_by_code
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import Stale
from dougong.kit.jobs import JobContext, JobStopped, WorkerStopping, enqueue
from dougong.kit.models import Job, store_many
from dougong.kit.pace import many_objects
from dougong.kit.stream import notify

CHUNK = 250
STAGES = {
    "mapping": ("对应列", "columns"),
    "checking": ("正在检查", "being checked"),
    "review": ("检查", "checked"),
    "committing": ("正在导入", "being imported"),
    "done": ("已导入", "imported"),
    "stopped": ("已停止", "stopped"),
    "undoing": ("正在撤销", "being undone"),
    "undone": ("已撤销", "undone"),
}


def target_of(code: str) -> ImportTarget:
    found = target_by_code(code)
    if found is None:
        raise errors.TargetUnknown(target=code)
    return found


def locked_batch(actor: Actor, batch_id: uuid.UUID, *stages: str, version: int | None = None) -> ImportBatch:
    """The import under lock, at one of `stages`; the actor may change it and may import what it holds."""
    must_see(actor, BATCH, batch_id)
    batch: ImportBatch = ImportBatch.objects.locked(batch_id)
    require(actor, BATCH, "update", batch)
    require(actor, target_of(batch.target).resource, "import")
    stage = selectors.stage_of(batch)
    if stages and stage not in stages:
        zh, en = STAGES[stage]
        raise errors.WrongStage(zh_stage=zh, en_stage=en)
    if version is not None and batch.version != version:
        raise Stale(who="", version=batch.version)
    batch.status = stage
    return batch


def run_of(batch: ImportBatch) -> Run:
    return Run(batch.pk, batch.filename, batch.options)


def hold(batch_id: uuid.UUID, status: str, job_id: uuid.UUID) -> None:
    """Lock the import for a chunk of its job's work. Raises JobStopped where it is stopped, or another job's."""
    now = ImportBatch.objects.select_for_update().filter(pk=batch_id).values_list("status", "job_id").first()
    if now != (status, job_id):
        raise JobStopped()


def mark(rows: list[ImportRow], before: str, *fields: str) -> None:
    """Write what became of rows that were read before the lock. Raises JobStopped, and so undoes the chunk, where another worker
    has the lease and was faster: they no longer stand at `before`."""
    if store_many(rows, *fields, state=before) != len(rows):
        raise JobStopped()


def queue(actor: Actor, batch: ImportBatch, act: str, status: str, total: int, **told: int) -> Job:
    """Hand the locked batch to the job `imports.<act>`; while it runs the batch stands at `status`."""
    job = enqueue(f"imports.{act}", actor=actor, title=batch.filename, total=total, batch_id=batch.pk)
    batch.status, batch.job_id = status, job.pk
    batch.store("status", "job_id")
    audit(actor, act, BATCH, batch, after=told)
    notify(BATCH, batch.pk)
    return job


def under_job(ctx: JobContext, batch_id: uuid.UUID, during: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run `work`; where it ends early, the import stands where its FALLBACK says, with what was committed kept."""
    from dougong.imports.rules import FALLBACK

    def fall_back() -> None:
        rows = ImportBatch.objects.filter(pk=batch_id, status=during, job_id=ctx.job_id)
        rows.update(status=FALLBACK[during])
        notify(BATCH, batch_id)

    try:
        with many_objects():
            return work()
    except WorkerStopping:
        raise
    except JobStopped:
        if Job.objects.filter(pk=ctx.job_id, stop_requested=True).exists():
            fall_back()
        raise
    except Exception:
        fall_back()
        raise
