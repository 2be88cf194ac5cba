"""A file comes in: its tables found, its columns understood as far as they can be."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.files import storage
from dougong.files.models import Blob
from dougong.files.rules import safe_name
from dougong.imports import errors
from dougong.imports.cleaning import stored_cell
from dougong.imports.detect import Table, detect_tables, rows_of, table_at
from dougong.imports.mapping import header_unit, suggest
from dougong.imports.models import ImportBatch
from dougong.imports.policies import BATCH
from dougong.imports.rules import UNFINISHED, fingerprint, own_columns
from dougong.imports.services.base import locked_batch, target_of
from dougong.imports.services.mappings import remember, remembered
from dougong.imports.targets import ImportTarget
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound, NotSignedIn
from dougong.kit.stream import notify
from dougong.kit.tabular import Workbook, read_workbook

HEAD_ROWS = 12
SpreadsheetType = "application/vnd.dougong.spreadsheet"


def upload(actor: Actor, *, target: str, filename: str, data: bytes) -> ImportBatch:
    """Read a spreadsheet and remember where its tables are. Raises TabularError for what is none, NoTable for one without.

    Of the same bytes a person has one unfinished import: sent again they answer it.
    """
    wanted = target_of(target)
    require(actor, BATCH, "create")
    require(actor, wanted.resource, "import")
    if actor.id is None:
        raise NotSignedIn()
    name = safe_name(filename)
    workbook = read_workbook(data, name)
    sheets = [_sheet(wanted, workbook, t) for t in _tables(workbook)]
    if not sheets:
        raise errors.NoTable(field="file", name=name)
    blob = storage.keep(data, name, content_type=SpreadsheetType)
    notices = [{"code": n.code, "zh": n.sentence("zh"), "en": n.sentence("en")} for n in workbook.warnings]
    with transaction.atomic():
        Blob.objects.select_for_update().get(pk=blob.pk)  # of two sent at once the second waits for the first
        begun = _begun(actor, target, blob)
        if begun is not None:
            return begun
        batch: ImportBatch = ImportBatch.objects.create(
            target=target, filename=name, blob=blob, kind=workbook.kind, owner_id=actor.id, created_by_id=actor.id,
            sheets=sheets, notices=notices,
        )  # fmt: skip
        audit(actor, "upload", BATCH, batch, after={"filename": name, "target": target, "size": blob.size})
        notify(BATCH, batch.pk)
    return batch


def _begun(actor: Actor, target: str, blob: Blob) -> ImportBatch | None:
    mine = ImportBatch.objects.filter(owner_id=actor.id, target=target, blob=blob, archived_at__isnull=True)
    found: ImportBatch | None = mine.filter(status__in=UNFINISHED).order_by("-created_at").first()
    return found


def _tables(workbook: Workbook) -> list[Table]:
    """Where no header is recognised the first filled row is taken for it, until the user says otherwise."""
    found = {t.sheet_index: t for t in detect_tables(workbook)}
    for index, sheet in enumerate(workbook.sheets):
        first = next((i for i, row in enumerate(sheet.rows, 1) if any(c is not None for c in row)), None)
        if index not in found and first is not None and sheet.width >= 2:
            table = table_at(sheet, index, first)
            if table is not None:
                found[index] = table
    return [found[index] for index in sorted(found)]


def read_again(batch: ImportBatch) -> Workbook:
    path = storage.path_of(batch.blob_id)
    if not path.is_file():
        from dougong.files.errors import FileMissing

        raise FileMissing()
    return read_workbook(path.read_bytes(), batch.filename)


@transaction.atomic
def set_header(actor: Actor, *, batch_id: uuid.UUID, version: int, sheet: int, row: int) -> ImportBatch:
    """The user says which row the header is (0: the sheet has none)."""
    batch = locked_batch(actor, batch_id, "mapping", "review", version=version)
    workbook = read_again(batch)
    if not 0 <= sheet < len(workbook.sheets):
        raise NotFound()
    table = table_at(workbook.sheets[sheet], sheet, row)
    if table is None:
        raise errors.NoTable(field="row", name=workbook.sheets[sheet].name)
    fresh = _sheet(target_of(batch.target), workbook, table)
    fresh["included"] = True
    batch.sheets = [fresh if s["index"] == sheet else s for s in batch.sheets]
    return _changed(batch)


@transaction.atomic
def set_columns(actor: Actor, *, batch_id: uuid.UUID, version: int, sheets: list[dict[str, Any]]) -> ImportBatch:
    """Which sheets take part and what their columns mean; remembered for the next file with the same headers."""
    batch = locked_batch(actor, batch_id, "mapping", "review", version=version)
    target = target_of(batch.target)
    wanted = {s["index"]: s for s in sheets}
    for sheet in batch.sheets:
        given = wanted.get(sheet["index"])
        if given is None:
            continue
        sheet["included"] = given["included"]
        sheet["columns"] = _columns(target, sheet, given["columns"], given.get("orders", {}))
        if sheet["included"]:
            _check_columns(target, sheet)
            remember(actor, batch, sheet)
    if not any(s["included"] for s in batch.sheets):
        raise errors.NoSheetChosen(field="sheets")
    return _changed(batch)


@transaction.atomic
def set_options(actor: Actor, *, batch_id: uuid.UUID, options: dict[str, Any]) -> ImportBatch:
    """What holds for all rows, such as the owner of those that name none; the target reads it when it commits."""
    batch = locked_batch(actor, batch_id, "mapping", "review", "stopped")
    batch.options = {**batch.options, **options}
    batch.store("options")
    notify(BATCH, batch.pk)
    return batch


@transaction.atomic
def archive(actor: Actor, *, batch_id: uuid.UUID) -> ImportBatch:
    return _set_archived(actor, batch_id, True)


@transaction.atomic
def restore(actor: Actor, *, batch_id: uuid.UUID) -> ImportBatch:
    return _set_archived(actor, batch_id, False)


def _set_archived(actor: Actor, batch_id: uuid.UUID, archived: bool) -> ImportBatch:
    batch = locked_batch(actor, batch_id, "mapping", "review", "done", "stopped", "undone")
    if (batch.archived_at is not None) != archived:
        batch.archived_at = clock.now() if archived else None
        batch.store("archived_at")
        audit(actor, "archive" if archived else "restore", BATCH, batch)
        notify(BATCH, batch.pk)
    return batch


def _changed(batch: ImportBatch) -> ImportBatch:
    """Columns changed: what was checked before does not hold any more; the next check forgets its rows."""
    batch.status, batch.total, batch.cleaned, batch.samples = "mapping", 0, {}, {}
    batch.store("sheets", "status", "total", "cleaned", "samples")
    notify(BATCH, batch.pk)
    return batch


def _sheet(target: ImportTarget, workbook: Workbook, table: Table) -> dict[str, Any]:
    """What is remembered of a sheet: its headers, the suggestion for each column, the first rows to look at."""
    sheet = workbook.sheets[table.sheet_index]
    headers = list(table.headers)
    print_ = fingerprint(headers)
    memory = remembered(target.code, print_)
    samples = [row for _, row in rows_of(sheet, table)]
    fields = target.all_fields()
    ours = own_columns(headers)  # of a file of rejected rows that comes back: they mean nothing here
    found = suggest(headers[: len(headers) - ours], samples, fields)
    columns: dict[str, Any] = {
        str(s.column): {"field": s.field, "confidence": s.confidence, "why": s.why, "unit": s.unit} for s in found
    }
    if memory is not None:
        columns = {
            c: {"confidence": 1.0, "why": "remembered", **given}
            for c, given in memory.columns.items()
            if given["field"] in {f.key for f in fields} and int(c) < len(headers) - ours
        }
    used = {c["field"] for c in columns.values()}
    required = {f.key for f in fields if f.required}
    return {
        "index": table.sheet_index,
        "name": table.sheet,
        "visible": table.visible,
        "from_1904": workbook.from_1904,
        "included": table.visible and required <= used,
        "header_rows": list(table.header_rows),
        "headers": headers,
        "row_count": len(table.data_rows),
        "left_out": [{"row": x.row, "kind": x.kind, "text": x.text} for x in table.left_out[:50]],
        "blank_rows": table.blank_rows,
        "columns": columns,
        "remembered": memory is not None,
        "mapping": memory.name if memory else "",
        "fingerprint": print_,
        "head": [[stored_cell(c) for c in row] for row in sheet.rows[:HEAD_ROWS]],
        "samples": [_samples(samples, c) for c in range(len(headers))],
    }


def _samples(rows: list[list[Any]], column: int) -> list[Any]:
    """The first three different filled cells."""
    found: list[Any] = []
    for row in rows[:200]:
        cell = stored_cell(row[column])
        if cell is not None and cell not in found:
            found.append(cell)
        if len(found) == 3:
            break
    return found


def _columns(
    target: ImportTarget, sheet: dict[str, Any], given: dict[str, str], orders: dict[str, str]
) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    known = {f.key: f for f in target.all_fields()}
    for column, key in given.items():
        found = known.get(key)
        if found is None or not column.isdigit() or int(column) >= len(sheet["headers"]):
            continue
        old = sheet["columns"].get(column, {})
        kept = old if old.get("field") == key else {"confidence": 1.0, "why": "chosen"}
        unit = header_unit(sheet["headers"][int(column)]) if found.kind == "amount" else None
        columns[column] = {**kept, "field": key, "unit": unit, "order": orders.get(column) or None}
    return columns


def _check_columns(target: ImportTarget, sheet: dict[str, Any]) -> None:
    used = [c["field"] for c in sheet["columns"].values()]
    for found in target.all_fields():
        if used.count(found.key) > 1:
            raise errors.FieldTwice(field="columns", sheet=sheet["name"], column=found.zh)
        if found.required and found.key not in used:
            raise errors.NothingMapped(field="columns", sheet=sheet["name"], column=found.zh)
