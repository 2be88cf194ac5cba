"""Rows are parsed, tidied and judged; nothing of the records is written."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from dougong.imports import rules
from dougong.imports.cleaning import stored_cell
from dougong.imports.detect import rows_of, table_at
from dougong.imports.models import ImportBatch, ImportProblem, ImportRow
from dougong.imports.policies import BATCH
from dougong.imports.services.base import locked_batch, target_of, under_job
from dougong.imports.services.intake import _check_columns, read_again
from dougong.imports.services.layout import Layout
from dougong.imports.services.ready import Cleaned, Cleaning, Found, beside
from dougong.imports.tidying import CODES, Tally
from dougong.kit.actor import Actor
from dougong.kit.bulk import fresh, insert_many
from dougong.kit.formats import infer_date_order
from dougong.kit.jobs import JobContext, enqueue
from dougong.kit.models import Job
from dougong.kit.pace import Pace
from dougong.kit.stream import notify
from dougong.kit.tabular import Workbook

CHUNK = 120
CLEARED = 1000
REPAIRS = ("edits", "answers", "skip")


@transaction.atomic
def start_check(actor: Actor, *, batch_id: uuid.UUID) -> Job:
    return _start(locked_batch(actor, batch_id, "mapping", "review"), actor)


@transaction.atomic
def set_rules(actor: Actor, *, batch_id: uuid.UUID, off: list[str]) -> Job:
    """Which cleaning rules are switched off; the rows are checked again by the others, what was mended stays mended."""
    batch = locked_batch(actor, batch_id, "mapping", "review")
    batch.options = {**batch.options, "rules_off": sorted(set(off) & CODES)}
    batch.store("options")
    return _start(batch, actor)


def _start(batch: ImportBatch, actor: Actor) -> Job:
    for sheet in batch.sheets:
        if sheet["included"]:
            _check_columns(target_of(batch.target), sheet)
    total = sum(s["row_count"] for s in batch.sheets if s["included"])
    job = enqueue("imports.check", actor=actor, title=batch.filename, total=total, batch_id=batch.pk)
    batch.status, batch.job_id, batch.total = "checking", job.pk, total
    batch.store("status", "job_id", "total")
    notify(BATCH, batch.pk)
    return job


def run_check(ctx: JobContext, batch_id: uuid.UUID) -> dict[str, Any]:
    """From the first row on, whatever an earlier try has left."""
    return under_job(ctx, batch_id, "checking", lambda: _check(ctx, batch_id))


def _check(ctx: JobContext, batch_id: uuid.UUID) -> dict[str, Any]:
    actor = ctx.actor()
    batch: ImportBatch = ImportBatch.objects.get(pk=batch_id)
    _clear(ctx, batch)
    workbook = read_again(batch)
    _orders(batch, workbook)
    layout, seen, tally = Layout(batch), set[str](), Tally()
    done, pace = 0, Pace(CHUNK, most=200)
    rows = _rows(batch, workbook)
    del workbook
    with beside(Cleaning, layout, batch.total, commits=False) as other:
        for found, cleaned in other.each(iter(lambda: list(islice(rows, pace.size)) or None, None)):
            tally = cleaned.tally
            _store(actor, layout, done, found, cleaned, seen, pace)
            done += len(found)
            ctx.progress(done, max(batch.total, done + 1))
    with transaction.atomic():
        mine = ImportBatch.objects.filter(pk=batch_id, status="checking", job_id=ctx.job_id)
        mine.update(status="review", total=done, cleaned=dict(tally.counts), samples=tally.samples, carried={})
        notify(BATCH, batch_id)
    ctx.progress(done, done)
    return {"rows": done}


def _store(
    actor: Actor, layout: Layout, done: int, found: list[Found], cleaned: Cleaned, seen: set[str], pace: Pace
) -> None:
    """Judge the next rows and keep them; `done` are those before."""
    rows: list[ImportRow] = [
        fresh(
            ImportRow, batch_id=layout.batch.pk, position=position, sheet=sheet, number=number, content=content,
            touched=not content.keys().isdisjoint(REPAIRS),
        )
        for position, (sheet, number, content) in enumerate(found, done)
    ]  # fmt: skip
    as_sealed = _judge(actor, layout, rows, cleaned, seen)
    counted = [problems_of(row) for row in rows]
    for row, (_, _, sealed, _) in zip(rows, cleaned.rows, strict=True):
        if id(row) in as_sealed:
            row.content = sealed
    with pace.measured(), transaction.atomic():
        insert_many(rows)
        for row, problems in zip(rows, counted, strict=True):
            for problem in problems:
                problem.row_id = row.pk
        insert_many([problem for problems in counted for problem in problems])


def _clear(ctx: JobContext, batch: ImportBatch) -> None:
    """Forget the rows of an earlier check, a few at a time; first put aside what people did to them."""
    touched = batch.rows.filter(touched=True).order_by("position")
    carried = {f"{row.sheet}:{row.number}": _repairs(row.content) for row in touched.iterator(500)}
    if carried:
        batch.carried = {**batch.carried, **carried}
        ImportBatch.objects.filter(pk=batch.pk).update(carried=batch.carried)
    pace = Pace(CLEARED, most=5 * CLEARED)
    while ids := list(batch.rows.order_by("pk").values_list("pk", flat=True)[: pace.size]):
        with pace.measured(), transaction.atomic():
            ImportProblem.objects.filter(batch=batch, row_id__gte=ids[0], row_id__lte=ids[-1]).delete()
            batch.rows.filter(pk__gte=ids[0], pk__lte=ids[-1])._raw_delete(batch.rows.db)
        ctx.checkpoint()


def _repairs(content: dict[str, Any]) -> dict[str, Any]:
    return {key: content[key] for key in REPAIRS if content.get(key)}


def _orders(batch: ImportBatch, workbook: Workbook) -> None:
    """The order of day and month that a whole column proves; kept with the column for later repairs."""
    target = target_of(batch.target)
    dates = {f.key for f in target.all_fields() if f.kind == "date"}
    for sheet in batch.sheets:
        for column, given in sheet["columns"].items():
            if given["field"] not in dates or given.get("order"):
                continue
            cells = [row[int(column)] for row in workbook.sheets[sheet["index"]].rows if int(column) < len(row)]
            given["proven"] = infer_date_order(cells).order
    ImportBatch.objects.filter(pk=batch.pk).update(sheets=batch.sheets)


def _rows(batch: ImportBatch, workbook: Workbook) -> Iterator[Found]:
    for sheet in batch.sheets:
        if not sheet["included"]:
            continue
        source = workbook.sheets[sheet["index"]]
        table = table_at(source, sheet["index"], sheet["header_rows"][0] if sheet["header_rows"] else 0)
        for number, cells in rows_of(source, table) if table else ():
            source.rows[number - 1] = []  # read for the last time: the memory goes back as the work goes on
            content = {"raw": [c if c is None or c.__class__ is str else stored_cell(c) for c in cells]}
            carried = batch.carried.get(f"{sheet['index']}:{number}")
            yield sheet["index"], number, {**content, **carried} if carried else content


def judge(actor: Actor, layout: Layout, rows: list[ImportRow], seen: set[str]) -> None:
    """Set values, problems, verdict, key and record of each row. `seen` are the keys of importable earlier rows."""
    with beside(Cleaning, layout, len(rows), commits=False) as here:
        found = [(row.sheet, row.number, row.content) for row in rows]
        for _, cleaned in here.each(iter([found])):
            _judge(actor, layout, rows, cleaned, seen)


def _judge(actor: Actor, layout: Layout, rows: list[ImportRow], cleaned: Cleaned, seen: set[str]) -> set[int]:
    """As `judge`, of rows that are cleaned; which of them (by id()) hold no more than was sealed with them."""
    asked, as_sealed = [], set[int]()
    for row, (values, problems, _, ready) in zip(rows, cleaned.rows, strict=True):
        row.content["values"], row.content["problems"] = values, problems
        answers = row.content.get("answers", {})
        asked.append(layout.reader.values_of(row.sheet, row.number, values, answers, ready))
    for row, judged in zip(rows, layout.target.check_rows(actor, asked), strict=True):
        problems = row.content["problems"]
        blocked = {p["field"] for p in problems}
        more = [p.plain() for p in judged.problems if p.field not in blocked]
        if more:
            row.content["problems"] = [*problems, *more]
        else:
            as_sealed.add(id(row))
        row.key, row.alias, row.object_id = judged.key, judged.alias, judged.object_id
        row.verdict = rules.verdict(
            skipped=bool(row.content.get("skip")),
            severities=(p["severity"] for p in row.content["problems"]),
            judged=judged.verdict,
            seen=bool(row.key) and row.key in seen,
        )
        if row.verdict in (*rules.IMPORTABLE, "unchanged"):
            seen |= {row.key, row.alias} - {""}
    return as_sealed


def problems_of(row: ImportRow) -> list[ImportProblem]:
    """For counting: what the row waits for; of one that is imported what is only noted."""
    waits = row.verdict in ("rejected", "confirm")
    if not waits and row.verdict not in rules.IMPORTABLE:
        return []
    return [
        ImportProblem(batch_id=row.batch_id, row_id=row.pk, field=p["field"], code=p["code"], severity=p["severity"])
        for p in row.content["problems"]
        if (p["severity"] == "note") != waits
    ]
