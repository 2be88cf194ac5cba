"""Where everything stands on the printed pages of a plan, in millimetres. Pure: what draws it is `plan.typ`.

The chart is cut into tiles: pages of so many rows, and for each of them pages of so many days, the table's first columns on all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

DAY = 1440
ROW = 5.0
MARGIN, HEAD, SCALE, FOOT = 10.0, 12.0, 9.0, 10.0
PAPERS = {"a3": (420.0, 297.0), "a4": (297.0, 210.0)}
#: Of the table: number, name, start, finish, percent, owner.
COLUMNS = {"a3": (14.0, 66.0, 17.0, 17.0, 10.0, 20.0), "a4": (12.0, 46.0, 16.0, 16.0, 9.0, 17.0)}
#: Millimetres a day, by the unit of the lower scale.
UNITS = {"day": 4.5, "week": 1.0, "month": 0.4, "quarter": 0.14}
MOST_PAGES = 600
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Row:
    """A task as it is printed; instants in minutes, bars on whole days."""

    id: str
    number: str
    name: str
    kind: str
    start: int | None
    finish: int | None
    percent: int
    owner: str
    critical: bool
    baseline_start: int | None = None
    baseline_finish: int | None = None
    late: int = 0


@dataclass(frozen=True)
class Sheet:
    """What is printed: paper, the days (the last included), the unit or "auto", today and the days off."""

    paper: str
    first: dt.date
    last: dt.date
    unit: str
    today: dt.date
    off: Sequence[tuple[dt.date, dt.date]]
    en: bool


class TooManyPages(Exception):
    def __init__(self, pages: int) -> None:
        self.pages = pages


def pages(rows: Sequence[Row], links: Sequence[tuple[str, str, str]], sheet: Sheet) -> list[dict[str, Any]]:
    """The tiles, row by row of pages. Raises TooManyPages."""
    width, height = PAPERS[sheet.paper]
    table = sum(COLUMNS[sheet.paper])
    brief = sum(COLUMNS[sheet.paper][:2])
    per_page = int((height - 2 * MARGIN - HEAD - SCALE - FOOT) / ROW)
    days = (sheet.last - sheet.first).days + 1
    room, further = width - 2 * MARGIN - table, width - 2 * MARGIN - brief
    scale = room / days if sheet.unit == "auto" else UNITS[sheet.unit]
    unit = fitting(scale) if sheet.unit == "auto" else sheet.unit
    across = _across(days * scale, room, further)
    down = max(-(-len(rows) // per_page), 1)
    if len(across) * down > MOST_PAGES:
        raise TooManyPages(len(across) * down)
    found = []
    for place in range(down):
        own = rows[place * per_page : (place + 1) * per_page]
        for number, (begin, wide) in enumerate(across):
            tile = _Tile(sheet, scale, begin, wide, unit)
            found.append(
                {
                    "left": table if number == 0 else brief,
                    "brief": number > 0,
                    "width": round(wide, 2),
                    "tile": f"{place + 1}-{number + 1}",
                    "rows": [_cells(row, sheet.en) for row in own],
                    **tile.drawn(own, links),
                }
            )
    return found


def fitting(scale: float) -> str:
    """The unit whose columns can still be read at so many millimetres a day."""
    return "day" if scale >= 3.6 else "week" if scale >= 0.62 else "month" if scale >= 0.26 else "quarter"


def _across(total: float, room: float, further: float) -> list[tuple[float, float]]:
    """(where it begins, how wide it is) of every page beside the others."""
    found = [(0.0, min(total, room))]
    while found[-1][0] + found[-1][1] < total - 0.01:
        begin = found[-1][0] + found[-1][1]
        found.append((begin, min(total - begin, further)))
    return found


def _cells(row: Row, en: bool) -> list[Any]:
    return [
        row.number,
        row.name,
        "" if row.start is None else _day(row.start).isoformat()[2:],
        "" if row.finish is None else _last(row.finish).isoformat()[2:],
        f"{row.percent}%",
        row.owner,
        row.number.count("."),
        row.kind == "summary",
        row.late > 0 and row.percent < 100,
    ]


def _day(minute: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=minute // DAY)


def _last(minute: int) -> dt.date:
    return _day(max(minute - 1, 0))


class _Tile:
    """One page's window on the chart; x is from the window's left edge, y from the first row."""

    def __init__(self, sheet: Sheet, scale: float, begin: float, wide: float, unit: str) -> None:
        self.sheet, self.scale, self.begin, self.wide, self.unit = sheet, scale, begin, wide, unit

    def x(self, day: dt.date) -> float:
        return round((day - self.sheet.first).days * self.scale - self.begin, 2)

    def strip(self, first: dt.date, last: dt.date) -> tuple[float, float] | None:
        """Left edge and width of days, as much of them as lies on this page."""
        left, right = max(self.x(first), 0.0), min(self.x(last + dt.timedelta(days=1)), self.wide)
        return (round(left, 2), round(right - left, 2)) if right > left else None

    def drawn(self, rows: Sequence[Row], links: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
        bars, stones, base, late = [], [], [], []
        for place, row in enumerate(rows):
            if row.start is None or row.finish is None:
                continue
            if row.kind.endswith("milestone"):
                at = self.x(_last(row.finish)) + self.scale
                if 0 <= at <= self.wide:
                    stones.append([at, place, row.critical, row.name])
            elif (own := self.strip(_day(row.start), _last(row.finish))) is not None:
                whole = self.x(_last(row.finish)) + self.scale - self.x(_day(row.start))
                done = self.x(_day(row.start)) + whole * row.percent / 100
                shade = round(min(max(done - own[0], 0), own[1]), 2)
                bars.append([*own, place, row.kind == "summary", row.critical and row.percent < 100, shade])
                if row.late > 0 and row.percent < 100 and own[0] + own[1] < self.wide - 8:
                    late.append([round(own[0] + own[1], 2), place, row.late])
            if row.baseline_start is not None and row.baseline_finish is not None:
                strip = self.strip(_day(row.baseline_start), _last(row.baseline_finish))
                if strip is not None:
                    base.append([*strip, place])
        today = self.x(self.sheet.today) + self.scale / 2
        return {
            "bars": bars,
            "stones": stones,
            "base": base,
            "late": late,
            "links": self._links(rows, links),
            "off": self._off(),
            "today": today if 0 <= today <= self.wide else None,
            "upper": self._upper(),
            "lower": self._lower(),
        }

    def _off(self) -> list[tuple[float, float]]:
        if self.scale < 0.5:
            return []  # strips thinner than that are a grey veil
        return [own for first, last in self.sheet.off if (own := self.strip(first, last)) is not None]

    def _links(self, rows: Sequence[Row], links: Sequence[tuple[str, str, str]]) -> list[list[Any]]:
        """Those with both ends on this page: out of the one, down or up, into the other."""
        place = {row.id: number for number, row in enumerate(rows) if row.start is not None and row.finish is not None}
        found: list[list[Any]] = []
        for pred, succ, kind in links:
            if pred not in place or succ not in place:
                continue
            one, other = rows[place[pred]], rows[place[succ]]
            out, into = self._edge(one, kind[0] == "F"), self._edge(other, kind[1] == "F")
            if not (0 <= out <= self.wide and 0 <= into <= self.wide):
                continue
            turn = max(out, into) + 1.2 if kind[1] == "F" else out + 1.2 if kind[0] == "F" else min(out, into) - 1.2
            critical = one.critical and other.critical and one.percent < 100
            found.append([out, place[pred], round(turn, 2), into, place[succ], critical])
        return found

    def _edge(self, row: Row, finish: bool) -> float:
        assert row.start is not None and row.finish is not None
        if row.kind.endswith("milestone") or finish:
            return round(self.x(_last(row.finish)) + self.scale, 2)
        return self.x(_day(row.start))

    def _spans(self, unit: str) -> list[tuple[dt.date, dt.date]]:
        """Weeks, months … that begin or lie in the printed days."""
        found, at = [], _floor(self.sheet.first, unit)
        while at <= self.sheet.last:
            after = _next(at, unit)
            found.append((at, after - dt.timedelta(days=1)))
            at = after
        return found

    def _labels(self, unit: str, words: Any) -> list[list[Any]]:
        found: list[list[Any]] = []
        for first, last in self._spans(unit):
            own = self.strip(max(first, self.sheet.first), min(last, self.sheet.last))
            if own is not None:
                found.append([*own, words(first, own[1])])
        return found

    def _upper(self) -> list[list[Any]]:
        if self.unit in ("day", "week"):
            return self._labels("month", lambda day, wide: _month(day, self.sheet.en, dated=True) if wide > 14 else "")
        return self._labels("year", lambda day, wide: str(day.year) if wide > 8 else "")

    def _lower(self) -> list[list[Any]]:
        if self.unit == "quarter":
            return self._labels("quarter", lambda day, wide: f"Q{(day.month + 2) // 3}" if wide > 5 else "")
        if self.unit == "month":
            return self._labels("month", lambda day, wide: _month(day, self.sheet.en, dated=False) if wide > 7 else "")
        return self._labels(self.unit, lambda day, wide: str(day.day) if wide > 3 else "")


def _month(day: dt.date, en: bool, *, dated: bool) -> str:
    name = _MONTHS[day.month - 1] if en else f"{day.month} 月"
    if not dated:
        return name
    return f"{name} {day.year}" if en else f"{day.year} 年 {name}"


def _floor(day: dt.date, unit: str) -> dt.date:
    if unit == "week":
        return day - dt.timedelta(days=day.weekday())
    if unit == "day":
        return day
    return day.replace(day=1, month={"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[unit])


def _next(day: dt.date, unit: str) -> dt.date:
    if unit in ("day", "week"):
        return day + dt.timedelta(days=1 if unit == "day" else 7)
    month = day.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit]
    return dt.date(day.year + month // 12, month % 12 + 1, 1)
