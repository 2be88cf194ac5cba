"""`python -m dougong.clients.licence.child TYPE < PICTURE`: the fields of a licence as JSON, from a process with limits.

It has no settings, no database and no keys; what a picture makes its reader do ends here.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from typing import TYPE_CHECKING, Any

from dougong.clients.licence.reading import Licence, licence_of, problem_with, upright
from dougong.files.texts.apart import limit
from dougong.files.texts.model import PDF

if TYPE_CHECKING:
    from PIL import Image

    from dougong.files.texts.ocr import Reader

SECONDS = 60
SIDE = 2000
#: Points of a picture before it is made small; unpacked each takes three bytes.
MOST_POINTS = 80_000_000
_STRAIGHT = 0.7  # degrees: less is left as it is
_CROP = 900


def main(content_type: str) -> None:
    limit(SECONDS)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), content_type)))


def read(data: bytes, content_type: str, reader: Reader | None = None) -> dict[str, Any]:
    """{"fields": [...], "turned": degrees} or {"problem": …}."""
    from dougong.files.texts.ocr import Reader

    seen = reader or Reader(SIDE)
    try:
        picture = _of_pdf(data) if content_type == PDF else _of_picture(data)
    except _Refused as refused:
        return {"problem": refused.args[0]}
    except (OSError, ValueError, SyntaxError, MemoryError):
        return {"problem": "damaged"}
    lines = seen.boxes(picture)
    quarter, tilt = upright(lines) if lines else (0, 0.0)
    if quarter or abs(tilt) > _STRAIGHT:
        picture = _straight(picture, quarter, tilt)
        lines = seen.boxes(picture)
    found = licence_of(lines)
    problem = problem_with(lines, found)
    return {"problem": problem} if problem else {"fields": _told(found, picture), "turned": quarter * 90}


class _Refused(Exception):
    pass


def _of_picture(data: bytes) -> Image.Image:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_POINTS:
                raise _Refused("too_large")
            opened.draft("RGB", (SIDE, SIDE))  # a JPEG is unpacked at half or a quarter of its size
            shown = ImageOps.exif_transpose(opened).convert("RGB")
    except Image.DecompressionBombError:
        raise _Refused("too_large") from None
    shown.thumbnail((SIDE, SIDE))
    return shown


def _of_pdf(data: bytes) -> Image.Image:
    """Its first page, as it would be printed."""
    import pypdfium2

    try:
        page = pypdfium2.PdfDocument(data)[0]
        scale = min(200 / 72, SIDE / max(page.get_size()))
        shown: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise _Refused("locked" if "assword" in str(error) else "damaged") from None
    return shown


def _straight(picture: Image.Image, quarter: int, tilt: float) -> Image.Image:
    from PIL import Image

    leaning = picture.rotate(tilt, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    return leaning.rotate(90 * quarter, expand=True)


def _told(found: Licence, picture: Image.Image) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key, "value": one.value, "text": one.text, "sure": one.sure, "mended": one.mended,
            "picture": _cut(picture, found.places[one.key]),
        }
        for one in found.found
    ]  # fmt: skip


def _cut(picture: Image.Image, box: tuple[float, float, float, float]) -> str:
    """The piece of the picture with a margin, as a JPEG in base64; empty where there is no place."""
    left, top, right, bottom = box
    if right - left < 2 or bottom - top < 2:
        return ""
    margin = max(6.0, 0.03 * picture.height / 4)
    area = (
        max(0, int(left - margin)),
        max(0, int(top - margin)),
        min(picture.width, int(right + margin)),
        min(picture.height, int(bottom + margin)),
    )
    piece = picture.crop(area)
    piece.thumbnail((_CROP, _CROP))
    out = io.BytesIO()
    piece.save(out, "JPEG", quality=82)
    return base64.b64encode(out.getvalue()).decode()


if __name__ == "__main__":
    main(sys.argv[1])
