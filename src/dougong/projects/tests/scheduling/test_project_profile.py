"""Where MS Project's arithmetic differs from Primavera's, and constraints in both."""

from __future__ import annotations

import pytest

from dougong.projects.scheduling import (
    MS_PROJECT,
    P6,
    Assignment,
    Constraint,
    ConstraintKind,
    Resource,
    TaskKind,
    calculate,
)
from dougong.projects.tests.scheduling.builders import at, early, late, link, project, solve, task

K = ConstraintKind


def bound(kind: ConstraintKind, text: str) -> tuple[Constraint, ...]:
    return (Constraint(kind, at(text)),)


def test_a_lag_is_counted_on_the_successors_calendar() -> None:
    made = project([task("P", "A", 32), task("S", "C", 8)], [link("P FS S", 16)])
    assert calculate(made, MS_PROJECT).tasks["S"].early_start == at("05-04 16:00")
    assert calculate(made, P6).tasks["S"].early_start == at("05-05 16:00")


def test_an_elapsed_duration_counts_every_minute() -> None:
    r = calculate(project([task("P", "A", 72, elapsed=True), task("S", "A", 8)], [link("P FS S")]), MS_PROJECT)
    assert early(r, "P") == "04-28 00:00/05-01 00:00"
    assert early(r, "S") == "05-02 08:00/05-02 16:00"


def test_a_milestone_stays_where_its_predecessor_ends() -> None:
    made = project([task("P", "A", 8), task("M", "A", kind=TaskKind.MILESTONE)], [link("P FS M")])
    assert early(calculate(made, MS_PROJECT), "M") == "04-28 16:00/04-28 16:00"


def test_a_task_placed_by_hand_stays_and_its_successors_follow_it() -> None:
    hand = {"manual_start": at("05-04 08:00"), "manual_finish": at("05-05 16:00")}
    r = calculate(
        project([task("P", "A", 8), task("M", "A", 16, **hand), task("S", "A", 8)], [link("P FS M"), link("M FS S")]),
        MS_PROJECT,
    )
    assert early(r, "M") == "05-04 08:00/05-05 16:00"
    assert early(r, "S") == "05-06 08:00/05-06 16:00"


def test_work_goes_on_while_any_resource_of_the_task_works() -> None:
    made = project(
        [task("P", "A", 16, calendar_id=None)],
        resources=(Resource("1", "早班", "A"), Resource("2", "白班", "C"), Resource("3", "水泥", "B", work=False)),
        assignments=(Assignment("1", "P", "1"), Assignment("2", "P", "2"), Assignment("3", "P", "3")),
    )
    # A works 08–16, C 08–12 and 13–17: together nine hours a day.
    assert early(calculate(made, MS_PROJECT), "P") == "04-28 08:00/04-29 15:00"
    assert early(calculate(made, P6), "P") == "04-28 08:00/04-29 16:00"


def test_a_deadline_takes_float_and_moves_nothing() -> None:
    r = calculate(project([task("P", "A", 8, deadline=at("04-28 12:00")), task("X", "A", 40)]), MS_PROJECT)
    assert early(r, "P") == "04-28 08:00/04-28 16:00"
    assert r.tasks["P"].total_float == -240
    assert r.tasks["P"].critical


@pytest.mark.parametrize(
    ("kind", "text", "dates"),
    [
        (K.START_NO_EARLIER, "04-30 08:00", "04-30 08:00/04-30 16:00"),
        (K.START_NO_LATER, "04-30 08:00", "05-02 08:00/05-02 16:00"),
        (K.FINISH_NO_EARLIER, "05-04 16:00", "05-04 08:00/05-04 16:00"),
        (K.START_ON, "05-05 08:00", "05-05 08:00/05-05 16:00"),
        (K.FINISH_ON, "05-05 16:00", "05-05 08:00/05-05 16:00"),
        (K.MANDATORY_START, "04-28 08:00", "04-28 08:00/04-28 16:00"),
        (K.MANDATORY_FINISH, "04-29 16:00", "04-29 08:00/04-29 16:00"),
    ],
)
def test_early_dates_under_each_constraint(kind: ConstraintKind, text: str, dates: str) -> None:
    own = bound(kind, text)
    links = [link("P FS S")] if kind is not K.START_NO_EARLIER else []
    assert early(solve([task("P", "A", 24), task("S", "A", 8, constraints=own)], links), "S") == dates


@pytest.mark.parametrize(
    ("kind", "text", "dates"),
    [
        (K.START_NO_LATER, "04-30 08:00", "04-30 08:00/04-30 16:00, 16"),
        (K.FINISH_NO_LATER, "04-29 16:00", "04-29 08:00/04-29 16:00, 8"),
        (K.MANDATORY_START, "04-29 08:00", "04-29 08:00/04-29 16:00, 0"),
        (K.START_ON, "04-29 08:00", "04-29 08:00/04-29 16:00, 0"),
    ],
)
def test_late_dates_under_each_constraint(kind: ConstraintKind, text: str, dates: str) -> None:
    assert late(solve([task("P", "A", 8, constraints=bound(kind, text)), task("X", "A", 40)]), "P") == dates


def test_project_honours_a_latest_date_against_the_links_unless_told_not_to() -> None:
    tasks = [task("P", "A", 24), task("S", "A", 8, constraints=bound(K.START_NO_LATER, "04-29 08:00"))]
    made = project(tasks, [link("P FS S")])
    assert early(calculate(made, MS_PROJECT), "S") == "04-29 08:00/04-29 16:00"
    made = project(tasks, [link("P FS S")], honor_constraints=False)
    r = calculate(made, MS_PROJECT)
    assert early(r, "S") == "05-02 08:00/05-02 16:00"
    assert r.tasks["S"].total_float == -16 * 60


def test_as_late_as_possible_takes_all_float_in_project() -> None:
    own = (Constraint(K.ALAP),)
    tasks = [task("P", "A", 8), task("L", "A", 8, constraints=own), task("X", "A", 40)]
    r = calculate(project(tasks, [link("P FS L")]), MS_PROJECT)
    assert early(r, "L") == "05-04 08:00/05-04 16:00"
