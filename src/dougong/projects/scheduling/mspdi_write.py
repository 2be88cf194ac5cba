"""Writes Microsoft Project's XML (MSPDI): the model's fields, and what was kept as text, in the schema's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree

from dougong.projects.scheduling.calendars import china_calendar
from dougong.projects.scheduling.graph import outline
from dougong.projects.scheduling.instants import iso
from dougong.projects.scheduling.mspdi_calendars import write_calendars
from dougong.projects.scheduling.mspdi_fields import (
    CONSTRAINTS,
    LINK_TYPES,
    NAMESPACE,
    PROJECT_RANK,
    TAG,
    TASK_RANK,
    local,
)
from dougong.projects.scheduling.network import (
    Assignment,
    ConstraintKind,
    Link,
    Project,
    Resource,
    StoredDates,
    Task,
    TaskKind,
)
from dougong.projects.scheduling.result import Result, TaskDates
from dougong.projects.scheduling.rows import in_outline_order

# Project has no dates held against the links but those of "must": these come nearest.
_CONSTRAINT_CODES = {kind: code for code, kind in CONSTRAINTS.items()}
_CONSTRAINT_CODES |= {
    ConstraintKind.MANDATORY_START: _CONSTRAINT_CODES[ConstraintKind.START_ON],
    ConstraintKind.MANDATORY_FINISH: _CONSTRAINT_CODES[ConstraintKind.FINISH_ON],
}
_LINK_CODES = {kind: code for code, kind in LINK_TYPES.items()}
_DAYS, _ELAPSED_DAYS, _PERCENT = 7, 8, 19


def write_mspdi(project: Project, result: Result | None = None) -> bytes:
    """UTF-8 XML. Dates are those of `result`, or without one those the project was read with.

    Task ids must be whole numbers (Project's UIDs); others are numbered in order.
    """
    project = replace(project, tasks=in_outline_order(project))
    uids = _numbered(task.id for task in project.tasks)
    root = etree.Element(TAG + "Project", nsmap={None: NAMESPACE})
    _head(root, project, result)
    calendars = project.calendars or (china_calendar(),)
    calendar_uids = _numbered(calendar.id for calendar in calendars)
    _write_calendars(root, project, calendar_uids)
    _tasks(root, project, result, uids, calendar_uids)
    resources, assignments = _people(project)
    _resources(root, resources, calendar_uids)
    _assignments(root, assignments, uids)
    _sort(root, PROJECT_RANK)
    etree.indent(root, space="\t")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _numbered(ids: Iterable[str]) -> dict[str, str]:
    """UIDs by id: the ids themselves where all are numbers, else 1, 2, 3 …"""
    given = list(dict.fromkeys(ids))
    if all(id.isascii() and id.isdigit() for id in given):
        return {id: id for id in given}
    return {id: str(place) for place, id in enumerate(given, start=1)}


def _leaf(parent: etree._Element, name: str, value: object) -> None:
    if value is not None and value != "":
        etree.SubElement(parent, TAG + name).text = str(value)


def _flag(value: bool) -> str:
    return "1" if value else "0"


def _duration(minutes: int | None) -> str | None:
    if minutes is None:
        return None
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    return f"{sign}PT{minutes // 60}H{minutes % 60}M0S"


def _kept(parent: etree._Element, extras: Iterable[str]) -> None:
    text = "".join(extras)
    if text:
        parent.extend(list(etree.fromstring(f'<x xmlns="{NAMESPACE}">{text}</x>')))


def _sort(parent: etree._Element, rank: Mapping[str, int]) -> None:
    parent[:] = sorted(parent, key=lambda child: rank.get(local(child), rank[""]))


def _head(root: etree._Element, project: Project, result: Result | None) -> None:
    finish = result.project_finish if result is not None else project.stored_finish
    _leaf(root, "Name", project.name)
    _leaf(root, "StartDate", iso(project.start))
    _leaf(root, "FinishDate", iso(finish))
    _leaf(root, "StatusDate", iso(project.status_date))
    _leaf(root, "MinutesPerDay", project.minutes_per_day)
    _leaf(root, "MinutesPerWeek", project.minutes_per_week)
    _leaf(root, "DaysPerMonth", project.days_per_month)
    _leaf(root, "CriticalSlackLimit", project.critical_limit // (project.minutes_per_day or 480))
    _leaf(root, "HonorConstraints", _flag(project.honor_constraints))
    _kept(root, project.extras)
    if not any(text.startswith("<ScheduleFromStart") for text in project.extras):
        _leaf(root, "ScheduleFromStart", "1")


def _write_calendars(root: etree._Element, project: Project, uids: Mapping[str, str]) -> None:
    calendars = project.calendars or (china_calendar(),)
    default = project.calendar_id or calendars[0].id
    _leaf(root, "CalendarUID", uids.get(default, default))
    numbered = [
        replace(calendar, id=uids[calendar.id], base_id=uids.get(calendar.base_id or "", calendar.base_id))
        for calendar in calendars
    ]
    write_calendars(root, numbered)


def _tasks(
    root: etree._Element,
    project: Project,
    result: Result | None,
    uids: Mapping[str, str],
    calendars: Mapping[str, str],
) -> None:
    box = etree.SubElement(root, TAG + "Tasks")
    links: dict[str, list[Link]] = defaultdict(list)
    for link in project.links:
        links[link.succ].append(link)
    children = outline(project)
    levels: dict[str, int] = {}
    for place, task in enumerate(project.tasks, start=1):
        above = task.parent_id
        # Project's own summary row, UID 0, is the only one at level 0.
        levels[task.id] = levels.get(above, 0) + 1 if above is not None else int(task.id != "0")
        element = etree.SubElement(box, TAG + "Task")
        _leaf(element, "UID", uids[task.id])
        _leaf(element, "ID", task.number if task.number is not None else place)
        _leaf(element, "OutlineLevel", levels[task.id])
        _leaf(element, "Summary", _flag(task.id in children))
        _own(element, task, calendars)
        _dates(element, task, result)
        for link in links[task.id]:
            _link(element, link, uids)
        _sort(element, TASK_RANK)


def _own(element: etree._Element, task: Task, calendars: Mapping[str, str]) -> None:
    milestones = (TaskKind.MILESTONE, TaskKind.START_MILESTONE, TaskKind.FINISH_MILESTONE)
    _leaf(element, "Name", task.name)
    _leaf(element, "WBS", task.wbs)
    _leaf(element, "IsNull", _flag(task.kind is TaskKind.BLANK))
    _leaf(element, "Active", _flag(task.active))
    _leaf(element, "Milestone", _flag(task.kind in milestones))
    _leaf(element, "Duration", _duration(task.duration))
    _leaf(element, "Stop", iso(task.stop))
    _leaf(element, "Resume", iso(task.resume))
    _leaf(element, "PercentComplete", f"{task.percent:g}")
    _leaf(element, "ActualStart", iso(task.actual_start))
    _leaf(element, "ActualFinish", iso(task.actual_finish))
    _leaf(element, "RemainingDuration", _duration(task.remaining))
    _leaf(element, "CalendarUID", calendars.get(task.calendar_id, task.calendar_id) if task.calendar_id else "-1")
    _leaf(element, "Deadline", iso(task.deadline))
    _leaf(element, "IgnoreResourceCalendar", _flag(not task.uses_resource_calendar))
    constraint = task.constraints[0] if task.constraints else None
    _leaf(element, "ConstraintType", _CONSTRAINT_CODES.get(constraint.kind, 0) if constraint else 0)
    _leaf(element, "ConstraintDate", iso(constraint.at) if constraint else None)
    by_hand = task.manual_start is not None and task.manual_finish is not None
    _leaf(element, "Manual", _flag(by_hand))
    if by_hand:
        _leaf(element, "ManualStart", iso(task.manual_start))
        _leaf(element, "ManualFinish", iso(task.manual_finish))
    for baseline in task.baselines:
        box = etree.SubElement(element, TAG + "Baseline")
        _leaf(box, "Number", baseline.number)
        _leaf(box, "Start", iso(baseline.start))
        _leaf(box, "Finish", iso(baseline.finish))
        _leaf(box, "Duration", _duration(baseline.duration))
        _kept(box, baseline.extras)
    _kept(element, task.extras)
    if not any(text.startswith("<DurationFormat") for text in task.extras):
        _leaf(element, "DurationFormat", _ELAPSED_DAYS if task.elapsed else _DAYS)


def _dates(element: etree._Element, task: Task, result: Result | None) -> None:
    found: StoredDates | TaskDates | None = result.tasks.get(task.id) if result is not None else task.stored
    if found is None:
        return
    _leaf(element, "Start", iso(found.start))
    _leaf(element, "Finish", iso(found.finish))
    _leaf(element, "EarlyStart", iso(found.early_start))
    _leaf(element, "EarlyFinish", iso(found.early_finish))
    _leaf(element, "LateStart", iso(found.late_start))
    _leaf(element, "LateFinish", iso(found.late_finish))
    _leaf(element, "TotalSlack", found.total_float * 10 if found.total_float is not None else None)
    _leaf(element, "FreeSlack", found.free_float * 10 if found.free_float is not None else None)
    _leaf(element, "Critical", _flag(found.critical) if found.critical is not None else None)


def _link(element: etree._Element, link: Link, uids: Mapping[str, str]) -> None:
    box = etree.SubElement(element, TAG + "PredecessorLink")
    _leaf(box, "PredecessorUID", uids.get(link.pred, link.pred))
    _leaf(box, "Type", _LINK_CODES[link.type])
    _leaf(box, "CrossProject", "0")
    _leaf(box, "LinkLag", f"{link.percent:g}" if link.percent is not None else link.lag * 10)
    _kept(box, link.extras)
    if not any(text.startswith("<LagFormat") for text in link.extras):
        unit = _ELAPSED_DAYS if link.elapsed else _DAYS
        if link.percent is not None:
            unit = _PERCENT + int(link.elapsed)
        _leaf(box, "LagFormat", unit)


def _people(project: Project) -> tuple[tuple[Resource, ...], tuple[Assignment, ...]]:
    """Resources as read, or made from the tasks' owners."""
    if project.resources:
        return project.resources, project.assignments
    uids: dict[str, str] = {}
    assignments: list[Assignment] = []
    for task in project.tasks:
        for name in filter(None, task.owner.split("、")):
            uids.setdefault(name, str(len(uids) + 1))
            assignments.append(Assignment(str(len(assignments) + 1), task.id, uids[name]))
    return tuple(Resource(uid, name) for name, uid in uids.items()), tuple(assignments)


def _resources(root: etree._Element, resources: Iterable[Resource], calendars: Mapping[str, str]) -> None:
    box = etree.SubElement(root, TAG + "Resources")
    for resource in resources:
        element = etree.SubElement(box, TAG + "Resource")
        _leaf(element, "UID", resource.id)
        _leaf(element, "Name", resource.name)
        if not any(text.startswith("<Type>") for text in resource.extras):
            _leaf(element, "Type", _flag(resource.work))
        if resource.capacity is not None and not any(text.startswith("<MaxUnits>") for text in resource.extras):
            _leaf(element, "MaxUnits", f"{resource.capacity:g}")
        if resource.calendar_id is not None:
            _leaf(element, "CalendarUID", calendars.get(resource.calendar_id, resource.calendar_id))
        _kept(element, resource.extras)


def _assignments(root: etree._Element, assignments: Iterable[Assignment], uids: Mapping[str, str]) -> None:
    box = etree.SubElement(root, TAG + "Assignments")
    for assignment in assignments:
        element = etree.SubElement(box, TAG + "Assignment")
        _leaf(element, "UID", assignment.id)
        _leaf(element, "TaskUID", uids.get(assignment.task_id, assignment.task_id))
        _leaf(element, "ResourceUID", assignment.resource_id)
        _leaf(element, "Units", f"{assignment.units:g}")
        _kept(element, assignment.extras)
