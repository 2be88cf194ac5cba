"""Reads Microsoft Project's XML (MSPDI). What it has no field for is kept as text and written back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lxml import etree

from dougong.projects.scheduling.errors import Notice, ScheduleError
from dougong.projects.scheduling.mspdi_calendars import read_calendars
from dougong.projects.scheduling.mspdi_fields import (
    CONSTRAINTS,
    ELAPSED_FORMATS,
    LINK_TYPES,
    MAX_TASKS,
    PERCENT_FORMATS,
    PROJECT_RANK,
    TAG,
    TASK_RANK,
    Reading,
    read_xml,
)
from dougong.projects.scheduling.network import (
    Assignment,
    Baseline,
    Constraint,
    ConstraintKind,
    Link,
    Project,
    Resource,
    ScheduleFile,
    StoredDates,
    Task,
    TaskKind,
)

# Fields of the model, left out of the text that is kept.
_TASK = {
    *("UID", "ID", "Name", "Active", "IsNull", "WBS", "OutlineLevel", "Start", "Finish", "Duration", "Stop"),
    *("Resume", "Milestone", "Summary", "Critical", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish"),
    *("FreeSlack", "TotalSlack", "PercentComplete", "ActualStart", "ActualFinish", "RemainingDuration"),
    *("CalendarUID", "Deadline", "IgnoreResourceCalendar", "PredecessorLink", "Baseline", "Manual"),
    *("ConstraintType", "ConstraintDate"),
}
_PROJECT = {
    *("Name", "StartDate", "FinishDate", "StatusDate", "CalendarUID", "MinutesPerDay", "MinutesPerWeek"),
    *("DaysPerMonth", "CriticalSlackLimit", "HonorConstraints", "Calendars", "Tasks", "Resources", "Assignments"),
}
_LINK = {"PredecessorUID", "Type", "LinkLag", "LagFormat", "CrossProject"}
_BASELINE = {"Number", "Start", "Finish", "Duration"}
_RESOURCE = {"UID", "Name", "Type", "CalendarUID"}
_ASSIGNMENT = {"UID", "TaskUID", "ResourceUID", "Units"}


def read_mspdi(data: bytes, name: str = "") -> ScheduleFile:
    """One project. ScheduleError: too_large, xml_doctype, xml_broken, not_mspdi, too_many_tasks, no_tasks."""
    root = read_xml(data)
    notices: list[Notice] = []
    reading = Reading(root, notices)
    elements = root.findall(f"{TAG}Tasks/{TAG}Task")
    if not elements:
        raise ScheduleError("no_tasks")
    if len(elements) > MAX_TASKS:
        raise ScheduleError("too_many_tasks", limit=MAX_TASKS)
    if not reading.flag("ScheduleFromStart", default=True):
        reading.note("schedule_from_finish")
    resources = tuple(_resource(Reading(e, notices)) for e in root.iterfind(f"{TAG}Resources/{TAG}Resource"))
    assignments = tuple(_assignment(Reading(e, notices)) for e in root.iterfind(f"{TAG}Assignments/{TAG}Assignment"))
    tasks, links = _tasks(elements, notices, _owners(resources, assignments))
    project = Project(
        id=reading.text("UID").strip() or reading.text("Name") or name,
        name=reading.text("Name"),
        start=reading.instant("StartDate"),
        tasks=tasks,
        links=links,
        calendars=read_calendars(root, notices),
        calendar_id=reading.text("CalendarUID").strip() or None,
        status_date=reading.instant("StatusDate"),
        minutes_per_day=reading.integer("MinutesPerDay") or 480,
        minutes_per_week=reading.integer("MinutesPerWeek") or 2400,
        days_per_month=reading.integer("DaysPerMonth") or 20,
        critical_limit=(reading.integer("CriticalSlackLimit") or 0) * (reading.integer("MinutesPerDay") or 480),
        honor_constraints=reading.flag("HonorConstraints", default=True),
        resources=resources,
        assignments=assignments,
        stored_finish=reading.instant("FinishDate"),
        extras=reading.extras(_PROJECT, PROJECT_RANK),
    )
    return ScheduleFile("mspdi", (project,), tuple(notices))


def _owners(resources: Iterable[Resource], assignments: Iterable[Assignment]) -> Mapping[str, str]:
    """The names of the people of each task, as one text."""
    names = {resource.id: resource.name for resource in resources if resource.work}
    found: dict[str, list[str]] = defaultdict(list)
    for assignment in assignments:
        if names.get(assignment.resource_id):
            found[assignment.task_id].append(names[assignment.resource_id])
    return {task: "、".join(people) for task, people in found.items()}


def _tasks(
    elements: Iterable[etree._Element], notices: list[Notice], owners: Mapping[str, str]
) -> tuple[tuple[Task, ...], tuple[Link, ...]]:
    tasks: list[Task] = []
    links: list[Link] = []
    above: list[tuple[int, str]] = []  # the summaries the next task may lie under: level, id
    for element in elements:
        reading = Reading(element, notices)
        id = reading.task = reading.text("UID").strip()
        if not id:
            reading.note("broken_row", line=element.sourceline, reason="UID")
            continue
        level = reading.integer("OutlineLevel")
        if level is None:
            level = 1
        while above and above[-1][0] >= level:
            above.pop()
        blank = reading.flag("IsNull")
        tasks.append(_task(reading, id, above[-1][1] if above and not blank else None, owners.get(id, "")))
        if not blank:
            above.append((level, id))
        links.extend(_links(reading, id))
    return tuple(tasks), tuple(links)


def _task(reading: Reading, id: str, parent: str | None, owner: str) -> Task:
    kind = TaskKind.MILESTONE if reading.flag("Milestone") and not reading.minutes("Duration") else TaskKind.TASK
    if reading.flag("IsNull"):
        kind = TaskKind.BLANK
    if reading.number("LevelingDelay"):
        reading.note("levelling_unused", task=id)
    manual = _manual(reading)
    calendar = reading.text("CalendarUID").strip()
    known = _TASK | {"ManualStart", "ManualFinish"} if manual != (None, None) else _TASK
    return Task(
        id=id,
        name=reading.text("Name"),
        duration=reading.minutes("Duration"),
        kind=kind,
        parent_id=parent,
        wbs=reading.text("WBS"),
        calendar_id=None if calendar in ("", "-1") else calendar,
        constraints=_constraints(reading),
        deadline=reading.instant("Deadline"),
        elapsed=reading.integer("DurationFormat") in ELAPSED_FORMATS,
        percent=reading.number("PercentComplete") or 0.0,
        remaining=reading.minutes("RemainingDuration"),
        actual_start=reading.instant("ActualStart"),
        actual_finish=reading.instant("ActualFinish"),
        stop=reading.instant("Stop"),
        resume=reading.instant("Resume"),
        manual_start=manual[0],
        manual_finish=manual[1],
        active=reading.flag("Active", default=True),
        owner=owner,
        number=reading.integer("ID"),
        uses_resource_calendar=not reading.flag("IgnoreResourceCalendar"),
        stored=_stored(reading),
        baselines=tuple(_baselines(reading)),
        extras=reading.extras(known, TASK_RANK),
        line=reading.line,
    )


def _manual(reading: Reading) -> tuple[int | None, int | None]:
    if not reading.flag("Manual"):
        return None, None
    start, finish = reading.instant("ManualStart"), reading.instant("ManualFinish")
    start = start if start is not None else reading.instant("Start")
    finish = finish if finish is not None else reading.instant("Finish")
    return (start, finish) if start is not None and finish is not None else (None, None)


def _constraints(reading: Reading) -> tuple[Constraint, ...]:
    number = reading.integer("ConstraintType")
    if not number:
        return ()
    kind, at = CONSTRAINTS.get(number), reading.instant("ConstraintDate")
    if kind is None:
        reading.note("unknown_type", field="ConstraintType", value=number)
        return ()
    if kind is not ConstraintKind.ALAP and at is None:
        reading.note("broken_value", field="ConstraintDate", value=reading.text("ConstraintDate"))
        return ()
    return (Constraint(kind, at),)


def _tenths(reading: Reading, field: str) -> int | None:
    """Tenths of a minute as whole minutes."""
    number = reading.number(field)
    return None if number is None else round(number / 10)


def _stored(reading: Reading) -> StoredDates:
    return StoredDates(
        start=reading.instant("Start"),
        finish=reading.instant("Finish"),
        early_start=reading.instant("EarlyStart"),
        early_finish=reading.instant("EarlyFinish"),
        late_start=reading.instant("LateStart"),
        late_finish=reading.instant("LateFinish"),
        total_float=_tenths(reading, "TotalSlack"),
        free_float=_tenths(reading, "FreeSlack"),
        critical=reading.flag("Critical") if reading.text("Critical") else None,
    )


def _baselines(reading: Reading) -> Iterable[Baseline]:
    for element in reading.element.iterfind(TAG + "Baseline"):
        own = Reading(element, reading.notices, reading.task)
        start, finish, length = own.instant("Start"), own.instant("Finish"), own.minutes("Duration")
        yield Baseline(own.integer("Number") or 0, start, finish, length, own.extras(_BASELINE))


def _links(reading: Reading, succ: str) -> Iterable[Link]:
    for element in reading.element.iterfind(TAG + "PredecessorLink"):
        own = Reading(element, reading.notices, succ)
        pred = own.text("PredecessorUID").strip()
        if own.flag("CrossProject"):
            own.note("external_link", task=succ, pred=own.text("CrossProjectName") or pred)
            continue
        number = own.integer("Type")
        kind = LINK_TYPES.get(1 if number is None else number)
        if kind is None or not pred:
            own.note("unknown_type", field="PredecessorLink", value=number)
            continue
        unit = own.integer("LagFormat")
        percent = own.number("LinkLag") or 0.0 if unit in PERCENT_FORMATS else None
        lag = 0 if percent is not None else _tenths(own, "LinkLag") or 0
        extras = own.extras(_LINK - {"LagFormat"})
        yield Link(pred, succ, kind, lag, unit in ELAPSED_FORMATS, percent, extras, own.line)


def _resource(reading: Reading) -> Resource:
    calendar = reading.text("CalendarUID").strip()
    return Resource(
        id=reading.text("UID").strip(),
        name=reading.text("Name"),
        calendar_id=None if calendar in ("", "-1") else calendar,
        work=reading.integer("Type") in (None, 1),
        capacity=reading.number("MaxUnits"),
        extras=reading.extras(_RESOURCE - {"Type"}),
    )


def _assignment(reading: Reading) -> Assignment:
    units = reading.number("Units")
    return Assignment(
        id=reading.text("UID").strip(),
        task_id=reading.text("TaskUID").strip(),
        resource_id=reading.text("ResourceUID").strip(),
        units=1.0 if units is None else units,
        extras=reading.extras(_ASSIGNMENT),
    )
