"""Reading spreadsheets: XLSX, XLS, ODS, CSV, TSV into plain cells, whatever the file calls itself."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from dataclasses import replace

import python_calamine as calamine

from dougong.kit.tabular import legacy
from dougong.kit.tabular.archive import repack, unpack
from dougong.kit.tabular.errors import (
    BinaryWorkbook,
    DamagedFile,
    EmptyFile,
    EncryptedWorkbook,
    FileTooLarge,
    NotASpreadsheet,
    TooManyCells,
    TooManyColumns,
    TooManyRows,
    TooManySheets,
    WebPage,
)
from dougong.kit.tabular.extents import Extent, ods_extents, xlsx_extent
from dougong.kit.tabular.model import Cell, CellError, Limits, Notice, Sheet, Workbook, cell_name
from dougong.kit.tabular.parts import worksheet_parts
from dougong.kit.tabular.text import decode, split

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
)
_ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_EXACT = 10**15
_SINCE_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")


def read_workbook(data: bytes, filename: str, *, limits: Limits | None = None) -> Workbook:
    """The sheets of `data`, judged by its content; `filename` only breaks the tie between text formats.

    Row `i + 1` of the file is `rows[i]`, blank rows included. Formulas give their stored value. Errors: the
    classes of `dougong.kit.tabular.errors`, all `TabularError`."""
    limits = limits or Limits()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile
    if len(data) > limits.file_bytes:
        raise FileTooLarge(size_mb=_megabytes(len(data)), limit_mb=limits.file_bytes // 1024 // 1024)
    if data.startswith(b"PK\x03\x04"):
        workbook = _read_zip(data, limits)
    elif data.startswith(_OLE):
        workbook = _read_ole(data, limits)
    else:
        workbook = _read_text(data, filename, limits)
    if not any(sheet.rows for sheet in workbook.sheets):
        raise EmptyFile
    return workbook


def _megabytes(size: int) -> int:
    return math.ceil(size / 1024 / 1024)


def _read_zip(data: bytes, limits: Limits) -> Workbook:
    parts = unpack(data, limits)
    names = set(parts)
    if "xl/workbook.xml" in names:
        extents = dict(worksheet_parts(parts, lambda xml: xlsx_extent(xml, cells=limits.cells)))
        book = _from_calamine(repack(parts), "xlsx", extents, limits)
        return replace(book, from_1904=bool(_SINCE_1904.search(parts["xl/workbook.xml"])))
    if b"opendocument.spreadsheet" in parts.get("mimetype", b""):
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise EncryptedWorkbook
        extents = dict(ods_extents(parts.get("content.xml", b"")))
        return _from_calamine(repack(parts), "ods", extents, limits)
    if "xl/_rels/workbook.bin.rels" in names:
        raise BinaryWorkbook
    kinds = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}
    found = next((kind for part, kind in kinds.items() if part in names), "ZIP")
    raise NotASpreadsheet(kind=found)


def _read_ole(data: bytes, limits: Limits) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedWorkbook
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise NotASpreadsheet(kind="Office 97")
    notices: list[Notice] = []
    sheets = [
        _sheet(name, raw, visible, merged, Extent(len(raw), len(raw[0]) if raw else 0), notices, limits)
        for name, raw, visible, merged in legacy.read_xls(data)
    ]
    return Workbook("xls", sheets, warnings=notices, from_1904=legacy.from_1904(data))


def _from_calamine(data: bytes, kind: str, extents: dict[str, Extent], limits: Limits) -> Workbook:
    if len(extents) > limits.sheets:
        raise TooManySheets(sheets=len(extents), limit=limits.sheets)
    for name, extent in extents.items():
        _check_extent(name, extent, limits)
    notices: list[Notice] = []
    sheets: list[Sheet] = []
    try:
        with calamine.CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            for meta in book.sheets_metadata:
                if meta.typ != calamine.SheetTypeEnum.WorkSheet or meta.name not in extents:
                    continue
                found = book.get_sheet_by_name(meta.name)
                merged = [(a[0], a[1], b[0], b[1]) for a, b in found.merged_cell_ranges or []]
                visible = meta.visible == calamine.SheetVisibleEnum.Visible
                raw = found.to_python(skip_empty_area=False)
                sheets.append(_sheet(meta.name, raw, visible, merged, extents[meta.name], notices, limits))
    except calamine.PasswordError as error:
        raise EncryptedWorkbook from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, ValueError, OSError) as error:
        raise DamagedFile from error
    return Workbook(kind, sheets, warnings=notices)


def _check_extent(name: str, extent: Extent, limits: Limits) -> None:
    if extent.columns > limits.columns:
        raise TooManyColumns(sheet=name, columns=extent.columns, limit=limits.columns)
    if extent.rows > limits.rows:
        raise TooManyRows(sheet=name, rows=extent.rows, limit=limits.rows)
    if extent.rows * extent.columns > limits.cells:
        raise TooManyCells(sheet=name, rows=extent.rows, columns=extent.columns, limit=limits.cells)


def _sheet(
    name: str,
    raw: Sequence[Sequence[object]],
    visible: bool,
    merged: list[tuple[int, int, int, int]],
    extent: Extent,
    notices: list[Notice],
    limits: Limits,
) -> Sheet:
    rows = _trimmed([[_cell(value) for value in row] for row in raw])
    for (row, column), code in extent.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = CellError(code)
    width = max((len(row) for row in rows), default=0)
    _check_extent(name, Extent(len(rows), width), limits)
    _note(name, rows, notices)
    return Sheet(name, rows, visible, merged)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        if value in _ERRORS:
            return CellError(value)
        return value if value.strip("\x00 \t\r\n\u3000\xa0") else None
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if value is None or isinstance(value, bool | int | dt.date | dt.time | dt.timedelta):
        return value
    return str(value)


def _trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Without empty rows at the end and empty columns at the right; all rows of one length."""
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    width = 0
    for row in rows:
        for index in range(len(row), width, -1):
            if row[index - 1] is not None:
                width = index
                break
    return [row[:width] if len(row) >= width else row + [None] * (width - len(row)) for row in rows]


def _note(name: str, rows: list[list[Cell]], notices: list[Notice]) -> None:
    errors: list[str] = []
    lost: list[str] = []
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if type(cell) is CellError:
                errors.append(cell_name(i, j))
            elif type(cell) is int and not -_EXACT < cell < _EXACT:
                lost.append(cell_name(i, j))
    for code, found in (("formula_errors", errors), ("lost_digits", lost)):
        if found:
            notices.append(Notice(code, {"sheet": name, "count": len(found), "cells": ", ".join(found[:5])}))


def _read_text(data: bytes, filename: str, limits: Limits) -> Workbook:
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise NotASpreadsheet(kind=kind)
    text = decode(data)
    head = text.text[:2000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html", "<table", "<head", "<meta", "<style")):
        raise WebPage
    if head.startswith(("<?xml", "<!doctype", "<")):
        office = "office:excel" in head or "office:spreadsheet" in head
        raise WebPage if office else NotASpreadsheet(kind="XML")
    if head.startswith(("{", "[")) and not filename.lower().endswith((".csv", ".tsv", ".txt")):
        raise NotASpreadsheet(kind="JSON")
    records, delimiter, notices = split(text.text)
    name = filename.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or filename
    _check_extent(name, Extent(len(records), max((len(r) for r in records), default=0)), limits)
    notices = [*text.notices, *notices]
    rows: list[list[object]] = [list(record) for record in records]
    sheet = _sheet(name, rows, True, [], Extent(), notices, limits)
    return Workbook("csv", [sheet], text.encoding, delimiter, notices)
