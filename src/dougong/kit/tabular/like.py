"""A table written in the form of the file that was sent: its kind, its encoding, its lines above the header, its merged cells."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from dougong.kit.tabular.model import Cell
from dougong.kit.tabular.writing import escaped, sheet_name

_LONGEST = 32_767
_CODECS = {"UTF-8": "utf-8-sig", "GB18030": "gb18030", "Big5": "big5", "UTF-16": "utf-16", "UTF-32": "utf-32", "HZ": "utf-8-sig"}
Merged = list[tuple[int, int, int, int]]


@dataclass(slots=True)
class Page:
    """A sheet: `head` are the lines up to and with the header, `merged` ranges of them (from 0), `rows` what stands below."""

    name: str
    head: list[list[Cell]]
    rows: list[list[Any]]
    merged: Merged = field(default_factory=list)


def write_like(kind: str, pages: Sequence[Page], *, encoding: str | None = None, delimiter: str | None = None) -> bytes:
    """`kind` is xlsx, ods or csv. A text file has one sheet; what its encoding can't hold makes the whole of it UTF-8."""
    if kind == "csv":
        return _text(pages, encoding or "UTF-8", delimiter or ",")
    return _ods(pages) if kind == "ods" else _xlsx(pages)


def _text(pages: Sequence[Page], encoding: str, delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for page in pages:
        writer.writerows([_plain(cell) for cell in line] for line in (*page.head, *page.rows))
    text = out.getvalue()
    try:
        return text.encode(_CODECS.get(encoding, "utf-8-sig"))
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(cell) if isinstance(cell, int | float) else escaped(_shown(cell))


def _shown(cell: Any) -> str:
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _xlsx(pages: Sequence[Page]) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    taken: set[str] = set()
    for page in pages:
        sheet = book.add_worksheet(_free(page.name, taken))
        sheet.set_column(0, max((len(line) for line in page.head), default=1) - 1, 18)
        for r0, c0, r1, c1 in page.merged:
            sheet.merge_range(r0, c0, r1, c1, "", bold)
        for r, line in enumerate((*page.head, *page.rows)):
            for c, cell in enumerate(line):
                if cell is not None:
                    _put(sheet, r, c, cell, bold if r < len(page.head) else text, day)
        sheet.freeze_panes(len(page.head), 0)
    book.close()
    return out.getvalue()


def _put(sheet: Any, r: int, c: int, cell: Any, form: Any, day: Any) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 10**15:
        sheet.write_number(r, c, cell)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(r, c, cell, day)
    else:
        sheet.write_string(r, c, escaped(_shown(cell))[:_LONGEST], form)


def _free(name: str, taken: set[str]) -> str:
    wanted, number = sheet_name(name), 1
    found = wanted
    while found.lower() in taken:
        number += 1
        found = f"{wanted[:27]} {number}"
    taken.add(found.lower())
    return found


def _ods(pages: Sequence[Page]) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for page in pages:
        table = Table(name=page.name[:60])
        spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in page.merged}
        covered = {
            (r, c) for r0, c0, r1, c1 in page.merged for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)
        } - set(spans)
        for r, line in enumerate((*page.head, *page.rows)):
            row = TableRow()
            for c, cell in enumerate(line):
                made = CoveredTableCell() if (r, c) in covered else TableCell(**_ods_cell(cell, spans.get((r, c))))
                if cell is not None and (r, c) not in covered:
                    made.addElement(P(text=escaped(_shown(cell))))
                row.addElement(made)
            table.addElement(row)
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def _ods_cell(cell: Any, span: tuple[int, int] | None) -> dict[str, Any]:
    made: dict[str, Any] = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]} if span else {}
    if cell is None:
        return made
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return {**made, "valuetype": "float", "value": str(cell)}
    if isinstance(cell, dt.date):
        return {**made, "valuetype": "date", "datevalue": cell.isoformat()}
    return {**made, "valuetype": "string"}
