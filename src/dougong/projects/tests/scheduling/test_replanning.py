"""After a disturbance: few moves, each with its reason, checked by the same rules as any plan."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.projects.scheduling import P6, Assignment, Link, Project, Resource, Task, calculate, write_mspdi
from dougong.projects.scheduling.levelling.usage import overloads
from dougong.projects.scheduling.replanning import Hold, ProposalKind, _held, applied, proposals
from dougong.projects.tests.scheduling.builders import at, early, link, project, task
from dougong.projects.tests.scheduling.test_command import run

PEOPLE = (Resource("crew", "班组", capacity=1.0), Resource("crane", "吊车", capacity=1.0))


def staffed(tasks: list[Task], who: dict[str, str], links: list[Link] | None = None) -> Project:
    used = tuple(Assignment(id, id, resource) for id, resource in who.items())
    return project(tasks, links, resources=PEOPLE, assignments=used)


def longer(made: Project, id: str, hours: int) -> Project:
    tasks = tuple(replace(one, duration=hours * 60) if one.id == id else one for one in made.tasks)
    return replace(made, tasks=tasks)


def plan() -> Project:
    """P and Q of one crew one after the other; what follows P is long, Q has nothing behind it."""
    tasks = [task("P", "A", 8), task("Q", "A", 8), task("R", "A", 24), task("X", "A", 80)]
    return staffed(tasks, {"P": "crew", "Q": "crew"}, [link("P FS R"), link("P SS Q", 8)])


def test_only_what_must_wait_moves_and_says_for_whom() -> None:
    first, *others = proposals(plan(), longer(plan(), "P", 16), P6)
    assert first.kind is ProposalKind.FEWEST_MOVES
    moves = {move.task: move for move in first.moves}
    assert set(moves) == {"P", "Q", "R"}  # P is longer, R follows it, Q waits for the crew
    assert [one.en for one in moves["Q"].reasons] == ["“班组” is taken until 2024-04-29 16:00"]
    assert [one.kind for one in moves["R"].reasons] == ["link"]
    assert (moves["Q"].start_before, moves["Q"].start_after) == (at("04-29 08:00"), at("04-30 08:00"))
    assert (first.cost.moved, first.cost.delay, first.cost.project_delay, first.cost.extra) == (3, 3 * 480, 0, 0)
    assert first.overloads == ()
    assert [one.kind for one in others] == [ProposalKind.MORE_CAPACITY]
    more = others[0]
    assert ({move.task for move in more.moves}, more.cost.extra) == ({"P", "R"}, 480)
    assert (more.overloads[0].name, more.overloads[0].needed) == ("班组", 2.0)


def test_applied_as_one_and_undone_by_what_was() -> None:
    after = longer(plan(), "P", 16)
    kept = replace(after)
    first = proposals(plan(), after, P6)[0]
    done = applied(after, first)
    r = calculate(done, P6)
    assert overloads([(done, r)]) == []
    assert early(r, "Q") == "04-30 08:00/04-30 16:00"
    assert after == kept
    assert {hold.task for hold in first.holds} == {"Q"}


def test_of_two_that_could_wait_the_one_with_less_behind_it_does() -> None:
    tasks = [task("P", "A", 8), task("Q", "A", 8), *(task(f"q{n}", "A", 8) for n in range(4))]
    chain = [link(f"Q FS q{n}") for n in range(4)]
    before = replace(staffed(tasks, {"P": "crew", "Q": "crane"}, chain))
    after = replace(before, assignments=(Assignment("1", "P", "crew"), Assignment("2", "Q", "crew")))
    first = proposals(before, after, P6)[0]
    assert [move.task for move in first.moves] == ["P"]


def test_work_that_has_begun_is_not_moved_and_what_cannot_be_mended_is_said() -> None:
    begun = {"actual_start": at("04-28 08:00"), "remaining": 480}
    tasks = [task("P", "A", 16, **begun), task("Q", "A", 16, **begun)]
    both = staffed(tasks, {"P": "crew", "Q": "crew"})
    first, *others = proposals(replace(both, assignments=()), both, P6)
    assert (first.moves, len(first.overloads)) == ((), 1)
    assert ProposalKind.MORE_CAPACITY in [one.kind for one in others]


def test_nothing_happened_nothing_is_proposed_but_to_go_on() -> None:
    (only,) = proposals(plan(), plan(), P6)
    assert (only.moves, only.holds, only.cost.project_delay) == ((), (), 0)


def test_the_command_answers_why_and_what_now(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / "before.xml", tmp_path / "after.xml"]
    for path, made in zip(paths, (plan(), longer(plan(), "P", 16)), strict=True):
        path.write_bytes(write_mspdi(made))
    assert run(str(paths[1]), "--since", str(paths[0]), "--time-limit", "1") == 0
    told = capsys.readouterr().out
    assert "尽量少动：移动 3 个任务 / Move as few as possible: 3 tasks" in told
    assert "“班组” is taken until 2024-04-29 16:00" in told
    assert run(str(paths[1]), "--since", str(paths[0]), "--json") == 0
    first = json.loads(capsys.readouterr().out)["proposals"][0]
    assert (first["moved"], first["delay_hours"], len(first["moves"])) == (3, 24.0, 3)
    assert run(str(paths[1]), "--why", "3") == 0
    assert "it can start only after the finish of 1\n1 → 3" in capsys.readouterr().out
    assert run(str(paths[1]), "--why", "99") == 1
    assert "no such task: 99" in capsys.readouterr().err


@st.composite
def disturbed(draw: st.DrawFn) -> tuple[Project, Project]:
    size = draw(st.integers(2, 5))
    hours = draw(st.lists(st.sampled_from((8, 16, 24)), min_size=size, max_size=size))
    tasks = [task(str(n), "A", length) for n, length in enumerate(hours)]
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    joined = [link(f"{i} FS {j}") for i, j in draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True))]
    who = {str(n): draw(st.sampled_from(("crew", "crane"))) for n in range(size)}
    made = staffed(tasks, who, joined)
    return replace(made, assignments=()), longer(made, draw(st.sampled_from(sorted(who))), 24)


@settings(max_examples=25, deadline=None)
@given(disturbed())
def test_the_first_proposal_keeps_every_limit_and_holds_nobody_needlessly(pair: tuple[Project, Project]) -> None:
    before, after = pair
    first = proposals(before, after, P6, time_limit=5.0)[0]
    state = applied(after, first)
    assert overloads([(state, calculate(state, P6))]) == []
    free = calculate(after, P6)
    for move in first.moves:
        assert move.reasons
        assert move.start_after >= (free.tasks[move.task].early_start or 0)
    for hold in first.holds:
        fewer = _held(after, (one for one in first.holds if one is not hold))
        assert overloads([(fewer, calculate(fewer, P6))])


@settings(max_examples=12, deadline=None)
@given(disturbed())
def test_no_way_to_hold_tasks_by_days_moves_two_fewer(pair: tuple[Project, Project]) -> None:
    before, after = pair
    first = proposals(before, after, P6, time_limit=5.0)[0]
    known = calculate(before, P6).tasks
    days = [None, *(at(f"04-{day} 08:00") for day in (29, 30)), at("05-02 08:00"), at("05-04 08:00")]
    least = len(after.tasks)
    ids = [one.id for one in after.tasks][:3]
    for starts in product(days, repeat=len(ids)):
        state = _held(after, (Hold(id, day, "") for id, day in zip(ids, starts, strict=True) if day is not None))
        r = calculate(state, P6)
        if not overloads([(state, r)]):
            least = min(least, sum(r.tasks[id][:2] != known[id][:2] for id in known))
    assert first.cost.moved <= least + 1
