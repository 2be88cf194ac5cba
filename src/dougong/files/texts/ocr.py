"""What is written on a picture: rapidocr (PP-OCR models, in its wheel) on the processor, offline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

_SURE = 0.5
_SIDE = 3000


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on the picture: its text, how sure the model is (0 to 1), and its box in pixels; `corners` are those of
    the text itself, which may stand askew, clockwise from where it begins."""

    text: str
    sure: float
    left: float
    top: float
    right: float
    bottom: float
    corners: tuple[tuple[float, float], ...] = ()


class Reader:
    """Loads its models at the first picture: 3 s and 250 MB. Of larger pictures a copy of `side` points is looked at, and boxes
    are told in its points."""

    def __init__(self, side: int = _SIDE) -> None:
        self._engine: Any = None
        self._side = side

    def boxes(self, picture: Image.Image) -> list[Line]:
        """Lines from top to bottom, those of one height from left to right."""
        import numpy

        if self._engine is None:
            from rapidocr import RapidOCR

            self._engine = RapidOCR(
                params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1}
            )
        shown = picture.convert("RGB")
        shown.thumbnail((self._side, self._side))
        found = self._engine(numpy.asarray(shown)[:, :, ::-1])
        if found is None or found.boxes is None:
            return []
        lines = [
            Line(text, float(sure), *_edges(box), tuple((float(p[0]), float(p[1])) for p in box))
            for text, sure, box in zip(found.txts, found.scores, found.boxes, strict=True)
            if sure >= _SURE and text.strip()
        ]
        return _ordered(lines)

    def lines(self, picture: Image.Image) -> list[str]:
        return [line.text for line in self.boxes(picture)]


def _edges(box: Any) -> tuple[float, float, float, float]:
    xs, ys = [float(p[0]) for p in box], [float(p[1]) for p in box]
    return min(xs), min(ys), max(xs), max(ys)


def _ordered(lines: list[Line]) -> list[Line]:
    """Two boxes are on one height when the middle of one lies within the other."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.top):
        middle = (line.top + line.bottom) / 2
        row = next((r for r in rows if r[0].top <= middle <= r[0].bottom), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    return [line for row in rows for line in sorted(row, key=lambda one: one.left)]
