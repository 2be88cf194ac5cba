"""What is costly to make and cheap to lose: remembered by a process, never without end."""

from __future__ import annotations

from itertools import islice
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V], Generic[K, V]):
    """A dictionary of at most `most` entries. When it is full the older half goes, so that those in use are not all made anew
    at once. Read it by `get`, write it by `keep`; several threads may: what two make at once is made twice.

    What belongs to an actor is kept under `id(actor)` with the actor beside it: held, his id stays his own, and a token's
    actor and its owner's, who are the same person with other rights, don't push each other out.
    """

    __slots__ = ("most",)

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def keep(self, key: K, value: V) -> V:
        if len(self) >= self.most:
            self._halve()
        self[key] = value
        return value

    def _halve(self) -> None:
        try:
            oldest = list(islice(self, self.most // 2 + 1))
        except RuntimeError:  # another thread wrote meanwhile
            self.clear()
            return
        for key in oldest:
            self.pop(key, None)
