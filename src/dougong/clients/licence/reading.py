"""A licence out of the lines that were seen on a picture: which way up it is, and what its fields say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dougong.clients.licence.labels import FIELDS
from dougong.clients.licence.layout import Piece, fields, pieces, tilt_of, turned
from dougong.clients.licence.values import DOUBTFUL, Found, code_in, found_in
from dougong.files.texts.ocr import Line

#: Fields that are told before it is taken for a licence at all.
ENOUGH = 3
#: A picture whose lines are read worse than this on the whole is too blurred to trust.
BLURRED = 0.72


@dataclass(frozen=True, slots=True)
class Licence:
    """`found` in the order of the form, `places` their boxes (left, top, right, bottom) on the picture that was read."""

    found: tuple[Found, ...]
    places: dict[str, tuple[float, float, float, float]]

    @property
    def score(self) -> float:
        """How well it reads as a licence: what tells the right way up from the others."""
        return sum(1.0 if one.sure > DOUBTFUL else 0.3 for one in self.found)


def licence_of(lines: Iterable[Line]) -> Licence:
    """As the lines stand now."""
    known = list(lines)
    by_key = fields(known)
    everything = pieces(known)
    found, places = [], {}
    for key in FIELDS:
        held = by_key.get(key, [])
        one = code_in(held, everything) if key == "uscc" else found_in(key, held) if held else None
        if one is None or not one.text:
            continue
        found.append(one)
        places[key] = _box(_where(one, held, everything))
    return Licence(tuple(found), places)


def upright(lines: list[Line]) -> tuple[int, float]:
    """(quarters counter-clockwise, degrees) by which the picture is to be turned, so that it stands upright and straight."""
    tilt = tilt_of(lines)
    best = max(range(4), key=lambda quarter: (licence_of(turned(lines, quarter, tilt)).score, -quarter))
    return best, tilt


def problem_with(lines: list[Line], found: Licence) -> str:
    """Why this is not taken for a licence: no_text, blurred, no_licence; empty where it is one."""
    told = [one for one in found.found if one.sure > DOUBTFUL]
    if len(told) >= ENOUGH or (told and any(one.key == "uscc" for one in told) and len(found.found) >= ENOUGH):
        return ""
    if not lines:
        return "no_text"
    sure = sum(line.sure * len(line.text) for line in lines) / sum(len(line.text) for line in lines)
    return "blurred" if sure < BLURRED or len(found.found) >= ENOUGH else "no_licence"


def _where(one: Found, held: list[Piece], everything: list[Piece]) -> list[Piece]:
    if one.key != "uscc" or held:
        return held
    return [piece for piece in everything if one.text in piece.text.upper()]


def _box(where: list[Piece]) -> tuple[float, float, float, float]:
    if not where:
        return (0.0, 0.0, 0.0, 0.0)
    return (
        min(p.left for p in where), min(p.top for p in where), max(p.right for p in where), max(p.bottom for p in where),
    )  # fmt: skip
