"""Projects under limited resources: who is over, what moves, that dates stay right on every calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.projects.scheduling import (
    MS_PROJECT,
    P6,
    Assignment,
    Link,
    LinkType,
    Project,
    Resource,
    Task,
    calculate,
    write_mspdi,
)
from dougong.projects.scheduling.levelling import Arc, Problem
from dougong.projects.scheduling.levelling.command import limited_command, merged
from dougong.projects.scheduling.levelling.of_project import level
from dougong.projects.scheduling.levelling.usage import overloads
from dougong.projects.tests.scheduling.builders import at, early, link, project, task
from dougong.projects.tests.scheduling.test_command import run
from dougong.projects.tests.scheduling.test_levelling import best_of_all_lists

CREW = (Resource("crew", "班组", capacity=1.0), Resource("sand", "砂", work=False, capacity=1.0), Resource("?", "未知"))


def staffed(tasks: list[Task], links: list[Link] | None = None, units: float = 1.0, **more: object) -> Project:
    used = tuple(Assignment(str(n), one.id, "crew", units) for n, one in enumerate(tasks))
    return project(tasks, links, resources=CREW, assignments=used, **more)


def test_two_tasks_of_one_crew_follow_each_other_and_the_calendar_stays_right() -> None:
    made = staffed([task("P", "A", 16), task("Q", "A", 24)])
    found = level(made, P6, time_limit=3.0)
    assert {early(found.result, id) for id in "PQ"} in (
        {"04-28 08:00/04-29 16:00", "04-30 08:00/05-04 16:00"},  # 05-01 and 05-03 are off
        {"04-28 08:00/04-30 16:00", "05-02 08:00/05-04 16:00"},
    )
    assert (found.makespan, found.lower_bound, found.proven) == (40 * 60, 40 * 60, True)
    (over,) = overloads([(made, found.unlimited)])
    assert (over.name, over.needed, over.capacity, over.start) == ("班组", 2.0, 1.0, at("04-28 08:00"))
    assert over.tasks == (("p", "P"), ("p", "Q"))
    assert overloads([(found.project, found.result)]) == []


def test_shares_of_a_person_fit_beside_each_other() -> None:
    found = level(staffed([task("P", "A", 16), task("Q", "A", 24)], units=0.5), P6)
    assert (found.added, found.makespan, found.proven) == ((), 24 * 60, True)


def test_more_than_there_is_is_planned_with_all_there_is_and_said() -> None:
    found = level(staffed([task("P", "A", 16), task("Q", "A", 8)], units=2.0), P6, time_limit=3.0)
    assert [(n.code, n.task_ids) for n in found.notices] == [("demand_capped", ("P",)), ("demand_capped", ("Q",))]
    assert found.makespan == 24 * 60


def test_without_known_capacities_nothing_moves_and_that_is_said() -> None:
    made = replace(staffed([task("P", "A", 16), task("Q", "A", 8)]), resources=(Resource("crew", "班组"),))
    found = level(made, P6)
    assert (found.makespan, [n.code for n in found.notices]) == (16 * 60, ["no_capacities"])


def test_tasks_on_different_calendars_never_overlap_either() -> None:
    made = staffed([task("P", "A", 16), task("Q", "B", 24), task("R", "C", 8)], [link("P SS R", 4)])
    found = level(made, P6, time_limit=2.0)
    assert overloads([(found.project, found.result)]) == []
    assert found.lower_bound <= found.makespan


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.sampled_from("ABC"), st.sampled_from((0.3, 0.5, 1.0))), min_size=1, max_size=7
    ),
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from(list(LinkType)), st.sampled_from((0, 60, -90))),
        max_size=5,
    ),
    st.sampled_from((P6, MS_PROJECT)),
)
def test_levelled_projects_keep_every_link_and_every_limit(rows, links, profile) -> None:  # type: ignore[no-untyped-def] - drawn or read values
    tasks = [task(str(n), calendar, hours) for n, (hours, calendar, _) in enumerate(rows)]
    joined = [Link(str(a), str(b), kind, lag) for a, b, kind, lag in links if a < b < len(rows)]
    used = tuple(Assignment(str(n), str(n), "crew", units) for n, (_, _, units) in enumerate(rows))
    made = project(tasks, joined, resources=CREW, assignments=used)
    found = level(made, profile, time_limit=0.05)
    assert overloads([(found.project, found.result)]) == []
    assert found.project.links[: len(joined)] == made.links
    assert found.lower_bound <= found.makespan
    plain = calculate(made, profile)
    for id, dates in found.result.tasks.items():
        assert (dates.early_start or 0) >= (plain.tasks[id].early_start or 0)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 12), st.sampled_from((50, 100))), min_size=2, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4),
)
def test_on_one_calendar_the_answer_is_proven_and_the_best_there_is(rows, links) -> None:  # type: ignore[no-untyped-def] - drawn
    joined = sorted({(a, b) for a, b in links if a < b < len(rows)})
    used = tuple(Assignment(str(n), str(n), "crew", units / 100) for n, (_, units) in enumerate(rows))
    tasks = [task(str(n), "A", hours) for n, (hours, _) in enumerate(rows)]
    made = project(tasks, [link(f"{a} FS {b}") for a, b in joined], resources=CREW, assignments=used)
    found = level(made, P6, time_limit=10.0)
    hours, size = tuple(hours for hours, _ in rows), len(rows)
    arcs = tuple(Arc(a, b, hours[a]) for a, b in joined)
    plain = Problem(tuple("abcdef"[:size]), hours, tuple((units,) for _, units in rows), (100,), arcs, (0,) * size)
    assert (found.proven, found.makespan) == (True, best_of_all_lists(plain) * 60)


def test_projects_that_share_people_are_levelled_together() -> None:
    one, two = staffed([task("P", "A", 8)]), replace(staffed([task("P", "A", 8)]), id="q", name="q")
    assert len(overloads([(each, calculate(each, P6)) for each in (one, two)])) == 1
    whole = merged([one, two], P6)
    found = level(whole, P6, time_limit=3.0)
    assert sorted(found.result.tasks) == ["p/P", "q/P"]
    assert found.makespan == 16 * 60


def test_the_command_answers_problems_and_projects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.xml"
    path.write_bytes(write_mspdi(staffed([task("1", "A", 8), task("2", "A", 16)])))
    answer = limited_command(path, 3.0)
    assert (answer["makespan"], answer["proven"], answer["unit"]) == (24.0, True, "hour")
    assert (len(answer["overloads_before"]), answer["overloads_after"]) == (1, [])
    assert run(str(path), "--rcpsp", "--time-limit", "3") == 0
    assert "makespan 24 hours, lower bound 24, proven" in capsys.readouterr().out
    small = tmp_path / "small.rcp"
    small.write_text("3 1\n2\n0 0 2 2 3\n4 2 0\n3 1 0\n")
    assert run(str(small), "--json", "--time-limit", "3") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["makespan"], told["lower_bound"], told["proven"], told["starts"]["1"]) == (7, 7, True, 0)
    small.write_text("3 1\n2\n0 0 2 2 3\n4 3 0\n3 1 0\n")
    assert run(str(small)) == 1
    assert "Task 2 needs 3 of R1 and there are 2" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(str(small), "--time-limit", "-1")
