"""Tasks across projects: their rows, and reports on them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from ninja import Field

from dougong.kit.schemas import In, Out

TaskState = Literal["todo", "doing", "waiting", "done"]


class TaskListRow(Out):
    """`plan_version` is what a move takes as If-Match; `may_…` what the reader may do in its project."""

    id: uuid.UUID
    name: str
    project: str
    project_id: uuid.UUID
    plan_version: int
    client: str
    kind: Literal["task", "milestone", "start_milestone", "finish_milestone"]
    state: TaskState
    percent: int
    start: dt.date | None
    finish: dt.date | None
    owner: str
    owner_id: uuid.UUID | None
    critical: bool
    late: bool
    may_report: bool
    may_plan: bool


class TaskDay(Out):
    """`count` are all tasks to be done on the day, `items` the first of them."""

    date: dt.date
    count: int
    items: list[TaskListRow]


class TaskDays(Out):
    days: list[TaskDay]


class TaskStateIn(In):
    state: TaskState
    percent: int | None = Field(default=None, ge=0, le=100)


class TaskPercentIn(In):
    id: uuid.UUID
    percent: int = Field(ge=0, le=100)


class TaskReportsIn(In):
    items: list[TaskPercentIn] = Field(min_length=1, max_length=500)


class TaskOwnerIn(In):
    id: uuid.UUID
    owner_id: uuid.UUID | None


class TaskOwnersIn(In):
    items: list[TaskOwnerIn] = Field(min_length=1, max_length=500)


class TaskBefore(Out):
    """What a task held before, to give it back."""

    id: uuid.UUID
    percent: int
    state: TaskState
    owner_id: uuid.UUID | None


class TaskMoved(Out):
    before: TaskBefore
    state: TaskState
    percent: int
    plan_version: int


class TasksReported(Out):
    """`done` tells what they held before; `refused` are those that the reader may not change."""

    done: list[TaskBefore]
    refused: list[uuid.UUID]


class DayOff(Out):
    """`name` is the holiday's, empty for a plain day off."""

    date: dt.date
    name: str


class DaysOff(Out):
    items: list[DayOff]
