"""Microsoft Project's XML: read, compared with Project's own dates, written, refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from dougong.projects.scheduling import (
    MS_PROJECT,
    Link,
    LinkType,
    Project,
    ScheduleError,
    calculate,
    iso,
    read_schedule,
    write_mspdi,
)
from dougong.projects.tests.scheduling.builders import link, project, task

FILES = (
    "sample.xml",
    "mspditimephased.xml",
    "task-links-project2019-mspdi.xml",
    "task-baselines-project2019-mspdi.xml",
)
FIELDS = ("early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float", "critical")


def unlined(made: Project) -> Project:
    """Without line numbers, which a rewritten file does not share."""
    tasks = tuple(replace(one, line=None) for one in made.tasks)
    return replace(made, tasks=tasks, links=tuple(replace(one, line=None) for one in made.links))


def disagreements(path: Path) -> Counter[str]:
    (made,) = read_schedule(path.read_bytes(), path.name).projects
    found = calculate(made, MS_PROJECT).tasks
    return Counter(
        name for one in made.tasks for name in FIELDS if getattr(found[one.id], name) != getattr(one.stored, name)
    )


# Why some differ:
# timephased: the ten other early finishes are tasks with contoured work (WorkContour 8), which is not modelled. The
#   16 other late finishes are stored as 12-11 17:00 or 12-12 05:00 though the project ends on 01-02: Project's reason
#   is not known. One late start differs by a minute because Project keeps seconds.
# links: Project's late dates of two tasks placed by hand do not follow their SS and SF links.
# baselines: 110 tasks have no float and are not marked critical, while their summary is: reason not known.
@pytest.mark.parametrize(
    ("name", "tasks", "different"),
    [
        ("sample.xml", 20, {}),
        (
            "mspditimephased.xml",
            41,
            {"early_finish": 10, "late_start": 13, "late_finish": 16, "total_float": 22, "free_float": 22},
        ),
        ("task-links-project2019-mspdi.xml", 17, {"late_start": 2, "total_float": 2}),
        ("task-baselines-project2019-mspdi.xml", 111, {"critical": 110}),
    ],
)
def test_recalculated_dates_agree_with_projects_own(
    shared_data: Path, name: str, tasks: int, different: dict[str, int]
) -> None:
    path = shared_data / "schedules" / name
    assert len(read_schedule(path.read_bytes()).projects[0].tasks) == tasks
    assert dict(disagreements(path)) == different


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_and_written_back_is_unchanged(shared_data: Path, name: str) -> None:
    (first,) = read_schedule((shared_data / "schedules" / name).read_bytes()).projects
    written = write_mspdi(first)
    (second,) = read_schedule(written).projects
    assert unlined(second) == unlined(first)
    assert write_mspdi(second) == written


def test_a_project_of_ours_survives_with_links_outline_and_owners() -> None:
    tasks = [
        task("S", name="基础"),
        task("a", "A", 8, parent_id="S", owner="唐知远、许闻溪", percent=50.0),
        task("b", "A", 4, parent_id="S"),
    ]
    links = [Link("a", "b", kind, lag) for kind, lag in ((LinkType.FS, 480), (LinkType.SF, -60))]
    links += [Link("a", "b", LinkType.SS, 1440, elapsed=True), Link("a", "b", LinkType.FF, percent=25.0)]
    made = project(tasks, links)
    (back,) = read_schedule(write_mspdi(made, calculate(made, MS_PROJECT))).projects
    assert [(one.id, one.name, one.parent_id, one.owner) for one in back.tasks] == [
        ("1", "基础", None, ""),
        ("2", "a", "1", "唐知远、许闻溪"),
        ("3", "b", "1", ""),
    ]
    assert [(one.type, one.lag, one.elapsed, one.percent) for one in back.links] == [
        (one.type, one.lag, one.elapsed, one.percent) for one in links
    ]
    again = calculate(back, MS_PROJECT)
    before = calculate(made, MS_PROJECT)
    assert [again.tasks[id][:6] for id in "123"] == [before.tasks[id][:6] for id in "Sab"]
    assert back.tasks[1].stored is not None
    assert back.tasks[1].stored.early_start == before.tasks["a"].early_start


def xml(tasks: str, head: str = "", doctype: str = "") -> bytes:
    calendar = (
        "<Calendars><Calendar><UID>1</UID><Name>标准</Name><WeekDays>"
        + "".join(
            f"<WeekDay><DayType>{day}</DayType><DayWorking>{int(1 < day < 7)}</DayWorking></WeekDay>"
            for day in range(1, 8)
        )
        + "</WeekDays></Calendar></Calendars>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}\n<Project xmlns="http://schemas.microsoft.com/project">'
        f"<StartDate>2024-05-06T08:00:00</StartDate><CalendarUID>1</CalendarUID>{head}{calendar}"
        f"<Tasks>{tasks}</Tasks></Project>"
    ).encode()


ONE = "<Task><UID>1</UID><Name>甲</Name><OutlineLevel>1</OutlineLevel><Duration>PT16H0M0S</Duration></Task>"


def test_a_working_day_without_hours_has_projects_default_ones() -> None:
    dates = calculate(read_schedule(xml(ONE)).projects[0], MS_PROJECT).tasks["1"]
    assert (iso(dates.early_start), iso(dates.early_finish)) == ("2024-05-06T08:00:00", "2024-05-07T17:00:00")


def test_entities_are_refused_before_they_grow() -> None:
    laughs = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    for text in (laughs + "]>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'):
        for encoding in ("UTF-8", "UTF-16"):
            data = xml(ONE.replace("甲", "&a11;"), doctype=text).decode().replace('"UTF-8"', f'"{encoding}"')
            with pytest.raises(ScheduleError) as caught:
                read_schedule(data.encode(encoding), "bomb.xml")
            assert caught.value.code == "xml_doctype"


def test_a_file_in_a_chinese_encoding_is_read() -> None:
    data = xml(ONE).decode().replace('"UTF-8"', '"GB2312"').encode("gb2312")
    assert read_schedule(data).projects[0].tasks[0].name == "甲"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t", "empty_file"),
        (b"hello", "unknown_format"),
        (b"<html><body/></html>", "not_mspdi"),
        (xml(ONE)[:-20], "xml_broken"),
        (xml(""), "no_tasks"),
    ],
)
def test_what_is_no_schedule_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ScheduleError) as caught:
        read_schedule(data, "x.xml")
    assert caught.value.code == code


def test_broken_values_are_named_by_line_and_task() -> None:
    bad = (
        "\n<Task><UID>7</UID><OutlineLevel>1</OutlineLevel><Duration>lang</Duration>\n"
        "<ConstraintType>44</ConstraintType>\n<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>9</Type>"
        "</PredecessorLink></Task>"
    )
    file = read_schedule(xml(ONE + bad, head="<ScheduleFromStart>0</ScheduleFromStart>"))
    told = {(w.code, w.line, w.task_ids) for w in file.warnings}
    assert ("broken_value", 3, ("7",)) in told
    assert ("unknown_type", 3, ("7",)) in told
    assert ("unknown_type", 5, ("7",)) in told
    assert ("schedule_from_finish", 2, ()) in told


def test_a_repeated_uid_and_a_link_to_nothing_are_refused_when_calculated() -> None:
    with pytest.raises(ScheduleError) as caught:
        calculate(read_schedule(xml(ONE + ONE)).projects[0])
    assert caught.value.code == "duplicate_task"
    wrong = ONE.replace("</Task>", "<PredecessorLink><PredecessorUID>5</PredecessorUID></PredecessorLink></Task>")
    with pytest.raises(ScheduleError) as caught:
        calculate(read_schedule(xml(wrong)).projects[0])
    assert (caught.value.code, caught.value.task_ids) == ("missing_task", ("5", "1"))


def test_exceptions_of_calendars_survive() -> None:
    made = project([task("1", "1", 8)], [link("1 FS 1")][:0])
    holidays = replace(made.calendars[1], id="1", exceptions=((19844, ()), (19845, ()), (19846, ((480, 720),))))
    (back,) = read_schedule(write_mspdi(replace(made, calendars=(holidays,), calendar_id="1"))).projects
    assert back.calendars[0].exceptions == holidays.exceptions
    assert back.calendars[0].week == holidays.week
