"""Resources and assignments of an XER file, and the activities that work by their resources' calendars."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from dougong.projects.scheduling.errors import notice
from dougong.projects.scheduling.network import Assignment, Project, Resource
from dougong.projects.scheduling.xer_rows import Row


def read_resources(rows: list[Row], rates: list[Row]) -> tuple[Resource, ...]:
    """People and machines work by a calendar, material has none. Capacity: the latest rate's units an hour."""
    most: dict[str, tuple[str, float]] = {}
    for rate in rates:
        units = rate.number("max_qty_per_hr")
        since = rate.text("start_date")
        if units is not None and since >= most.get(rate.text("rsrc_id"), ("", 0.0))[0]:
            most[rate.text("rsrc_id")] = since, units
    return tuple(
        Resource(
            id=row.text("rsrc_id"),
            name=row.text("rsrc_name") or row.text("rsrc_short_name"),
            calendar_id=row.text("clndr_id") or None,
            work=row.text("rsrc_type") in ("", "RT_Labor", "RT_Equip"),
            capacity=most[row.text("rsrc_id")][1] if row.text("rsrc_id") in most else None,
        )
        for row in rows
    )


def read_assignments(rows: list[Row], codes: dict[str, str]) -> tuple[Assignment, ...]:
    """Units are those of the remaining work an hour, else of the planned; 1.0 is one person."""
    found = []
    for row in rows:
        task, resource = codes.get(row.text("task_id")), row.text("rsrc_id")
        if task is None or not resource:
            continue  # a role nobody fills yet
        units = row.number("remain_qty_per_hr") or row.number("target_qty_per_hr")
        found.append(Assignment(row.text("taskrsrc_id"), task, resource, 1.0 if units is None else units))
    return tuple(found)


def on_resource_calendars(project: Project, rows: list[Row], codes: dict[str, str]) -> Project:
    """Resource-dependent activities take the calendar of their people and machines.

    Where these have several, the activity keeps its own, and a notice says so.
    """
    dependent = {codes[row.text("task_id")]: row for row in rows if row.text("task_type") == "TT_Rsrc"}
    if not dependent or not project.assignments:
        return project
    known = {calendar.id for calendar in project.calendars}
    own = {one.id: one.calendar_id for one in project.resources if one.work and one.calendar_id in known}
    theirs: dict[str, set[str]] = defaultdict(set)
    for assignment in project.assignments:
        calendar = own.get(assignment.resource_id)
        if calendar is not None and assignment.task_id in dependent:
            theirs[assignment.task_id].add(calendar)
    for task, calendars in theirs.items():
        if len(calendars) > 1:
            row = dependent[task]
            row.notices.append(notice("resource_calendars_differ", tasks=(task,), at=row.line, task=task))
    chosen = {task: next(iter(calendars)) for task, calendars in theirs.items() if len(calendars) == 1}
    tasks = tuple(replace(task, calendar_id=chosen.get(task.id, task.calendar_id)) for task in project.tasks)
    return replace(project, tasks=tasks)
