"""`dougong schedule FILE --cpm --json`."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest

from dougong.projects.scheduling import ScheduleError, calculate, schedule_command, write_mspdi
from dougong.projects.scheduling.cli import add
from dougong.projects.tests.scheduling.builders import link, project, task

SOURCE = Path(__file__).resolve().parents[2] / "scheduling"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = project([task("1", "A", 8), task("2", "A", 16), task("3", "A", 8)], [link("1 FS 2")], name="甲")
    path = tmp_path / "plan.xml"
    path.write_bytes(write_mspdi(made, calculate(made)))
    return path


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add(parser.add_subparsers())
    chosen = parser.parse_args(["schedule", *arguments])
    code: int = chosen.run(chosen)
    return code


def test_json_has_the_agreed_shape(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(file), "--cpm", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["project_start"] == "2024-04-28T08:00:00"
    assert answer["project_finish"] == "2024-04-30T16:00:00"
    assert answer["tasks"][2] == {
        "id": "3",
        "name": "3",
        "early_start": "2024-04-28T08:00:00",
        "early_finish": "2024-04-28T16:00:00",
        "late_start": "2024-04-30T08:00:00",
        "late_finish": "2024-04-30T16:00:00",
        "total_float_hours": 16.0,
        "free_float_hours": 16.0,
        "critical": False,
    }
    assert [row["critical"] for row in answer["tasks"]] == [True, True, False]
    assert answer["warnings"] == []


def test_without_cpm_the_stored_dates_are_given(file: Path) -> None:
    stored = schedule_command(file, cpm=False)
    assert stored["tasks"] == schedule_command(file)["tasks"]
    assert stored["project_finish"] == "2024-04-30T16:00:00"


def test_every_activity_of_the_xer_is_listed_and_no_wbs_node(shared_data: Path) -> None:
    answer = schedule_command(shared_data / "schedules" / "TERMINAL_BUILDING-AIRPORT.xer")
    assert len(answer["tasks"]) == 66
    assert answer["project_finish"] == "2013-02-27T17:00:00"
    assert answer["tasks"][0]["id"] == "A1010"


def test_a_project_may_be_picked_by_id_or_name(file: Path) -> None:
    assert len(schedule_command(file, project="甲")["tasks"]) == 3
    with pytest.raises(ScheduleError) as caught:
        schedule_command(file, project="乙")
    assert caught.value.code == "no_project"


def test_a_file_that_is_refused_says_why_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text("<x>", encoding="utf-8")
    assert run(str(bad), "--cpm", "--json") == 1
    assert run(str(tmp_path / "none.xml")) == 1
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "XML" in caught.err and "none.xml" in caught.err


def test_a_table_is_printed_without_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(file), "--cpm") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2024-04-28T08:00:00 – 2024-04-30T16:00:00"
    assert "16 h" in lines[3]


def test_the_core_knows_no_django_and_stays_in_its_budgets() -> None:
    for path in SOURCE.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(import|from) (django|ninja)", text, re.MULTILINE), path
        assert len(text.splitlines()) <= 400, path
