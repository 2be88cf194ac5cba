"""How far the filled cells of a sheet reach, found before a parser lays the sheet out as a full rectangle:
a single cell at XFD1048576 would otherwise ask for hundreds of gigabytes."""

from __future__ import annotations

import re
import xml.parsers.expat
from dataclasses import dataclass, field

from dougong.kit.tabular.errors import DamagedFile, ExternalEntities
from dougong.kit.tabular.model import column_index

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr\s*=\s*[\"'](\d+)")
_LETTERS = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr\s*=\s*[\"']([A-Za-z]+)")
_PLAIN_LETTERS = re.compile(rb'<c r="([A-Z]+)')
_PLAIN_ROW = re.compile(rb'<row r="(\d+)')
_FILLED = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*?\sr\s*=\s*[\"']([A-Za-z]+)(\d+))[^>]*(?<!/)>")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ANY_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*?\sr\s*=\s*[\"']([A-Za-z]+)(\d+))(?=[^>]*?\st\s*=\s*[\"']e[\"'])[^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).){0,9000}?<(?:\w+:)?v>([^<]{1,20})<",
    re.S,
)


@dataclass(slots=True)
class Extent:
    """Rows and columns from A1, and the formula errors by (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def xlsx_extent(xml: bytes, *, cells: int) -> Extent:
    """The extent of one worksheet part. Exact when the quick upper bound exceeds `cells`, else that bound."""
    named = _columns(xml)
    unnamed = len(_CELL.findall(xml)) if not named else 0
    rows = _last_row(xml)
    columns = max((column_index(letters.decode().upper()) + 1 for letters in named), default=unnamed)
    extent = Extent(rows, columns)
    if rows * columns > cells or columns > 200 or rows > 200_000:
        extent = _exact(xml) if named else extent
    for letters, row, code in _ERROR.findall(xml) if b' t="e"' in xml or b" t='e'" in xml else ():
        extent.errors[int(row) - 1, column_index(letters.decode().upper())] = code.decode("ascii", "replace")
    return extent


def _last_row(xml: bytes) -> int:
    plain = _PLAIN_ROW.findall(xml)
    if plain and len(plain) == xml.count(b"<row ") and b":row " not in xml:
        return max(map(int, plain))
    return max((int(row) for row in _ROW.findall(xml)), default=0) or len(_ANY_ROW.findall(xml))


def _columns(xml: bytes) -> set[bytes]:
    """The column letters in use. Every program writes `<c r="A1"`; the general form takes four times as long."""
    plain = _PLAIN_LETTERS.findall(xml)
    if len(plain) == xml.count(b"<c ") and b":c " not in xml:
        return set(plain)
    return set(_LETTERS.findall(xml))


def _exact(xml: bytes) -> Extent:
    extent = Extent()
    widest: set[bytes] = set()
    for letters, row in _FILLED.findall(xml):
        widest.add(letters)
        extent.rows = max(extent.rows, int(row))
    extent.columns = max((column_index(letters.decode().upper()) + 1 for letters in widest), default=0)
    return extent


class _OdsExtents:
    """Walks content.xml; a repeated cell or row counts as often as it is repeated, if it is filled."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Extent]] = []
        self._row = self._repeat = self._column = self._reach = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "table":
            self.found.append((attributes.get("table:name", ""), Extent()))
            self._row = 0
        elif kind == "table-row":
            self._repeat = int(attributes.get("table:number-rows-repeated", "1"))
            self._column = self._reach = 0
        elif kind in ("table-cell", "covered-table-cell"):
            self._column += int(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._reach = self._column
        elif kind == "p" and self._column:
            self._reach = max(self._reach, self._column)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] != "table-row" or not self.found:
            return
        self._row += self._repeat
        extent = self.found[-1][1]
        if self._reach:
            extent.rows = self._row
            extent.columns = max(extent.columns, self._reach)


def ods_extents(content: bytes) -> list[tuple[str, Extent]]:
    """The extent of every table of an OpenDocument spreadsheet, by name, in order."""
    walker = _OdsExtents()
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (xml.parsers.expat.ExpatError, ValueError) as error:
        raise DamagedFile from error
    return walker.found


def _refuse(*_: object) -> None:
    raise ExternalEntities
