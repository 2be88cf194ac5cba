"""Spreadsheets to rows of clients: which sheets and columns, and every row of data once.

Tables are found and columns recognised by the import's own code, so that what would be imported is what is matched."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dougong.imports.detect import Table, detect_tables, rows_of
from dougong.imports.mapping import SYNONYMS, TargetField, suggest
from dougong.kit.tabular import CellError, Limits, Notice, Sheet, TabularError, read_workbook
from dougong.stewardship.errors import FileGivenTwice, FileMissing, FileUnreadable, NoNameColumn, NothingToMatch
from dougong.stewardship.matching.features import Record

#: A file on one's own disk may be larger than one sent to the server.
LIMITS = Limits(
    file_bytes=1024 * 1024 * 1024,
    unpacked_bytes=4 * 1024 * 1024 * 1024,
    rows=1_100_000,
    cells=40_000_000,
)
_KINDS = {
    "uscc": "uscc", "phone": "phone", "person": "person", "legal_rep": "person", "email": "email",
    "address": "address", "industry": "text",
}  # fmt: skip
_FIELDS = (
    TargetField("name", "客户名称", "Client", "company", SYNONYMS["company"], True),
    *(TargetField(key, key, key, kind, SYNONYMS[key]) for key, kind in _KINDS.items()),
)


@dataclass(frozen=True, slots=True)
class LeftOutSheet:
    """A sheet without a column of company names: none of its rows is matched."""

    file: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Read:
    records: list[Record]
    left_out: list[LeftOutSheet]
    notices: list[tuple[str, Notice]]


def read_files(paths: Sequence[Path]) -> Read:
    """The rows of all files in order. `Record.file` is the name of the file, or its path as given where two files have
    one name; `sheet` is empty for text files. Errors: FileMissing, FileUnreadable, FileGivenTwice, NothingToMatch,
    NoNameColumn."""
    labels = _labels(paths)
    read = Read([], [], [])
    for path, label in zip(paths, labels, strict=True):
        _read_file(path, label, read)
    return read


def _labels(paths: Sequence[Path]) -> list[str]:
    seen: set[Path] = set()
    for path in paths:
        if path.resolve() in seen:
            raise FileGivenTwice(file=str(path))
        seen.add(path.resolve())
    names = [path.name for path in paths]
    return [str(path) if names.count(path.name) > 1 else path.name for path in paths]


_WHY = {
    errno.ENOENT: ("没有这个文件", "there is no such file"),
    errno.EISDIR: ("这是一个文件夹", "it is a folder"),
    errno.EACCES: ("没有权限", "permission denied"),
}


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe would be waited for
            raise FileMissing(file=str(path), zh_why="这不是普通文件", why="it is no regular file")
        return path.read_bytes()
    except OSError as error:
        zh, en = _WHY.get(error.errno or 0, ("读取出错", error.strerror or "it could not be read"))
        raise FileMissing(file=str(path), zh_why=zh, why=en) from error


def _read_file(path: Path, label: str, read: Read) -> None:
    data = _bytes(path)
    try:
        workbook = read_workbook(data, path.name, limits=LIMITS)
    except TabularError as error:
        raise FileUnreadable(file=label, cause=error) from error
    del data
    read.notices.extend((label, notice) for notice in workbook.warnings)
    tables = detect_tables(workbook)
    if not tables:
        rows = sum(any(cell is not None for cell in row) for sheet in workbook.sheets for row in sheet.rows)
        raise NoNameColumn(file=label) if rows > 1 else NothingToMatch(file=label)
    found = False
    for table in tables:
        sheet = workbook.sheets[table.sheet_index]
        columns = _columns(sheet, table)
        name = "" if workbook.kind == "csv" else table.sheet
        if "name" not in columns:
            read.left_out.append(LeftOutSheet(label, name))
            continue
        found = True
        read.records.extend(_records(sheet, table, label, name, columns))
    if not found:
        raise NoNameColumn(file=label)


def _columns(sheet: Sheet, table: Table) -> dict[str, int]:
    rows = [cells for _, cells in islice(rows_of(sheet, table), 500)]
    return {s.field: s.column for s in suggest(table.headers, rows, _FIELDS)}


#: What is longer is no name and no address: a text that slipped into the column, which would be compared letter by letter.
_LONGEST = 500


def _short(cell: object) -> object:
    return cell[:_LONGEST] if isinstance(cell, str) else cell


def _records(sheet: Sheet, table: Table, file: str, name: str, columns: dict[str, int]) -> Iterator[Record]:
    for number, cells in rows_of(sheet, table):
        said = {
            field: _short(cells[column])
            for field, column in columns.items()
            if cells[column] is not None and not isinstance(cells[column], CellError)
        }
        yield Record(file, name, number, said)
