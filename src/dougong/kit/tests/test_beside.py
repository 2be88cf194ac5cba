"""Work in a second process: the answers are those of one's own, whatever becomes of the other."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from dougong.kit import beside
from dougong.kit.beside import Beside


def counting(last: tuple[int, int] | None, factor: int) -> Callable[[int], tuple[int, int]]:
    """Answers (who, sum until now), which goes on from the last answer."""
    total = [last[1] if last else 0]

    def work(step: int) -> tuple[int, int]:
        if step < 0 and os.getpid() != OURS:
            os.kill(os.getpid(), signal.SIGKILL)
        total[0] += abs(step) * factor
        return os.getpid(), total[0]

    return work


def asking(last: object) -> Callable[[int], Any]:
    def work(step: int) -> Any:
        with connection.cursor() as cursor:
            return cursor.execute("SELECT 1")

    return work


OURS = os.getpid()


@pytest.fixture(params=["fork", "keeper"])
def two(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is to be had, in both ways."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(beside, "_keeper", None)
    if request.param == "keeper":
        beside.keep_ready()
        assert beside._keeper is not None
        request.addfinalizer(beside._keeper.close)


@pytest.mark.usefixtures("two")
def test_steps_are_answered_in_their_order_by_the_other() -> None:
    given = []
    with Beside(counting, 10) as other:
        for step, (who, total) in other.each(iter(range(1, 5))):
            assert who != OURS
            given.append((step, total))
    assert given == [(1, 10), (2, 30), (3, 60), (4, 100)]


@pytest.mark.usefixtures("two")
def test_when_the_other_is_killed_the_work_goes_on_here_from_its_last_answer() -> None:
    with Beside(counting, 10) as other:
        found = [answer for _, answer in other.each(iter([1, 2, -3, 4]))]
    assert [total for _, total in found] == [10, 30, 60, 100]
    assert [who == OURS for who, _ in found] == [False, False, True, True]


@pytest.mark.usefixtures("two")
def test_the_other_asks_no_database(caplog: pytest.LogCaptureFixture) -> None:
    with Beside(asking) as other, pytest.raises(RuntimeError, match="Database access not allowed"):
        next(other.each(iter([1])))
    assert "its work goes on here" in caplog.text, "it failed over there, and so it was asked here"


def test_one_that_has_threads_and_no_keeper_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    with Beside(counting, 1) as other:
        assert [answer for _, answer in other.each(iter([1, 2]))] == [(OURS, 1), (OURS, 3)]
