"""Pure rules: what of a task falls on a day, what somebody can give on a day, where the one is more than the other, who fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: Capacity and shares of it are whole hundredths: 100 is one person or machine, all day.
WHOLE = 100
#: Rounding of shares must not make an overload: half a minute.
SLACK = 0.5


class Span(NamedTuple):
    """Both ends included; None is open."""

    first: int | None = None
    last: int | None = None

    def holds(self, day: int) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS = Span()


@dataclass(frozen=True, slots=True)
class Supply:
    """What one resource can give: minutes of work of one of it on a day, how many of it, when it is there and when not."""

    minutes: Callable[[int], int]
    percent: int = WHOLE
    there: Span = ALWAYS
    away: tuple[Span, ...] = ()

    def on(self, day: int) -> float:
        if not self.there.holds(day) or any(span.holds(day) for span in self.away):
            return 0.0
        return self.minutes(day) * self.percent / WHOLE


@dataclass(frozen=True, slots=True)
class Conflict:
    """A run of days on which more is asked of a resource than it can give. Hours are minutes here; `peak` is hundredths of what
    one day gives (None: it gives nothing then); `tasks` those at work on these days."""

    resource: object
    first: int
    last: int
    days: tuple[int, ...]
    extra: float
    peak: int | None
    tasks: tuple[object, ...]


def conflicts(
    resource: object,
    supply: Supply,
    load: Mapping[int, float],
    tasks: Callable[[int], Iterable[object]],
) -> list[Conflict]:
    """Days in a run are told as one: a free weekend does not part them, a day that is in order does."""
    found: list[Conflict] = []
    run: list[int] = []
    for day in sorted(load):
        if load[day] <= 0:
            continue
        if load[day] > supply.on(day) + SLACK:
            run.append(day)
        elif run:
            found.append(_conflict(resource, supply, load, tasks, run))
            run = []
    if run:
        found.append(_conflict(resource, supply, load, tasks, run))
    return found


def _conflict(
    resource: object,
    supply: Supply,
    load: Mapping[int, float],
    tasks: Callable[[int], Iterable[object]],
    run: Sequence[int],
) -> Conflict:
    shares = [None if supply.on(day) <= 0 else round(100 * load[day] / supply.on(day)) for day in run]
    peak = None if None in shares else max(share for share in shares if share is not None)
    named = dict.fromkeys(task for day in run for task in tasks(day))
    extra = sum(load[day] - supply.on(day) for day in run)
    return Conflict(resource, run[0], run[-1], tuple(run), extra, peak, tuple(named))


# ---- who fits


class Weights(NamedTuple):
    skill: int
    load: int
    past: int
    distance: int


#: Of what nothing is known: neither for nor against.
UNKNOWN = 0.5


def skill_score(needs: Sequence[tuple[object, int]], levels: Mapping[object, int]) -> float:
    """Each skill asked for counts the same: held at the level asked for or above is whole, below it its share, none nothing.
    Where nothing is asked for it says nothing."""
    if not needs:
        return UNKNOWN
    return sum(min(levels.get(skill, 0) / level, 1.0) for skill, level in needs) / len(needs)


def load_score(asked: float, free: float) -> float:
    """What is free of what the task would take, in its time."""
    if asked <= 0:
        return UNKNOWN
    return min(max(free, 0.0) / asked, 1.0)


def past_score(finished: int, on_time: int) -> float:
    """The share of tasks that ended by their baseline, drawn towards the middle while they are few (two tasks' worth)."""
    return (on_time + 2 * UNKNOWN) / (finished + 2)


def distance_score(here: str, there: str) -> tuple[float, str]:
    """By the codes of the two places: same county, city, province, or another province."""
    if not here or not there:
        return UNKNOWN, "unknown"
    if here == there and not here.endswith("00"):
        return 1.0, "district"
    if here[:4] == there[:4] and here[2:4] != "00":
        return 0.9, "city"
    if here[:2] == there[:2]:
        return 0.6, "province"
    return 0.2, "far"


def total_score(weights: Weights, *, skill: float, load: float, past: float, distance: float) -> float:
    """From 0 to 100."""
    whole = sum(weights)
    if not whole:
        return 0.0
    parts = weights.skill * skill + weights.load * load + weights.past * past + weights.distance * distance
    return 100 * parts / whole
