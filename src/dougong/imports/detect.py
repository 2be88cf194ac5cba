"""Where the table is in a spreadsheet made for people: title lines, one or two header rows, blank lines,
totals, notes and headers repeated for printing. Pure. Row numbers are the spreadsheet's own, from 1; columns
count from
0."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dougong.imports.mapping import SYNONYMS, header_key
from dougong.kit.formats import half_width, is_blank
from dougong.kit.tabular.model import Cell, CellError, Sheet, Workbook, column_letters

_LOOK_AHEAD = 40
_TOTAL = re.compile(
    r"(?:本页|本頁|本月|本年|全年|部门|部門|分组|分組)?(?:[合小累共][计計]|总计|總計)(?:[(::].*)?|(?:grand ?|sub-?)?totals?:?|sum:?",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:注|备注|说明|填表说明|制表人?|制表日期|审核人?|填报人|填表人|打印日期|单位负责人)\s*[:、]")
_HEADER_WORD = re.compile(
    r"名称|姓名|代码|编号|编码|号码|电话|手机|地址|邮箱|日期|时间|金额|数量|单价|单位|行业|类型|类别|状态|备注|来源|部门|人员|级别|负责人"
    r"|name|code|phone|mail|address|date|amount|type|status|note|owner|id$",
    re.IGNORECASE,
)
_DATA = re.compile(r"\d{5,}|@|\d{4}[-/.年]\d|有限公司$|^[\d,.¥%+\-\s]+$")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no data: `kind` is title, total, repeated_header, note or section. Blank rows are only
    counted."""

    row: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet's table. `headers` has a name for each of the sheet's columns ("" for a column without one);
    `header_rows` is empty when there is no header, and names are then 列A, 列B. `data_rows` are row
    numbers."""

    sheet: str
    sheet_index: int
    visible: bool
    header_rows: tuple[int, ...]
    headers: tuple[str, ...]
    data_rows: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    blank_rows: int
    score: float


def detect_tables(workbook: Workbook) -> list[Table]:
    """The tables of a workbook in its order; sheets without one are left out. Hidden sheets are marked."""
    found = [detect_table(sheet, index) for index, sheet in enumerate(workbook.sheets)]
    return [table for table in found if table is not None]


def detect_table(sheet: Sheet, index: int = 0) -> Table | None:
    """The table of one sheet, or `None` where there are not two columns, or a header and nothing under it."""
    if sheet.width < 2:
        return None
    start = _header_row(sheet)
    if start is None:
        return _without_header(sheet, index)
    rows = (start, start + 1) if _continues(sheet, start) else (start,)
    headers = _joined(sheet, rows)
    return _table(sheet, index, rows, headers, _score(sheet, start))


def table_at(sheet: Sheet, index: int, header_row: int) -> Table | None:
    """The table whose header the user says is row `header_row` (from 1; 0: there is none)."""
    if header_row == 0:
        return _table(sheet, index, (), tuple(f"列{column_letters(c)}" for c in range(sheet.width)), 0.0)
    if not 1 <= header_row <= len(sheet.rows):
        return None
    start = header_row - 1
    rows = (start, start + 1) if _continues(sheet, start) else (start,)
    return _table(sheet, index, rows, _joined(sheet, rows), _score(sheet, start))


def rows_of(sheet: Sheet, table: Table) -> Iterator[tuple[int, list[Cell]]]:
    """(row number, cells) of the data rows."""
    for number in table.data_rows:
        yield number, sheet.rows[number - 1]


def _texts(row: Sequence[Cell]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(half_width(str(cell)).split())


@lru_cache(maxsize=1)
def _known_headers() -> frozenset[str]:
    return frozenset(header_key(name) for names in SYNONYMS.values() for name in names)


def _is_header_word(text: str) -> bool:
    return len(text) <= 24 and (header_key(text) in _known_headers() or bool(_HEADER_WORD.search(text)))


def _is_data(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(_DATA.search(half_width(cell)))
    return cell is not None


def _score(sheet: Sheet, index: int) -> float:
    """How much a row looks like a header: names of columns, all text, distinct, and something under it."""
    row = sheet.rows[index]
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < 2:
        return -1.0
    texts = _texts(filled)
    words = sum(1 for text in texts if _is_header_word(text))
    data = sum(1 for cell in filled if _is_data(cell))
    long = sum(1 for text in texts if len(text) > 24)
    labelled = sum(1 for text in texts if re.search(r":\s*\S", text))
    repeated = len(texts) - len(set(texts))
    score = 2.0 * words - 2.0 * data - 1.5 * long - 2.0 * labelled - 0.5 * repeated
    return (score + 0.5 * len(filled)) / len(filled) * min(1.0, 0.4 + len(filled) / 10)


def _header_row(sheet: Sheet) -> int | None:
    """The best of the first rows; the earlier one of equals. `None` if none looks like a header."""
    best, best_score = None, 0.35
    seen = 0
    for index, row in enumerate(sheet.rows):
        if not any(cell is not None for cell in row):
            continue
        seen += 1
        if seen > _LOOK_AHEAD:
            break
        score = _score(sheet, index)
        if score > best_score + 1e-9:
            best, best_score = index, score
    if best and _is_upper(sheet, best - 1) and _continues(sheet, best - 1):
        return best - 1
    return best


def _is_upper(sheet: Sheet, index: int) -> bool:
    """Whether the row above a header is its upper half: several cells, text, no data."""
    filled = [cell for cell in sheet.rows[index] if not is_blank(cell)]
    return len(filled) >= 2 and not any(_is_data(cell) for cell in filled)


def _continues(sheet: Sheet, upper: int) -> bool:
    """Whether the next row is the lower half of a two-row header: text only, names of columns, standing where
    the upper row is empty or merged, and empty somewhere where the upper row has a name."""
    if upper + 1 >= len(sheet.rows):
        return False
    above, below = sheet.rows[upper], sheet.rows[upper + 1]
    filled = [cell for cell in below if not is_blank(cell)]
    if not filled or any(_is_data(cell) or not isinstance(cell, str) for cell in filled):
        return False
    words = sum(1 for text in _texts(filled) if _is_header_word(text))
    if words * 2 < len(filled):
        return False
    fills = any(a is None and b is not None for a, b in zip(above, below, strict=True))
    rests = any(a is not None and b is None for a, b in zip(above, below, strict=True))
    spans = any(r0 <= upper <= r1 and (c1 > c0 or r1 > r0) for r0, c0, r1, c1 in sheet.merged)
    return (fills and rests) or (fills and spans)


def _joined(sheet: Sheet, rows: tuple[int, ...]) -> tuple[str, ...]:
    lower = _texts(sheet.rows[rows[-1]])
    if len(rows) == 1:
        return tuple(lower)
    upper = _spread(sheet, rows[0], lower)
    return tuple(f"{a} {b}" if a and b and a != b else a or b for a, b in zip(upper, lower, strict=True))


def _spread(sheet: Sheet, index: int, lower: list[str]) -> list[str]:
    """The upper header row with each name repeated over the columns it spans: by merged ranges where the file
    has them, else to the right as long as only the lower row has names."""
    texts = _texts(sheet.rows[index])
    spans = [(c0, c1) for r0, c0, r1, c1 in sheet.merged if r0 <= index <= r1 and c1 > c0]
    if spans:
        for c0, c1 in spans:
            for column in range(c0, min(c1 + 1, len(texts))):
                texts[column] = texts[c0]
        return texts
    current = ""
    for column, text in enumerate(texts):
        current = text or (current if lower[column] else "")
        texts[column] = current
    return texts


def _without_header(sheet: Sheet, index: int) -> Table | None:
    """Rows of data from the first line on, as programs export them."""
    first = next((row for row in sheet.rows if sum(1 for cell in row if cell is not None) >= 2), None)
    if first is None or not any(_is_data(cell) for cell in first):
        return None
    headers = tuple(f"列{column_letters(column)}" for column in range(sheet.width))
    return _table(sheet, index, (), headers, 0.0)


def _table(sheet: Sheet, index: int, header: tuple[int, ...], headers: tuple[str, ...], score: float) -> Table | None:
    keys = [header_key(text) if text else "" for text in headers]
    serial = next((c for c, key in enumerate(keys) if key in ("序号", "no", "#")), None)
    data: list[int] = []
    left: list[LeftOut] = [
        LeftOut(i + 1, "title", _first_text(sheet.rows[i]))
        for i in range(header[0] if header else 0)
        if any(cell is not None for cell in sheet.rows[i])
    ]
    wide = {r0 for r0, c0, r1, c1 in sheet.merged if c1 - c0 >= 2}
    blank = 0
    for i in range(header[-1] + 1 if header else 0, len(sheet.rows)):
        row = sheet.rows[i]
        filled = [c for c, cell in enumerate(row) if cell is not None]
        if not filled or filled == [serial]:
            blank += 1
            continue
        kind = _not_data(row, filled, keys, i in wide)
        if kind:
            left.append(LeftOut(i + 1, kind, _first_text(row)))
        else:
            data.append(i + 1)
    if not data:
        return None
    rows = tuple(i + 1 for i in header)
    return Table(sheet.name, index, sheet.visible, rows, headers, tuple(data), tuple(left), blank, round(score, 2))


def _first_text(row: Sequence[Cell]) -> str:
    return next((_text(cell) for cell in row if cell is not None), "")[:80]


def _not_data(row: Sequence[Cell], filled: list[int], keys: list[str], merged: bool) -> str | None:
    leading = [_text(row[c]) for c in filled[:3] if isinstance(row[c], str)]
    if any(_TOTAL.fullmatch(text.replace(" ", "")) for text in leading) and _few_texts(row, filled):
        return "total"
    if leading and len(filled) <= 2 and len(keys) > 2 and _NOTE.match(leading[0]):
        return "note"
    if merged and len(filled) == 1:
        return "section"
    return "repeated_header" if _repeats(row, filled, keys) else None


def _repeats(row: Sequence[Cell], filled: list[int], keys: list[str]) -> bool:
    """Whether at least two cells, and six in ten, are their columns' names. Asked of every row: most are known by a few."""
    missing, most = 0, min(len(filled) * 4 // 10, len(filled) - 2)
    for c in filled:
        cell, key = row[c], keys[c]
        if not (key and isinstance(cell, str) and key[0] in cell.casefold() and header_key(_text(cell)) == key):
            missing += 1
            if missing > most:
                return False
    return True


def _few_texts(row: Sequence[Cell], filled: list[int]) -> bool:
    """A total has figures beside its word; a client who is named 合计 has a phone, a person and an
    address."""
    texts = [c for c in filled if isinstance(row[c], str) and not _is_figure(row[c])]
    return len(texts) <= max(2, len(filled) // 3)


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell, CellError):
        return True
    return isinstance(cell, str) and bool(re.fullmatch(r"[\d,.¥%\s\-]+(?:元|万元?|亿元?)?", half_width(cell)))
