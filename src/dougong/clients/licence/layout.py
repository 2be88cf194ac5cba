"""Which pieces of text belong to which label: by their places alone, whatever the layout of the licence."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from dougong.clients.licence.labels import END, NOISE, halves, label_at
from dougong.files.texts.ocr import Line

_BLANKS = re.compile(r"\s+")
#: How sure a name is whose label was not seen.
UNLABELLED = 0.8
_LOOKS = {
    "name": re.compile(r"(?:公司|厂|院|店|中心|事务所|合作社|经营部|商行|合伙\)?)$"),
    "type": re.compile(
        r"^(?:有限责任公司|股份有限公司|个体工商户|个人独资企业|普通合伙|有限合伙|国有企业|集体所有制|全民所有制|外商投资|农民专业合作社)"
    ),
    "address": re.compile(r"^.{2,8}?(?:省|市|自治区|区|县).*(?:路|街|道|号|镇|村|园|幢|室)"),
}
_CODED = re.compile(r"[0-9A-Za-z:.]{6,}")
_GAP = 2.6  # of a line's height: what stands further below belongs to nothing above it


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text without blanks; `key` where it is a label."""

    text: str
    sure: float
    left: float
    top: float
    right: float
    bottom: float
    key: str = ""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def tilt_of(lines: Iterable[Line]) -> float:
    """Degrees by which the lines of text lean, clockwise, to the nearest quarter turn: the median of the long ones."""
    found = []
    for line in lines:
        if len(line.corners) != 4:
            continue
        (ax, ay), (bx, by), (cx, cy), _ = line.corners
        along, across = (bx - ax, by - ay), (cx - bx, cy - by)
        long, short = (along, across) if math.hypot(*along) >= math.hypot(*across) else (across, along)
        if math.hypot(*long) > 4 * math.hypot(*short):
            angle = math.degrees(math.atan2(long[1], long[0]))
            found.append((angle + 45) % 90 - 45)
    return median(found) if found else 0.0


def turned(lines: Iterable[Line], quarter: int, tilt: float = 0.0) -> list[Line]:
    """The lines as they would stand after the picture was set straight by `tilt` and turned by quarters of a circle,
    counter-clockwise. Only places relative to each other matter."""
    found = []
    cos, sin = math.cos(math.radians(-tilt)), math.sin(math.radians(-tilt))
    for line in lines:
        corners = line.corners or (
            (line.left, line.top), (line.right, line.top), (line.right, line.bottom), (line.left, line.bottom),
        )  # fmt: skip
        points = [(x * cos - y * sin, x * sin + y * cos) for x, y in corners]
        for _ in range(quarter % 4):
            points = [(y, -x) for x, y in points]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        found.append(replace(line, left=min(xs), top=min(ys), right=max(xs), bottom=max(ys), corners=tuple(points)))
    return found


def pieces(lines: Iterable[Line]) -> list[Piece]:
    """Labels and values apart; the two halves of a short label as one."""
    runs = [
        Piece(text, line.sure, line.left, line.top, line.right, line.bottom)
        for line in lines
        if (text := _plain(line.text)) and not NOISE.search(text)
    ]
    found: list[Piece] = []
    for run in _joined(runs):
        found += _split(run)
    return found


def fields(lines: Iterable[Line]) -> dict[str, list[Piece]]:
    """Field → its pieces in reading order. Each piece goes to the nearest label to its left that is not below it."""
    all_ = pieces(lines)
    labels = [piece for piece in all_ if piece.key]
    width = max((p.right for p in all_), default=0.0) - min((p.left for p in all_), default=0.0)
    held: dict[Piece, list[Piece]] = {}
    for piece in sorted((p for p in all_ if not p.key), key=lambda p: (p.middle, p.left)):
        owner = _owner(piece, labels, held, width)
        if owner is not None:
            held.setdefault(owner, []).append(piece)
    found: dict[str, list[Piece]] = {}
    for label, values in held.items():
        if label.key != END and len(values) and (label.key not in found or label.key == "name"):
            found.setdefault(label.key, values)
    _add_unlabelled(found, all_, held)
    return {key: _in_order(values) for key, values in found.items()}


def _add_unlabelled(found: dict[str, list[Piece]], all_: list[Piece], held: dict[Piece, list[Piece]]) -> None:
    """A name, a type and an address by what they look like, where their labels were not seen: the short ones stand far apart and
    are missed first. What was taken for the end of the field above is theirs."""
    owned = {value for values in held.values() for value in values}
    free = [p for p in all_ if not p.key and p not in owned]
    for key, looks in _LOOKS.items():
        if key in found:
            continue
        behind = [p for other, values in found.items() if other != "scope" for p in values[1:]]
        fits = [p for p in (*free, *behind) if len(p.text) >= 5 and looks.search(p.text)]
        first = min(fits, key=lambda p: p.top, default=None)
        if first is None:
            continue
        taken = [first]
        for other, values in found.items():
            if first in values:  # an address goes on in the next line
                at = values.index(first)
                taken = values[at:] if key == "address" else [first]
                found[other] = [p for p in values if p not in taken]
        found[key] = [replace(p, sure=min(p.sure, UNLABELLED)) for p in taken]
        free = [p for p in free if p is not first]


def _plain(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).replace("：", ":")


def _joined(runs: list[Piece]) -> list[Piece]:
    """名 and 称 with a gap between them are one label; 称 may have its value with it."""
    found, used = [], set[int]()
    pairs = halves()
    for i, run in enumerate(runs):
        if len(run.text) != 1 or i in used:
            continue
        near = [
            (other.left, j)
            for j, other in enumerate(runs)
            if j != i and j not in used and (run.text, other.text[0]) in pairs and other.left - run.left >= 0
            and other.left - run.right < 6 * run.height and abs(other.middle - run.middle) < 0.7 * run.height
        ]  # fmt: skip
        if near:
            other = runs[min(near)[1]]
            used |= {i, min(near)[1]}
            top, bottom = min(run.top, other.top), max(run.bottom, other.bottom)
            text, sure = run.text + other.text, min(run.sure, other.sure)
            found.append(Piece(text, sure, run.left, top, other.right, bottom))
    return found + [_whole(run) for i, run in enumerate(runs) if i not in used]


def _whole(run: Piece) -> Piece:
    """One half of a short label alone, where the other was not seen."""
    label = next(("".join(pair) for pair in halves() if run.text in pair), "")
    return replace(run, text=label) if label else run


def _split(run: Piece) -> list[Piece]:
    """A label, and the value behind it where both were read as one line; a label in the midst of a line begins a new one."""
    key, length = label_at(run.text)
    if not key:
        inside = _second(run.text)
        if not inside:
            return [run]
        return [_part(run, 0, inside), *_split(_part(run, inside, len(run.text)))]
    if key == END:
        return [replace(run, key=END)]
    label = replace(_part(run, 0, length), key=key)
    rest = run.text[length:].lstrip(":;.·")
    if not rest:
        return [label]
    return [label, *_split_value(_part(run, len(run.text) - len(rest), len(run.text)))]


def _split_value(run: Piece) -> list[Piece]:
    inside = _second(run.text)
    return [_part(run, 0, inside), *_split(_part(run, inside, len(run.text)))] if inside else [run]


def _second(text: str) -> int:
    """Where a label of the right column begins in a line that was read across both; 0 for nowhere."""
    places = [text.find(word) for word in ("注册资本", "成立日期", "营业期限", "登记机关")]
    return min((place for place in places if place > 0), default=0)


def _part(run: Piece, begin: int, end: int) -> Piece:
    """Some characters of a line, with their share of its box."""
    each = (run.right - run.left) / max(len(run.text), 1)
    return replace(run, text=run.text[begin:end], left=run.left + begin * each, right=run.left + end * each)


def _owner(piece: Piece, labels: list[Piece], held: dict[Piece, list[Piece]], width: float) -> Piece | None:
    """The label of the nearest column to the left, the last one not below; where the field above has ended long before, that of
    a column further left, if the piece begins near it."""
    left_of = [
        label for label in labels if label.left < piece.left - 0.2 * piece.height and label.middle <= piece.middle + 0.6 * piece.height
    ]  # fmt: skip
    coded = _CODED.fullmatch(piece.text) is not None
    left_of = [label for label in left_of if label.key != "uscc" or coded]
    near = True
    while left_of:
        column = max(label.left for label in left_of) - 0.09 * width
        owner = max((label for label in left_of if label.left >= column), key=lambda label: (label.middle, label.left))
        last = max([owner.bottom, *(v.bottom for v in held.get(owner, ()))])
        height = median([owner.height, *(v.height for v in held.get(owner, ())), piece.height])
        if piece.top - last < _GAP * height and (near or piece.left < owner.right + 0.25 * width):
            return owner
        left_of, near = [label for label in left_of if label.left < column], False
    return _below_code(piece, labels) if coded else None


def _below_code(piece: Piece, labels: list[Piece]) -> Piece | None:
    """The code stands under its label on the newer form."""
    for label in labels:
        if label.key == "uscc" and label.top < piece.top < label.bottom + 2.5 * label.height:
            return label
    return None


def _in_order(values: list[Piece]) -> list[Piece]:
    rows: list[list[Piece]] = []
    for piece in sorted(values, key=lambda p: p.middle):
        if rows and abs(rows[-1][0].middle - piece.middle) < 0.6 * piece.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [piece for row in rows for piece in sorted(row, key=lambda p: p.left)]
