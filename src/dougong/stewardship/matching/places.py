"""Places that stand before, inside and behind company names. Pure; the names are those of GB/T 2260."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from dougong.kit.regions import cities, provinces, short_name
from dougong.stewardship.matching.characters import shape_key

_MORE = ("香港", "澳门", "台湾", "中国香港", "中国澳门")
_MARKS = "省市县区"
#: County-level cities that are also ordinary words of names.
_WORDS = {
    "东方",
    "公主岭",
    "和平",
    "安达",
    "新民",
    "恩平",
    "明光",
    "华阴",
    "永安",
    "龙海",
    "双河",
    "万源",
    "兴平",
    "高平",
}


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Name as written in company names, short or with its mark, to the short one."""
    known: dict[str, str] = {name: name for name in _MORE}
    for province in provinces():
        known[province.name] = known[province.short] = province.short
        for city in cities(province.code):
            known[city.name] = known[city.short] = city.short
    text = resources.files("dougong.kit").joinpath("regions.txt").read_text("utf-8")
    for line in text.splitlines():
        name = line.partition(" ")[2]
        if line.startswith("#") or len(name) < 3 or line[:6].endswith("00"):
            continue
        known.setdefault(name, short_name(name))
        if name.endswith("市") and name[:-1] not in _WORDS:
            known.setdefault(name[:-1], name[:-1])
    return known


@lru_cache(maxsize=1)
def _alike() -> dict[str, str]:
    """As `_known`, by what a name looks like: 上诲 is 上海."""
    return {shape_key(name): short for name, short in sorted(_known().items(), reverse=True)}


@lru_cache(maxsize=1)
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(name) for name in _known()}, reverse=True))


@lru_cache(maxsize=65536)
def _starts(head: str) -> tuple[int, str]:
    for length in _lengths():
        name = _alike().get(shape_key(head[:length])) if length <= len(head) else None
        if name is not None:
            end = length + (head[length : length + 1] in _MARKS and length < len(head))
            return end, name
    return 0, ""


#: After a place's name this makes it a street's: 中山路, 北京东路.
_STREET = re.compile(r"[东南西北中]?[一二三四五六七八九十]?(?:路|街|大道|道|巷|弄|胡同)")


def leading(text: str, *, address: bool = False) -> tuple[str, str]:
    """(places, rest): up to three places at the beginning, widest first, as short names joined by a space.
    江苏省南京市华阳 → ("江苏 南京", "华阳"). A rest of one character keeps the place as part of the name.
    In an address 中山路 is a street."""
    found: list[str] = []
    while len(found) < 3:
        end, name = _starts(text[:12])
        if not end or len(text) - end < 2 or (address and _STREET.match(text, end)):
            break
        found.append(name)
        text = text[end:]
    return " ".join(found), text


@lru_cache(maxsize=65536)
def place(text: str) -> str:
    """The short name of a place that is all of `text`; empty for anything else."""
    known = _known().get(text)
    if known is None and text[-1:] in _MARKS:
        known = _known().get(text[:-1])
    return known or ""
