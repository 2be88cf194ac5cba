"""Calendars of MSPDI XML: weekdays, exceptions by date, work weeks; base calendars under derived ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from lxml import etree

from dougong.projects.scheduling.calendars import EIGHT_HOURS, Calendar, Shifts, tidy
from dougong.projects.scheduling.errors import Notice
from dougong.projects.scheduling.instants import DAY, date_of
from dougong.projects.scheduling.mspdi_fields import TAG, Reading

_MAX_PERIOD = 366 * 20  # days one exception may cover


def read_calendars(root: etree._Element, notices: list[Notice]) -> tuple[Calendar, ...]:
    """Calendars in the file's order; one that cannot be read is noted and left without working time."""
    return tuple(_calendar(Reading(element, notices)) for element in root.iterfind(f"{TAG}Calendars/{TAG}Calendar"))


def _calendar(reading: Reading) -> Calendar:
    name = reading.text("Name")
    week: list[Shifts | None] = [None] * 7
    exceptions: dict[int, Shifts] = {}
    base = reading.text("BaseCalendarUID").strip()
    try:
        _work_weeks(reading, exceptions)
        for element in reading.element.iterfind(f"{TAG}WeekDays/{TAG}WeekDay"):
            day = Reading(element, reading.notices)
            kind = day.integer("DayType")
            if kind == 0:
                _period(day, exceptions, _shifts(day))
            elif kind is not None and 1 <= kind <= 7:
                week[(kind + 5) % 7] = _shifts(day)  # 1 is Sunday; our weeks begin on Monday
            else:
                day.note("broken_value", field="DayType", value=kind)
        for element in reading.element.iterfind(f"{TAG}Exceptions/{TAG}Exception"):
            _exception(Reading(element, reading.notices), exceptions, name)
    except ValueError as error:
        reading.note("calendar_broken", name=name, reason=str(error))
        week = [()] * 7
    is_base = base in ("", "-1", "0")
    return Calendar(
        id=reading.text("UID").strip(),
        name=name,
        week=tuple(week),
        exceptions=tuple(sorted(exceptions.items())),
        base_id=None if is_base else base,
    )


def _shifts(day: Reading) -> Shifts:
    if not day.flag("DayWorking"):
        return ()
    found = []
    for element in day.element.iterfind(f"{TAG}WorkingTimes/{TAG}WorkingTime"):
        times = Reading(element, day.notices)
        if not times.text("FromTime") and not times.text("ToTime"):
            continue
        start, end = _clock(times.text("FromTime")), _clock(times.text("ToTime")) or DAY
        found.append((start, end))
    # Project's own default where a working day names no hours.
    return tidy(found) if found else EIGHT_HOURS


def _clock(text: str) -> int:
    parts = text.strip().split(":")
    if len(parts) < 2 or not all(part.isdigit() for part in parts[:2]):
        raise ValueError(text)
    return int(parts[0]) * 60 + int(parts[1])


def _days(reading: Reading) -> Iterable[int]:
    element = reading.element.find(TAG + "TimePeriod")
    if element is None:
        return ()
    period = Reading(element, reading.notices)
    first, last = period.instant("FromDate"), period.instant("ToDate")
    if first is None or last is None:
        return ()
    # A period that ends at 00:00 ends with the day before.
    end = max((last - 1) // DAY, first // DAY)
    if end - first // DAY > _MAX_PERIOD:
        period.note("broken_value", field="TimePeriod", value=f"{date_of(first // DAY)}–{date_of(last // DAY)}")
        return ()
    return range(first // DAY, end + 1)


def _period(reading: Reading, exceptions: dict[int, Shifts], shifts: Shifts) -> None:
    for day in _days(reading):
        exceptions[day] = shifts


def _exception(reading: Reading, exceptions: dict[int, Shifts], name: str) -> None:
    kind = reading.integer("Type")
    every = reading.integer("Period") or 1
    if kind in (None, 1) and every == 1:
        _period(reading, exceptions, _shifts(reading))
    elif kind == 2 and reading.integer("Month") is not None:
        _yearly(reading, exceptions)
    else:
        reading.note("recurrence_unused", name=name)


def _yearly(reading: Reading, exceptions: dict[int, Shifts]) -> None:
    """A date of every year; months count from 0 in the file."""
    month, day = (reading.integer("Month") or 0) + 1, reading.integer("MonthDay") or 1
    for number in _days(reading):
        date = date_of(number)
        if date.month == month and date.day == day:
            exceptions[number] = _shifts(reading)


def _work_weeks(reading: Reading, exceptions: dict[int, Shifts]) -> None:
    for element in reading.element.iterfind(f"{TAG}WorkWeeks/{TAG}WorkWeek"):
        week = Reading(element, reading.notices)
        shifts: dict[int, Shifts] = {}
        for child in element.iterfind(f"{TAG}WeekDays/{TAG}WeekDay"):
            day = Reading(child, reading.notices)
            kind = day.integer("DayType")
            if kind is not None and 1 <= kind <= 7:
                shifts[(kind + 5) % 7] = _shifts(day)
        for number in _days(week):
            weekday = (number + 3) % 7
            if weekday in shifts:
                exceptions[number] = shifts[weekday]


def write_calendars(parent: etree._Element, calendars: Iterable[Calendar]) -> None:
    """Adds `Calendars` with one exception for each run of days that share their shifts."""
    box = etree.SubElement(parent, TAG + "Calendars")
    for calendar in calendars:
        element = etree.SubElement(box, TAG + "Calendar")
        _leaf(element, "UID", calendar.id)
        _leaf(element, "Name", calendar.name)
        _leaf(element, "IsBaseCalendar", "0" if calendar.base_id is not None else "1")
        _leaf(element, "BaseCalendarUID", calendar.base_id if calendar.base_id is not None else "-1")
        if any(day is not None for day in calendar.week):
            days = etree.SubElement(element, TAG + "WeekDays")
            for kind in range(1, 8):
                shifts = calendar.week[(kind + 5) % 7]
                if shifts is not None:
                    day = etree.SubElement(days, TAG + "WeekDay")
                    _leaf(day, "DayType", str(kind))
                    _write_shifts(day, shifts)
        if calendar.exceptions:
            _write_exceptions(element, calendar)


def _write_exceptions(element: etree._Element, calendar: Calendar) -> None:
    box = etree.SubElement(element, TAG + "Exceptions")
    runs: list[tuple[int, int, Shifts]] = []
    for day, shifts in calendar.exceptions:
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == shifts:
            runs[-1] = (runs[-1][0], day, shifts)
        else:
            runs.append((day, day, shifts))
    for first, last, shifts in runs:
        item = etree.SubElement(box, TAG + "Exception")
        _leaf(item, "EnteredByOccurrences", "0")
        period = etree.SubElement(item, TAG + "TimePeriod")
        _leaf(period, "FromDate", f"{date_of(first)}T00:00:00")
        _leaf(period, "ToDate", f"{date_of(last)}T23:59:00")
        _leaf(item, "Occurrences", str((date_of(last) - date_of(first)) // timedelta(days=1) + 1))
        _leaf(item, "Type", "1")
        _write_shifts(item, shifts)


def _write_shifts(element: etree._Element, shifts: Shifts) -> None:
    _leaf(element, "DayWorking", "1" if shifts else "0")
    if shifts:
        times = etree.SubElement(element, TAG + "WorkingTimes")
        for start, end in shifts:
            time = etree.SubElement(times, TAG + "WorkingTime")
            _leaf(time, "FromTime", f"{start // 60:02}:{start % 60:02}:00")
            _leaf(time, "ToTime", f"{end // 60 % 24:02}:{end % 60:02}:00")


def _leaf(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, TAG + name).text = text
