"""The rows that were not imported, as a file like the one sent: the same sheets, lines above the header and columns, and why.
Mended, it is sent again: the two columns that were added are known and left out."""

from __future__ import annotations

from typing import Any

from dougong.files.errors import FileMissing
from dougong.imports.cleaning import shown_cell
from dougong.imports.detect import table_at
from dougong.imports.models import ImportBatch, ImportRow
from dougong.imports.rules import REASON
from dougong.imports.services.intake import read_again
from dougong.kit.tabular import Sheet, Workbook
from dougong.kit.tabular.like import Page, write_like
from dougong.kit.tabular.model import Cell

#: An old binary workbook comes back in the form that every program reading the old one reads.
WRITTEN = {"xlsx": "xlsx", "xls": "xlsx", "ods": "ods", "csv": "csv"}


def left_rows(batch: ImportBatch) -> dict[int, list[ImportRow]]:
    """Rejected and unanswered rows, and those refused when they were written, by sheet."""
    by_sheet: dict[int, list[ImportRow]] = {}
    for row in batch.rows.filter(verdict__in=["rejected", "confirm"]).order_by("position").iterator(500):
        by_sheet.setdefault(row.sheet, []).append(row)
    return by_sheet


def rejected_file(batch: ImportBatch, file_format: str, language: str) -> tuple[bytes, str]:
    """(bytes, file name). `file_format` is xlsx, csv, or "" for that of the file sent; several sheets need a workbook."""
    by_sheet = left_rows(batch)
    book = _sent(batch)
    kind = WRITTEN.get(file_format or batch.kind, "xlsx")
    sheets = [s for s in batch.sheets if s["index"] in by_sheet]
    pages = [_page(sheet, by_sheet[sheet["index"]], book, language) for sheet in sheets] or [Page("Sheet1", [], [])]
    data = _flat(pages, language) if kind == "csv" and len(pages) > 1 else _written(kind, pages, book)
    stem, _, ending = batch.filename.rpartition(".")
    suffix = "not-imported" if language == "en" else "未导入"
    same = kind == "csv" and batch.kind == "csv" and ending.lower() in ("tsv", "txt")
    return data, f"{stem or batch.filename}-{suffix}.{ending if same else kind}"


def _sent(batch: ImportBatch) -> Workbook | None:
    """The file as it was sent; None when it is kept no longer."""
    try:
        return read_again(batch)
    except FileMissing:
        return None


def _written(kind: str, pages: list[Page], book: Workbook | None) -> bytes:
    text = book if book is not None and book.kind == "csv" else None
    encoding, delimiter = (text.encoding, text.delimiter) if text else (None, None)
    return write_like(kind, pages, encoding=encoding, delimiter=delimiter)


def _page(sheet: dict[str, Any], rows: list[ImportRow], book: Workbook | None, language: str) -> Page:
    source = book.sheets[sheet["index"]] if book is not None else None
    width = len(sheet["headers"])
    head, merged = _head(sheet, source)
    head = [[*line[:width], *[None] * (width - len(line))] for line in head]
    if head:
        head = [*[[*line, None, None] for line in head[:-1]], [*head[-1], *REASON[language]]]
    return Page(sheet["name"], head, [_line(sheet, row, source, language) for row in rows], merged)


def _head(sheet: dict[str, Any], source: Sheet | None) -> tuple[list[list[Cell]], list[tuple[int, int, int, int]]]:
    """The file's own lines down to its header, with their merged cells."""
    rows = sheet["header_rows"]
    if source is None or not rows:
        return [list(sheet["headers"])], []
    table = table_at(source, sheet["index"], rows[0])
    last = (table.header_rows if table else rows)[-1]
    merged = [span for span in source.merged if span[2] < last and span[3] < len(sheet["headers"])]
    return [list(line) for line in source.rows[:last]], merged


def _line(sheet: dict[str, Any], row: ImportRow, source: Sheet | None, language: str) -> list[Any]:
    """The row's cells, repairs that were typed included, then its number and the reasons."""
    width = len(sheet["headers"])
    raw = source.rows[row.number - 1] if source is not None else row.content["raw"]
    cells: list[Any] = [shown_cell(c) if isinstance(c, dict) else c for c in [*raw, *[None] * width][:width]]
    for column, given in sheet["columns"].items():
        if given["field"] in row.content.get("edits", {}) and int(column) < width:
            cells[int(column)] = row.content["edits"][given["field"]]
    key, colon = ("en", ": ") if language == "en" else ("zh", "：")
    return [
        *cells,
        row.number,
        " ".join(f"{_header(sheet, p['field'])}{colon}{p[key]}" for p in row.content["problems"] if p["severity"] != "note"),
    ]


def _header(sheet: dict[str, Any], field: str) -> str:
    columns = (int(c) for c, given in sheet["columns"].items() if given["field"] == field)
    return next((sheet["headers"][c] for c in columns), field)


def _flat(pages: list[Page], language: str) -> bytes:
    """Several sheets in one table: the sheet's name first, then the columns of all."""
    added = len(REASON[language])
    names = list(dict.fromkeys(str(h) for page in pages for h in page.head[-1][:-added]))
    rows = []
    for page in pages:
        heads = [str(h) for h in page.head[-1][:-added]]
        for line in page.rows:
            held = dict(zip(heads, line, strict=False))
            rows.append([page.name, *[held.get(n) for n in names], *line[-added:]])
    head: list[Cell] = ["Sheet" if language == "en" else "工作表", *names, *REASON[language]]
    return write_like("csv", [Page("", [head], rows)])
