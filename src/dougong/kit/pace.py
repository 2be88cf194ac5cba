"""Long work in short transactions: as many rows at a time as take a twentieth of a second, so that nobody else waits long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: Seconds that one transaction is to take. Others' writes wait for at most one of these, and on SQLite for their next look.
GOAL = 0.05
BUSY = 3


class Pace:
    """`size` is how many rows the next transaction takes; `measured()` around each lets it grow and shrink."""

    def __init__(self, size: int = 100, *, least: int = 60, most: int = 500, goal: float = GOAL) -> None:
        self.size, self._goal = size, goal
        self._least, self._most = (least, most) if size > least else (size, size)  # so few are never too many

    @contextmanager
    def measured(self) -> Iterator[None]:
        """A transaction of about `size` rows, after whoever waits to write. After an error nothing is learned."""
        give_way = getattr(connection, "give_way", None)  # SQLite's: it has one writer at a time
        if give_way is not None:
            give_way()
        begun, worked = time.perf_counter(), time.thread_time()
        yield
        # On a machine that is busy with other work most of the time passes waiting for it: fewer rows would not shorten that.
        taken = max(time.thread_time() - worked, (time.perf_counter() - begun) / BUSY, 1e-6)
        wanted = int(self.size * min(2.0, max(0.5, self._goal / taken)))
        self.size = min(self._most, max(self._least, wanted))
