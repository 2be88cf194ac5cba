"""Finding the table in a sheet: the header row, and what each column is."""

from __future__ import annotations

import re
from collections.abc import Sequence

Cell = object

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("标识号", "任务标识号", "id", "uid", "taskid", "activityid", "作业代码"),
    "sequence": ("序号", "行号", "no", "no.", "#"),
    "wbs": (
        *("wbs", "wbs编号", "wbs编码", "wbs代码", "wbs号", "编号", "编码", "任务编号", "任务编码", "任务代码"),
        *("大纲数字", "大纲编号", "大纲号", "outlinenumber", "wbscode"),
    ),
    "name": (
        *("任务名称", "任务", "名称", "工作名称", "工作内容", "工作任务", "工序名称", "工序", "作业名称", "活动名称"),
        *("施工内容", "分部分项工程", "分项工程", "name", "taskname", "task", "activityname", "activity"),
    ),
    "duration": (
        *("工期", "持续时间", "计划工期", "工期天数", "天数", "历时", "工作天数", "duration", "originalduration"),
    ),
    "start": (
        *("开始", "开始时间", "开始日期", "计划开始", "计划开始时间", "计划开始日期", "起始日期", "起始时间"),
        *("开工日期", "计划开工日期", "start", "startdate", "plannedstart"),
    ),
    "finish": (
        *("完成", "完成时间", "完成日期", "计划完成", "计划完成时间", "计划完成日期", "结束", "结束时间", "结束日期"),
        *("计划结束", "计划结束日期", "竣工日期", "finish", "finishdate", "end", "enddate", "plannedfinish"),
    ),
    "predecessors": (
        *("前置任务", "紧前任务", "前置", "前置工作", "紧前工作", "紧前工序", "前置作业", "紧前作业"),
        *("predecessors", "predecessor"),
    ),
    "level": ("大纲级别", "级别", "层级", "任务级别", "outlinelevel", "level"),
    "owner": ("负责人", "责任人", "资源名称", "执行人", "责任工程师", "resourcenames", "owner", "responsible"),
    "milestone": ("里程碑", "是否里程碑", "milestone"),
    "percent": ("完成百分比", "完成率", "进度", "完成比例", "完成进度", "%complete", "percentcomplete", "完成%"),
    "actual_start": ("实际开始", "实际开始时间", "实际开始日期", "实际开工日期", "actualstart"),
    "actual_finish": ("实际完成", "实际完成时间", "实际完成日期", "实际结束", "实际结束日期", "actualfinish"),
    "deadline": ("期限", "最后期限", "截止日期", "deadline"),
}
_FIELD_OF = {word: field for field, words in COLUMNS.items() for word in words}
_SCANNED = 60  # rows at the top that may hold the header


def text_of(cell: Cell) -> str:
    """A cell as text; whole numbers without their `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _normal(cell: Cell) -> str:
    text = re.sub(r"\s+", "", text_of(cell)).lower()
    whole = text.replace("（", "(").replace("）", ")")
    if whole in _FIELD_OF:
        return whole
    return re.sub(r"\(.*?\)", "", whole)


def find_header(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]] | None:
    """The row that names most known columns, a task name among them, and the column of each field."""
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(rows[:_SCANNED]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            field = _FIELD_OF.get(_normal(cell))
            if field is not None:
                found.setdefault(field, column)
        if "name" in found and len(found) >= 2 and (best is None or len(found) > len(best[1])):
            best = number, found
    return best
