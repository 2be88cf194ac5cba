"""Actual dates, remaining work and the status date. No outside answer is at hand for retained logic, override and
Project's rescheduling: those cases are ours; the P6 rule for finished activities is rule 13.
"""

from __future__ import annotations

from dataclasses import replace

from dougong.projects.scheduling import MS_PROJECT, Constraint, ConstraintKind, Progress, calculate
from dougong.projects.tests.scheduling.builders import at, early, late, link, project, solve, task

STATUS = at("05-04 00:00")


def started(id: str, hours: float, left: float, **more: object):  # type: ignore[no-untyped-def] - a Task
    return task(id, "A", hours, actual_start=at("04-28 08:00"), remaining=round(left * 60), **more)


def finished(id: str, hours: float, **more: object):  # type: ignore[no-untyped-def] - a Task
    dates = {"actual_start": at("04-28 08:00"), "actual_finish": at("04-29 16:00")}
    return task(id, "A", hours, percent=100.0, **(dates | more))


def test_a_finished_activity_gives_its_actual_dates_to_its_successors() -> None:
    tasks = [finished("P", 16, actual_finish=at("05-08 12:00")), task("S", "A", 8)]
    r = solve(tasks, [link("P FS S")], status_date=STATUS)
    assert r.tasks["S"].early_start == at("05-08 12:00")


def test_a_finished_activity_lies_at_the_data_date_and_ignores_its_constraints() -> None:
    late_start = (Constraint(ConstraintKind.START_NO_EARLIER, at("05-20 08:00")),)
    r = solve([finished("P", 16, constraints=late_start), task("X", "A", 8)], status_date=STATUS)
    assert early(r, "P") == "05-04 00:00/05-04 00:00"  # as it is, not on the calendar: so in five real updates
    assert (r.tasks["P"].start, r.tasks["P"].finish) == (at("04-28 08:00"), at("04-29 16:00"))
    assert (r.tasks["P"].total_float, r.tasks["P"].critical) == (None, False)


def test_no_unfinished_work_lies_before_the_data_date() -> None:
    r = solve([started("P", 24, 8), task("S", "A", 8), task("T", "A", 8)], [link("P FS S")], status_date=STATUS)
    assert early(r, "P") == "05-04 08:00/05-04 16:00"
    assert early(r, "S") == "05-05 08:00/05-05 16:00"
    assert early(r, "T") == "05-04 08:00/05-04 16:00"
    assert r.tasks["P"].start == at("04-28 08:00")


def test_remaining_work_begins_when_it_is_resumed() -> None:
    r = solve([started("P", 24, 8, resume=at("05-08 08:00"))], status_date=STATUS)
    assert early(r, "P") == "05-08 08:00/05-08 16:00"


def test_out_of_sequence_work_waits_under_retained_logic_and_goes_on_under_override() -> None:
    tasks, links = [task("P", "A", 16), started("S", 24, 8)], [link("P FS S")]
    assert early(solve(tasks, links, status_date=STATUS), "S") == "05-06 08:00/05-06 16:00"
    r = solve(tasks, links, status_date=STATUS, progress=Progress.OVERRIDE)
    assert early(r, "S") == "05-04 08:00/05-04 16:00"


def test_percent_gives_the_remaining_duration_where_none_is_written() -> None:
    one = task("P", "A", 16, actual_start=at("04-28 08:00"), percent=75.0)
    assert one.left == 240
    assert early(solve([one], status_date=STATUS), "P") == "05-04 08:00/05-04 12:00"
    assert task("Q", "A", 16, percent=75.0).left == 960  # not started: percent alone starts nothing


def test_project_keeps_actual_dates_as_early_dates() -> None:
    tasks = [finished("P", 16), task("S", "A", 8), task("X", "A", 80)]
    r = calculate(project(tasks, [link("P FS S")]), MS_PROJECT)
    assert early(r, "P") == "04-28 08:00/04-29 16:00"
    assert late(r, "P") == "04-28 08:00/04-29 16:00, 0"
    assert not r.tasks["P"].critical
    assert early(r, "S") == "04-30 08:00/04-30 16:00"


def test_project_lets_a_started_task_run_its_duration_and_only_its_finish_has_float() -> None:
    tasks = [task("P", "A", 16, actual_start=at("04-29 12:00"), percent=25.0), task("X", "A", 40)]
    r = calculate(project(tasks), MS_PROJECT)
    assert early(r, "P") == "04-29 12:00/05-02 12:00"
    assert late(r, "P") == "04-29 12:00/05-04 16:00, 12"


def test_successors_follow_the_real_finish_in_both_profiles() -> None:
    tasks = [finished("P", 16, actual_finish=at("05-05 12:00")), task("S", "A", 8)]
    made = project(tasks, [link("P FS S")])
    for r in (calculate(made), calculate(made, MS_PROJECT)):
        assert early(r, "S") == "05-05 12:00/05-06 12:00"


def test_project_may_be_told_to_move_unfinished_work_behind_the_status_date() -> None:
    moving = replace(MS_PROJECT, data_date_moves_work=True)
    tasks = [task("P", "A", 16, actual_start=at("04-28 08:00"), percent=50.0), task("T", "A", 8)]
    r = calculate(project(tasks, status_date=STATUS), moving)
    assert early(r, "P") == "04-28 08:00/05-04 16:00"
    assert early(r, "T") == "05-04 08:00/05-04 16:00"
    assert early(calculate(project(tasks, status_date=STATUS), MS_PROJECT), "T") == "04-28 08:00/04-28 16:00"
