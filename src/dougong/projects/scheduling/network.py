"""A project as the calculation sees it: frozen values. Durations and lags are working minutes unless marked elapsed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dougong.projects.scheduling.calendars import Calendar
from dougong.projects.scheduling.errors import Notice


class TaskKind(StrEnum):
    TASK = "task"
    MILESTONE = "milestone"  # MS Project's: one instant, kept on the side it was imposed on
    START_MILESTONE = "start_milestone"
    FINISH_MILESTONE = "finish_milestone"
    HAMMOCK = "hammock"  # level of effort: its span follows from its links, it drives nothing
    GROUP = "group"  # a WBS node that is no activity: rolled up, not listed among the tasks
    BLANK = "blank"  # an empty row kept for its place


class LinkType(StrEnum):
    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagCalendar(StrEnum):
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    PROJECT = "project"
    CLOCK = "24h"


class ConstraintKind(StrEnum):
    ALAP = "alap"
    START_NO_EARLIER = "snet"
    START_NO_LATER = "snlt"
    FINISH_NO_EARLIER = "fnet"
    FINISH_NO_LATER = "fnlt"
    START_ON = "mso"
    FINISH_ON = "mfo"
    MANDATORY_START = "mandatory_start"  # held even against the links
    MANDATORY_FINISH = "mandatory_finish"


class Progress(StrEnum):
    """What an unfinished predecessor means to a task that has already started."""

    RETAINED_LOGIC = "retained_logic"  # the remaining work still waits for it
    OVERRIDE = "override"  # the remaining work goes on
    ACTUAL_DATES = "actual_dates"  # it goes on, and links count from its actual start


class FloatKind(StrEnum):
    FINISH = "finish"
    START = "start"
    SMALLEST = "smallest"


@dataclass(frozen=True, slots=True)
class Constraint:
    kind: ConstraintKind
    at: int | None = None  # None only for ALAP


@dataclass(frozen=True, slots=True)
class StoredDates:
    """What the file itself says, kept for comparison and to be written back; the calculation never reads it."""

    start: int | None = None
    finish: int | None = None
    early_start: int | None = None
    early_finish: int | None = None
    late_start: int | None = None
    late_finish: int | None = None
    total_float: int | None = None
    free_float: int | None = None
    critical: bool | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    number: int
    start: int | None = None
    finish: int | None = None
    duration: int | None = None
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """`id` is the MSPDI UID, the XER activity code, the number in a sheet, or the record's id."""

    id: str
    name: str = ""
    duration: int | None = None  # planned; None only for summaries, hammocks and broken input
    kind: TaskKind = TaskKind.TASK
    parent_id: str | None = None
    wbs: str = ""
    calendar_id: str | None = None  # None: the project's
    constraints: tuple[Constraint, ...] = ()
    deadline: int | None = None
    expected_finish: int | None = None  # remaining work is what fits until then
    elapsed: bool = False  # the duration counts every minute
    percent: float = 0.0  # of duration, 0–100
    remaining: int | None = None  # None: from duration and percent
    actual_start: int | None = None
    actual_finish: int | None = None
    stop: int | None = None  # where finished work ends
    resume: int | None = None  # where remaining work may begin
    manual_start: int | None = None  # both set: the task is placed by hand
    manual_finish: int | None = None
    active: bool = True
    owner: str = ""
    number: int | None = None  # row number shown to people (MSPDI ID)
    uses_resource_calendar: bool = True
    stored: StoredDates | None = None
    baselines: tuple[Baseline, ...] = ()
    extras: tuple[str, ...] = ()  # what the format knows and this model does not, as text, to be written back
    line: int | None = None

    @property
    def started(self) -> bool:
        return self.actual_start is not None

    @property
    def finished(self) -> bool:
        return self.actual_finish is not None

    @property
    def left(self) -> int | None:
        """Remaining duration."""
        if self.finished:
            return 0
        if self.remaining is not None:
            return self.remaining
        if self.duration is None or not self.started:
            return self.duration
        return round(self.duration * (100 - self.percent) / 100)


@dataclass(frozen=True, slots=True)
class Link:
    pred: str
    succ: str
    type: LinkType = LinkType.FS
    lag: int = 0
    elapsed: bool = False  # the lag counts every minute
    percent: float | None = None  # the lag is this share of the predecessor's duration; `lag` is then ignored
    extras: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    id: str
    name: str = ""
    calendar_id: str | None = None
    work: bool = True  # people and machines; material has no calendar
    capacity: float | None = None  # how many of it there are; None: not said
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    id: str
    task_id: str
    resource_id: str
    units: float = 1.0
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    name: str = ""
    start: int | None = None
    tasks: tuple[Task, ...] = ()
    links: tuple[Link, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    calendar_id: str | None = None
    status_date: int | None = None  # P6: data date
    must_finish_by: int | None = None
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    lag_calendar: LagCalendar | None = None  # None: the profile's
    progress: Progress = Progress.RETAINED_LOGIC
    float_kind: FloatKind | None = None  # None: the profile's
    critical_limit: int = 0  # a task is critical up to this total float
    critical_is_longest_path: bool = False
    ss_lag_from_actual_start: bool = False
    honor_constraints: bool = True
    scheduled: bool = True  # False: the source never scheduled it, so neither do we
    resources: tuple[Resource, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    open_ends_critical: bool = False  # a task that nothing follows has no float
    stored_finish: int | None = None
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduleFile:
    """What a reader found. `projects` are those that have tasks."""

    format: str  # "mspdi", "mpp", "xer", "xlsx"
    projects: tuple[Project, ...]
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose arithmetic is used where the schools differ."""

    name: str
    lag_calendar: LagCalendar
    float_kind: FloatKind
    data_date_moves_work: bool  # unfinished work never lies before the status date
    zero_is_milestone: bool  # a duration of zero is one instant
    actuals_are_dates: bool  # started and finished tasks keep their actual dates as early dates
    alap_takes_total_float: bool
    resource_calendars: bool


P6 = Profile("p6", LagCalendar.PREDECESSOR, FloatKind.FINISH, True, False, False, False, False)
MS_PROJECT = Profile("ms_project", LagCalendar.SUCCESSOR, FloatKind.SMALLEST, False, True, True, True, True)
PROFILES = {profile.name: profile for profile in (P6, MS_PROJECT)}
