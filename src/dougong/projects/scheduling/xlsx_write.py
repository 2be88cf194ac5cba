"""Writes a WBS as a workbook that `read_xlsx` reads again: one row a task, links as `3FS+2d`, lengths with their unit."""

from __future__ import annotations

import io
import re
from collections import defaultdict

from dougong.projects.scheduling.instants import moment_of
from dougong.projects.scheduling.network import Link, Project, Task, TaskKind
from dougong.projects.scheduling.result import Result
from dougong.projects.scheduling.rows import in_outline_order

_HEADS = (
    *("标识号", "WBS", "任务名称", "大纲级别", "工期", "开始时间", "完成时间", "前置任务", "里程碑", "完成百分比"),
    *("实际开始", "实际完成", "期限", "负责人"),
)
_WIDTHS = (8, 12, 40, 9, 12, 18, 18, 24, 8, 11, 18, 18, 18, 16)
_SAFE = re.compile(r"^[A-Za-z0-9_.\-]*\d$")
_MILESTONES = (TaskKind.MILESTONE, TaskKind.START_MILESTONE, TaskKind.FINISH_MILESTONE)
# What a summary shows is that of its tasks; the sheet has no place for calendars, constraints and resources.


def write_xlsx(project: Project, result: Result | None = None) -> bytes:
    """A workbook with one sheet. Dates are those of `result`, or without one those the project was read with.

    Rows of kind BLANK are left out. Ids that a reference could not name are replaced by numbers in order.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("WBS")
    bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    percent = book.add_format({"num_format": "0.####"})
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width, moment if head in _HEADS[5:7] + _HEADS[10:13] else None)
        sheet.write_string(0, column, head, bold)
    sheet.freeze_panes(1, 3)
    for row, values in enumerate(_rows(project, result), start=1):
        for column, value in enumerate(values):
            if value is None or value == "":
                continue
            if column in (5, 6, 10, 11, 12) and isinstance(value, int):
                sheet.write_datetime(row, column, moment_of(value), moment)
            elif isinstance(value, float):
                sheet.write_number(row, column, value, percent)
            else:
                sheet.write_string(row, column, str(value))
    book.close()
    return target.getvalue()


def _rows(project: Project, result: Result | None) -> list[list[object]]:
    tasks = [task for task in in_outline_order(project) if task.kind is not TaskKind.BLANK]
    safe = all(_SAFE.match(task.id) for task in tasks)
    names = {task.id: task.id if safe else str(place) for place, task in enumerate(tasks, start=1)}
    links: dict[str, list[Link]] = defaultdict(list)
    for link in project.links:
        links[link.succ].append(link)
    parents = {task.parent_id for task in tasks}
    levels: dict[str | None, int] = {None: 0}
    found: list[list[object]] = []
    for task in tasks:
        levels[task.id] = levels[task.parent_id] + 1
        start, finish = _dates(task, result)
        alone = task.id not in parents
        found.append(
            [
                *(names[task.id], task.wbs, task.name or task.id, str(levels[task.id])),
                _length(task.duration, task.elapsed) if alone and task.duration is not None else "",
                *(start, finish),
                ", ".join(_reference(link, names) for link in links[task.id] if link.pred in names),
                "是" if task.kind in _MILESTONES else "",
                f"{100.0 if task.finished else task.percent:g}%" if alone and (task.percent or task.finished) else "",
                *(task.actual_start, task.actual_finish, task.deadline, task.owner),
            ]
        )
    return found


def _dates(task: Task, result: Result | None) -> tuple[int | None, int | None]:
    if result is not None:
        dates = result.tasks[task.id]
        return dates.start, dates.finish
    return (None, None) if task.stored is None else (task.stored.start, task.stored.finish)


def _length(minutes: int, elapsed: bool) -> str:
    """`480分钟` and not a day: how long a day is differs from file to file."""
    if elapsed:
        return f"{minutes / 60:g}eh" if minutes % 60 == 0 else f"{minutes}em"
    return f"{minutes // 60}小时" if minutes % 60 == 0 else f"{minutes}分钟"


def _reference(link: Link, names: dict[str, str]) -> str:
    text = f"{names[link.pred]}{link.type.value}"
    if link.percent is not None:
        return text + (f"{link.percent:+g}%" if link.percent else "")
    if not link.lag:
        return text
    return f"{text}{'+' if link.lag > 0 else '-'}{_length(abs(link.lag), link.elapsed)}"
