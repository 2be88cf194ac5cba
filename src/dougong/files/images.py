"""Pictures are drawn anew before they are kept: what a camera wrote beside the pixels (place, device, owner, a small copy of
what was cut away) goes, and so does anything hidden behind them. The original is not kept."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import Any

from dougong.files import errors

#: Formats that are drawn anew, with the name Pillow gives them.
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
}
#: Points of one picture, all its frames together: unpacked it takes three or four bytes for each.
MOST_POINTS = 80_000_000
_KEPT_INFO = ("transparency", "duration", "loop", "background", "disposal", "dpi")
#: One large picture in memory at a time in each process.
_one = threading.Lock()


def redraw(path: Path, content_type: str, filename: str) -> bytes:
    """The picture again, upright and without its metadata. Raises ImageTooLarge, and FileTypeRefused when it can't be drawn."""
    from PIL import Image  # takes 60 ms to import and only pictures need it

    out = io.BytesIO()
    kind = FORMATS[content_type]
    try:
        with _one, Image.open(path, formats=[kind, *(["MPO"] if kind == "JPEG" else [])]) as opened:
            frames = 1 if kind == "JPEG" else getattr(opened, "n_frames", 1)
            if opened.width * opened.height * frames > MOST_POINTS:
                raise errors.ImageTooLarge(field="file", name=filename, most=MOST_POINTS // 1_000_000)
            _save(opened, kind, frames, out)
    except Image.DecompressionBombError:
        raise errors.ImageTooLarge(field="file", name=filename, most=MOST_POINTS // 1_000_000) from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, OverflowError):
        raise errors.FileTypeRefused(
            field="file", name=filename, zh_kind="损坏的图片", en_kind="a damaged picture"
        ) from None
    return out.getvalue()


def _save(opened: Any, kind: str, frames: int, out: io.BytesIO) -> None:
    profile = opened.info.get("icc_profile")
    more: dict[str, Any] = {"icc_profile": profile} if profile and kind not in ("GIF", "BMP") else {}
    if kind == "JPEG":
        upright = _bare(opened)
        more |= {"quality": 92, "subsampling": "4:2:0"}
        (upright if upright.mode in ("L", "RGB", "CMYK") else upright.convert("RGB")).save(out, "JPEG", **more)
        return
    drawn = []
    for number in range(frames):
        opened.seek(number)
        drawn.append(_bare(opened))
    if kind == "WEBP":
        more["quality"] = 90
    if frames > 1:
        more |= {"save_all": True, "append_images": drawn[1:]}
    drawn[0].save(out, kind, **more)


def _bare(frame: Any) -> Any:
    """A copy of the pixels, turned as the camera was held, with nothing else but what drawing needs."""
    from PIL import ImageOps

    kept: dict[Any, Any] = {name: frame.info[name] for name in _KEPT_INFO if name in frame.info}
    bare = ImageOps.exif_transpose(frame).copy()
    bare.info = kept
    return bare
