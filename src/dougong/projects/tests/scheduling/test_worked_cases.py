"""The worked cases of Primavera's arithmetic (docs: critical path), one test each, by their numbers."""

from __future__ import annotations

import pytest

from dougong.projects.scheduling import Constraint, ConstraintKind, LagCalendar, TaskKind
from dougong.projects.tests.scheduling.builders import at, early, late, link, solve, task

MILE, FINMILE = TaskKind.START_MILESTONE, TaskKind.FINISH_MILESTONE
ALAP = (Constraint(ConstraintKind.ALAP),)


def test_case_1_a_holiday_belongs_to_its_own_calendar() -> None:
    r = solve([task("P", "A", 24), task("S", "B", 8)], [link("P FS S")])
    assert early(r, "P") == "04-28 08:00/04-30 16:00"
    assert early(r, "S") == "04-30 16:00/05-01 16:00"


@pytest.mark.parametrize(
    ("calendar", "start"),
    [
        (LagCalendar.PREDECESSOR, "05-05 16:00"),
        (LagCalendar.SUCCESSOR, "05-04 16:00"),
        (LagCalendar.CLOCK, "05-03 08:00"),
    ],
)
def test_case_2_a_lag_is_counted_on_the_calendar_asked_for(calendar: LagCalendar, start: str) -> None:
    r = solve([task("P", "A", 32), task("S", "C", 8)], [link("P FS S", 16)], lag_calendar=calendar)
    assert r.tasks["S"].early_start == at(start)


def test_case_3_a_finish_imposed_outside_the_shifts_moves_to_the_next_shift() -> None:
    r = solve([task("P", "C", 32), task("S", "A", 8), task("X", "A", 80)], [link("P FF S", 16)])
    assert r.tasks["P"].early_finish == at("05-01 17:00")
    assert early(r, "S") == "05-02 08:00/05-04 08:00"
    assert late(r, "S") == "05-09 08:00/05-09 16:00, 48"
    assert late(r, "P") == "05-03 16:00/05-07 16:00, 47"


def test_case_4_a_start_milestone_before_a_task_is_late_at_a_shift_start() -> None:
    tasks = [task("P", "A", 8), task("M", "A", kind=MILE), task("S", "A", 8), task("X", "A", 40)]
    r = solve(tasks, [link("P FS M"), link("M FS S")])
    assert early(r, "M") == "04-29 08:00/04-29 08:00"
    assert late(r, "M") == "05-04 08:00/05-04 08:00, 24"


def test_case_5_a_start_milestone_before_a_finish_milestone_is_late_at_a_shift_end() -> None:
    tasks = [task("P", "A", 8), task("M", "A", kind=MILE), task("F", "A", kind=FINMILE), task("X", "A", 40)]
    r = solve(tasks, [link("P FS M"), link("M FS F")])
    assert early(r, "M") == early(r, "F") == "04-29 08:00/04-29 08:00"
    assert late(r, "M") == late(r, "F") == "05-04 16:00/05-04 16:00, 32"


def test_case_6_a_finish_milestone_keeps_a_working_instant() -> None:
    tasks = [task("P", "B", 8), task("M", "A", kind=FINMILE), task("X", "A", 40)]
    r = solve(tasks, [link("P FS M")])
    assert r.tasks["P"].early_finish == at("04-29 17:00")
    assert early(r, "M") == "04-30 08:00/04-30 08:00"
    assert late(r, "M") == "05-04 16:00/05-04 16:00, 24"
    r = solve([task("P", "A", 8), *tasks[1:]], [link("P FS M")])
    assert early(r, "M") == "04-28 16:00/04-28 16:00"
    assert late(r, "M") == "05-04 16:00/05-04 16:00, 32"


def test_case_7_as_late_as_possible_takes_only_free_float() -> None:
    tasks = [task("P", "A", 8), task("L", "A", 8, constraints=ALAP), task("S", "A", 8)]
    tasks += [task("Q", "A", 24), task("X", "A", 80)]
    r = solve(tasks, [link("P FS L"), link("L FS S"), link("P FS Q"), link("Q FS S")])
    assert early(r, "L") == "05-02 08:00/05-02 16:00"
    assert late(r, "L") == "05-08 08:00/05-08 16:00, 40"
    assert r.tasks["S"].early_start == at("05-04 08:00")


def test_case_8_as_late_as_possible_stops_at_the_calculated_finish() -> None:
    tasks = [task("P", "A", 24), task("L", "B", kind=FINMILE, constraints=ALAP)]
    r = solve(tasks, must_finish_by=at("05-10 00:00"))
    assert late(r, "P") == "05-07 08:00/05-09 16:00, 56"
    assert early(r, "L") == "04-30 16:00/04-30 16:00"
    assert late(r, "L") == "05-09 17:00/05-09 17:00, 57"


def test_case_9_the_project_starts_at_the_later_of_data_date_and_planned_start() -> None:
    r = solve([task("P", "A", 8)], start="2024-04-29 00:00", status_date=at("04-20 00:00"))
    assert r.tasks["P"].early_start == at("04-29 08:00")
    r = solve([task("P", "A", 8)], start="2024-04-20 00:00", status_date=at("04-29 00:00"))
    assert r.tasks["P"].early_start == at("04-29 08:00")


def test_case_10_start_on_or_before_lowers_late_dates_only() -> None:
    before = (Constraint(ConstraintKind.START_NO_LATER, at("04-28 08:00")),)
    tasks = [task("M", "A", kind=MILE, constraints=before), task("P", "A", 8)]
    r = solve(tasks, [link("M FS P")], must_finish_by=at("05-10 00:00"))
    assert late(r, "M") == "04-28 08:00/04-28 08:00, 0"
    assert late(r, "P") == "05-09 08:00/05-09 16:00, 72"


def test_case_11_a_forward_lag_ends_on_the_finish_side() -> None:
    r = solve([task("P", "A", 16), task("S", "C", 8)], [link("P SS S", 8)])
    assert early(r, "S") == "04-28 16:00/04-29 16:00"


def test_case_12_a_lead_ends_on_the_start_side() -> None:
    r = solve([task("P", "A", 16), task("S", "A", 8)], [link("P FS S", -8)])
    assert r.tasks["S"].early_start == at("04-29 08:00")


def test_case_13_a_late_start_imposed_on_a_shift_end_stays_there() -> None:
    tasks = [task("P", "A", 8), task("S", "A", 8), task("T", "A", 24), task("X", "A", 40)]
    r = solve(tasks, [link("P SF S"), link("S FS T")])
    assert late(r, "P") == "04-29 16:00/04-30 16:00, 16"
    assert late(r, "S") == "04-29 08:00/04-29 16:00, 8"
