"""Primavera's XER: P6's own figures, several projects, broken content."""

from __future__ import annotations

from pathlib import Path

import pytest

from dougong.projects.scheduling import ScheduleError, TaskKind, calculate, iso, read_schedule
from dougong.projects.scheduling.xer_calendar import read_calendar

WEEK = "".join(
    f"(0||{day}()({'' if day in (1, 7) else '(0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())'}))"
    for day in range(1, 8)
)
CALENDAR = f"(0||CalendarData()((0||DaysOfWeek()({WEEK}))(0||Exceptions()((0||0(d|45413)())))))"


def xer(*tables: str, encoding: str = "utf-8") -> bytes:
    return ("ERMHDR\t19.12\r\n" + "\r\n".join(tables) + "\r\n%E\r\n").encode(encoding)


def table(name: str, fields: str, *rows: str) -> str:
    tabs = lambda text: "\t".join(text.split("|"))  # noqa: E731 - one expression, used twice below
    return "\r\n".join([f"%T\t{name}", f"%F\t{tabs(fields)}", *(f"%R\t{tabs(row)}" for row in rows)])


def calendars(text: str = CALENDAR) -> str:
    return f"%T\tCALENDAR\r\n%F\tclndr_id\tclndr_name\tclndr_data\r\n%R\t1\t五天\t{text}"


PROJECTS = table(
    "PROJECT", "proj_id|proj_short_name|clndr_id|last_recalc_date|plan_start_date", "9|甲|1|2024-04-29 00:00|"
)
OPTIONS = table("SCHEDOPTIONS", "schedoptions_id|proj_id|sched_float_type", "1|9|FT_FF")
TASK_FIELDS = "task_id|proj_id|task_code|task_name|task_type|status_code|clndr_id|remain_drtn_hr_cnt|target_drtn_hr_cnt"
TASKS = table("TASK", TASK_FIELDS, "1|9|A10|挖土|TT_Task|TK_NotStart|1|16|16", "2|9|A20|垫层|TT_Task|TK_NotStart|1|8|8")
LINKS = table(
    "TASKPRED", "task_pred_id|task_id|pred_task_id|proj_id|pred_proj_id|pred_type|lag_hr_cnt", "1|2|1|9|9|PR_FS|8"
)


def test_every_activity_has_p6s_own_dates_and_float(shared_data: Path) -> None:
    path = shared_data / "schedules" / "TERMINAL_BUILDING-AIRPORT.xer"
    (project,) = read_schedule(path.read_bytes(), path.name).projects
    result = calculate(project)
    activities = [task for task in project.tasks if task.kind is not TaskKind.GROUP]
    assert len(activities) == 66
    names = ("early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float")
    wrong = {
        (task.id, name): (getattr(result.tasks[task.id], name), getattr(task.stored, name))
        for task in activities
        for name in names
        if getattr(result.tasks[task.id], name) != getattr(task.stored, name)
    }
    assert wrong == {}
    assert result.project_finish == project.stored_finish
    assert result.warnings == ()


def test_a_small_file_is_read_and_calculated() -> None:
    file = read_schedule(xer(PROJECTS, calendars(), OPTIONS, TASKS, LINKS))
    (project,) = file.projects
    assert (file.format, project.name, [task.id for task in project.tasks]) == ("xer", "甲", ["A10", "A20"])
    dates = calculate(project).tasks["A20"]
    # A10 takes 04-29 and 04-30, 05-01 is off, the lag is 05-02.
    assert iso(dates.early_start) == "2024-05-03T08:00:00"
    assert iso(dates.early_finish) == "2024-05-03T17:00:00"
    assert file.warnings == ()


def test_chinese_codepages_are_read_and_said() -> None:
    file = read_schedule(xer(PROJECTS, calendars(), OPTIONS, TASKS, LINKS, encoding="gb18030"))
    assert file.projects[0].tasks[0].name == "挖土"
    assert [w.code for w in file.warnings] == ["encoding_guessed"]


def test_a_broken_calendar_fails_only_the_activities_that_use_it() -> None:
    file = read_schedule(xer(PROJECTS, calendars("(0||CalendarData()((0||DaysOf"), OPTIONS, TASKS, LINKS))
    assert [w.code for w in file.warnings] == ["calendar_broken"]
    result = calculate(file.projects[0])
    assert result.tasks["A10"].early_start is None
    assert [w.code for w in result.warnings] == ["calendar_unusable", "calendar_unusable"]


def test_a_project_without_options_and_links_is_not_scheduled() -> None:
    result = calculate(read_schedule(xer(PROJECTS, calendars(), TASKS)).projects[0])
    assert all(dates.early_start is None for dates in result.tasks.values())
    result = calculate(read_schedule(xer(PROJECTS, calendars(), TASKS, LINKS)).projects[0])
    assert all(dates.early_start is not None for dates in result.tasks.values())


def test_broken_values_and_rows_are_named_by_line_and_activity() -> None:
    bad = table(
        "TASK", TASK_FIELDS, "1|9|A10|挖土|TT_Odd|TK_NotStart|1|viele|16", "2|9|A20|x|TT_Task|TK_NotStart|1|8|8|9|9"
    )
    file = read_schedule(xer(PROJECTS, calendars(), OPTIONS, bad))
    told = [(w.code, w.line, w.task_ids) for w in file.warnings]
    assert ("broken_row", 14, ()) in told
    assert ("broken_value", 13, ("A10",)) in told
    assert ("unknown_type", 13, ("A10",)) in told


@pytest.mark.parametrize("value", ["nan", "inf", "-1e309", "1e13"])
def test_what_is_no_number_anybody_means_is_named(value: str) -> None:
    bad = TASKS.replace("\t16\t16", f"\t{value}\t16")
    file = read_schedule(xer(PROJECTS, calendars(), OPTIONS, bad, LINKS))
    assert [(w.code, w.task_ids) for w in file.warnings] == [("broken_value", ("A10",))]
    assert file.projects[0].tasks[0].remaining is None


def test_a_predecessor_in_another_project_is_said_and_one_nowhere_is_refused() -> None:
    outside = LINKS.replace("9\t9\tPR", "9\t8\tPR").replace("2\t1\t9", "2\t77\t9")
    file = read_schedule(xer(PROJECTS, calendars(), OPTIONS, TASKS, outside))
    assert [(w.code, w.task_ids) for w in file.warnings] == [("external_link", ("A20",))]
    missing = LINKS.replace("2\t1\t9", "2\t77\t9")
    with pytest.raises(ScheduleError) as caught:
        calculate(read_schedule(xer(PROJECTS, calendars(), OPTIONS, TASKS, missing)).projects[0])
    assert (caught.value.code, caught.value.line) == ("missing_task", 17)


def test_what_is_no_xer_is_refused() -> None:
    with pytest.raises(ScheduleError) as caught:
        read_schedule(xer(PROJECTS))
    assert caught.value.code == "xer_no_tables"


@pytest.mark.parametrize("root", ["CalendarData", ""])
def test_calendar_text_with_any_root_name_and_line_breaks(root: str) -> None:
    text = CALENDAR.replace("CalendarData", root).replace(")(", ")\x7f\x7f  (").replace("\x7f\x7f  ()", "()")
    made = read_calendar("1", "x", text)
    assert made.week == (((480, 720), (780, 1020)),) * 5 + ((), ())
    assert made.exceptions == ((45413 - 25569, ()),)


@pytest.mark.parametrize(
    "text", ["", "(", "(0||CalendarData()())", "nonsense", "(0||X()((0||DaysOfWeek()((0||9()())))))"]
)
def test_calendar_text_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_calendar("1", "x", text)
