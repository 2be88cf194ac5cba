from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from dougong.kit.schemas import ABSENT, In, LongText, Name, Name60, ShortText
from dougong.projects.scheduling import minute_of

Calendar = Literal["cn", "cn6", "daily"]
LinkKind = Literal["FS", "SS", "FF", "SF"]
TaskKind = Literal["task", "milestone"]
Constraint = Literal["", "alap", "snet", "snlt", "fnet", "fnlt", "mso", "mfo"]
MemberRole = Literal["manager", "planner", "engineer", "site", "quality", "viewer"]
#: A hundred years of working minutes.
MOST_MINUTES = 100 * 260 * 480


def _local(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is not None:
        raise PydanticCustomError("zone", "a schedule has local times, without a zone")
    if not 1950 <= value.year <= 2250:
        raise PydanticCustomError("out_of_range", "out of range")
    return value


#: 2026-11-18T08:00
Local = Annotated[dt.datetime, AfterValidator(_local)]
Minutes = Annotated[int, Field(ge=0, le=MOST_MINUTES)]
Lag = Annotated[int, Field(ge=-MOST_MINUTES, le=MOST_MINUTES)]

PlanDay = Annotated[dt.date, Field(ge=dt.date(1950, 1, 1), le=dt.date(2250, 1, 1))]
LagPercent = Annotated[int | None, Field(ge=-1000, le=1000)]


def minute(value: dt.datetime | None) -> int | None:
    return None if value is None else minute_of(value)


class ProjectIn(In):
    contract_id: uuid.UUID
    name: Name
    manager_id: uuid.UUID
    starts_on: dt.date | None = None
    finishes_on: dt.date | None = None
    calendar: Calendar = "cn"


class ProjectPatch(In):
    name: Name = ABSENT
    manager_id: uuid.UUID = ABSENT
    finishes_on: dt.date | None = None


class MemberIn(In):
    user_id: uuid.UUID
    role: MemberRole


class MembersIn(In):
    members: list[MemberIn] = Field(min_length=1, max_length=200)


class KickoffIn(In):
    held_on: dt.date


class TaskIn(In):
    name: Name
    parent_id: uuid.UUID | None = None
    after_id: uuid.UUID | None = None
    before_id: uuid.UUID | None = None
    kind: TaskKind = "task"
    duration: Minutes | None = None
    owner_id: uuid.UUID | None = None


class TaskPatch(In):
    name: Name = ABSENT
    kind: TaskKind = ABSENT
    duration: Minutes | None = None
    owner_id: uuid.UUID | None = None
    constraint: Constraint = ABSENT
    constraint_at: Local | None = None
    deadline: Local | None = None


class TasksIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=5000)


class PlaceIn(TasksIn):
    parent_id: uuid.UUID | None = None
    after_id: uuid.UUID | None = None


class ShiftIn(TasksIn):
    #: Working days.
    days: int = Field(ge=-3650, le=3650)


class DragManyIn(TasksIn):
    #: So many minutes of the calendar, whole days where days are seen.
    minutes: int = Field(ge=-3650 * 1440, le=3650 * 1440)


class GiveIn(TasksIn):
    owner_id: uuid.UUID | None


class ReportRowsIn(TasksIn):
    percent: int = Field(ge=0, le=100)


class PasteIn(TasksIn):
    #: The project that they are copied from.
    project_id: uuid.UUID
    after_id: uuid.UUID | None = None


class LinkIn(In):
    pred_id: uuid.UUID
    succ_id: uuid.UUID
    type: LinkKind = "FS"
    lag: Lag = 0

    elapsed: bool = False
    lag_percent: LagPercent = None


class LinkPatch(In):
    type: LinkKind
    lag: Lag = 0
    elapsed: bool = False
    lag_percent: LagPercent = None


class PredecessorIn(In):
    pred_id: uuid.UUID
    type: LinkKind = "FS"
    lag: Lag = 0
    elapsed: bool = False
    lag_percent: LagPercent = None


class BeforeIn(In):
    predecessors: list[PredecessorIn] = Field(max_length=200)


class DragIn(In):
    start: Local | None = None
    finish: Local | None = None


class ProgressIn(In):
    percent: int | None = Field(default=None, ge=0, le=100)
    actual_start: Local | None = None
    actual_finish: Local | None = None


class SplitIn(In):
    """The last day of work before the rest and the first one after it; without both the task is whole again."""

    stop: PlanDay | None
    resume: PlanDay | None


class StatusDateIn(In):
    day: dt.date | None


class BaselineIn(In):
    name: Name60
    note: ShortText = ""


class CommitIn(In):
    draft_id: uuid.UUID
    mode: Literal["replace", "append"] = "replace"


class TieIn(In):
    instalment_id: uuid.UUID


class PrintIn(In):
    paper: Literal["a3", "a4"] = "a3"
    #: Of the lower scale; "auto" fits all days on one page's width.
    unit: Literal["auto", "day", "week", "month", "quarter"] = "auto"
    first: PlanDay | None = None
    last: PlanDay | None = None
    ids: list[uuid.UUID] | None = Field(default=None, min_length=1, max_length=20_000)
    baseline: bool = True


class WithdrawIn(In):
    reason: str = Field(min_length=1, max_length=500)


class AcceptanceIn(In):
    accepted_on: dt.date
    task_id: uuid.UUID | None = None
    result: Literal["passed", "failed"] = "passed"
    planned_on: dt.date | None = None
    note: LongText = ""


class ManyProjectsIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)
