"""The scheduling core: pure Python, no Django. Read a file, calculate, write a file.

Instants are minutes since 1970-01-01 local time (`minute_of`, `moment_of`); durations, lags and floats are
working minutes.
"""

from dougong.projects.scheduling.calendars import Calendar, china_calendar, weekly
from dougong.projects.scheduling.command import schedule_command
from dougong.projects.scheduling.cpm import calculate
from dougong.projects.scheduling.errors import Notice, ScheduleError
from dougong.projects.scheduling.files import profile_for, read_schedule
from dougong.projects.scheduling.graph import check
from dougong.projects.scheduling.icalendar import write_icalendar
from dougong.projects.scheduling.instants import iso, minute_of, moment_of, parse
from dougong.projects.scheduling.mspdi_write import write_mspdi
from dougong.projects.scheduling.network import (
    MS_PROJECT,
    P6,
    PROFILES,
    Assignment,
    Baseline,
    Constraint,
    ConstraintKind,
    FloatKind,
    LagCalendar,
    Link,
    LinkType,
    Profile,
    Progress,
    Project,
    Resource,
    ScheduleFile,
    StoredDates,
    Task,
    TaskKind,
)
from dougong.projects.scheduling.result import Result, TaskDates
from dougong.projects.scheduling.rollup import progress
from dougong.projects.scheduling.xlsx_write import write_xlsx

__all__ = [
    "MS_PROJECT",
    "P6",
    "PROFILES",
    "Assignment",
    "Baseline",
    "Calendar",
    "Constraint",
    "ConstraintKind",
    "FloatKind",
    "LagCalendar",
    "Link",
    "LinkType",
    "Notice",
    "Profile",
    "Progress",
    "Project",
    "Resource",
    "Result",
    "ScheduleError",
    "ScheduleFile",
    "StoredDates",
    "Task",
    "TaskDates",
    "TaskKind",
    "calculate",
    "check",
    "china_calendar",
    "iso",
    "minute_of",
    "moment_of",
    "parse",
    "profile_for",
    "progress",
    "read_schedule",
    "schedule_command",
    "weekly",
    "write_icalendar",
    "write_mspdi",
    "write_xlsx",
]
