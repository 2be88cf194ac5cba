"""The good rows are written, chunk by chunk: a chunk and the mark that it is done are one transaction, so that a
worker killed at any moment leaves each row either written and marked, or neither."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ExpressionWrapper, F, TextField

from dougong.audit.services import record as audit
from dougong.imports import errors
from dougong.imports.cleaning import Problem
from dougong.imports.models import ImportBatch, ImportProblem, ImportRow
from dougong.imports.policies import BATCH
from dougong.imports.rules import IMPORTABLE
from dougong.imports.services.base import hold, locked_batch, mark, queue, under_job
from dougong.imports.services.layout import Layout
from dougong.imports.services.ready import Kept, Opened, Opening, beside, load_tables
from dougong.imports.targets import Outcome, RowValues
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.bulk import fresh, insert_many
from dougong.kit.jobs import JobContext
from dougong.kit.models import Job, store_many
from dougong.kit.pace import Pace
from dougong.kit.stream import notify

TRIES = 3
CHUNK = 100


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
    layout = Layout(batch)
    require(actor, layout.target.resource, "import")
    # A failed job that is tried again goes on where it ended.
    ImportBatch.objects.filter(pk=batch_id, status="stopped", job_id=ctx.job_id).update(status="committing")
    total = batch.rows.filter(verdict__in=IMPORTABLE).count()
    done, pace = total - _waiting(batch).count(), Pace(CHUNK)
    rows = _Waiting(batch, pace)
    with beside(Opening, layout, total - done, commits=True) as other:
        load_tables()
        for _, opened in other.each(rows.steps()):
            done += _chunk(ctx, actor, layout, pace, rows.taken.pop(0), opened)
            ctx.progress(min(done, total), total + 1)
    with transaction.atomic():
        batch = ImportBatch.objects.locked(batch_id)
        if batch.job_id == ctx.job_id and batch.status == "committing":
            batch.status, batch.committed_at = "done", clock.now()
            batch.store("status", "committed_at")
            _put_on_record(actor, batch)
            notify(BATCH, batch_id)
    ctx.progress(total, total)
    return {"created": batch.created_count, "updated": batch.updated_count, "rejected": batch.rejected_count}


def _put_on_record(actor: Actor, batch: ImportBatch) -> None:
    counts = {"created": batch.created_count, "updated": batch.updated_count, "rejected": batch.rejected_count}
    audit(actor, "committed", BATCH, batch, after=counts)


class _Waiting:
    """The rows that wait, as many at a time as the pace wants; `taken` are those that were given out, not yet written."""

    def __init__(self, batch: ImportBatch, pace: Pace) -> None:
        self._batch, self._pace = batch, pace
        self._after = -1
        self.taken: list[list[ImportRow]] = []

    def steps(self) -> Iterator[list[Kept]]:
        """What preparing them asks for."""
        while rows := self._next():
            self.taken.append([row for row, _ in rows])
            yield [(row.sheet, row.number, sealed) for row, sealed in rows]

    def _next(self) -> list[tuple[ImportRow, str]]:
        waiting = _waiting(self._batch).filter(position__gt=self._after).order_by("position")
        sealed = ExpressionWrapper(F("content"), output_field=TextField())  # as it is stored: it is opened elsewhere
        found = list(waiting.annotate(sealed=sealed).values_list("position", "sealed", *_READ)[: self._pace.size])
        if found:
            self._after = found[-1][0]
        return [
            (fresh(ImportRow, batch_id=self._batch.pk, **dict(zip(_READ, row, strict=True))), text)
            for _, text, *row in found
        ]


def _chunk(
    ctx: JobContext, actor: Actor, layout: Layout, pace: Pace, rows: list[ImportRow], opened: list[Opened]
) -> int:
    """Commit these rows; how many. A record made by somebody else at this moment is met on the next try."""
    stood = [(row.verdict, row.object_id) for row in rows]
    for attempt in range(TRIES):
        try:
            with pace.measured():
                _one_chunk(ctx, actor, layout, rows, opened)
            return len(rows)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
            for row, (verdict, object_id) in zip(rows, stood, strict=True):
                row.verdict, row.object_id = verdict, object_id
    raise AssertionError("unreachable")


@transaction.atomic
def _one_chunk(ctx: JobContext, actor: Actor, layout: Layout, rows: list[ImportRow], opened: list[Opened]) -> None:
    """`rows` were read before: while the import is committing only its job changes them."""
    batch = layout.batch
    hold(batch.pk, "committing", ctx.job_id)
    outcomes = layout.target.commit_rows(actor, layout.run, _values(layout, rows, opened))
    before = [row.verdict for row in rows]
    for row, outcome in zip(rows, outcomes, strict=True):
        _mark(row, outcome)
    _mark_all(rows, before)
    _refuse(batch, {row.pk: o.problem for row, o in zip(rows, outcomes, strict=True) if o.problem is not None})
    words = [o.verdict for o in outcomes]
    ImportBatch.objects.filter(pk=batch.pk).update(
        created_count=F("created_count") + words.count("new"),
        updated_count=F("updated_count") + words.count("update"),
        rejected_count=F("rejected_count") + words.count("rejected"),
    )


def _mark_all(rows: list[ImportRow], before: list[str]) -> None:
    """The verdict is written only where it is another than before: it stands in an index."""
    other = [row for row, verdict in zip(rows, before, strict=True) if row.verdict != verdict]
    same = [row for row, verdict in zip(rows, before, strict=True) if row.verdict == verdict]
    mark(same, "pending", "state", "object_id", "undo")
    mark(other, "pending", "state", "verdict", "object_id", "undo")


def _refuse(batch: ImportBatch, why: dict[int, Problem]) -> None:
    rows = list(batch.rows.filter(pk__in=why).order_by("position")) if why else []
    for row in rows:
        row.content["problems"] = [why[row.pk].plain()]
    store_many(rows, "content")
    insert_many(
        [
            ImportProblem(batch_id=batch.pk, row_id=pk, field=p.field, code=p.code, severity="error")
            for pk, p in why.items()
        ]
    )


def _values(layout: Layout, rows: list[ImportRow], opened: list[Opened]) -> list[RowValues]:
    """With the record that each row means, also where rows between have since changed what it was known by."""
    keys = {row.key for row in rows if row.key and row.object_id is None and row.verdict == "update"}
    became: dict[str, uuid.UUID] = {}
    if keys:
        # Two questions, and the state looked at here: asked together they are answered by reading all rows of the import.
        names = ("position", "state", "key", "alias", "object_id")
        found = {
            row
            for by in ("key", "alias")
            for row in layout.batch.rows.filter(**{f"{by}__in": keys}).values_list(*names)
        }
        for _, state, key, alias, object_id in sorted(found, key=lambda row: row[0]):
            if state == "committed" and object_id is not None:
                became.setdefault(key, object_id)
                became.setdefault(alias, object_id)
    return [
        layout.reader.values_of(row.sheet, row.number, *told, row.object_id or became.get(row.key or "-"))
        for row, told in zip(rows, opened, strict=True)
    ]


def _mark(row: ImportRow, outcome: Outcome) -> None:
    row.verdict, row.object_id = outcome.verdict, outcome.object_id or row.object_id
    row.state = "refused" if outcome.verdict == "rejected" else "committed"
    row.undo = outcome.undo


_READ = ("id", "sheet", "number", "key", "verdict", "object_id")


def _waiting(batch: ImportBatch) -> Any:
    return batch.rows.filter(state="pending", verdict__in=IMPORTABLE)
