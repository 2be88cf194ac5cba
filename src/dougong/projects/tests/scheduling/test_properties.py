"""What holds for every network, whatever it looks like."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dougong.projects.scheduling import MS_PROJECT, P6, Link, LinkType, Project, Result, Task, TaskKind, calculate
from dougong.projects.scheduling.calendars import Clock, clock_of
from dougong.projects.tests.scheduling.builders import A, B, C, at, project

CALENDARS = {one.id: one for one in (A, B, C)}
ORDINARY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROFILES = st.sampled_from([P6, MS_PROJECT])
KINDS = (TaskKind.TASK,) * 6 + (TaskKind.START_MILESTONE, TaskKind.FINISH_MILESTONE)


@st.composite
def networks(draw: st.DrawFn, kinds: tuple[TaskKind, ...] = KINDS, lags: bool = True) -> Project:
    count = draw(st.integers(2, 9))
    tasks = []
    for number in range(count):
        kind = draw(st.sampled_from(kinds))
        minutes = draw(st.integers(1, 60)) * 60 if kind is TaskKind.TASK else 0
        tasks.append(Task(str(number), "", minutes, kind, calendar_id=draw(st.sampled_from("ABC"))))
    links = []
    for _ in range(draw(st.integers(0, 12))):
        succ = draw(st.integers(1, count - 1))
        pred = draw(st.integers(0, succ - 1))
        lag = draw(st.integers(-20, 20)) * 60 if lags else 0
        links.append(Link(str(pred), str(succ), draw(st.sampled_from(LinkType)), lag))
    return project(tasks, links)


def clocks(made: Project) -> dict[str, Clock]:
    return {
        task.id: clock_of(CALENDARS, [CALENDARS[task.calendar_id or "A"]], at("04-28 00:00")) for task in made.tasks
    }


def known(value: int | None) -> int:
    assert value is not None
    return value


@ORDINARY
@given(networks(lags=False))
def test_every_link_without_lag_is_kept_in_instants(made: Project) -> None:
    r = calculate(made)
    for link in made.links:
        pred, succ = r.tasks[link.pred], r.tasks[link.succ]
        begin = pred.early_finish if link.type in (LinkType.FS, LinkType.FF) else pred.early_start
        end = succ.early_start if link.type in (LinkType.FS, LinkType.SS) else succ.early_finish
        assert known(begin) <= known(end)


@ORDINARY
@given(networks(), PROFILES)
def test_no_start_is_before_any_bound_imposed_on_it(made: Project, profile) -> None:  # type: ignore[no-untyped-def] - drawn
    r = calculate(made, profile)
    own = clocks(made)
    for link in made.links:
        pred, succ = r.tasks[link.pred], r.tasks[link.succ]
        clock = own[link.pred] if profile is P6 else own[link.succ]
        begin = known(pred.early_finish if link.type in (LinkType.FS, LinkType.FF) else pred.early_start)
        bound = clock.shift(begin, link.lag)
        end = succ.early_start if link.type in (LinkType.FS, LinkType.SS) else succ.early_finish
        assert known(end) >= bound
    assert all(known(dates.early_start) >= at("04-28 00:00") for dates in r.tasks.values())


@ORDINARY
@given(networks(), PROFILES)
def test_without_a_finish_to_meet_somebody_is_critical_and_every_float_is_one_of_its_own_dates(
    made: Project,
    profile,  # type: ignore[no-untyped-def] - drawn
) -> None:
    r = calculate(made, profile)
    own = clocks(made)
    assert any(dates.critical for dates in r.tasks.values())
    assert r.project_finish == max(known(dates.early_finish) for dates in r.tasks.values())
    for id, dates in r.tasks.items():
        slack = own[id].worked(known(dates.late_finish)) - own[id].worked(known(dates.early_finish))
        assert known(dates.total_float) <= slack if profile is MS_PROJECT else dates.total_float == slack


@ORDINARY
@given(networks(lags=False))
def test_without_a_finish_to_meet_no_float_is_negative(made: Project) -> None:
    r = calculate(replace(made, tasks=tuple(replace(task, calendar_id="A") for task in made.tasks)))
    for dates in r.tasks.values():
        assert known(dates.total_float) >= 0
        assert known(dates.free_float) >= 0


@ORDINARY
@given(networks(), PROFILES, st.data())
def test_one_more_link_makes_nothing_earlier(made: Project, profile, data) -> None:  # type: ignore[no-untyped-def] - drawn
    succ = data.draw(st.integers(1, len(made.tasks) - 1))
    pred = data.draw(st.integers(0, succ - 1))
    more = Link(str(pred), str(succ), data.draw(st.sampled_from(LinkType)), data.draw(st.integers(-5, 20)) * 60)
    before, after = calculate(made, profile), calculate(replace(made, links=(*made.links, more)), profile)
    for id, dates in before.tasks.items():
        assert known(after.tasks[id].early_start) >= known(dates.early_start)
        assert known(after.tasks[id].early_finish) >= known(dates.early_finish)


@ORDINARY
@given(networks(), st.integers(1, 20))
def test_shifting_the_start_by_weeks_shifts_all_dates_where_no_holiday_differs(made: Project, weeks: int) -> None:
    plain = replace(A, exceptions=())
    made = replace(made, calendars=(plain, B, C), status_date=None)
    days = weeks * 7 * 1440
    before, after = calculate(made), calculate(replace(made, start=known(made.start) + days))
    assert {id: shifted(dates, days) for id, dates in before.tasks.items()} == dict(after.tasks)


def shifted(dates, days: int):  # type: ignore[no-untyped-def] - a row of the result
    names = ("early_start", "early_finish", "late_start", "late_finish", "start", "finish")
    return dates._replace(**{name: getattr(dates, name) + days for name in names})


@ORDINARY
@given(networks(), PROFILES, st.randoms(use_true_random=False))
def test_the_order_of_tasks_and_links_does_not_matter(made: Project, profile, random) -> None:  # type: ignore[no-untyped-def] - drawn
    tasks, links = list(made.tasks), list(made.links)
    random.shuffle(tasks)
    random.shuffle(links)
    mixed: Result = calculate(replace(made, tasks=tuple(tasks), links=tuple(links)), profile)
    assert dict(mixed.tasks) == dict(calculate(made, profile).tasks)


@ORDINARY
@given(st.sampled_from("ABC"), st.integers(-5000, 5000))
def test_both_sides_of_w_have_that_w_and_nothing_works_between_them(id: str, hours: int) -> None:
    clock = clock_of(CALENDARS, [CALENDARS[id]], at("04-28 00:00"))
    t = at("04-28 00:00") + hours * 60
    w = clock.worked(t)
    finish, start = clock.finish(w), clock.start(w)
    assert clock.worked(finish) == clock.worked(start) == w
    assert finish <= t <= start or finish == start
    assert clock.working(finish) and clock.working(start)
    assert clock.worked(finish - 1) == w - 1
    assert clock.worked(start + 1) == w + 1


@ORDINARY
@given(st.sampled_from("ABC"), st.integers(-90000, 90000), st.integers(0, 4000))
def test_the_short_ways_give_what_the_long_ways_give(id: str, minutes: int, work: int) -> None:
    clock = clock_of(CALENDARS, [CALENDARS[id]], at("04-28 00:00"))
    t = at("04-28 00:00") + minutes
    w = clock.worked(t)
    assert clock.ahead(t, work) == (clock.start(w), clock.finish(w + work), w)
    assert clock.back(t, work) == (clock.start(w - work), clock.finish(w), w)
