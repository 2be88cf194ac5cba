"""Spreadsheets made on the spot, and an import taken through its steps."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from dougong.imports import services
from dougong.imports.models import ImportBatch, ImportRow
from dougong.kit.actor import Actor
from dougong.kit.formats import check_character
from dougong.kit.jobs import run_due

HEADERS = ("客户名称", "统一社会信用代码", "联系人", "联系电话", "邮箱", "首次合作日期")


def code(n: int) -> str:
    """A right 统一社会信用代码, another for each number."""
    body = f"91320594{n:09d}"
    return body + check_character(body)


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets:
        page = book.add_worksheet(name)
        for r, row in enumerate(rows):
            page.write_row(r, 0, row)
    book.close()
    return out.getvalue()


def table(*rows: Sequence[object], headers: Sequence[str] = HEADERS) -> bytes:
    return workbook(("客户台账", [headers, *rows]))


def text(*rows: Sequence[object], headers: Sequence[str] = HEADERS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headers, *rows])
    return out.getvalue().encode()


def checked(actor: Actor, data: bytes, filename: str = "客户.xlsx") -> ImportBatch:
    """Uploaded and checked."""
    batch = services.upload(actor, target="clients", filename=filename, data=data)
    services.start_check(actor, batch_id=batch.pk)
    run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def committed(actor: Actor, data: bytes, filename: str = "客户.xlsx") -> ImportBatch:
    batch = checked(actor, data, filename)
    services.start_commit(actor, batch_id=batch.pk)
    run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def undone(actor: Actor, batch: ImportBatch) -> ImportBatch:
    services.start_undo(actor, batch_id=batch.pk)
    run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def verdicts(batch: ImportBatch) -> list[str]:
    return list(batch.rows.order_by("position").values_list("verdict", flat=True))


def row_at(batch: ImportBatch, number: int) -> ImportRow:
    return batch.rows.get(number=number)
