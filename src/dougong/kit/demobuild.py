"""What the apps' `demo.py` share while they build the demo company."""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from dougong.kit import clock
from dougong.kit.actor import Actor


class Demo:
    """A seeded history of two years up to today: the same company on every machine on the same day.

    `actors` are the people by login, `login_of` their logins by id, `manager_of` who heads their department;
    `made` holds what the steps before made, by name.
    """

    def __init__(self, tell: Callable[[str, int, int], None] | None = None) -> None:
        self.random = random.Random(20261118)  # noqa: S311  invented data, not a secret
        self.today = clock.today()
        self.begin = self.today - dt.timedelta(days=730)
        self.actors: dict[str, Actor] = {}
        self.login_of: dict[Any, str] = {}
        self.manager_of: dict[str, str] = {}
        self.made: dict[str, list[Any]] = {}
        self._tell = tell or (lambda step, done, total: None)

    def progress(self, step: str, done: int, total: int) -> None:
        self._tell(step, done, total)

    def day(self, low: int, high: int) -> dt.date:
        """A working-week day between `low` and `high` days ago, never before the begin."""
        day = max(self.begin, self.today - dt.timedelta(days=self.random.randint(low, high)))
        return day - dt.timedelta(days=max(0, day.weekday() - 4))

    def at(self, day: dt.date) -> AbstractContextManager[None]:
        """Let it be some hour of that day; never later than now."""
        minute = self.random.randint(9 * 60, 17 * 60 + 30)
        instant = dt.datetime.combine(day, dt.time(minute // 60, minute % 60), clock.zone())
        return clock.frozen(min(instant, dt.datetime.now(dt.UTC)))


def bar(step: str, done: int, total: int) -> None:
    """A progress bar for a terminal; one line a step where there is none."""
    if not sys.stderr.isatty():
        if done >= total:
            sys.stderr.write(f"  {step} {total}\n")
        return
    filled = 24 * done // max(total, 1)
    sys.stderr.write(f"\r\033[K  {'█' * filled}{'░' * (24 - filled)} {step} {done}/{total}")
    if done >= total:
        sys.stderr.write("\n")
    sys.stderr.flush()
