"""How far the filled cells of a sheet reach, found before a parser lays the sheet out as a full rectangle:
a single cell at XFD1048576 would otherwise ask for hundreds of gigabytes."""

from __future__ import annotations

import re
import xml.parsers.expat
from dataclasses import dataclass, field

from dougong.kit.tabular.errors import DamagedFile, ExternalEntities
from dougong.kit.tabular.model import column_index

_PLAIN_LETTERS = re.compile(rb'<c r="([A-Z]+)')
_PLAIN_ROWS = re.compile(rb'<c r="[A-Z]+(\d+)')
_PLAIN_FILLED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*(?<!/)>')
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(\s[^>]*)?>")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]*)(\d+)")
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
    """The extent of one worksheet part: of all its cells, or of the filled ones where that is over `cells`."""
    if _is_plain(xml):
        rows = {int(row) for row in set(_PLAIN_ROWS.findall(xml))}
        extent = Extent(max(rows, default=0), _widest(set(_PLAIN_LETTERS.findall(xml))))
        if extent.rows * extent.columns > cells or extent.columns > 200 or extent.rows > 200_000:
            filled = _PLAIN_FILLED.findall(xml)
            extent = Extent(max((int(row) for _, row in filled), default=0), _widest({name for name, _ in filled}))
    else:
        extent = _walked(xml)
    if b' t="e"' in xml or b" t='e'" in xml:
        for letters, row, code in _ERROR.findall(xml):
            extent.errors[int(row) - 1, column_index(letters.decode().upper())] = code.decode("ascii", "replace")
    return extent


def _is_plain(xml: bytes) -> bool:
    """Whether every cell begins `<c r="A1"`, as nearly every program writes it: then patterns are fast."""
    named = xml.count(b'<c r="')
    return named == xml.count(b"<c ") and b":c " not in xml and b":c>" not in xml and b"<c>" not in xml


def _widest(columns: set[bytes]) -> int:
    return max((column_index(letters.decode()) + 1 for letters in columns), default=0)


def _walked(xml: bytes) -> Extent:
    """Tag by tag: a row or cell without a reference follows the one before it."""
    extent = Extent()
    row = column = 0
    for tag in _TAG.finditer(xml):
        attributes = tag[2] or b""
        reference = _REFERENCE.search(attributes)
        if tag[1] == b"row":
            row = int(reference[2]) if reference else row + 1
            column = 0
            continue
        at = row
        if reference and reference[1]:
            column = column_index(reference[1].decode().upper()) + 1
            at = int(reference[2])
        else:
            column += 1
        if not attributes.endswith(b"/"):
            extent.rows = max(extent.rows, at)
            extent.columns = max(extent.columns, column)
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
