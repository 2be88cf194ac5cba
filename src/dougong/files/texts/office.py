"""Text of word-processor files, presentations and workbooks. An office file is a zip of XML, unpacked under limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from dougong.files.texts.model import DOCX, ODT, PPTX, Unreadable
from dougong.kit.tabular import Limits, TabularError, read_workbook
from dougong.kit.tabular.archive import unpack

_PARTS = {
    DOCX: re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml$"),
    PPTX: re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml$"),
    ODT: re.compile(r"content\.xml$"),
}
_NUMBER = re.compile(r"\d+")


def words(data: bytes, kind: str) -> Iterator[str]:
    """Paragraphs of a docx, pptx or odt, in reading order."""
    try:
        parts = unpack(data, Limits())
    except TabularError as error:
        raise Unreadable("damaged") from error
    names = [name for name in parts if _PARTS[kind].match(name)]
    # slide10 comes after slide9, the body before notes and headers
    for name in sorted(
        names, key=lambda n: ("document" not in n, "otes" in n, [int(d) for d in _NUMBER.findall(n)], n)
    ):
        yield from _paragraphs(parts[name])


def _paragraphs(xml: bytes) -> Iterator[str]:
    """One line a paragraph. Only local names are looked at: strict and transitional files differ in the others."""
    try:
        root = ElementTree.fromstring(xml)  # noqa: S314  unpack has refused entities
    except ElementTree.ParseError as error:
        raise Unreadable("damaged") from error
    for paragraph in root.iter():
        if _local(paragraph) in ("p", "h"):
            line = "".join(_runs(paragraph)).strip()
            if line:
                yield line


def _runs(node: ElementTree.Element) -> Iterator[str]:
    """Texts of a paragraph, without those of paragraphs inside it (text boxes), which come by themselves.

    An OpenDocument paragraph has its text in itself and behind its spans, a Microsoft one in `t` alone.
    """
    open_document = "opendocument" in str(node.tag)
    if node.text and (open_document or _local(node) == "t"):
        yield node.text
    for child in node:
        name = _local(child)
        if name not in ("p", "h"):
            if name in ("tab", "br", "s", "line-break"):
                yield " "
            yield from _runs(child)
        if child.tail and open_document:
            yield child.tail


def _local(node: ElementTree.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def cells(data: bytes, filename: str) -> Iterator[str]:
    """Sheets with their names, one line a row."""
    try:
        book = read_workbook(data, filename)
    except TabularError as error:
        raise Unreadable("damaged") from error
    for sheet in book.sheets:
        yield sheet.name
        for row in sheet.rows:
            line = " ".join(str(cell) for cell in row if cell not in (None, ""))
            if line:
                yield line
