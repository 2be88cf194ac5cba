"""Who is needed where: demands of tasks on limited resources, and where they exceed what there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dougong.projects.scheduling.errors import Notice, notice
from dougong.projects.scheduling.network import Project
from dougong.projects.scheduling.result import Result

SCALE = 100  # units are whole hundredths: 1.0 is one person


@dataclass(frozen=True, slots=True)
class Overload:
    """From `start` to `finish` (minutes), `tasks` need more of a resource than its capacity; units as in the file."""

    resource: str
    name: str
    start: int
    finish: int
    needed: float
    capacity: float
    tasks: tuple[tuple[str, str], ...]  # project, task


def capacities(project: Project) -> dict[str, int]:
    """Hundredths of units by resource, of people and machines whose number is known."""
    return {
        one.id: round(one.capacity * SCALE)
        for one in project.resources
        if one.work and one.capacity is not None and one.capacity > 0
    }


def demands(project: Project) -> tuple[dict[str, dict[str, int]], list[Notice]]:
    """Hundredths of units by task and resource; more than there is counts as all there is, and is said."""
    limits = capacities(project)
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in project.assignments:
        if one.resource_id in limits and one.units > 0:
            found[one.task_id][one.resource_id] += max(1, round(one.units * SCALE))
    notices: list[Notice] = []
    names = {one.id: one.name or one.id for one in project.resources}
    for task, needs in found.items():
        for resource, need in needs.items():
            if need > limits[resource]:
                own, have = names[resource], limits[resource] / SCALE
                said = notice("demand_capped", tasks=(task,), task=task, resource=own, need=need / SCALE, have=have)
                notices.append(said)
                needs[resource] = limits[resource]
    return {task: dict(needs) for task, needs in found.items()}, notices


def overloads(planned: Iterable[tuple[Project, Result]]) -> list[Overload]:
    """Over all projects at once, a resource being the same where its id is: by resource, then by time."""
    events: dict[str, list[tuple[int, int, tuple[str, str], float]]] = defaultdict(list)
    limits: dict[str, tuple[str, float]] = {}
    for project, result in planned:
        parents = {task.parent_id for task in project.tasks}
        for one in project.resources:
            if one.work and one.capacity is not None and one.capacity > 0:
                limits[one.id] = one.name or one.id, one.capacity
        for assignment in project.assignments:
            dates = result.tasks.get(assignment.task_id)
            if dates is None or dates.early_start is None or dates.early_finish is None:
                continue
            if assignment.task_id in parents or assignment.resource_id not in limits or assignment.units <= 0:
                continue
            if dates.early_finish > dates.early_start:
                key = project.id, assignment.task_id
                events[assignment.resource_id].append((dates.early_start, 1, key, assignment.units))
                events[assignment.resource_id].append((dates.early_finish, 0, key, assignment.units))
    return [over for id in sorted(events) for over in _sweep(id, *limits[id], sorted(events[id]))]


def _sweep(
    id: str, name: str, capacity: float, events: list[tuple[int, int, tuple[str, str], float]]
) -> list[Overload]:
    found: list[Overload] = []
    running: dict[tuple[str, str], float] = defaultdict(float)
    since = 0
    for at, begins, key, units in events:
        total = sum(running.values())
        if total > capacity + 1e-9 and at > since:
            tasks = tuple(sorted(key for key, held in running.items() if held > 0))
            found.append(Overload(id, name, since, at, round(total, 4), capacity, tasks))
        since = at
        running[key] += units if begins else -units
        if running[key] <= 1e-9:
            del running[key]
    return found
