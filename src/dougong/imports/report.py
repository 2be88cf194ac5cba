"""The rows that were not imported, as a file like the one sent: the same columns, and why."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from dougong.imports.cleaning import shown_cell
from dougong.imports.models import ImportBatch, ImportRow
from dougong.kit.tabular import Column, write_csv
from dougong.kit.tabular.writing import escaped

REASON = {"zh": ("原行号", "原因"), "en": ("Row", "Reason")}


def left_rows(batch: ImportBatch) -> dict[int, list[ImportRow]]:
    """Rejected and unanswered rows, and those refused when they were written, by sheet."""
    by_sheet: dict[int, list[ImportRow]] = {}
    for row in batch.rows.filter(verdict__in=["rejected", "confirm"]).order_by("position").iterator(500):
        by_sheet.setdefault(row.sheet, []).append(row)
    return by_sheet


def rejected_file(batch: ImportBatch, file_format: str, language: str) -> tuple[bytes, str]:
    """(bytes, file name). XLSX keeps the sheets; CSV has one table, with the sheet's name where there are several."""
    by_sheet = left_rows(batch)
    sheets = [s for s in batch.sheets if s["index"] in by_sheet]
    stem = batch.filename.rpartition(".")[0] or batch.filename
    suffix = "not-imported" if language == "en" else "未导入"
    data = _xlsx(sheets, by_sheet, language) if file_format == "xlsx" else _csv(sheets, by_sheet, language)
    return data, f"{stem}-{suffix}.{file_format}"


def _line(sheet: dict[str, Any], row: ImportRow, language: str) -> list[Any]:
    """The row's cells, repairs that were typed included, then its number and the reasons."""
    raw = [*row.content["raw"], *[None] * len(sheet["headers"])][: len(sheet["headers"])]
    cells: list[Any] = [shown_cell(c) if isinstance(c, dict) else c for c in raw]
    for column, given in sheet["columns"].items():
        if given["field"] in row.content.get("edits", {}) and int(column) < len(cells):
            cells[int(column)] = row.content["edits"][given["field"]]
    key = "en" if language == "en" else "zh"
    sentences = (
        f"{_header(sheet, p['field'])}{': ' if key == 'en' else '：'}{p[key]}" for p in row.content["problems"]
    )
    return [*cells, row.number, " ".join(sentences)]


def _header(sheet: dict[str, Any], field: str) -> str:
    columns = (int(c) for c, given in sheet["columns"].items() if given["field"] == field)
    return next((sheet["headers"][c] for c in columns), field)


def _csv(sheets: list[dict[str, Any]], by_sheet: dict[int, list[ImportRow]], language: str) -> bytes:
    out = io.BytesIO()
    if len(sheets) == 1:
        heads = [*sheets[0]["headers"], *REASON[language]]
        write_csv(
            out, [Column(h) for h in heads], (_line(sheets[0], r, language) for r in by_sheet[sheets[0]["index"]])
        )
        return out.getvalue()
    names = list(dict.fromkeys(h for s in sheets for h in s["headers"]))
    first = "Sheet" if language == "en" else "工作表"
    rows = []
    for sheet in sheets:
        for row in by_sheet[sheet["index"]]:
            line = _line(sheet, row, language)
            held = dict(zip(sheet["headers"], line, strict=False))
            rows.append([sheet["name"], *[held.get(n) for n in names], *line[-2:]])
    write_csv(out, [Column(h) for h in (first, *names, *REASON[language])], rows)
    return out.getvalue()


def _xlsx(sheets: list[dict[str, Any]], by_sheet: dict[int, list[ImportRow]], language: str) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    for sheet in sheets or [{"index": -1, "name": "Sheet1", "headers": [], "columns": {}}]:
        page = book.add_worksheet("".join("_" if ch in "[]:*?/\\" else ch for ch in sheet["name"])[:31])
        page.set_column(0, len(sheet["headers"]) + 1, 18)
        for column, head in enumerate([*sheet["headers"], *REASON[language]]):
            page.write_string(0, column, escaped(head), bold)
        for place, row in enumerate(by_sheet.get(sheet["index"], []), start=1):
            for column, cell in enumerate(_line(sheet, row, language)):
                if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 10**15:
                    page.write_number(place, column, cell)
                elif cell is not None:
                    page.write_string(place, column, escaped(str(cell))[:32_767], text)
        page.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
