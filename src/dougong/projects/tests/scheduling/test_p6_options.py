"""What a P6 file's options and columns change: the finished, expected finish, open ends, outside dates, resources.

The rules for finished activities and for an expected finish reproduce P6's own dates in five real updates of one
project (229 activities, 148 of them finished); the others follow P6's manual, no file at hand decides them.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.projects.scheduling import (
    MS_PROJECT,
    P6,
    Constraint,
    ConstraintKind,
    Progress,
    Task,
    TaskKind,
    calculate,
    iso,
    read_schedule,
)
from dougong.projects.tests.scheduling.builders import at, early, late, link, project, solve, task
from dougong.projects.tests.scheduling.test_xer import CALENDAR, LINKS, PROJECTS, WEEK, table, xer

STATUS = at("05-04 16:00")
FIELDS = "task_id|proj_id|task_code|task_type|clndr_id|remain_drtn_hr_cnt|target_drtn_hr_cnt|act_start_date"
MORE = "|act_end_date|expect_end_date|external_early_start_date|external_late_end_date"


def done(id: str, **more: object) -> Task:
    return task(id, "A", 8, actual_start=at("04-28 08:00"), actual_finish=at("04-28 16:00"), percent=100.0, **more)


def read(*rows: str, options: str = "", more: tuple[str, ...] = (), links: str = LINKS):  # type: ignore[no-untyped-def] - drawn or read values
    fields = "schedoptions_id|proj_id" + "".join(f"|{part.split('=')[0]}" for part in options.split())
    values = "1|9" + "".join(f"|{part.split('=')[1]}" for part in options.split())
    week = f"%T\tCALENDAR\r\n%F\tclndr_id\tclndr_name\tclndr_data\r\n%R\t1\t五天\t{CALENDAR}\r\n%R\t2\t七天\t" + (
        CALENDAR.replace(WEEK, WEEK.replace("(0||1()())", "(0||1()((0||0(s|08:00|f|16:00)())))"))
    )
    tables = (PROJECTS, week, table("SCHEDOPTIONS", fields, values), *more, table("TASK", FIELDS + MORE, *rows), links)
    return read_schedule(xer(*tables))


def test_finished_activities_lie_at_the_data_date_as_it_is_and_pass_late_dates_back_without_lags() -> None:
    tasks = [done("P"), done("Q", kind=TaskKind.START_MILESTONE), task("S", "A", 8), task("X", "A", 40)]
    r = solve(tasks, [link("P FS Q", 80), link("Q FS S")], status_date=STATUS)
    assert early(r, "P") == early(r, "Q") == "05-04 16:00/05-04 16:00"
    assert r.tasks["S"].early_start == at("05-05 08:00")
    assert r.tasks["P"].late_start == r.tasks["Q"].late_finish == r.tasks["S"].late_start == at("05-09 08:00")


def test_the_lag_of_a_finished_predecessor_counts_from_its_actual_finish() -> None:
    r = solve([done("P"), task("S", "A", 8)], [link("P FS S", 56)], status_date=STATUS)
    assert r.tasks["S"].early_start == at("05-08 08:00")


def test_an_expected_finish_sets_the_remaining_work_and_leaves_no_free_float() -> None:
    tasks = [task("P", "A", 8, expected_finish=at("05-02 16:00")), task("S", "A", 8), task("X", "A", 80)]
    r = solve(tasks, [link("P FS S")])
    assert early(r, "P") == "04-28 08:00/05-02 16:00"
    assert r.tasks["P"].free_float == 0
    assert r.tasks["S"].early_start == at("05-04 08:00")
    gone = solve([task("P", "A", 8, expected_finish=at("04-01 16:00"))])
    assert gone.tasks["P"].early_start == at("04-28 08:00")


def test_open_ends_are_critical_only_where_the_file_says_so() -> None:
    tasks = [task("P", "A", 8), task("S", "A", 8), task("X", "A", 80)]
    assert late(solve(tasks, [link("P FS S")]), "S").endswith(", 64")
    r = solve(tasks, [link("P FS S")], open_ends_critical=True)
    assert [r.tasks[id].critical for id in "PSX"] == [True, True, True]


def test_override_frees_the_unfinished_predecessor_too() -> None:
    tasks = [task("P", "A", 80), task("S", "A", 24, actual_start=at("04-28 08:00"), remaining=480)]
    kept = solve(tasks, [link("P FS S")], status_date=STATUS)
    assert early(kept, "S") == "05-16 08:00/05-16 16:00"
    for way in (Progress.OVERRIDE, Progress.ACTUAL_DATES):
        free = solve(tasks, [link("P FS S")], status_date=STATUS, progress=way)
        assert early(free, "S") == "05-05 08:00/05-05 16:00"
        assert (free.tasks["P"].total_float, free.tasks["S"].total_float) == (0, 72 * 60)


def test_a_level_of_effort_that_has_begun_goes_on_from_the_data_date_and_a_finished_one_is_an_instant() -> None:
    begun = task("H", kind=TaskKind.HAMMOCK, actual_start=at("04-28 08:00"))
    tasks = [task("a", "A", 16), task("b", "A", 16), begun]
    r = solve(tasks, [link("a FS b"), link("a SS H"), link("b FF H", 8)], status_date=STATUS)
    assert early(r, "H") == "05-05 08:00/05-09 16:00"
    assert r.tasks["H"].start == at("04-28 08:00")
    over = task("H", kind=TaskKind.HAMMOCK, actual_start=at("04-28 08:00"), actual_finish=at("04-30 16:00"))
    r = solve([*tasks[:2], over], [link("a SS H"), link("b FF H")], status_date=STATUS)
    assert early(r, "H") == "05-04 16:00/05-04 16:00"
    assert r.tasks["H"].total_float is None


def test_begun_work_is_not_moved_by_a_date_it_must_start_on() -> None:
    held = (Constraint(ConstraintKind.MANDATORY_START, at("05-20 08:00")),)
    begun = task("P", "A", 16, actual_start=at("04-29 08:00"), remaining=480, constraints=held)
    assert early(solve([begun], status_date=STATUS), "P") == "05-05 08:00/05-05 16:00"
    r = calculate(project([begun], status_date=STATUS), MS_PROJECT)
    assert early(r, "P") == "04-29 08:00/04-30 16:00"


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from((None, "04-26 08:00", "05-03 12:00")),
    st.sampled_from((None, "05-01 12:00", "05-20 12:00")),
    st.sampled_from((None, *(kind for kind in ConstraintKind if kind is not ConstraintKind.ALAP))),
    st.sampled_from((P6, MS_PROJECT)),
)
def test_nothing_ends_before_it_begins(whole, left, began, expected, kind, profile) -> None:  # type: ignore[no-untyped-def] - drawn
    made = task(
        "P",
        "A",
        max(whole, 1),
        remaining=left * 60 if began else None,
        actual_start=at(began) if began else None,
        expected_finish=at(expected) if expected else None,
        constraints=(Constraint(kind, at("05-10 13:00")),) if kind else (),
    )
    dates = calculate(project([made, task("X", "A", 40)], status_date=STATUS), profile).tasks["P"]
    assert dates.early_start is not None and dates.early_finish is not None
    assert dates.early_start <= dates.early_finish
    assert (dates.late_start or 0) <= (dates.late_finish or 0)


def test_the_columns_of_a_file_reach_the_calculation() -> None:
    rows = ("1|9|A10|TT_Task|1|16|16|||2024-05-10 17:00||", "2|9|A20|TT_Task|1|8|8|||||")
    for flag, finish in (("Y", "2024-05-10T17:00:00"), ("N", "2024-04-30T17:00:00")):
        (project,) = read(*rows, options=f"sched_use_expect_end_flag={flag}").projects
        assert iso(calculate(project).tasks["A10"].early_finish) == finish


def test_dates_from_outside_projects_bind_unless_the_file_leaves_such_links_out() -> None:
    rows = ("1|9|A10|TT_Task|1|16|16||||2024-05-06 08:00|2024-05-06 17:00", "2|9|A20|TT_Task|1|8|8|||||")
    (project,) = read(*rows, options="sched_outer_depend_type=SD_Both").projects
    dates = calculate(project).tasks["A10"]
    assert (iso(dates.early_start), dates.total_float) == ("2024-05-06T08:00:00", -480)
    file = read(*rows, options="sched_outer_depend_type=SD_None")
    assert iso(calculate(file.projects[0]).tasks["A10"].early_start) == "2024-04-29T08:00:00"
    assert [(w.code, w.task_ids) for w in file.warnings] == [("external_date", ("A10",))]


def test_resource_dependent_activities_work_by_the_calendar_of_their_people() -> None:
    rows = ("1|9|A10|TT_Rsrc|1|48|48|||||", "2|9|A20|TT_Task|1|8|8|||||")
    people = table(
        "RSRC",
        "rsrc_id|clndr_id|rsrc_name|rsrc_type",
        "7|2|班组|RT_Labor",
        "8|1|吊车|RT_Equip",
        "9|1|砂|RT_Mat",
    )
    rates = table("RSRCRATE", "rsrc_rate_id|rsrc_id|max_qty_per_hr|start_date", "1|7|3|2020-01-01 00:00")
    used = "taskrsrc_id|task_id|proj_id|rsrc_id|remain_qty_per_hr"
    (project,) = read(*rows, more=(people, rates, table("TASKRSRC", used, "1|1|9|7|2", "2|1|9|9|5"))).projects
    assert iso(calculate(project).tasks["A10"].early_finish) == "2024-05-06T17:00:00"  # they work on Sunday the 5th
    assert (project.resources[0].capacity, project.assignments[0].units) == (3.0, 2.0)
    file = read(*rows, more=(people, table("TASKRSRC", used, "1|1|9|7|2", "2|1|9|8|1")))
    assert iso(calculate(file.projects[0]).tasks["A10"].early_finish) == "2024-05-07T17:00:00"
    assert [w.code for w in file.warnings] == ["resource_calendars_differ"]
