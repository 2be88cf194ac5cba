"""Writes a schedule as iCalendar (RFC 5545): an event for each task that has dates and no tasks under it.

Times are local without a zone ("floating"), as everywhere in this core: no calendar program shifts them.
"""

from __future__ import annotations

from datetime import datetime

from dougong.projects.scheduling.instants import moment_of
from dougong.projects.scheduling.network import Project, Task, TaskKind
from dougong.projects.scheduling.result import Result, TaskDates

_UNLISTED = (TaskKind.GROUP, TaskKind.BLANK)
_LINE = 75  # octets


def write_icalendar(project: Project, result: Result, stamp: datetime) -> bytes:
    """UTF-8 with CRLF. `stamp` (UTC) says when the dates were made; UIDs stay the same from one time to the next."""
    parents = {task.parent_id for task in project.tasks}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dougong//Schedule//ZH", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_text(project.name or project.id)}")
    for task in project.tasks:
        dates = result.tasks[task.id]
        if task.id in parents or task.kind in _UNLISTED or dates.start is None or dates.finish is None:
            continue
        lines += _event(project, task, dates, stamp)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def _event(project: Project, task: Task, dates: TaskDates, stamp: datetime) -> list[str]:
    start, finish = dates.start or 0, dates.finish or 0
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(f'{project.id}/{task.id}')}@dougong",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{moment_of(start):%Y%m%dT%H%M%S}",
        f"SUMMARY:{_text(task.name or task.id)}",
    ]
    if finish > start:  # an event without an end is an instant
        lines.insert(4, f"DTEND:{moment_of(finish):%Y%m%dT%H%M%S}")
    if task.owner:
        lines.append(f"DESCRIPTION:{_text(task.owner)}")
    if dates.critical:
        lines.append("PRIORITY:1")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, cut between characters, the rest after a space."""
    parts: list[str] = []
    part, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _LINE:
            parts.append(part)
            part, size = " ", 1
        part += char
        size += width
    return "\r\n".join([*parts, part])
