"""What a read file is: sheets of plain cells, numbered as the user sees them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused. A workbook inside them needs at most about 1 GB while it is read."""

    file_bytes: int = 60 * 1024 * 1024
    unpacked_bytes: int = 300 * 1024 * 1024
    members: int = 2_000
    #: unpacked : packed, per member of more than `ratio_from` bytes. Sheets of equal rows reach 60.
    ratio: int = 250
    ratio_from: int = 20 * 1024 * 1024
    columns: int = 200
    rows: int = 200_000
    cells: int = 5_000_000
    sheets: int = 100


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula that ended in an error: `code` is what the cell shows, such as `#REF!`."""

    code: str

    def __str__(self) -> str:
        return self.code


#: One cell: `None` is empty. Numbers without a fraction are `int`, midnight instants are `date`.
Cell = None | str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | CellError

NOTICES: dict[str, tuple[str, str]] = {
    "mixed_encoding": (
        "文件里混有两种编码：大部分是 {main}，第 {lines} 行按 {other} 读出。",
        "The file mixes two encodings: mostly {main}; line {lines} was read as {other}.",
    ),
    "undecodable": (
        "第 {lines} 行有无法识别的字符，已用“\ufffd”代替。",
        "Line {lines} has bytes in no known encoding, shown as “\ufffd”.",
    ),
    "unbalanced_quotes": (
        "有引号没有成对，已按普通字符读取引号。",
        "A quotation mark is never closed, so quotation marks were read as plain characters.",
    ),
    "formula_errors": (
        "工作表「{sheet}」有 {count} 个公式出错的格，如 {cells}。",
        "Sheet “{sheet}” has {count} cells whose formula failed, such as {cells}.",
    ),
    "lost_digits": (
        "工作表「{sheet}」有 {count} 个数字超过 15 位，末尾几位在 Excel 中已丢失，如 {cells}。",
        "Sheet “{sheet}” has {count} numbers of over 15 digits whose last ones are lost, such as {cells}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of the file should know; the rows are usable all the same."""

    code: str
    params: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "zh") -> str:
        return NOTICES[self.code][1 if language.startswith("en") else 0].format_map(self.params)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[i]` is row `i + 1` of the spreadsheet; all rows have the same length. `merged` holds merged
    ranges as (first row, first column, last row, last column), from 0; only the first cell of one has a
    value."""

    name: str
    rows: list[list[Cell]]
    visible: bool = True
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """`kind` is xlsx, xls, ods or csv; `encoding` and `delimiter` are those of a text file, else `None`. With
    `from_1904` days that are plain numbers count from 1904-01-01, as Excel on a Mac once did."""

    kind: str
    sheets: list[Sheet]
    encoding: str | None = None
    delimiter: str | None = None
    warnings: list[Notice] = field(default_factory=list)
    from_1904: bool = False


def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """(0, 1) → B1."""
    return f"{column_letters(column)}{row + 1}"
