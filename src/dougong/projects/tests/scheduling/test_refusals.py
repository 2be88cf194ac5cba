"""What is refused as a whole, what is answered by None, and in whose words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dougong.projects.scheduling import (
    MS_PROJECT,
    P6,
    Calendar,
    ScheduleError,
    Task,
    TaskDates,
    TaskKind,
    calculate,
    check,
)
from dougong.projects.tests.scheduling.builders import A, at, link, project, solve, task


def refused(*args: object, **more: object) -> ScheduleError:
    with pytest.raises(ScheduleError) as caught:
        solve(*args, **more)  # type: ignore[arg-type] - the test passes what solve takes
    return caught.value


def test_a_loop_names_the_tasks_in_it_and_no_others() -> None:
    tasks = [task(id, "A", 8) for id in ("before", "a", "b", "c", "after")]
    links = [link("before FS a"), link("a FS b"), link("b SS c"), link("c FF a"), link("c FS after")]
    error = refused(tasks, links)
    assert error.code == "loop"
    assert error.task_ids == ("a", "b", "c")
    assert "a → b → c → a" in error.zh
    assert "a → b → c → a" in error.en


def test_a_task_linked_to_itself_is_a_loop() -> None:
    error = refused([task("a", "A", 8)], [link("a FS a")])
    assert (error.code, error.task_ids) == ("loop", ("a",))


def test_a_task_that_waits_for_its_own_summary_is_a_loop() -> None:
    error = refused([task("S"), task("a", "A", 8, parent_id="S")], [link("S FS a")])
    assert error.code == "loop"
    assert set(error.task_ids) == {"S", "a"}


def test_a_link_to_a_missing_task_says_which_and_where() -> None:
    error = refused([task("a", "A", 8)], [replace(link("ghost FS a"), line=17)])
    assert error.code == "missing_task"
    assert error.line == 17
    assert "ghost" in error.zh and "ghost" in error.en


def test_a_repeated_id_says_which_and_where() -> None:
    error = refused([task("a", "A", 8, line=3), task("a", "A", 16, line=9)])
    assert (error.code, error.task_ids, error.line) == ("duplicate_task", ("a",), 9)


def test_check_lists_every_problem_at_once() -> None:
    bad = project(
        [task("a", "A", 8), task("a", "A", 8), task("b", "A", -1), task("c", parent_id="nobody")], [link("x FS y")]
    )
    codes = sorted(problem.code for problem in check(bad))
    assert codes == ["duplicate_task", "missing_parent", "missing_task", "negative_duration"]


def test_an_outline_that_loops_is_refused() -> None:
    error = refused([task("a", parent_id="b"), task("b", parent_id="a")])
    assert error.code == "outline_loop"
    assert set(error.task_ids) == {"a", "b"}


def test_a_project_without_any_date_is_refused() -> None:
    with pytest.raises(ScheduleError) as caught:
        calculate(replace(project([task("a", "A", 8)]), start=None, status_date=None))
    assert caught.value.code == "no_start"


@pytest.mark.parametrize("profile", [P6, MS_PROJECT])
@pytest.mark.parametrize("elapsed", [False, True])
def test_a_duration_of_a_thousand_years_is_refused_by_name(profile: object, elapsed: bool) -> None:
    long = task("long", "A", 24 * 365 * 1000, elapsed=elapsed)
    with pytest.raises(ScheduleError) as caught:
        calculate(project([task("a", "A", 8), long]), profile)  # type: ignore[arg-type] - parametrized
    assert (caught.value.code, caught.value.task_ids) == ("out_of_range", ("long",))


def test_a_task_whose_calendar_never_works_answers_none_and_so_does_what_follows_it() -> None:
    idle = Calendar("idle", "停工", ((),) * 7)
    tasks = [task("a", "idle", 8), task("b", "A", 8), task("c", "A", 8), task("d", "A", 8)]
    made = project(tasks, [link("a FS b"), link("b FS c")])
    r = calculate(replace(made, calendars=(A, idle)))
    assert r.tasks["a"] == r.tasks["b"] == r.tasks["c"] == TaskDates()
    assert r.tasks["d"].early_start == at("04-28 08:00")
    assert r.project_finish == at("04-28 16:00")
    assert [(w.code, w.task_ids) for w in r.warnings] == [
        ("calendar_unusable", ("a",)),
        ("after_unscheduled", ("b",)),
        ("after_unscheduled", ("c",)),
    ]


def test_a_calendar_without_working_time_harms_nobody_who_does_not_use_it() -> None:
    made = project([task("a", "A", 8)])
    r = calculate(replace(made, calendars=(*made.calendars, Calendar("idle", "停工", ((),) * 7))))
    assert r.tasks["a"].early_finish == at("04-28 16:00")
    assert r.warnings == ()


def test_a_task_without_duration_answers_none() -> None:
    r = calculate(project([Task("a"), task("b", "A", 8)]))
    assert r.tasks["a"] == TaskDates()
    assert [w.code for w in r.warnings] == ["no_duration"]


def test_an_inactive_task_holds_nobody_back() -> None:
    r = solve([task("a", "A", 8, active=False), task("b", "A", 8)], [link("a FS b")])
    assert r.tasks["a"].early_start is None
    assert r.tasks["b"].early_start == at("04-28 08:00")


def test_a_project_its_source_never_scheduled_answers_none() -> None:
    r = solve([task("a", "A", 8)], scheduled=False)
    assert r.tasks["a"] == TaskDates()
    assert r.project_finish is None
    assert [w.code for w in r.warnings] == ["not_scheduled"]


def test_an_empty_project_has_no_dates() -> None:
    r = solve([])
    assert (r.project_start, r.project_finish, dict(r.tasks)) == (None, None, {})


def test_groups_and_blank_rows_are_no_tasks() -> None:
    r = solve([task("G", kind=TaskKind.GROUP), task("", kind=TaskKind.BLANK), task("a", "A", 8)])
    assert r.tasks["G"].early_start is None
    assert r.tasks["a"].early_start == at("04-28 08:00")
