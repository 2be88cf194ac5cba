"""What `dougong schedule FILE` answers under limited resources, as plain values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from dougong.projects.scheduling.command import chosen_projects
from dougong.projects.scheduling.cpm import calculate
from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.files import profile_for, read_schedule
from dougong.projects.scheduling.instants import iso
from dougong.projects.scheduling.levelling.of_project import level
from dougong.projects.scheduling.levelling.problem import Problem, critical_path
from dougong.projects.scheduling.levelling.psplib import looks_like_problem, read_problem
from dougong.projects.scheduling.levelling.solve import solve
from dougong.projects.scheduling.levelling.usage import Overload, overloads
from dougong.projects.scheduling.network import (
    PROFILES,
    Assignment,
    Constraint,
    ConstraintKind,
    Link,
    Profile,
    Project,
    Task,
    TaskKind,
)
from dougong.projects.scheduling.writing import check_target, write_schedule

_UNLISTED = (TaskKind.GROUP, TaskKind.BLANK)


def limited_command(
    path: str | Path,
    time_limit: float = 10.0,
    project: str | None = None,
    profile: str | None = None,
    out: str | Path | None = None,
) -> dict[str, Any]:
    """A schedule within the resources' limits: `makespan`, `starts`, `lower_bound`, `proven`.

    A problem file (.txt, .rcp, .sm) is answered in its own periods, starts by activity number from 0. A project file
    is answered in working hours with local ISO times; several projects are levelled together. `out` is a file to write
    the levelled project to. ScheduleError refuses.
    """
    target = None if out is None else Path(out)
    check_target(target)
    data, name = Path(path).read_bytes(), Path(path).name
    if looks_like_problem(data, name):
        if target is not None:
            raise ScheduleError("out_no_dates")
        return _of_problem(read_problem(data), time_limit)
    file = read_schedule(data, name, convert=True)
    chosen = chosen_projects(file, project)
    answer = _of_projects(chosen, PROFILES[profile] if profile else profile_for(file), time_limit, target)
    answer["warnings"] = [
        {"code": one.code, "zh": one.zh, "en": one.en, "tasks": list(one.task_ids), "line": one.line}
        for one in (*file.warnings, *answer["warnings"])
    ]
    return answer


def _of_problem(problem: Problem, time_limit: float) -> dict[str, Any]:
    answer, path = solve(problem, time_limit=time_limit), critical_path(problem)
    return {
        "unit": "period",
        "makespan": answer.makespan,
        "lower_bound": answer.lower_bound,
        "proven": answer.proven,
        "critical_path": path,
        "deviation_percent": round(100 * (answer.makespan - path) / path, 3) if path else 0.0,
        "method": answer.method,
        "seconds": round(answer.seconds, 3),
        "starts": dict(zip(problem.ids, answer.starts, strict=True)),
        "warnings": [],
    }


def _of_projects(projects: list[Project], profile: Profile, time_limit: float, target: Path | None) -> dict[str, Any]:
    whole = merged(projects, profile)
    found = level(whole, profile, time_limit=time_limit)
    if target is not None:
        write_schedule(target, found.project, found.result)
    dates = found.result.tasks
    tasks = [task for task in whole.tasks if task.kind not in _UNLISTED]
    return {
        "unit": "hour",
        "makespan": found.makespan / 60,
        "lower_bound": found.lower_bound / 60,
        "proven": found.proven,
        "method": found.method,
        "seconds": round(found.seconds, 3),
        "project_start": iso(found.result.project_start),
        "project_finish": iso(found.result.project_finish),
        "unlimited_finish": iso(found.unlimited.project_finish),
        "starts": {task.id: iso(dates[task.id].early_start) for task in tasks},
        "finishes": {task.id: iso(dates[task.id].early_finish) for task in tasks},
        "overloads_before": [_overload(one) for one in overloads([(whole, found.unlimited)])],
        "overloads_after": [_overload(one) for one in overloads([(whole, found.result)])],
        "warnings": [*found.notices, *found.result.warnings],
    }


def _overload(one: Overload) -> dict[str, Any]:
    return {
        "resource": one.name,
        "start": iso(one.start),
        "finish": iso(one.finish),
        "needed": one.needed,
        "capacity": one.capacity,
        "tasks": [task for _, task in one.tasks],
    }


def merged(projects: list[Project], profile: Profile) -> Project:
    """One project of several that share resources: ids get their project's name, and none begins before its own start.

    Calendars and resources are told apart by id, as in the file they come from; other options are the first one's.
    """
    if len(projects) == 1:
        return projects[0]
    tasks: list[Task] = []
    links: list[Link] = []
    assignments: list[Assignment] = []
    for one in projects:
        if not one.scheduled:
            continue
        begin = calculate(one, profile).project_start
        held = () if begin is None else (Constraint(ConstraintKind.START_NO_EARLIER, begin),)
        names = {task.id: f"{one.name or one.id}/{task.id}" for task in one.tasks}
        for task in one.tasks:
            constraints = task.constraints if task.started or not task.duration else (*task.constraints, *held)
            parent = None if task.parent_id is None else names[task.parent_id]
            calendar = task.calendar_id or (None if task.uses_resource_calendar else one.calendar_id)
            moved = replace(task, id=names[task.id], parent_id=parent, constraints=constraints, calendar_id=calendar)
            tasks.append(moved)
        links += [replace(link, pred=names[link.pred], succ=names[link.succ]) for link in one.links]
        assignments += [replace(a, task_id=names[a.task_id]) for a in one.assignments if a.task_id in names]
    first = projects[0]
    starts = [one.start for one in projects if one.start is not None]
    calendars = {calendar.id: calendar for one in projects for calendar in one.calendars}
    resources = {resource.id: resource for one in projects for resource in one.resources}
    return replace(
        first,
        tasks=tuple(tasks),
        links=tuple(links),
        assignments=tuple(assignments),
        start=min(starts, default=None),
        calendars=tuple(calendars.values()),
        resources=tuple(resources.values()),
        must_finish_by=None,
        scheduled=bool(tasks),
    )
