"""What hangs together. Pure."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable


def groups_of(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> list[list[uuid.UUID]]:
    """What hangs together by these pairs, each group in the order of its keys."""
    near: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for left, right in pairs:
        near[left].add(right)
        near[right].add(left)
    found, seen = [], set[uuid.UUID]()
    for first in sorted(near):
        if first in seen:
            continue
        group, open_ = {first}, [first]
        while open_:
            for other in near[open_.pop()] - group:
                group.add(other)
                open_.append(other)
        seen |= group
        found.append(sorted(group))
    return found
