"""Which writer a target needs, by the end of its name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.icalendar import write_icalendar
from dougong.projects.scheduling.mspdi_write import write_mspdi
from dougong.projects.scheduling.network import Project
from dougong.projects.scheduling.result import Result
from dougong.projects.scheduling.xlsx_write import write_xlsx

SUFFIXES = (".xml", ".xlsx", ".ics")


def check_target(target: Path | None) -> None:
    """ScheduleError `out_format`, before anything is calculated."""
    if target is not None and target.suffix.lower() not in SUFFIXES:
        raise ScheduleError("out_format", name=target.name)


def write_schedule(target: Path, project: Project, result: Result) -> None:
    """Writes MSPDI XML, XLSX or iCalendar whole, replacing what is there. ScheduleError `out_format`; OSError."""
    check_target(target)
    suffix = target.suffix.lower()
    if suffix == ".xml":
        data = write_mspdi(project, result)
    elif suffix == ".xlsx":
        data = write_xlsx(project, result)
    else:
        data = write_icalendar(project, result, datetime.now(UTC))
    unfinished = target.with_name(f".{target.name}.part")
    unfinished.write_bytes(data)
    unfinished.replace(target)
