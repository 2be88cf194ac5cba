"""Reads a WBS from a spreadsheet: any sheet, the header row anywhere near its top, Chinese or English columns."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from dougong.projects.scheduling.calendars import Clock, china_calendar, clock_of
from dougong.projects.scheduling.errors import Notice, ScheduleError, notice
from dougong.projects.scheduling.instants import DAY, day_of, minute_of
from dougong.projects.scheduling.network import (
    Constraint,
    ConstraintKind,
    Link,
    Project,
    ScheduleFile,
    StoredDates,
    Task,
    TaskKind,
)
from dougong.projects.scheduling.wording import Lengths, Span, read_duration, read_predecessors
from dougong.projects.scheduling.xlsx_columns import Cell, find_header, text_of

MAX_BYTES = 32 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_TASKS = 50_000
_SERIAL_EPOCH = date(1899, 12, 30)
_DATE = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(?:\(?(?:星期|周).\)?)?[T\s]*(?:(\d{1,2}):(\d{2})(?::\d{2})?)?$"
)
_YES = {"是", "√", "✓", "✔", "1", "y", "yes", "true", "对", "有", "●", "◆", "里程碑", "x"}


@dataclass(slots=True)
class _Sheet:
    """One sheet being read: where its columns are, and what was found wrong."""

    columns: dict[str, int]
    lengths: Lengths
    notices: list[Notice] = field(default_factory=list)

    def cell(self, row: Sequence[Cell], name: str) -> Cell:
        column = self.columns.get(name)
        return row[column] if column is not None and column < len(row) else None

    def text(self, row: Sequence[Cell], name: str) -> str:
        return text_of(self.cell(row, name))

    def broken(self, name: str, value: str, line: int, task: str) -> None:
        self.notices.append(notice("broken_value", tasks=(task,), at=line, field=name, value=value))


def read_xlsx(data: bytes, name: str = "") -> ScheduleFile:
    """One project. ScheduleError: too_large, not_xlsx, no_header, no_tasks, too_many_tasks.

    A task without predecessors keeps its written start (start no earlier than); one with them follows the links.
    """
    title, rows, header, columns = _find_table(_open(data))
    sheet = _Sheet(columns, Lengths())
    _note_columns(sheet, rows[header], header + 1)
    body = [
        (number, row)
        for number, row in enumerate(rows[header + 1 :], start=header + 2)
        if any(text_of(cell) for cell in row)
    ]
    if len(body) > MAX_TASKS:
        raise ScheduleError("too_many_tasks", limit=MAX_TASKS)
    named = _named(sheet, body)
    if not named:
        raise ScheduleError("no_tasks")
    ids = _ids(sheet, named)
    parents = _parents(sheet, named, ids)
    calendar = china_calendar()
    clock = clock_of({calendar.id: calendar}, [calendar], minute_of(datetime(2024, 1, 1)))
    tasks = [_task(sheet, row, line, ids[i], parents[i], clock) for i, (line, row) in enumerate(named)]
    links = _links(sheet, named, ids)
    tasks = _hold_starts(tasks, links)
    starts = [task.stored.start for task in tasks if task.stored is not None and task.stored.start is not None]
    project = Project(
        id=name or title,
        name=re.sub(r"\.\w+$", "", name) or title,
        start=min(starts, default=None),
        tasks=tuple(tasks),
        links=tuple(links),
        calendars=(calendar,),
        calendar_id=calendar.id,
    )
    return ScheduleFile("xlsx", (project,), tuple(sheet.notices))


def _open(data: bytes) -> CalamineWorkbook:
    if len(data) > MAX_BYTES:
        raise ScheduleError("too_large", limit=MAX_BYTES // 1024 // 1024)
    try:
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                    raise ScheduleError("too_large", limit=MAX_UNPACKED // 1024 // 1024)
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (zipfile.BadZipFile, CalamineError, OSError) as error:
        raise ScheduleError("not_xlsx", reason=str(error)) from error


def _find_table(book: CalamineWorkbook) -> tuple[str, list[list[Cell]], int, dict[str, int]]:
    """Sheet name, its rows, the number of the header row, its columns: the sheet that names most of them."""
    best: tuple[str, list[list[Cell]], int, dict[str, int]] | None = None
    for name in book.sheet_names:
        try:
            rows = [list[Cell](row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        except CalamineError as error:
            raise ScheduleError("not_xlsx", reason=str(error)) from error
        found = find_header(rows)
        if found is not None and (best is None or len(found[1]) > len(best[3])):
            best = name, rows, *found
    if best is None:
        raise ScheduleError("no_header")
    return best


def _note_columns(sheet: _Sheet, header: Sequence[Cell], line: int) -> None:
    used = set(sheet.columns.values())
    for column, cell in enumerate(header):
        if column not in used and text_of(cell):
            sheet.notices.append(notice("column_unknown", at=line, column=text_of(cell)))


def _named(sheet: _Sheet, body: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    found = []
    for line, row in body:
        if sheet.text(row, "name"):
            found.append((line, row))
        else:
            sheet.notices.append(notice("broken_row", at=line, line=line, reason="任务名称"))
    return found


def _ids(sheet: _Sheet, named: list[tuple[int, list[Cell]]]) -> list[str]:
    """The ids of the rows. Repeats in an id or WBS column stay and are refused later; a 序号 may repeat."""
    for column in ("id", "sequence", "wbs"):
        values = [sheet.text(row, column) for _, row in named]
        if not all(values):
            continue
        if column != "sequence" or max(Counter(values).values()) == 1:
            return values
        sheet.notices.append(notice("number_repeated", column="序号"))
    return [str(place) for place in range(1, len(named) + 1)]


def _parents(sheet: _Sheet, named: list[tuple[int, list[Cell]]], ids: list[str]) -> list[str | None]:
    """From outline levels, else from dotted WBS numbers, else from leading spaces."""
    levels = [_level(sheet, row, line) for line, row in named]
    codes = [sheet.text(row, "wbs") or id for (_, row), id in zip(named, ids, strict=True)]
    if not any(level is not None for level in levels):
        if any("." in code.strip(".") for code in codes):
            by_code = {code.strip("."): id for code, id in zip(codes, ids, strict=True)}
            return [_above(code.strip("."), by_code) for code in codes]
        levels = [_indent(sheet.cell(row, "name")) for _, row in named]
    found: list[str | None] = []
    stack: list[tuple[int, str]] = []
    for id, level in zip(ids, levels, strict=True):
        depth = level if level is not None else (stack[-1][0] if stack else 0)
        while stack and stack[-1][0] >= depth:
            stack.pop()
        found.append(stack[-1][1] if stack else None)
        stack.append((depth, id))
    return found


def _level(sheet: _Sheet, row: Sequence[Cell], line: int) -> int | None:
    text = sheet.text(row, "level")
    if not text:
        return None
    if text.isdigit():
        return int(text)
    sheet.broken("大纲级别", text, line, sheet.text(row, "name"))
    return None


def _above(code: str, by_code: dict[str, str]) -> str | None:
    while "." in code:
        code = code.rpartition(".")[0]
        if code in by_code:
            return by_code[code]
    return None


def _indent(cell: Cell) -> int:
    text = cell if isinstance(cell, str) else ""
    return sum(2 if char == "\u3000" else 1 for char in text[: len(text) - len(text.lstrip())])


def _task(sheet: _Sheet, row: Sequence[Cell], line: int, id: str, parent: str | None, clock: Clock) -> Task:
    start, finish = _instant(sheet, row, "start", line, id), _instant(sheet, row, "finish", line, id, end=True)
    span = _duration(sheet, row, line, id)
    minutes = span.minutes if span is not None else None
    if minutes is None and start is not None and finish is not None:
        minutes = max(clock.worked(finish) - clock.worked(start), 0)
    milestone = sheet.text(row, "milestone").lower() in _YES or minutes == 0
    actual_finish = _instant(sheet, row, "actual_finish", line, id, end=True)
    actual_start = _instant(sheet, row, "actual_start", line, id)
    return Task(
        id=id,
        name=sheet.text(row, "name"),
        duration=0 if milestone else minutes,
        kind=TaskKind.MILESTONE if milestone else TaskKind.TASK,
        parent_id=parent,
        wbs=sheet.text(row, "wbs"),
        elapsed=span is not None and span.elapsed,
        percent=100.0 if actual_finish is not None else _percent(sheet, row, line, id),
        actual_start=clock.start(clock.worked(actual_start)) if actual_start is not None else None,
        actual_finish=clock.finish(clock.worked(actual_finish)) if actual_finish is not None else None,
        deadline=_instant(sheet, row, "deadline", line, id, end=True),
        owner=re.sub(r"\s*[,，;；/]\s*", "、", sheet.text(row, "owner")),
        stored=StoredDates(start, finish) if start is not None or finish is not None else None,
        line=line,
    )


def _duration(sheet: _Sheet, row: Sequence[Cell], line: int, id: str) -> Span | None:
    cell = sheet.cell(row, "duration")
    if isinstance(cell, timedelta):
        return Span(round(cell.total_seconds() / 60))
    text = text_of(cell)
    if not text:
        return None
    try:
        return read_duration(text, sheet.lengths)
    except ValueError:
        sheet.broken("工期", text, line, id)
        return None


def _percent(sheet: _Sheet, row: Sequence[Cell], line: int, id: str) -> float:
    cell, text = sheet.cell(row, "percent"), sheet.text(row, "percent")
    if not text:
        return 0.0
    try:
        value = float(text.rstrip("%％"))
    except ValueError:
        value = -1.0
    if isinstance(cell, float | int) and 0 < value <= 1:
        value *= 100  # a cell formatted as percent holds the fraction
    if not 0 <= value <= 100:
        sheet.broken("完成百分比", text, line, id)
        return 0.0
    return value


def _instant(sheet: _Sheet, row: Sequence[Cell], name: str, line: int, id: str, *, end: bool = False) -> int | None:
    """A date without a time is the beginning of the day, for a finish its end."""
    cell = sheet.cell(row, name)
    text = text_of(cell)
    if not text:
        return None
    minute = _minute(cell, text)
    if minute is None:
        sheet.broken(name, text, line, id)
        return None
    return minute + DAY if end and minute % DAY == 0 else minute


def _minute(cell: Cell, text: str) -> int | None:
    if isinstance(cell, datetime):
        return minute_of(cell)
    if isinstance(cell, date):
        return day_of(cell) * DAY
    if isinstance(cell, float | int) and 20000 < cell < 110000:
        return round((cell + day_of(_SERIAL_EPOCH)) * DAY)
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return day_of(date(year, month, day)) * DAY + hour * 60 + minute
    except ValueError:
        return None


def _links(sheet: _Sheet, named: list[tuple[int, list[Cell]]], ids: list[str]) -> list[Link]:
    """References name the id column, else the WBS number, else the place of the row."""
    known = {str(place): id for place, id in enumerate(ids, start=1)} if "id" not in sheet.columns else {}
    known |= {sheet.text(row, "wbs"): id for (_, row), id in zip(named, ids, strict=True)}
    known |= {id: id for id in ids}
    found = []
    for (line, row), id in zip(named, ids, strict=True):
        references, broken = read_predecessors(sheet.text(row, "predecessors"), sheet.lengths)
        for text in broken:
            sheet.notices.append(notice("link_unread", tasks=(id,), at=line, text=text))
        for one in references:
            pred = known.get(one.number, one.number)
            found.append(Link(pred, id, one.type, one.lag, one.elapsed, one.percent, line=line))
    return found


def _hold_starts(tasks: list[Task], links: list[Link]) -> list[Task]:
    followers = {link.succ for link in links}
    parents = {task.parent_id for task in tasks}
    return [
        replace(task, constraints=(Constraint(ConstraintKind.START_NO_EARLIER, task.stored.start),))
        if task.stored is not None
        and task.stored.start is not None
        and task.id not in followers
        and task.id not in parents
        else task
        for task in tasks
    ]
