"""Durations and predecessors as people write them: `5天`, `2 wks`, `3FS+2d`, `3完成-开始+2个工作日`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dougong.projects.scheduling.network import LinkType

_UNITS = {
    "m": ("m", "min", "mins", "minute", "minutes", "分", "分钟", "分钟工时"),
    "h": ("h", "hr", "hrs", "hour", "hours", "时", "小时", "个小时", "工时", "个工时"),
    "d": ("d", "day", "days", "天", "日", "工日", "工作日", "个工作日", "天工时"),
    "w": ("w", "wk", "wks", "week", "weeks", "周", "周工时", "星期"),
    "mo": ("mo", "mon", "mons", "month", "months", "月", "个月", "月工时"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_CALENDAR_UNITS = {"日历日": "d", "自然日": "d", "日历天": "d", "自然天": "d", "个日历日": "d", "个自然日": "d"}
_FULL_DAY = {"m": 1, "h": 60, "d": 1440, "w": 10080, "mo": 43200}
_DURATION = re.compile(r"^([+-]?\d+(?:\.\d+)?)\s*(.*?)[?？]?$")
_CHINESE_TYPES = {
    "完成-开始": LinkType.FS,
    "完成开始": LinkType.FS,
    "开始-开始": LinkType.SS,
    "开始开始": LinkType.SS,
    "完成-完成": LinkType.FF,
    "完成完成": LinkType.FF,
    "开始-完成": LinkType.SF,
    "开始完成": LinkType.SF,
}
_LINKED = re.compile(
    r"^([\w.\-]+?)\s*(FS|SS|FF|SF|[（(]?\s*(?:完成|开始)\s*[-–—到至]?\s*(?:完成|开始)\s*[）)]?)\s*([+＋\-－–−].*)?$",
    re.IGNORECASE,
)
# Without a type a hyphen belongs to the number: A-1.
_PLAIN = re.compile(r"^([\w.\-]+)\s*([+＋].*)?$")
_LAG = re.compile(r"^([+＋\-－–−])\s*(\d+(?:\.\d+)?)\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a day, a week and a month of work are, in minutes."""

    day: int = 480
    week: int = 2400
    month: int = 9600

    def of(self, unit: str) -> int:
        return {"m": 1, "h": 60, "d": self.day, "w": self.week, "mo": self.month}[unit]


@dataclass(frozen=True, slots=True)
class Span:
    minutes: int
    elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A predecessor as written: the number in the sheet, how it links, and the lag."""

    number: str
    type: LinkType
    lag: int = 0
    elapsed: bool = False
    percent: float | None = None


def read_duration(text: str, lengths: Lengths) -> Span:
    """A bare number is days. ValueError for what is no length of time."""
    found = _DURATION.match(text.strip().lower())
    if found is None:
        raise ValueError(text)
    return _span(float(found[1]), found[2].strip() or "d", lengths, text)


def _span(amount: float, word: str, lengths: Lengths, text: str) -> Span:
    word = word.rstrip(".")
    if word in _CALENDAR_UNITS:
        return Span(round(amount * _FULL_DAY[_CALENDAR_UNITS[word]]), True)
    if word in _UNIT_OF:
        return Span(round(amount * lengths.of(_UNIT_OF[word])))
    if word[:1] == "e" and word[1:] in _UNIT_OF:
        return Span(round(amount * _FULL_DAY[_UNIT_OF[word[1:]]]), True)
    raise ValueError(text)


def read_predecessors(text: str, lengths: Lengths) -> tuple[list[Reference], list[str]]:
    """References in order, and the parts that could not be understood."""
    found, broken = [], []
    for part in re.split(r"[,;，；、\n]+", text):
        part = part.strip()
        if not part:
            continue
        try:
            found.append(_reference(part, lengths))
        except ValueError:
            broken.append(part)
    return found, broken


def _reference(text: str, lengths: Lengths) -> Reference:
    linked, plain = _LINKED.match(text), _PLAIN.match(text)
    if linked is not None:
        number, kind, rest = linked[1], _type(linked[2]), linked[3]
    elif plain is not None:
        number, kind, rest = plain[1], LinkType.FS, plain[2]
    else:
        raise ValueError(text)
    if not rest:
        return Reference(number, kind)
    lag = _LAG.match(rest)
    if lag is None:
        raise ValueError(text)
    sign = 1 if lag[1] in "+＋" else -1
    unit = lag[3].strip().lower() or "d"
    if unit in ("%", "％"):
        return Reference(number, kind, percent=sign * float(lag[2]))
    span = _span(float(lag[2]), unit, lengths, text)
    return Reference(number, kind, sign * span.minutes, span.elapsed)


def _type(text: str) -> LinkType:
    plain = re.sub(r"[\s（）()]", "", text)
    plain = re.sub(r"[–—到至]", "-", plain)
    return _CHINESE_TYPES[plain] if plain in _CHINESE_TYPES else LinkType(plain.upper())
