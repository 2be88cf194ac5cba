"""Long work in short transactions: as many rows at a time as take a twentieth of a second, so that nobody else waits long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds that one transaction is to take. Others' writes wait for at most one of these, and on SQLite for their next look.
GOAL = 0.05


class Pace:
    """`size` is how many rows the next transaction takes; `measured()` around each lets it grow and shrink."""

    def __init__(self, size: int = 100, *, least: int = 20, most: int = 500, goal: float = GOAL) -> None:
        self.size, self._goal = size, goal
        self._least, self._most = (least, most) if size > least else (size, size)  # so few are never too many

    @contextmanager
    def measured(self) -> Iterator[None]:
        """A transaction of about `size` rows. After an error nothing is learned."""
        begun = time.perf_counter()
        yield
        taken = max(time.perf_counter() - begun, 1e-6)
        wanted = int(self.size * min(2.0, max(0.5, self._goal / taken)))
        self.size = min(self._most, max(self._least, wanted))
