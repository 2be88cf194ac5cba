"""A row of things in parts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def parts(rows: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    waiting = iter(rows)
    while part := tuple(islice(waiting, size)):
        yield part
