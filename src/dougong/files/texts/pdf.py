"""Text of a PDF: what its pages say, and what is seen on those that are only pictures."""

from __future__ import annotations

from collections.abc import Iterator

from dougong.files.texts.model import MOST_PICTURES, Unreadable
from dougong.files.texts.ocr import Reader

_FEW = 20  # characters on a page: no more than a stamp or a page number
_SCALE = 150 / 72  # 150 dots an inch: A4 is 1240 × 1754, enough for 8-point print
_SIDE = 3000


def pages(data: bytes, reader: Reader) -> Iterator[tuple[str, bool]]:
    """The text of each page, and whether it was read from a picture."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("locked" if "assword" in str(error) else "damaged") from error
    looked = 0
    for number in range(count):
        try:
            page = document[number]
            text = page.get_textpage().get_text_bounded().strip()
            if len(text) >= _FEW or looked >= MOST_PICTURES:
                yield text, False
                continue
            looked += 1
            scale = min(_SCALE, _SIDE / max(page.get_size()))
            seen = reader.lines(page.render(scale=scale).to_pil())
        except pypdfium2.PdfiumError:  # one spoilt page does not hide the others
            continue
        yield "\n".join([text, *seen]).strip(), bool(seen)
