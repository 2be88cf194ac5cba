"""Every date can say why: links, constraints, progress, the start; chains, near-critical tasks and ends."""

from __future__ import annotations

from hypothesis import given, settings

from dougong.projects.scheduling import MS_PROJECT, P6, Constraint, ConstraintKind, Project, TaskKind, calculate
from dougong.projects.scheduling.why import ReasonKind, driving_path, ends, near_critical, reasons
from dougong.projects.tests.scheduling.builders import at, link, project, solve, task
from dougong.projects.tests.scheduling.test_properties import networks


def kinds(made: Project, id: str, profile=P6) -> list[ReasonKind]:  # type: ignore[no-untyped-def] - a profile
    return [one.kind for one in reasons(made, calculate(made, profile), id)]


def test_the_links_that_decide_are_named_and_the_others_are_not() -> None:
    tasks = [task("P", "A", 8), task("Q", "A", 24), task("S", "A", 8)]
    made = project(tasks, [link("P FS S"), link("Q SS S", 16)])
    (first,) = reasons(made, calculate(made), "S")
    assert (first.kind, first.task, first.link) == (ReasonKind.LINK, "Q", 1)
    assert first.en == "it can start only 16 h after the start of Q"
    assert first.zh == "前置任务 Q 开始后 16 小时才能开始"
    (start,) = reasons(made, calculate(made), "P")
    assert (start.kind, start.en) == (ReasonKind.DATA_DATE, "the first work after the data date 2024-04-28 00:00")


def test_constraints_decide_on_their_day_or_the_next_working_one() -> None:
    on_holiday = Constraint(ConstraintKind.START_NO_EARLIER, at("05-01 00:00"))
    earlier = Constraint(ConstraintKind.START_NO_EARLIER, at("04-01 00:00"))
    made = project([task("P", "A", 8, constraints=(on_holiday,)), task("Q", "A", 8, constraints=(earlier,))])
    (one,) = reasons(made, calculate(made), "P")
    assert (one.kind, one.en) == (ReasonKind.CONSTRAINT, "it may not start before 2024-05-01 00:00")
    assert kinds(made, "Q") == [ReasonKind.DATA_DATE]
    held = Constraint(ConstraintKind.MANDATORY_FINISH, at("05-06 16:00"))
    made = project([task("P", "A", 8), task("S", "A", 8, constraints=(held,))], [link("P FS S")])
    assert kinds(made, "S") == [ReasonKind.CONSTRAINT]


def test_progress_outline_hands_and_what_has_no_date_answer_too() -> None:
    tasks = [
        task("G"),
        task("done", "A", 8, parent_id="G", actual_start=at("04-20 08:00"), actual_finish=at("04-20 16:00")),
        task("begun", "A", 16, parent_id="G", actual_start=at("04-21 08:00"), remaining=480),
        task("late", "A", 8, constraints=(Constraint(ConstraintKind.ALAP),)),
        task("H", kind=TaskKind.HAMMOCK),
        task("off", "A", 8, active=False),
    ]
    made = project(tasks, [link("begun SS H")])
    assert kinds(made, "G") == [ReasonKind.TASKS_BELOW]
    assert kinds(made, "done") == kinds(made, "begun") == [ReasonKind.ACTUAL]
    assert kinds(made, "late") == [ReasonKind.LATE]
    assert kinds(made, "H") == [ReasonKind.SPAN]
    assert kinds(made, "off") == [ReasonKind.NOT_SCHEDULED]
    by_hand = project([task("m", "A", 8, manual_start=at("05-02 08:00"), manual_finish=at("05-02 16:00"))])
    assert kinds(by_hand, "m", MS_PROJECT) == [ReasonKind.BY_HAND]


def test_the_chain_behind_a_task_the_nearly_critical_and_the_ends() -> None:
    tasks = [task("P", "A", 8), task("Q", "A", 24), task("S", "A", 8), task("near", "A", 24), task("far", "A", 8)]
    made = project(tasks, [link("P FS Q"), link("Q FS S")])
    r = calculate(made)
    assert driving_path(made, r, "S") == ("P", "Q", "S")
    assert near_critical(made, r, 16 * 60) == ("near",)
    assert near_critical(made, r, 32 * 60) == ("near", "far")
    assert ends(made, r) == ("S", "near", "far")


@settings(max_examples=60, deadline=None)
@given(networks())
def test_every_task_of_every_network_has_a_reason_that_holds(made: Project) -> None:
    r = calculate(made)
    for one in made.tasks:
        found = reasons(made, r, one.id)
        assert found
        for reason in found:
            assert reason.kind in (ReasonKind.LINK, ReasonKind.DATA_DATE)
            if reason.link is not None:
                assert (made.links[reason.link].pred, made.links[reason.link].succ) == (reason.task, one.id)
        path = driving_path(made, r, one.id)
        assert path[-1] == one.id and len(set(path)) == len(path)
        # Where the chain begins nothing but the start decides.
        assert all(reason.kind is ReasonKind.DATA_DATE for reason in reasons(made, r, path[0]))


def test_the_project_start_is_named_where_it_is_later_than_the_data_date() -> None:
    made = project([task("P", "A", 8)], status_date=at("04-20 00:00"))
    (one,) = reasons(made, solve([task("P", "A", 8)], status_date=at("04-20 00:00")), "P")
    assert (one.kind, one.en) == (ReasonKind.PROJECT_START, "the project begins on 2024-04-28 00:00")
