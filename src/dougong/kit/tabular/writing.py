"""Writing spreadsheets, row by row, so that a long list needs no memory. Text never becomes a formula: a cell
that begins with = + - @ tab or return gets a leading apostrophe (OWASP, CSV injection). Numbers stay
numbers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook as Book
from xlsxwriter.worksheet import Worksheet

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_LONGEST = 32_767  # characters in an Excel cell
_FORMATS = {"text": "@", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm"} | {
    "money": "#,##0.00",
    "number": "General",
}
_WIDTHS = {"text": 18.0, "date": 12.0, "datetime": 17.0, "money": 16.0, "number": 10.0}

COMPANY_ZONE = ZoneInfo("Asia/Shanghai")
Out = object


@dataclass(frozen=True, slots=True)
class Column:
    """A written column: `kind` is text, date, datetime, money or number; `width` in characters."""

    title: str
    kind: str = "text"
    width: float | None = None


def escaped(text: str) -> str:
    """`text` as every spreadsheet program shows it and none computes it. Never escapes twice."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.lstrip(" \n\u3000\xa0").startswith(_DANGEROUS) else text


def unescaped(text: str) -> str:
    """What `escaped` was given: its apostrophe is no part of the text."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_DANGEROUS) else text


def write_csv(
    target: str | Path | IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Out]],
    *,
    zone: dt.tzinfo = COMPANY_ZONE,
) -> int:
    """UTF-8 with mark (so that Excel sees it), CRLF. The number of rows written, without the header."""
    if isinstance(target, str | Path):
        with Path(target).open("wb") as opened:
            return write_csv(opened, columns, rows, zone=zone)
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([escaped(c.title) for c in columns])
    count = 0
    for row in rows:
        writer.writerow([_csv_value(_local(value, zone)) for value in row])
        count += 1
    text.flush()
    text.detach()
    return count


def _local(value: Out, zone: dt.tzinfo) -> Out:
    """Spreadsheets know no zones: an aware instant is written as the company's clock showed it."""
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(zone).replace(tzinfo=None)
    return value


def _csv_value(value: Out) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return escaped(str(value))


def write_xlsx(
    target: str | Path | IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Out]],
    *,
    sheet: str = "Sheet1",
    zone: dt.tzinfo = COMPANY_ZONE,
) -> int:
    """One sheet: styled header, frozen and filtered. The number of rows written, without the header.

    Errors: ValueError above 1,048,575 rows."""
    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        },
    )
    try:
        page = book.add_worksheet(sheet_name(sheet))
        count = _fill(book, page, columns, ([_local(value, zone) for value in row] for row in rows))
        page.freeze_panes(1, 0)
        if columns:
            page.autofilter(0, 0, max(count, 1), len(columns) - 1)
    finally:
        _close(book)
    return count


def _close(book: Book) -> None:
    try:
        book.close()
    except XlsxWriterException as error:
        raise ValueError(str(error)) from error


def _fill(book: Book, page: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Out]]) -> int:
    header = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter", "text_wrap": True})
    formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in _FORMATS.items()}
    for index, column in enumerate(columns):
        width = column.width or max(_WIDTHS[column.kind], _shown_width(column.title) + 3)
        page.set_column(index, index, width)
    page.set_row(0, 22)
    for index, column in enumerate(columns):
        page.write_string(0, index, escaped(column.title)[:_LONGEST], header)
    count = 0
    for count, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            if value is not None:
                _write(page, count, index, value, formats[columns[index].kind], formats)
    return count


def _write(page: Worksheet, row: int, column: int, value: Out, form: Format, forms: dict[str, Format]) -> None:
    if isinstance(value, bool):
        status = page.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal) and -(10**15) < value < 10**15:
        status = page.write_number(row, column, value, form)
    elif isinstance(value, dt.datetime):
        status = page.write_datetime(row, column, value, forms["datetime"])
    elif isinstance(value, dt.date):
        status = page.write_datetime(row, column, value, forms["date"])
    else:
        status = page.write_string(row, column, escaped(str(value))[:_LONGEST], forms["text"])
    if status == -1:
        raise ValueError("more rows or columns than a sheet holds")


def _shown_width(text: str) -> int:
    """Chinese characters are two columns wide."""
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in text)


def sheet_name(name: str) -> str:
    """Excel allows 31 characters, none of []:*?/\\ and no apostrophe at either end."""
    cleaned = "".join("_" if ch in "[]:*?/\\" else ch for ch in name).strip("'")[:31].strip("'")
    return cleaned or "Sheet1"
