"""Where thousands of rows go over, they go in portions, each in a transaction of its own, so that nobody waits for them: before
the rest when dossiers become one, after the rest when that is taken back.

Which rows go is written down before the first of them goes. Whoever takes up a broken job goes on from there, and a stop has
them all back.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import transaction

from dougong.clients.policies import CLIENT
from dougong.kit import merging, unmerging
from dougong.kit.bulk import parts
from dougong.kit.merging import Steps

#: Rows that one act moves at once; more of them go as a job.
AT_ONCE = 2000
PORTION = 500
Tell = Callable[[int, int], None]


def many(client_ids: Sequence[uuid.UUID]) -> bool:
    """Whether more rows hang on the merged ones than go at once."""
    return sum(count for _, count in merging.counted(CLIENT, client_ids)) > AT_ONCE


def many_in(steps: Steps) -> bool:
    return sum(len(step["keys"]) for step in steps if step["act"] == "moved") > AT_ONCE


def go_ahead(steps: Steps, tell: Tell) -> None:
    """Move what was planned. Taken up again it finds what has gone already gone."""
    _each(steps, merging.give, tell)


def come_back(steps: Steps, tell: Tell) -> None:
    _each(steps, unmerging.give_back, tell)


def split(steps: Steps) -> tuple[Steps, Steps]:
    """What is taken back in one act, and what comes back after it in portions."""
    now: Steps = []
    late: Steps = []
    for step in steps:
        (late if unmerging.may_wait(step) and len(step["keys"]) > PORTION else now).append(step)
    return now, late


def _each(steps: Steps, act: Callable[[dict[str, Any], Sequence[Any]], None], tell: Tell) -> None:
    total, done = sum(len(s["keys"]) for s in steps), 0
    for step, keys in _portions(steps):
        tell(done, total)
        with transaction.atomic():
            act(step, keys)
        done += len(keys)
    tell(total, total)


def _portions(steps: Steps) -> Iterator[tuple[dict[str, Any], Sequence[Any]]]:
    for step in steps:
        for keys in parts(step["keys"], PORTION):
            yield step, keys
