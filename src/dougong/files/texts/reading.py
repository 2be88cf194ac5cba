"""A document's text, by its kind."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from dougong.files.texts import office, pdf
from dougong.files.texts.model import (
    DOCX,
    MAIL,
    MOST,
    MOST_PICTURES,
    ODS,
    ODT,
    PDF,
    PICTURES,
    PPTX,
    XLS,
    XLSX,
    Found,
    How,
    Unreadable,
    kind_of,
)
from dougong.files.texts.ocr import Reader
from dougong.kit.formats import words_of_html
from dougong.kit.mails import read_mail
from dougong.kit.tabular import TabularError
from dougong.kit.tabular.text import decode

Piece = tuple[str, bool]
_BLANKS = re.compile(r"[ \t\r\f\v\u3000\xa0]+")


def read(data: bytes, content_type: str, filename: str, reader: Reader | None = None) -> Found:
    """The text of a document, MOST characters at most. Raises Unreadable."""
    kept: list[str] = []
    left, hows, cut = MOST, set[bool](), False
    for text, seen in _pieces(data, kind_of(content_type, filename), filename, reader or Reader()):
        line = _BLANKS.sub(" ", text.replace("\x00", "")).strip()
        if not line:
            continue
        hows.add(seen)
        cut = len(line) > left
        kept.append(line[:left])
        left -= len(line) + 1
        if cut or left <= 0:
            cut = True
            break
    how: How = "both" if len(hows) > 1 else "ocr" if True in hows else "text"
    return Found("\n".join(kept), how, cut)


def _pieces(data: bytes, kind: str, filename: str, reader: Reader) -> Iterator[Piece]:
    if kind in (DOCX, PPTX, ODT):
        yield from ((line, False) for line in office.words(data, kind))
    elif kind in (XLSX, XLS, ODS):
        yield from ((line, False) for line in office.cells(data, filename))
    elif kind == PDF:
        yield from pdf.pages(data, reader)
    elif kind == MAIL:
        yield from _mail(data)
    elif kind in PICTURES:
        yield from ((line, True) for line in _picture(data, reader))
    else:
        text = _decoded(data)
        yield (words_of_html(text) if kind in ("text/html", "image/svg+xml") else text), False


def _decoded(data: bytes) -> str:
    try:
        return decode(data).text
    except TabularError as error:
        raise Unreadable("damaged") from error


def _picture(data: bytes, reader: Reader) -> Iterator[str]:
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(io.BytesIO(data)) as opened:
            for number, frame in enumerate(ImageSequence.Iterator(opened)):  # a scan may be a TIFF of many pages
                if number >= MOST_PICTURES:
                    return
                yield from reader.lines(ImageOps.exif_transpose(frame))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable("damaged") from error


def _mail(data: bytes) -> Iterator[Piece]:
    """Who to whom, about what, and the body; of what hangs on it the names."""
    found = read_mail(data)
    if found is None:
        yield _decoded(data), False
        return
    heads = (found.subject, found.sender, found.receivers, found.copies, found.date)
    yield from ((text, False) for text in (*heads, found.text, *found.attachments))
