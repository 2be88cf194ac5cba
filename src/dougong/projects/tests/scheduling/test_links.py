"""Links of every type, on leaf tasks and on summaries; roll-up; hammocks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dougong.projects.scheduling import (
    MS_PROJECT,
    Constraint,
    ConstraintKind,
    Link,
    LinkType,
    TaskKind,
    calculate,
    progress,
)
from dougong.projects.tests.scheduling.builders import at, early, late, link, project, solve, task

PAIR = [task("P", "A", 16), task("S", "A", 24)]


@pytest.mark.parametrize(
    ("text", "lag", "dates"),
    [
        ("P FS S", 0, "04-30 08:00/05-04 16:00"),
        ("P FS S", 8, "05-02 08:00/05-05 16:00"),
        ("P FS S", -8, "04-29 08:00/05-02 16:00"),
        ("P SS S", 0, "04-28 08:00/04-30 16:00"),
        ("P SS S", 4, "04-28 12:00/05-02 12:00"),
        ("P FF S", 0, "04-28 08:00/04-30 16:00"),
        ("P FF S", 16, "04-29 08:00/05-02 16:00"),
        ("P SF S", 0, "04-28 08:00/04-30 16:00"),
        ("P SF S", 32, "04-29 08:00/05-02 16:00"),
    ],
)
def test_each_link_type_imposes_its_own_end(text: str, lag: float, dates: str) -> None:
    # 04-28 to 04-30 work, 05-01 is a holiday, 05-02 works, 05-03 is a Friday off.
    assert early(solve(PAIR, [link(text, lag)]), "S") == dates


def test_late_dates_and_floats_of_a_branch() -> None:
    tasks = [task("P", "A", 8), task("Q", "A", 8), task("R", "A", 16), task("S", "A", 8)]
    r = solve(tasks, [link("P FS Q"), link("P FS R"), link("Q FS S"), link("R FS S")])
    assert late(r, "Q") == "04-30 08:00/04-30 16:00, 8"
    assert [id for id in r.tasks if r.tasks[id].critical] == ["P", "R", "S"]
    assert [id for id in r.tasks if r.tasks[id].longest_path] == ["P", "R", "S"]
    assert r.tasks["Q"].free_float == 480
    assert r.driving == {0, 1, 3}
    assert r.critical == ("P", "R", "S")


def test_a_lag_may_be_elapsed_or_a_share_of_the_predecessor() -> None:
    r = solve(PAIR, [replace(link("P FS S", 24), elapsed=True)])
    assert r.tasks["S"].early_start == at("04-30 16:00") + 16 * 60 + 24 * 60  # 05-01 is off: 05-02 08:00
    r = solve(PAIR, [Link("P", "S", LinkType.FS, percent=50.0)])
    assert r.tasks["S"].early_start == at("05-02 08:00")


def test_a_link_to_a_summary_holds_every_task_in_it_and_one_from_it_waits_for_the_last() -> None:
    tasks = [
        task("P", "A", 8),
        task("S"),
        task("S1", "A", 8, parent_id="S"),
        task("S2", "A", 16, parent_id="S"),
        task("Q", "A", 8),
        task("X", "A", 48),
    ]
    r = solve(tasks, [link("P FS S"), link("S FS Q")])
    assert early(r, "S1") == "04-29 08:00/04-29 16:00"
    assert early(r, "S") == "04-29 08:00/04-30 16:00"
    assert early(r, "Q") == "05-02 08:00/05-02 16:00"
    assert late(r, "P") == "04-30 08:00/04-30 16:00, 16"
    assert late(r, "S1") == "05-04 08:00/05-04 16:00, 24"
    assert late(r, "S2") == "05-02 08:00/05-04 16:00, 16"
    assert r.tasks["S"].free_float == 0


def test_a_start_link_from_a_summary_counts_from_its_first_task() -> None:
    tasks = [
        task("S"),
        task("S1", "A", 8, parent_id="S"),
        task("S2", "A", 8, parent_id="S"),
        task("Q", "A", 8),
        task("X", "A", 80),
    ]
    after = (Constraint(ConstraintKind.START_NO_EARLIER, at("04-29 00:00")),)
    tasks = [replace(one, constraints=after) if one.id in ("S1", "S2") else one for one in tasks]
    r = solve(tasks, [link("S1 FS S2"), link("S SS Q", 8)])
    assert r.tasks["Q"].early_start == at("04-29 16:00") + 16 * 60


def test_summaries_nest_and_take_the_span_and_the_worst_of_their_tasks() -> None:
    tasks = [
        task("T"),
        task("S", parent_id="T"),
        task("a", "A", 8, parent_id="S"),
        task("b", "A", 8, parent_id="S"),
        task("c", "A", 24, parent_id="T"),
    ]
    r = solve(tasks, [link("a FS b")])
    assert early(r, "S") == "04-28 08:00/04-29 16:00"
    assert early(r, "T") == "04-28 08:00/04-30 16:00"
    assert (r.tasks["S"].total_float, r.tasks["T"].total_float) == (480, 0)
    assert (r.tasks["S"].critical, r.tasks["T"].critical) == (False, True)
    assert r.tasks["S"].free_float == 480


def test_a_constraint_on_a_summary_binds_its_tasks() -> None:
    not_before = (Constraint(ConstraintKind.START_NO_EARLIER, at("04-30 00:00")),)
    tasks = [task("S", constraints=not_before), task("a", "A", 8, parent_id="S")]
    assert early(calculate(project(tasks), MS_PROJECT), "a") == "04-30 08:00/04-30 16:00"


def test_a_hammock_spans_from_its_first_predecessor_to_the_end_its_links_name() -> None:
    tasks = [task("a", "A", 8), task("b", "A", 8), task("H", kind=TaskKind.HAMMOCK)]
    r = solve(tasks, [link("a FS b"), link("a SS H"), link("b FF H")])
    assert early(r, "H") == "04-28 08:00/04-29 16:00"
    assert not r.tasks["H"].critical


def test_a_hammock_without_links_spans_its_part_of_the_outline() -> None:
    tasks = [
        task("S"),
        task("a", "A", 8, parent_id="S"),
        task("b", "A", 8, parent_id="S"),
        task("H", kind=TaskKind.HAMMOCK, parent_id="S"),
        task("X", "A", 80),
    ]
    assert early(solve(tasks, [link("a FS b")]), "H") == "04-28 08:00/04-29 16:00"


def test_a_summary_has_the_progress_of_its_tasks_by_duration() -> None:
    tasks = [task("S"), task("a", "A", 30, parent_id="S", percent=50.0), task("b", "A", 10, parent_id="S")]
    assert progress(project(tasks)) == {"S": 37.5, "a": 50.0, "b": 0.0}
