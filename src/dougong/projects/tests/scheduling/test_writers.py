"""Workbooks, calendars and MSPDI written from every format; what cannot be read or written is said."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dougong.projects.scheduling import (
    MS_PROJECT,
    P6,
    Link,
    LinkType,
    Project,
    ScheduleError,
    TaskKind,
    calculate,
    mpp,
    profile_for,
    read_schedule,
    schedule_command,
    write_icalendar,
    write_mspdi,
    write_xlsx,
)
from dougong.projects.scheduling.rows import in_outline_order
from dougong.projects.tests.scheduling.builders import at, link, project, task

FILES = (
    "TERMINAL_BUILDING-AIRPORT.xer",
    "sample.xml",
    "mspditimephased.xml",
    "task-links-project2019-mspdi.xml",
    "task-baselines-project2019-mspdi.xml",
)
STAMP = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


def links(made: Project) -> list[tuple[LinkType, int, bool, float | None]]:
    return sorted((one.type, one.lag, one.elapsed, one.percent or 0) for one in made.links)


@pytest.mark.parametrize("name", FILES)
def test_a_workbook_keeps_names_outline_lengths_and_links_of_every_file(shared_data: Path, name: str) -> None:
    file = read_schedule((shared_data / "schedules" / name).read_bytes(), name)
    (made,) = file.projects
    written = write_xlsx(made, calculate(made, profile_for(file)))
    (back,) = read_schedule(written, "plan.xlsx").projects
    rows = in_outline_order(made)
    assert [one.name for one in back.tasks] == [one.name or one.id for one in rows]
    number = {one.id: str(place) for place, one in enumerate(rows, start=1)}
    number = number if name.endswith("xer") else {id: id for id in number}
    parents = {one.parent_id for one in made.tasks}
    for one, again in zip(rows, back.tasks, strict=True):
        assert again.parent_id == (number[one.parent_id] if one.parent_id else None)
        assert one.id in parents or again.duration == one.duration
    assert links(back) == links(made)
    (twice,) = read_schedule(write_xlsx(back), "plan.xlsx").projects
    assert twice == back


def test_a_workbook_says_lengths_lags_marks_and_dates_exactly() -> None:
    tasks = [
        task("S", name="基础"),
        task("10", "A", 7.5, parent_id="S", owner="唐知远、许闻溪", percent=40.0, actual_start=at("04-29 08:00")),
        task("11", "A", 0, TaskKind.MILESTONE, parent_id="S", deadline=at("06-30 18:00")),
        task("12", "A", 48, elapsed=True),
    ]
    joined = [Link("10", "11", LinkType.FS, -90), Link("10", "12", LinkType.SS, 1440, elapsed=True)]
    joined += [Link("11", "12", LinkType.FF, percent=25.0), Link("10", "12", LinkType.SF, 480)]
    made = project(tasks, joined)
    (back,) = read_schedule(write_xlsx(made, calculate(made, MS_PROJECT)), "x.xlsx").projects
    assert [(one.parent_id, one.duration, one.elapsed, one.percent) for one in back.tasks[1:]] == [
        ("1", 450, False, 40.0),
        ("1", 0, False, 0.0),
        (None, 2880, True, 0.0),
    ]
    assert (back.tasks[1].owner, back.tasks[2].deadline) == ("唐知远、许闻溪", at("06-30 18:00"))
    assert links(back) == links(made)


def test_p6_activities_keep_their_early_dates_through_mspdi(shared_data: Path) -> None:
    (made,) = read_schedule((shared_data / "schedules" / FILES[0]).read_bytes()).projects
    before = calculate(made, P6)
    (back,) = read_schedule(write_mspdi(made, before)).projects
    after = calculate(back, P6)
    assert len(back.tasks) == len(made.tasks)
    by_name = {one.name: after.tasks[one.id] for one in back.tasks}
    for one in made.tasks:
        if sum(other.name == one.name for other in made.tasks) == 1:
            assert by_name[one.name][:2] == before.tasks[one.id][:2]


def test_an_event_for_each_dated_task_in_local_time_folded_and_escaped() -> None:
    long = "验收;" * 20 + "终\n版, \\"
    tasks = [task("S"), task("a", "A", 8, parent_id="S", name=long), task("M", "A", 0, TaskKind.START_MILESTONE)]
    made = project(tasks, [link("a FS M")], name="甲")
    text = write_icalendar(made, calculate(made, P6), STAMP).decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "SUMMARY:" + "验收\\;" * 20 + "终\\n版\\, \\\\" in lines
    first = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    assert first[1:5] == [
        "UID:p/a@dougong",
        "DTSTAMP:20261118T020000Z",
        "DTSTART:20240428T080000",
        "DTEND:20240428T160000",
    ]
    assert "DTSTART:20240429T080000" in lines
    assert sum(line.startswith("DTEND") for line in lines) == 1  # the milestone is an instant


def test_the_command_writes_one_project_whole_and_refuses_other_endings(tmp_path: Path) -> None:
    made = project([task("1", "A", 8), task("2", "A", 16)], [link("1 FS 2")])
    source = tmp_path / "in.xml"
    source.write_bytes(write_mspdi(made))
    for name in ("out.xml", "out.xlsx", "out.ics"):
        schedule_command(source, out=tmp_path / name)
        assert (tmp_path / name).stat().st_size > 200
    (back,) = read_schedule((tmp_path / "out.xml").read_bytes()).projects
    assert [one.stored.early_start for one in back.tasks if one.stored] == [at("04-28 08:00"), at("04-29 08:00")]
    with pytest.raises(ScheduleError) as caught:
        schedule_command(source, out=tmp_path / "out.pdf")
    assert caught.value.code == "out_format"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.xml", "out.ics", "out.xlsx", "out.xml"]


def test_an_mpp_goes_through_the_other_program_and_each_lack_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = mpp.OLE + b"\0" * 600
    with pytest.raises(ScheduleError) as caught:
        read_schedule(data, "plan.mpp")
    assert caught.value.code == "mpp_unread"
    monkeypatch.setattr(mpp, "find_spec", lambda name: None)
    with pytest.raises(ScheduleError, match="needs the extra mpxj"):
        read_schedule(data, "plan.mpp", convert=True)
    monkeypatch.setattr(mpp, "find_spec", lambda name: object())
    monkeypatch.setattr(mpp.shutil, "which", lambda name: None)
    with pytest.raises(ScheduleError, match="needs Java 11"):
        read_schedule(data, "plan.mpp", convert=True)
    monkeypatch.setattr(mpp.shutil, "which", lambda name: "/bin/java")
    made = tmp_path / "made.xml"
    made.write_bytes(write_mspdi(project([task("1", "A", 8)])))
    fake = tmp_path / "fake"
    fake.write_text(f'#!/bin/sh\ncp {made} "$4"\n')
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    file = read_schedule(data, "plan.mpp", convert=True)
    assert (file.format, [one.id for one in file.projects[0].tasks]) == ("mpp", ["1"])
    fake.write_text("#!/bin/sh\necho 'bad header' >&2\nexit 3\n")
    with pytest.raises(ScheduleError, match="cannot read this file: bad header"):
        read_schedule(data, "plan.mpp", convert=True)


def test_rows_out_of_outline_order_are_written_below_their_parents() -> None:
    tasks = [task("G"), task("H"), task("h", "A", 8, parent_id="H"), task("g", "A", 8, parent_id="G")]
    (back,) = read_schedule(write_mspdi(replace(project(tasks), name="x"))).projects
    assert [(one.name, one.parent_id) for one in back.tasks] == [("G", None), ("g", "1"), ("H", None), ("h", "3")]
