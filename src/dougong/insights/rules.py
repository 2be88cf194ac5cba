"""Pure rules of the dashboard: which days a period covers, what it is compared with, how change and share are told."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PERIODS = ("month", "quarter", "year12", "custom")
CHART_MONTHS = 12
CHART_LIMIT = 36
#: Longer than this, nobody compares; and a reader can't ask for a thousand years.
LONGEST_DAYS = 366 * 10


@dataclass(frozen=True)
class Span:
    """Days, both included."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Period:
    """`span` is what is shown; `previous` what it is compared with: as many days of it as have passed of `span`."""

    key: str
    span: Span
    previous: Span
    unfinished: bool


def month_start(day: dt.date) -> dt.date:
    return day.replace(day=1)


def month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of another month, or its last when it has no such day; the end of a month stays the end."""
    count = day.year * 12 + day.month - 1 + months
    first = dt.date(count // 12, count % 12 + 1, 1)
    if day == month_end(day):
        return month_end(first)
    return first.replace(day=min(day.day, month_end(first).day))


def months_between(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def period_of(key: str, today: dt.date, first: dt.date | None = None, last: dt.date | None = None) -> Period:
    """The days of a named period; `custom` takes them. ValueError when they make no period."""
    if key == "custom":
        if first is None or last is None or last < first or (last - first).days > LONGEST_DAYS:
            raise ValueError("no period")
        span = Span(first, last)
    elif key in PERIODS:
        back = {"month": 0, "quarter": (today.month - 1) % 3, "year12": 11}[key]
        ahead = 2 - (today.month - 1) % 3 if key == "quarter" else 0
        span = Span(add_months(month_start(today), -back), month_end(add_months(month_start(today), ahead)))
    else:
        raise ValueError("no period")
    return Period(key, span, _previous(span, today), span.first <= today < span.last)


def _previous(span: Span, today: dt.date) -> Span:
    """Just before `span` and as long; of an unfinished one as far as it has come."""
    until = min(span.last, today) if span.first <= today else span.last
    if span.first.day == 1 and span.last == month_end(span.last):
        back = -(months_between(span.first, span.last) + 1)
        return Span(add_months(span.first, back), _same_day(until, back))
    days = dt.timedelta(days=(span.last - span.first).days + 1)
    return Span(span.first - days, until - days)


def _same_day(day: dt.date, months: int) -> dt.date:
    moved = add_months(day, months)
    return moved if day == month_end(day) else moved.replace(day=min(day.day, moved.day))


@dataclass(frozen=True)
class Cover:
    """A span as whole months (`first` and `last` are first days of months, None when there is none) and loose edges."""

    first: dt.date | None
    last: dt.date | None
    edges: tuple[Span, ...]


def cover(span: Span) -> Cover:
    """Whole months are read from rollups, edges from the list itself."""
    head = span.first if span.first.day == 1 else month_end(span.first) + dt.timedelta(days=1)
    tail = span.last if span.last == month_end(span.last) else month_start(span.last) - dt.timedelta(days=1)
    if head > tail:
        if month_start(span.first) == month_start(span.last):
            return Cover(None, None, (span,))
        return Cover(None, None, (Span(span.first, month_end(span.first)), Span(month_start(span.last), span.last)))
    edges = []
    if head > span.first:
        edges.append(Span(span.first, head - dt.timedelta(days=1)))
    if tail < span.last:
        edges.append(Span(tail + dt.timedelta(days=1), span.last))
    return Cover(head, month_start(tail), tuple(edges))


def chart_months(span: Span, today: dt.date) -> list[dt.date]:
    """The months a chart shows: those of the span that have begun, and never fewer than twelve, ending with its last."""
    last = min(span.last, today) if span.first <= today else span.last
    end = month_start(last)
    count = min(max(months_between(span.first, last) + 1, CHART_MONTHS), CHART_LIMIT)
    return [add_months(end, -back) for back in range(count - 1, -1, -1)]


def change(now: int, before: int) -> str | None:
    """By how many percent `now` lies above `before`, with one place; None where there is nothing to compare with."""
    return rate(now - before, before)


def rate(part: int, whole: int) -> str | None:
    """Percent of `whole` with one place, half up; None of nothing."""
    if whole <= 0:
        return None
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def percent(part: int, whole: int) -> int | None:
    """Whole percent, half up; None of nothing."""
    if whole <= 0:
        return None
    return int((Decimal(part) * 100 / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP))
