"""Dates as people write them in spreadsheets (GB/T 7408.1 is the target: YYYY-MM-DD)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dougong.kit.formats.reasons import Reason
from dougong.kit.formats.text import half_width, is_blank

Order = Literal["dmy", "mdy"]

_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_XXY = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_INCOMPLETE = re.compile(r"\d{4}\s*([-/.年]\s*\d{0,2}\s*月?)?|\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?|\d{6}")
_TIME = re.compile(r"[\sT]+\d{1,2}[:时点]\d{1,2}([:分]\d{1,2}(\.\d+)?)?秒?分?Z?$")
_WEEKDAY = re.compile(r"\s*\(?(星期|周|礼拜)[一二三四五六日天]\)?$")
_LUNAR = re.compile(
    r"闰|农历|阴历|正月|腊月|冬月|廿|卅|初[一二三四五六七八九十]"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
)
_ENGLISH = re.compile(r"(?:(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})|([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4}))")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERAL = "[一二三四五六七八九十]"
_CHINESE = re.compile(rf"([〇零一二三四五六七八九]{{4}})年({_NUMERAL}{{1,2}})月({_NUMERAL}{{1,3}})[日号]")
_DIGITS = {ch: i for i, ch in enumerate("〇一二三四五六七八九")} | {"零": 0}
_EPOCH_1904 = dt.date(1904, 1, 1)
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class DateResult:
    """`value`, or `None` for a blank or refused cell. `choices` are the two readings of an ambiguous date,
    day first and month first."""

    value: dt.date | None = None
    reason: Reason | None = None
    choices: tuple[dt.date, ...] = ()

    @property
    def ok(self) -> bool:
        return self.reason is None


@dataclass(frozen=True, slots=True)
class DateOrder:
    """What a column says of its dates like 07/12/2021: `order` is proven by `dmy` or `mdy` cells that can be
    read only so, and `None` when there is no proof or both; `ambiguous` cells follow it."""

    order: Order | None
    dmy: int
    mdy: int
    ambiguous: int


def infer_date_order(values: Iterable[object]) -> DateOrder:
    """Looks at a whole column: 21/06/2015 in one cell decides 07/12/2021 in another."""
    counts = {"dmy": 0, "mdy": 0, "?": 0}
    for value in values:
        found = _XXY.fullmatch(half_width(value).strip()) if isinstance(value, str) else None
        if found:
            first, second = int(found[1]), int(found[3])
            counts["dmy" if first > 12 >= second else "mdy" if second > 12 >= first else "?"] += 1
    order: Order | None = None
    if bool(counts["dmy"]) != bool(counts["mdy"]):
        order = "dmy" if counts["dmy"] else "mdy"
    return DateOrder(order, counts["dmy"], counts["mdy"], counts["?"])


def parse_date(value: object, *, order: Order | None = None, from_1904: bool = False) -> DateResult:
    """Reads one cell: 2022.5.18, 2022年6月16日, 二〇二二年六月十六日, 20241011, 2024/10/11 08:30, 3 May 2024,
    a date cell, an Excel serial number, of which a workbook says whether it counts `from_1904`. With `order`, 07/12/2021
    is read by it; without, it is refused as ambiguous."""
    if is_blank(value):
        return DateResult()
    if isinstance(value, dt.datetime):
        return _in_range(value.date())
    if isinstance(value, dt.date):
        return _in_range(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return DateResult(reason=Reason("date_unreadable"))
    if isinstance(value, int | float):
        return _from_number(value, from_1904)
    text = _WEEKDAY.sub("", half_width(value).strip())
    if _LUNAR.search(text):
        return DateResult(reason=Reason("date_lunar"))
    return _from_text(_TIME.sub("", text).strip(), order, from_1904)


def _from_text(text: str, order: Order | None, from_1904: bool) -> DateResult:
    found = _YMD.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _built(int(found[1]), int(found[2]), int(found[3]))
    found = _XXY.fullmatch(text)
    if found:
        return _by_order(int(found[1]), int(found[3]), int(found[4]), order)
    found = _CHINESE.fullmatch(text)
    if found:
        year = int("".join(str(_DIGITS[ch]) for ch in found[1]))
        return _built(year, _numeral(found[2]), _numeral(found[3]))
    found = _ENGLISH.fullmatch(text.lower())
    if found:
        day, month, year_text = found[1] or found[5], found[2] or found[4], found[3] or found[6]
        return _built(int(year_text), _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0, int(day))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_number(float(text), from_1904)
    for pattern, code in ((_INCOMPLETE, "date_incomplete"), (_SHORT_YEAR, "date_two_digit_year")):
        if pattern.fullmatch(text):
            return DateResult(reason=Reason(code))
    return DateResult(reason=Reason("date_unreadable"))


def _from_number(number: float, from_1904: bool) -> DateResult:
    """20241011 is a date written as a number; 45576 counts days from 1899-12-30 (Excel, 1900 system), 44114 from 1904-01-01."""
    whole = int(number) if number == number and abs(number) < 1e9 else 0
    if 19000101 <= whole <= 21001231:
        return _from_text(str(whole), None, from_1904)
    if 1900 <= whole <= 2100:  # a year, not a day of 1905
        return DateResult(reason=Reason("date_incomplete"))
    if 61 <= whole <= 73415:  # below 61 Excel counts a 29 February 1900 that never was
        return _in_range((_EPOCH_1904 if from_1904 else _EXCEL_EPOCH) + dt.timedelta(days=whole))
    return DateResult(reason=Reason("date_unreadable"))


def _by_order(first: int, second: int, year: int, order: Order | None) -> DateResult:
    day_first = _built(year, second, first)
    month_first = _built(year, first, second)
    if day_first.ok and month_first.ok and first != second and order is None:
        assert day_first.value and month_first.value
        params = {"first": day_first.value.isoformat(), "second": month_first.value.isoformat()}
        return DateResult(
            reason=Reason("date_ambiguous", params=dict(params)), choices=(day_first.value, month_first.value)
        )
    preferred, other = (month_first, day_first) if order == "mdy" else (day_first, month_first)
    return preferred if preferred.ok else other


def _built(year: int, month: int, day: int) -> DateResult:
    try:
        return _in_range(dt.date(year, month, day))
    except ValueError:
        return DateResult(reason=Reason("date_impossible"))


def _in_range(value: dt.date) -> DateResult:
    if not _FIRST <= value <= _LAST:
        return DateResult(reason=Reason("date_range"))
    return DateResult(value)


def _numeral(text: str) -> int:
    """一 … 三十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else 0
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
