"""Merging and undoing as a job, where too many rows go over for one act. Who asks again for one that broke off has it go on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from dougong.clients.merge import portions
from dougong.clients.merge import services as merges
from dougong.clients.merge import undo as undoing
from dougong.clients.merge.models import ClientMerge
from dougong.clients.merge.undo import Take
from dougong.clients.policies import CLIENT
from dougong.kit import jobs, merging
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from dougong.kit.jobs import JobContext, JobStopped, job
from dougong.kit.models import Job

MERGE, UNDO = "clients.merge", "clients.undo_merge"
Picks = Mapping[str, uuid.UUID]


@transaction.atomic
def merge(
    actor: Actor,
    *,
    client_ids: Sequence[uuid.UUID],
    survivor_id: uuid.UUID | None = None,
    picks: Picks | None = None,
    versions: Mapping[uuid.UUID, int] | None = None,
    reason: str = "",
) -> ClientMerge:
    """As `merge_clients`: at once, or by the job that its answer names."""
    ids = merges.asked(client_ids)
    broken = _broken(merges.under_way(ids), "merging")
    if broken is not None:
        merges.locked(actor, ids)
        return broken
    survivor, merged = merges.checked(actor, ids, survivor_id, versions or {}, reason)
    gone = [c.pk for c in merged]
    row = merges.put_down(actor, survivor, merged, reason)
    if not portions.many(gone):
        return merges.merge_into(actor, survivor, merged, picks or {}, row, [])
    begun = jobs.enqueue(
        MERGE, actor=actor, title=f"合并客户：{survivor.name}", merge_id=row.pk, picks=dict(picks or {})
    )
    row.write_steps(merging.planned(CLIENT, survivor.pk, gone))
    row.state, row.job_id = "merging", begun.pk
    row.store("state", "steps", "job_id")
    return row


def _broken(rows: Sequence[ClientMerge], state: str) -> ClientMerge | None:
    """One whose job has failed or was stopped: it is queued again."""
    for row in rows:
        held = Job.objects.filter(pk=row.job_id).first() if row.state == state and row.job_id else None
        if held is not None and jobs.retry(held):
            return row
    return None


@job(MERGE, tidies=True)
def run_merge(ctx: JobContext, *, merge_id: str, picks: dict[str, str]) -> dict[str, Any]:
    actor, row = ctx.actor(), ClientMerge.objects.filter(pk=merge_id).first()
    if row is None or row.state != "merging":
        return {"merge_id": merge_id}
    steps = row.read_steps()
    try:
        ctx.checkpoint()
        portions.go_ahead(steps, ctx.progress)
        _last(actor, row, {name: uuid.UUID(key) for name, key in picks.items()}, steps)
    except (BusinessError, JobStopped):
        portions.come_back(steps, lambda done, total: None)
        row.delete()
        raise
    return {"merge_id": merge_id, "client_id": str(row.survivor_id)}


@transaction.atomic
def _last(actor: Actor, row: ClientMerge, picks: Picks, steps: merging.Steps) -> None:
    clients = {c.pk: c for c in merges.locked(actor, [row.survivor_id, *row.merged_ids])}
    survivor = clients.pop(row.survivor_id)
    merges.must_go(survivor, list(clients.values()), row.pk)
    merges.merge_into(actor, survivor, list(clients.values()), picks, row, steps)


@transaction.atomic
def undo(
    actor: Actor, *, merge_id: uuid.UUID, set_back: Sequence[str] = (), take: Sequence[Take] = (), reason: str = ""
) -> ClientMerge:
    """As `undo_merge`: at once, or by the job that its answer names."""
    survivor, row = undoing.held(actor, merge_id)
    broken = _broken([row], "undoing")
    if broken is not None:
        return broken
    found = undoing.checked(row)
    if not portions.many_in(found.steps):
        return undoing.take_back(actor, survivor, found, set_back, take, reason)
    undoing.chosen(take, found)
    begun = jobs.enqueue(
        UNDO, actor=actor, title=f"撤销合并：{survivor.name}", merge_id=merge_id, set_back=list(set_back),
        take=[asdict(one) for one in take], reason=reason,
    )  # fmt: skip
    row.state, row.job_id = "undoing", begun.pk
    row.store("state", "job_id")
    return row


@job(UNDO, tidies=True)
def run_undo(
    ctx: JobContext, *, merge_id: str, set_back: list[str], take: list[dict[str, Any]], reason: str
) -> dict[str, Any]:
    actor, row = ctx.actor(), ClientMerge.objects.filter(pk=merge_id).first()
    if row is None or row.state != "undoing":
        return {"merge_id": merge_id}
    if row.undoable:
        chosen = [Take(t["code"], tuple(t["keys"]), uuid.UUID(t["client_id"])) for t in take]
        try:
            ctx.checkpoint()
            undoing.begin(actor, merge_id=row.pk, set_back=set_back, take=chosen, reason=reason)
        except (BusinessError, JobStopped):
            ClientMerge.objects.filter(pk=row.pk).update(state="done")
            raise
        row.refresh_from_db()
    portions.come_back(row.read_steps(), ctx.progress)
    undoing.end(actor, row.pk)
    return {"merge_id": merge_id, "client_id": str(row.survivor_id)}
