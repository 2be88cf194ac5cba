"""What a set of holds does: the dates of each project by the critical path method, and the load of everybody day by day.

A hold is a task and the instant before which it may not start. Nothing here knows Django.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dougong.projects.scheduling import calculate
from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.instants import DAY
from dougong.projects.scheduling.network import Constraint, ConstraintKind, Profile, Project
from dougong.projects.scheduling.result import Result
from dougong.staffing.minutes import Minutes
from dougong.staffing.rules import SLACK, WHOLE, Span, Supply

Key = Any  # of a project or a resource
Holds = dict[str, int]  # task → minute
State = dict[Key, Holds]


@dataclass(frozen=True, slots=True)
class Part:
    """What a task of the project asks of a resource: hundredths of one, on which days."""

    task: str
    resource: Key
    percent: int
    within: Span
    clock: Clock


@dataclass(frozen=True, slots=True)
class Ground:
    """A project that may be moved: `movable` are the tasks that may be held, `tied` milestones that money waits for."""

    key: Key
    network: Project
    profile: Profile
    parts: tuple[Part, ...]
    movable: frozenset[str]
    leaves: tuple[str, ...]
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scene:
    """All that a levelling is worked out from. `elsewhere` is what other projects ask, and by which tasks."""

    grounds: tuple[Ground, ...]
    supply: Mapping[Key, Supply]
    elsewhere: Mapping[Key, Mapping[int, float]]
    others: Mapping[tuple[Key, int], tuple[Any, ...]]
    today: int


@dataclass(slots=True)
class Stand:
    """One project under some holds."""

    result: Result
    load: dict[Key, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    by: dict[tuple[Key, int], list[str]] = field(default_factory=lambda: defaultdict(list))


class Bench:
    """Calculations of a scene, each done once. `tick` is called before each; what it raises ends the search."""

    def __init__(self, scene: Scene, tick: Callable[[], None] = lambda: None) -> None:
        self.scene = scene
        self.tick = tick
        self.grounds = {ground.key: ground for ground in scene.grounds}
        self._known: dict[tuple[Key, frozenset[tuple[str, int]]], Stand] = {}
        self.minutes = Minutes()
        self.base = {key: self.stand(key, {}) for key in self.grounds}

    def stand(self, key: Key, holds: Holds) -> Stand:
        known = key, frozenset(holds.items())
        if known not in self._known:
            self.tick()
            if len(self._known) > 4000:
                self._known.clear()
            ground = self.grounds[key]
            self._known[known] = self._loaded(ground, calculate(held(ground.network, holds), ground.profile))
        return self._known[known]

    def _loaded(self, ground: Ground, result: Result) -> Stand:
        stand = Stand(result)
        for part in ground.parts:
            dates = result.tasks.get(part.task)
            if dates is None or dates.start is None or dates.finish is None or dates.finish <= dates.start:
                continue
            mine = stand.load[part.resource]
            for day, minutes in self.days(part, dates.start, dates.finish):
                mine[day] = mine.get(day, 0.0) + minutes
                stand.by[part.resource, day].append(part.task)
        return stand

    def days(self, part: Part, start: int, finish: int) -> Iterable[tuple[int, float]]:
        for day in range(max(start // DAY, self.scene.today), (finish - 1) // DAY + 1):
            if not part.within.holds(day):
                continue
            minutes = self.minutes.within(part.clock, day, start, finish)
            if minutes:
                yield day, minutes * part.percent / WHOLE

    # ---- all projects together

    def stands(self, state: State) -> dict[Key, Stand]:
        return {key: self.stand(key, state.get(key, {})) for key in self.grounds}

    def load(self, stands: Mapping[Key, Stand], resource: Key, day: int) -> float:
        own = sum(stand.load[resource].get(day, 0.0) for stand in stands.values() if resource in stand.load)
        return own + self.scene.elsewhere.get(resource, {}).get(day, 0.0)

    def over(self, stands: Mapping[Key, Stand]) -> list[tuple[int, Key]]:
        """(day, resource) with more asked than there is, from today on, on which one of these projects is at work."""
        found = []
        for resource in self.scene.supply:
            days = {day for stand in stands.values() for day in stand.load.get(resource, ())}
            found += [(day, resource) for day in days if self.excess(stands, resource, day) > SLACK]
        return sorted(found, key=lambda pair: (pair[0], str(pair[1])))

    def excess(self, stands: Mapping[Key, Stand], resource: Key, day: int) -> float:
        return self.load(stands, resource, day) - self.scene.supply[resource].on(day)

    def total_excess(self, stands: Mapping[Key, Stand]) -> float:
        """Minutes beyond what there is, over all days from today on."""
        return sum(self.excess(stands, resource, day) for day, resource in self.over(stands))

    def beside(self, stands: Mapping[Key, Stand], key: Key) -> dict[Key, dict[int, float]]:
        """What all but this project ask, by resource and day: worked out once for many trials of the one."""
        found: dict[Key, dict[int, float]] = {}
        for resource in {part.resource for part in self.grounds[key].parts}:
            days = dict(self.scene.elsewhere.get(resource, {}))
            for other, stand in stands.items():
                if other != key:
                    for day, minutes in stand.load.get(resource, {}).items():
                        days[day] = days.get(day, 0.0) + minutes
            found[resource] = days
        return found

    def adds(self, beside: Mapping[Key, Mapping[int, float]], stand: Stand) -> float:
        """Minutes of overload that one project adds to what the others ask."""
        total = 0.0
        for resource, days in stand.load.items():
            given, others = self.scene.supply[resource], beside[resource]
            for day, minutes in days.items():
                room = given.on(day) - others.get(day, 0.0)
                total += max(minutes - max(room, 0.0), 0.0)
        return total

    def moved_of(self, key: Key, stand: Stand) -> list[str]:
        """A project's tasks that lie elsewhere than now."""
        base = self.base[key]
        if stand is base:
            return []
        return [task for task in self.grounds[key].leaves if span(stand.result, task) != span(base.result, task)]

    def delay_of(self, key: Key, stand: Stand) -> int:
        """Minutes by which a project ends later."""
        return max((stand.result.project_finish or 0) - (self.base[key].result.project_finish or 0), 0)

    def at_work(self, stands: Mapping[Key, Stand], resource: Key, day: int) -> list[tuple[Key, str]]:
        return [(key, task) for key, stand in stands.items() for task in stand.by.get((resource, day), ())]

    def moved(self, stands: Mapping[Key, Stand]) -> list[tuple[Key, str]]:
        """Tasks that lie elsewhere than now."""
        return [(key, task) for key, stand in stands.items() for task in self.moved_of(key, stand)]

    def delay(self, stands: Mapping[Key, Stand]) -> int:
        """Minutes by which the projects end later, together."""
        return sum(self.delay_of(key, stand) for key, stand in stands.items())

    def within_float(self, stands: Mapping[Key, Stand]) -> bool:
        """No project ends later, and no milestone that money waits for."""
        return not self.delay(stands) and all(
            (span(stand.result, task)[1] or 0) <= (span(self.base[key].result, task)[1] or 0)
            for key, stand in stands.items()
            for task in self.grounds[key].tied
        )


def span(result: Result, task: str) -> tuple[int | None, int | None]:
    dates = result.tasks[task]
    return dates.start, dates.finish


def held(network: Project, holds: Mapping[str, int]) -> Project:
    """The project whose tasks may not start before these instants; a hold takes the place of an earlier one."""
    if not holds:
        return network
    kind = ConstraintKind.START_NO_EARLIER
    tasks = tuple(
        replace(task, constraints=(Constraint(kind, holds[task.id]),)) if task.id in holds else task
        for task in network.tasks
    )
    return replace(network, tasks=tasks)
