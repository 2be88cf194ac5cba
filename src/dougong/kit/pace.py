"""Long work in short transactions: as many rows at a time as take less than a tenth of a second, so that nobody else waits long."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: Seconds of work that one transaction is to take. Others' writes wait for at most one of these, and on SQLite for their next
#: look; so that they don't either on a busy machine, it is to take no more than BUSY times as long by the clock.
GOAL = 0.08
BUSY = 1.6
#: Objects made between two collections of garbage, and how many of these between two of the older ones. A chunk makes
#: thousands that die by themselves: with Python's own thresholds a fifteenth of an import looked for rings among them.
COLLECTED = (50_000, 20, 50)


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
        # On a machine that is busy with other work much of the time passes waiting for it: fewer rows would hardly shorten that.
        taken = max(time.thread_time() - worked, (time.perf_counter() - begun) / BUSY, 1e-6)
        wanted = int(self.size * min(2.0, max(0.5, self._goal / taken)))
        self.size = min(self._most, max(self._least, wanted))


@contextmanager
def many_objects() -> Iterator[None]:
    """Around work over very many rows."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)
