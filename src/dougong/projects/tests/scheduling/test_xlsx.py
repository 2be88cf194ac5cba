"""A WBS from a spreadsheet as people make it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from dougong.projects.scheduling import (
    MS_PROJECT,
    ConstraintKind,
    LinkType,
    Project,
    ScheduleError,
    ScheduleFile,
    TaskKind,
    calculate,
    iso,
    parse,
    read_schedule,
    xlsx,
)
from dougong.projects.scheduling.wording import Lengths, Reference, read_duration, read_predecessors

HEADER = ["编号", "任务名称", "工期", "开始时间", "完成时间", "前置任务", "负责人", "里程碑"]


def book(*sheets: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd", "in_memory": True}) as made:
        for rows in sheets:
            sheet = made.add_worksheet()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, column, value)
    return out.getvalue()


def read(*sheets: list[list[object]]) -> ScheduleFile:
    return read_schedule(book(*sheets), "计划.xlsx")


def only(*sheets: list[list[object]]) -> Project:
    return read(*sheets).projects[0]


def codes(file: ScheduleFile) -> list[tuple[str, int | None]]:
    return [(w.code, w.line) for w in file.warnings]


def test_a_wbs_with_title_rows_and_a_cover_sheet_is_found_and_scheduled() -> None:
    file = read(
        [["封面"], ["编制人", "梁见山"]],
        [
            ["某项目施工进度计划"],
            [],
            HEADER,
            ["1", "基础工程", None, None, None, None, None, None],
            ["1.1", "土方开挖", 5, date(2026, 3, 2), None, None, "唐知远,许闻溪", None],
            ["1.2", "垫层", "2天", None, None, "1.1", None, None],
            ["1.3", "基础验收", 0, None, None, "1.2FS+1d", None, "是"],
            ["2", "主体工程", "3周", None, None, "1", None, None],
        ],
    )
    (made,) = file.projects
    assert (file.format, made.name, file.warnings) == ("xlsx", "计划", ())
    assert [(one.id, one.parent_id) for one in made.tasks] == [
        ("1", None),
        ("1.1", "1"),
        ("1.2", "1"),
        ("1.3", "1"),
        ("2", None),
    ]
    assert made.tasks[1].owner == "唐知远、许闻溪"
    assert made.tasks[1].line == 5
    assert made.tasks[3].kind is TaskKind.MILESTONE
    assert made.start == parse("2026-03-02")
    result = calculate(made, MS_PROJECT)
    assert iso(result.tasks["1.1"].early_start) == "2026-03-02T08:00:00"
    assert iso(result.tasks["1.3"].early_start) == "2026-03-11T17:00:00"
    assert iso(result.tasks["2"].early_start) == "2026-03-12T08:00:00"
    assert iso(result.project_finish) == "2026-04-01T17:00:00"


def test_a_start_is_held_where_no_predecessor_decides() -> None:
    rows = [
        HEADER,
        ["1", "a", 1, "2026年3月2日"],
        ["2", "b", 1, "2026/3/9 13:00"],
        ["3", "c", 1, "2026-03-20", None, "2"],
    ]
    made = only(rows)
    held = [[(c.kind, iso(c.at)) for c in one.constraints] for one in made.tasks]
    snet = ConstraintKind.START_NO_EARLIER
    assert held == [[(snet, "2026-03-02T00:00:00")], [(snet, "2026-03-09T13:00:00")], []]


def test_a_duration_follows_from_start_and_finish_over_the_spring_festival() -> None:
    made = only([HEADER, ["1", "a", None, date(2026, 2, 12), date(2026, 2, 25)]])
    # 2026: 02-15 to 02-23 off, Saturdays 02-14 and 02-28 worked.
    assert made.tasks[0].duration == 480 * 5
    assert iso(calculate(made, MS_PROJECT).tasks["1"].early_finish) == "2026-02-25T17:00:00"


@pytest.mark.parametrize(
    "rows",
    [
        [["标识号", "大纲级别", "任务名称", "工期"], [1, 1, "a", 1], [2, 2, "b", 1], [3, 3, "c", 1], [4, 1, "d", 1]],
        [["标识号", "任务名称", "工期"], [1, "a", 1], [2, "  b", 1], [3, "    c", 1], [4, "d", 1]],
        [["标识号", "任务名称", "工期"], [1, "a", 1], [2, "\u3000b", 1], [3, "\u3000\u3000c", 1], [4, "d", 1]],
        [
            ["ID", "WBS", "Task Name", "Duration"],
            [1, "1", "a", 1],
            [2, "1.1", "b", 1],
            [3, "1.1.1", "c", 1],
            [4, "2", "d", 1],
        ],
    ],
)
def test_the_outline_comes_from_levels_numbers_or_spaces(rows: list[list[object]]) -> None:
    assert [one.parent_id for one in only(rows).tasks] == [None, "1", "2", None]


def test_predecessors_name_the_row_where_there_is_no_number_column() -> None:
    made = only([["任务名称", "工期", "前置任务"], ["a", 1, None], ["b", 1, "1"], ["c", 1, "1SS+2d,2"]])
    assert [(one.pred, one.succ, one.type, one.lag) for one in made.links] == [
        ("1", "2", LinkType.FS, 0),
        ("1", "3", LinkType.SS, 960),
        ("2", "3", LinkType.FS, 0),
    ]


def test_what_is_not_understood_is_said_by_line_and_task() -> None:
    file = read(
        [
            [*HEADER, "备注"],
            ["1", "a", "很久", "下周", None, "什么?", None, None, "x"],
            ["2", None, 3],
            ["3", "b", 1, None, None, "1 FS + 半天"],
        ]
    )
    assert sorted(codes(file)) == [
        ("broken_row", 3),
        ("broken_value", 2),
        ("broken_value", 2),
        ("column_unknown", 1),
        ("link_unread", 2),
        ("link_unread", 4),
    ]
    assert calculate(file_with_start(file)).tasks["1"].early_start is None


def file_with_start(file: ScheduleFile) -> Project:
    return replace(file.projects[0], start=parse("2026-03-02"))


def test_a_repeated_number_and_a_missing_predecessor_are_refused_with_their_line() -> None:
    rows = [HEADER, ["1", "a", 1, date(2026, 3, 2)], ["1", "b", 1]]
    with pytest.raises(ScheduleError) as caught:
        calculate(only(rows), MS_PROJECT)
    assert (caught.value.code, caught.value.line) == ("duplicate_task", 3)
    rows = [HEADER, ["A-1", "a", 1, date(2026, 3, 2)], ["A-2", "b", 1, None, None, "A-9"]]
    with pytest.raises(ScheduleError) as caught:
        calculate(only(rows), MS_PROJECT)
    assert (caught.value.code, caught.value.line) == ("missing_task", 3)


def test_a_loop_in_a_sheet_is_refused_by_name() -> None:
    rows = [HEADER, ["1", "a", 1, date(2026, 3, 2), None, "2"], ["2", "b", 1, None, None, "1"]]
    with pytest.raises(ScheduleError) as caught:
        calculate(only(rows), MS_PROJECT)
    assert (caught.value.code, caught.value.task_ids) == ("loop", ("1", "2"))


def test_sequence_numbers_that_begin_again_fall_back_to_the_order_of_rows() -> None:
    file = read([["序号", "任务名称", "工期"], [1, "a", 1], [2, "b", 1], [1, "c", 1]])
    assert [one.id for one in file.projects[0].tasks] == ["1", "2", "3"]
    assert codes(file) == [("number_repeated", None)]


def test_progress_columns_are_read() -> None:
    rows = [
        ["编号", "任务名称", "工期", "完成百分比", "实际开始", "实际完成"],
        ["1", "a", 2, 0.5, date(2026, 3, 2), None],
        ["2", "b", 1, "30%", None, None],
        ["3", "c", 1, None, date(2026, 3, 2), date(2026, 3, 3)],
    ]
    one, two, three = only(rows).tasks
    assert (one.percent, iso(one.actual_start)) == (50.0, "2026-03-02T08:00:00")
    assert two.percent == 30.0
    assert (three.percent, iso(three.actual_finish)) == (100.0, "2026-03-03T17:00:00")


def test_files_that_are_no_table_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_UNPACKED", 4 * 1024 * 1024)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (5 * 1024 * 1024))
    cases = {
        "no_header": book([["甲", "乙"], [1, 2]]),
        "no_tasks": book([HEADER]),
        "not_xlsx": b"PK\x03\x04 broken",
        "too_large": bomb.getvalue(),
    }
    for code, data in cases.items():
        with pytest.raises(ScheduleError) as caught:
            read_schedule(data, "x.xlsx")
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("3", Reference("3", LinkType.FS)),
        ("3FS+2d", Reference("3", LinkType.FS, 960)),
        ("3fs-1.5 days", Reference("3", LinkType.FS, -720)),
        ("1.2SS+3 个工作日", Reference("1.2", LinkType.SS, 1440)),
        ("3FF+50%", Reference("3", LinkType.FF, percent=50.0)),
        ("3SF-2h", Reference("3", LinkType.SF, -120)),
        ("3FS+2ed", Reference("3", LinkType.FS, 2880, True)),
        ("3FS+2 日历日", Reference("3", LinkType.FS, 2880, True)),
        ("3完成-开始+1周", Reference("3", LinkType.FS, 2400)),
        ("3（开始-开始）＋2天", Reference("3", LinkType.SS, 960)),
        ("A-12", Reference("A-12", LinkType.FS)),
        ("A-12FF-1d", Reference("A-12", LinkType.FF, -480)),
        ("3+4h", Reference("3", LinkType.FS, 240)),
    ],
)
def test_predecessors_as_people_write_them(text: str, reference: Reference) -> None:
    assert read_predecessors(text, Lengths()) == ([reference], [])


@pytest.mark.parametrize(
    ("text", "minutes", "elapsed"),
    [
        ("5", 2400, False),
        ("5 d", 2400, False),
        ("5天", 2400, False),
        ("0.5个工作日", 240, False),
        ("2 wks", 4800, False),
        ("1月", 9600, False),
        ("90分钟", 90, False),
        ("5 days?", 2400, False),
        ("3 eh", 180, True),
        ("3日历天", 4320, True),
    ],
)
def test_durations_as_people_write_them(text: str, minutes: int, elapsed: bool) -> None:
    span = read_duration(text, Lengths())
    assert (span.minutes, span.elapsed) == (minutes, elapsed)
