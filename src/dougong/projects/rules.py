"""Pure rules of a project: numbering of the outline, places among siblings, percent, lateness."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K")
#: Between neighbours, so that an insertion rarely moves others.
STEP = 1024


def walk(children: Mapping[K | None, Sequence[K]]) -> Iterator[tuple[K, str, int]]:
    """(id, WBS number, depth from 0) of every task, in the order of the outline."""
    stack: list[tuple[K, str, int]] = [
        (id, str(place), 0) for place, id in reversed(list(enumerate(children.get(None, ()), 1)))
    ]
    while stack:
        at = stack.pop()
        yield at
        id, number, depth = at
        below = [(child, f"{number}.{place}", depth + 1) for place, child in enumerate(children.get(id, ()), 1)]
        stack.extend(reversed(below))


def below(id: K, children: Mapping[K | None, Sequence[K]]) -> list[K]:
    """All tasks under a task, nearest first."""
    found: list[K] = []
    waiting = list(children.get(id, ()))
    while waiting:
        at = waiting.pop(0)
        found.append(at)
        waiting.extend(children.get(at, ()))
    return found


def places_between(before: int | None, after: int | None, count: int = 1) -> list[int] | None:
    """So many positions between two neighbours (None: an end of the row), or None when there is no room left."""
    if after is None:
        return [(before or 0) + STEP * step for step in range(1, count + 1)]
    if before is None:
        return [after - STEP * step for step in range(count, 0, -1)]
    gap = (after - before) // (count + 1)
    return [before + gap * step for step in range(1, count + 1)] if gap else None


@dataclass(frozen=True)
class Work:
    """A leaf of the plan, as far as percent is concerned. Times in minutes, `duration` in working minutes."""

    duration: int
    percent: int
    baseline_start: int | None = None
    baseline_finish: int | None = None
    baseline_duration: int | None = None


def done_percent(leaves: Iterable[Work]) -> int:
    """Weighted by duration; a plan of milestones only counts those that are done."""
    rows = list(leaves)
    weight = sum(row.duration for row in rows)
    if not weight:
        return round(100 * sum(row.percent >= 100 for row in rows) / len(rows)) if rows else 0
    done = sum(row.duration * row.percent for row in rows) / weight
    # 100 is said only when nothing is left.
    return 100 if done >= 100 else min(round(done), 99)


def planned_percent(leaves: Iterable[Work], now: int, worked: Callable[[int], int]) -> int | None:
    """What the baseline promised for `now`, weighted by its durations; None without a baseline."""
    weight, earned = 0, 0.0
    for row in leaves:
        if row.baseline_start is None or row.baseline_finish is None:
            continue
        size = row.baseline_duration or max(worked(row.baseline_finish) - worked(row.baseline_start), 0)
        weight += size
        earned += size * _share(row.baseline_start, row.baseline_finish, now, worked)
    return round(100 * earned / weight) if weight else None


def _share(start: int, finish: int, now: int, worked: Callable[[int], int]) -> float:
    if now >= finish:
        return 1.0
    if now <= start:
        return 0.0
    span = worked(finish) - worked(start)
    return (worked(now) - worked(start)) / span if span > 0 else 0.0


def last_day(minute: int) -> dt.date:
    """The date on which work ends: midnight belongs to the day before."""
    return dt.date(1970, 1, 1) + dt.timedelta(minutes=max(minute - 1, 0))


def first_day(minute: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(minutes=minute)


def days_late(forecast: dt.date | None, promised: dt.date | None) -> int | None:
    """Calendar days after what was promised; negative is early."""
    return None if forecast is None or promised is None else (forecast - promised).days


def on_time(accepted_on: dt.date, planned_on: dt.date | None) -> bool | None:
    return None if planned_on is None else accepted_on <= planned_on


@dataclass(frozen=True)
class Progress:
    percent: int
    actual_start: int | None
    actual_finish: int | None


def progress(before: Progress, *, percent: int | None, start: int | None, finish: int | None, now: int) -> Progress:
    """The state after a report: what is given, and what follows from it.

    `start` and `finish` are where the plan has the task; a report without dates takes them when they have passed, else now.
    """
    share = before.percent if percent is None else percent
    began, ended = before.actual_start, before.actual_finish
    if percent is not None and percent < 100:
        ended = None
    if percent == 0:
        began = None
    if share > 0 and began is None:
        began = start if start is not None and start <= now else now
    if share >= 100 and ended is None:
        ended = finish if finish is not None and finish <= now else now
    if began is not None and ended is not None:
        began = min(began, ended)
    return Progress(share, began, ended)
