"""Proposals on drawn plans: what is said to be solved is solved, what may not move does not, and a project is left as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.projects.network import DOUGONG, builtin_calendars
from dougong.projects.scheduling import calculate
from dougong.projects.scheduling.calendars import clock_of
from dougong.projects.scheduling.instants import DAY
from dougong.projects.scheduling.network import Link, Project, Task
from dougong.staffing.levelling import KINDS, Bench, Ground, Part, Scene, search, wrongs
from dougong.staffing.rules import Span, Supply

MONDAY = 20696  # 2026-08-31
_CALENDARS = {one.id: one for one in builtin_calendars()}
_CLOCK = clock_of(_CALENDARS, [_CALENDARS["cn"]], MONDAY * DAY)


def _minutes(day: int) -> int:
    return _CLOCK.worked((day + 1) * DAY) - _CLOCK.worked(day * DAY)


def supply(percent: int = 100, *away: Span) -> Supply:
    return Supply(_minutes, percent, Span(), away)


def ground(
    key: str, tasks: list[int], links: list[tuple[int, int]], work: list[tuple[int, str, int]], begun: int = 0
) -> Ground:
    """Tasks by their working days; the first `begun` have begun."""
    rows = tuple(
        Task(
            f"{key}{n}",
            duration=days * 480,
            actual_start=MONDAY * DAY + 480 if n < begun else None,
            percent=10.0 if n < begun else 0.0,
        )
        for n, days in enumerate(tasks)
    )
    network = Project(
        key, start=MONDAY * DAY, tasks=rows, links=tuple(Link(f"{key}{a}", f"{key}{b}") for a, b in links),
        calendars=builtin_calendars(), calendar_id="cn",
    )  # fmt: skip
    return Ground(
        key, network, DOUGONG,
        tuple(Part(f"{key}{n}", who, percent, Span(), _CLOCK) for n, who, percent in work),
        frozenset(f"{key}{n}" for n in range(begun, len(tasks))), tuple(f"{key}{n}" for n in range(len(tasks))),
    )  # fmt: skip


def scene(*grounds: Ground, elsewhere: Any = None, **people: Supply) -> Scene:
    return Scene(grounds, people, elsewhere or {}, {}, MONDAY)


def solved(given_: Scene, kind: str) -> Any:
    bench = Bench(given_)
    found = search(bench, kind, time_limit=5.0)
    assert wrongs(given_, found) == []
    return bench, found


def test_two_tasks_of_one_person_come_one_after_the_other() -> None:
    given_ = scene(ground("A", [5, 5], [], [(0, "tang", 100), (1, "tang", 100)]), tang=supply())
    for kind in ("fewest", "earliest"):
        bench, found = solved(given_, kind)
        assert found.left == [] and len(bench.moved(found.stands)) == 1
        (hold,) = found.state["A"].values()
        assert hold == (MONDAY + 7) * DAY + 480  # the next Monday at eight
    bench, found = solved(given_, "float")
    assert found.state["A"] == {} and len(found.left) == 5, "both are critical: nothing can wait within its float"


def test_within_float_what_has_room_waits_and_the_end_stays() -> None:
    given_ = scene(ground("A", [5, 5, 5], [(0, 1)], [(0, "tang", 100), (2, "tang", 100)]), tang=supply())
    bench, found = solved(given_, "float")
    assert found.left == [] and set(found.state["A"]) == {"A2"} and bench.delay(found.stands) == 0


def test_over_two_projects_and_around_days_away_and_work_elsewhere() -> None:
    week = dict.fromkeys(range(MONDAY + 7, MONDAY + 12), 480.0)
    given_ = scene(
        ground("A", [3], [], [(0, "tang", 100)]), ground("B", [3], [], [(0, "tang", 100)]),
        tang=supply(100, Span(MONDAY + 3, MONDAY + 4)), elsewhere={"tang": week},
    )  # fmt: skip
    _, found = solved(given_, "fewest")
    starts = sorted(found.stands[key].result.tasks[f"{key}0"].start // DAY for key in "AB")
    assert found.left == [] and starts == [MONDAY, MONDAY + 14]


def test_what_has_begun_stays_and_the_overload_is_told() -> None:
    given_ = scene(ground("A", [5, 5], [], [(0, "tang", 100), (1, "tang", 100)], begun=2), tang=supply())
    _, found = solved(given_, "fewest")
    assert found.state["A"] == {} and len(found.left) == 5


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_proposal_claims_what_it_does_not_do(data: st.DataObject) -> None:
    """On drawn plans of two projects: the check, which shares nothing with the search, finds nothing wrong; and there is never
    more overload than before."""
    people = {name: supply(data.draw(st.sampled_from([100, 200]))) for name in ("tang", "crew")}
    grounds = []
    for key in "AB":
        days = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
        size = len(days)
        links = data.draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=4))
        work = data.draw(
            st.lists(
                st.tuples(st.integers(0, size - 1), st.sampled_from(sorted(people)), st.sampled_from([50, 100])),
                max_size=6,
            )
        )
        once = {(task, who): (task, who, share) for task, who, share in work}
        begun = data.draw(st.integers(0, 1))
        forward = sorted({(min(a, b), max(a, b)) for a, b in links if a != b})
        grounds.append(ground(key, days, forward, list(once.values()), begun))
    given_ = scene(*grounds, **people)
    networks = [one.network for one in given_.grounds]
    kind = data.draw(st.sampled_from(KINDS))
    bench, found = solved(given_, kind)
    assert len(found.left) <= len(bench.over(bench.base))
    if kind == "float":
        assert bench.delay(found.stands) == 0
    assert [one.network for one in given_.grounds] == networks


def test_the_check_finds_what_a_wrong_proposal_claims() -> None:
    """Dates that are not those of the plan, an overload that is said to be solved, a task that may not move, a later end."""
    given_ = scene(ground("A", [5, 5, 2], [(0, 2)], [(0, "tang", 100), (1, "tang", 100)]), tang=supply())
    _, found = solved(given_, "fewest")
    assert any("is over on" in text for text in wrongs(given_, replace(found, state={}, stands=Bench(given_).base)))
    assert any("shown elsewhere" in text for text in wrongs(given_, replace(found, stands=Bench(given_).base)))
    assert any("ends later" in text for text in wrongs(given_, replace(found, kind="float", left=found.left)))
    fixed = replace(given_, grounds=(replace(given_.grounds[0], movable=frozenset()),))
    assert any("may not be held" in text for text in wrongs(fixed, found))
    assert calculate(given_.grounds[0].network, DOUGONG).project_finish is not None
