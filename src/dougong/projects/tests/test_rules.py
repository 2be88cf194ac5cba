"""Numbering, places, percent and lateness."""

from __future__ import annotations

import datetime as dt

from dougong.projects import rules


def test_rows_are_numbered_in_the_order_of_the_outline() -> None:
    children = {None: ["a", "d"], "a": ["b", "c"], "c": ["e"]}
    assert list(rules.walk(children)) == [
        ("a", "1", 0), ("b", "1.1", 1), ("c", "1.2", 1), ("e", "1.2.1", 2), ("d", "2", 0),
    ]  # fmt: skip
    assert rules.below("a", children) == ["b", "c", "e"]


def test_a_place_is_found_between_neighbours_until_there_is_none() -> None:
    assert rules.places_between(None, None) == [rules.STEP]
    assert rules.places_between(1024, 2048) == [1536]
    assert rules.places_between(None, 1024, 2) == [-1024, 0]
    assert rules.places_between(2048, None, 2) == [3072, 4096]
    assert rules.places_between(0, 4, 3) == [1, 2, 3]
    assert rules.places_between(0, 4, 4) is None


def test_percent_is_weighted_by_duration_and_never_rounds_up_to_done() -> None:
    assert rules.done_percent([rules.Work(300, 100), rules.Work(100, 0)]) == 75
    assert rules.done_percent([rules.Work(100_000, 100), rules.Work(1, 0)]) == 99
    assert rules.done_percent([rules.Work(0, 100), rules.Work(0, 0)]) == 50
    assert rules.done_percent([]) == 0


def test_planned_percent_follows_the_baseline_only() -> None:
    half = rules.Work(100, 0, 0, 100, 100)
    assert rules.planned_percent([half], 50, lambda t: t) == 50
    assert rules.planned_percent([half], 500, lambda t: t) == 100
    assert rules.planned_percent([half], -1, lambda t: t) == 0
    assert rules.planned_percent([rules.Work(100, 40)], 50, lambda t: t) is None


def test_work_that_ends_at_midnight_ends_the_day_before() -> None:
    noon = 720
    assert rules.last_day(1440) == dt.date(1970, 1, 1)
    assert rules.last_day(1440 + noon) == dt.date(1970, 1, 2)
    assert rules.days_late(dt.date(2027, 3, 31), dt.date(2027, 3, 24)) == 7
    assert rules.days_late(None, dt.date(2027, 3, 24)) is None


def test_a_report_begins_and_ends_a_task_when_the_plan_says_or_now() -> None:
    fresh = rules.Progress(0, None, None)
    assert rules.progress(fresh, percent=40, start=10, finish=90, now=50) == rules.Progress(40, 10, None)
    assert rules.progress(fresh, percent=40, start=80, finish=90, now=50) == rules.Progress(40, 50, None)
    assert rules.progress(fresh, percent=100, start=10, finish=90, now=50) == rules.Progress(100, 10, 50)
    done = rules.Progress(100, 10, 50)
    assert rules.progress(done, percent=60, start=10, finish=90, now=70) == rules.Progress(60, 10, None)
    assert rules.progress(done, percent=0, start=10, finish=90, now=70) == rules.Progress(0, None, None)
