"""A document's text, by its kind."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

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
        yield from _mail(data, reader)
    elif kind in PICTURES:
        yield from ((line, True) for line in _picture(data, reader))
    else:
        text = _decoded(data)
        yield (_plain(text) if kind in ("text/html", "image/svg+xml") else text), False


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


def _mail(data: bytes, reader: Reader) -> Iterator[Piece]:
    """Who to whom, about what, and the body; of what hangs on it the names."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for name in ("Subject", "From", "To", "Cc", "Date"):
        if value := message.get(name):
            yield f"{value}", False
    body = message.get_body(("plain", "html"))
    if body is not None:
        try:
            text = str(body.get_content())
        except (LookupError, UnicodeDecodeError):  # a charset nobody knows
            raw = body.get_payload(decode=True)
            text = _decoded(raw if isinstance(raw, bytes) else b"")
        yield (_plain(text) if body.get_content_subtype() == "html" else text), False
    for part in message.iter_attachments():
        if attached := part.get_filename():
            yield attached, False


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in ("script", "style")
        if tag in ("p", "br", "div", "tr", "li", "h1", "h2", "h3"):
            self.kept.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.kept.append(data)


def _plain(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return "".join(parser.kept)
