"""Rows are parsed, tidied and judged; nothing of the records is written."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from dougong.imports import rules
from dougong.imports.cleaning import How, clean_cell, stored_cell
from dougong.imports.detect import rows_of, table_at
from dougong.imports.models import ImportBatch, ImportProblem, ImportRow
from dougong.imports.policies import BATCH
from dougong.imports.services.base import CHUNK, locked_batch, target_of, under_job
from dougong.imports.services.intake import _check_columns, read_again
from dougong.imports.targets import ImportTarget, RowValues
from dougong.kit.actor import Actor
from dougong.kit.formats import infer_date_order
from dougong.kit.jobs import JobContext, enqueue
from dougong.kit.models import Job
from dougong.kit.stream import notify
from dougong.kit.tabular import Workbook


@transaction.atomic
def start_check(actor: Actor, *, batch_id: uuid.UUID) -> Job:
    batch = locked_batch(actor, batch_id, "mapping", "review")
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
    target = target_of(batch.target)
    workbook = read_again(batch)
    _orders(batch, workbook)
    batch.rows.all().delete()
    seen: set[str] = set()
    cleaned: Counter[str] = Counter()
    done = 0
    rows = _rows(batch, workbook)
    while chunk := list(islice(rows, CHUNK)):
        with transaction.atomic():
            judge(actor, batch, target, chunk, seen, cleaned)
            ImportRow.objects.bulk_create(chunk)
            ImportProblem.objects.bulk_create([p for row in chunk for p in problems_of(row)])
        done += len(chunk)
        ctx.progress(done, max(batch.total, done + 1))
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch_id, status="checking", job_id=ctx.job_id).update(
            status="review", total=done, cleaned=dict(cleaned)
        )
        notify(BATCH, batch_id)
    ctx.progress(done, done)
    return {"rows": done}


def _orders(batch: ImportBatch, workbook: Workbook) -> None:
    """The order of day and month that a whole column proves; kept with the column for later repairs."""
    target = target_of(batch.target)
    for sheet in batch.sheets:
        for column, given in sheet["columns"].items():
            found = target.field(given["field"])
            if found is None or found.kind != "date" or given.get("order"):
                continue
            cells = [row[int(column)] for row in workbook.sheets[sheet["index"]].rows if int(column) < len(row)]
            given["proven"] = infer_date_order(cells).order
    ImportBatch.objects.filter(pk=batch.pk).update(sheets=batch.sheets)


def _rows(batch: ImportBatch, workbook: Workbook) -> Iterator[ImportRow]:
    position = 0
    for sheet in batch.sheets:
        if not sheet["included"]:
            continue
        source = workbook.sheets[sheet["index"]]
        table = table_at(source, sheet["index"], sheet["header_rows"][0] if sheet["header_rows"] else 0)
        for number, cells in rows_of(source, table) if table else ():
            content = {"raw": [stored_cell(c) for c in cells]}
            yield ImportRow(batch=batch, position=position, sheet=sheet["index"], number=number, content=content)
            position += 1


def judge(
    actor: Actor,
    batch: ImportBatch,
    target: ImportTarget,
    rows: list[ImportRow],
    seen: set[str],
    cleaned: Counter[str] | None = None,
) -> None:
    """Set values, problems, verdict, key and record of each row. `seen` are the keys of importable earlier rows."""
    sheets = {s["index"]: s for s in batch.sheets}
    for row in rows:
        _clean(target, sheets[row.sheet], row, cleaned if cleaned is not None else Counter())
    verdicts = target.check_rows(actor, [values_of(batch, row) for row in rows])
    for row, judged in zip(rows, verdicts, strict=True):
        blocked = {p["field"] for p in row.content["problems"]}
        row.content["problems"] += [p.plain() for p in judged.problems if p.field not in blocked]
        row.key, row.alias, row.object_id = judged.key, judged.alias, judged.object_id
        row.verdict = rules.verdict(
            skipped=bool(row.content.get("skip")),
            severities=(p["severity"] for p in row.content["problems"]),
            judged=judged.verdict,
            seen=bool(row.key) and row.key in seen,
        )
        if row.verdict in (*rules.IMPORTABLE, "unchanged"):
            seen |= {row.key, row.alias} - {""}


def _clean(target: ImportTarget, sheet: dict[str, Any], row: ImportRow, cleaned: Counter[str]) -> None:
    content = row.content
    edits: dict[str, str] = content.get("edits", {})
    values: dict[str, Any] = {}
    problems: list[dict[str, Any]] = []
    places = {given["field"]: (int(column), given) for column, given in sheet["columns"].items()}
    for found in target.fields:
        column, given = places.get(found.key, (-1, {}))
        if column < 0 and found.key not in edits:
            continue
        cell = edits[found.key] if found.key in edits else _at(content["raw"], column)
        how = How(given.get("unit") or "元", given.get("order") or given.get("proven"))
        if found.key in edits:
            how = How("元", how.order)
        result = clean_cell(found, cell, how)
        if result.tidied:
            cleaned[f"{result.tidied}"] += 1
        if result.value is not None:
            values[found.key] = result.value
            values.update(result.more)
        if result.problem is not None:
            problems.append(result.problem.plain())
        elif found.required and result.value is None:
            problems.append(_missing(found.key, found.zh, found.en))
    content["values"], content["problems"] = values, problems


def _missing(key: str, zh: str, en: str) -> dict[str, Any]:
    return {
        "field": key,
        "code": "required",
        "severity": "error",
        "zh": f"{zh}必填，这一格是空的。",
        "en": f"{en} is required and this cell is empty.",
        "offers": [],
    }


def _at(raw: list[Any], column: int) -> Any:
    return raw[column] if column < len(raw) else None


def values_of(batch: ImportBatch, row: ImportRow) -> RowValues:
    name = next((s["name"] for s in batch.sheets if s["index"] == row.sheet), "")
    return RowValues(row.number, name, row.content["values"], row.content.get("answers", {}))


def problems_of(row: ImportRow) -> list[ImportProblem]:
    """For counting: only while the row waits for somebody."""
    if row.verdict not in ("rejected", "confirm"):
        return []
    return [
        ImportProblem(batch_id=row.batch_id, row=row, field=p["field"], code=p["code"], severity=p["severity"])
        for p in row.content["problems"]
    ]
