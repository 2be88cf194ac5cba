"""What the contract says of plans: their rows, their changes, and why they lie where they lie."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from typing_extensions import TypedDict

from dougong.kit.schemas import Amount, Out
from dougong.projects.schemas.answers import DueKind, Instant, PlanKind, ProjectRights, ProjectStatus
from dougong.projects.schemas.bodies import Calendar, Constraint, LinkKind


class TaskOwner(Out):
    """Without an id: a name from a file, of somebody who is not here."""

    id: uuid.UUID | None
    name: str


class TaskTie(Out):
    id: uuid.UUID
    title: str
    due_kind: DueKind


class TaskOut(Out):
    id: uuid.UUID
    parent: uuid.UUID | None
    #: Orders the children of one parent.
    position: int
    wbs: str
    name: str
    kind: PlanKind
    duration: int | None
    start: Instant | None
    finish: Instant | None
    percent: int
    owner: TaskOwner | None
    critical: bool
    total_float: int | None
    free_finish: Instant | None
    late_days: int | None
    actual_start: Instant | None
    actual_finish: Instant | None
    #: Work rests from `stop` to `resume`; without a `resume` it waits.
    stop: Instant | None
    resume: Instant | None
    constraint: Constraint | Literal["mandatory_start", "mandatory_finish"]
    constraint_at: Instant | None
    deadline: Instant | None
    baseline_start: Instant | None
    baseline_finish: Instant | None
    instalments: list[TaskTie]
    accepted_on: dt.date | None


class BaselineDate(Out):
    task: uuid.UUID
    start: Instant
    finish: Instant


class BaselineDates(Out):
    id: uuid.UUID
    name: str
    dates: list[BaselineDate]


class TaskLinkOut(Out):
    id: uuid.UUID
    pred: uuid.UUID
    succ: uuid.UUID
    type: LinkKind
    lag: int
    elapsed: bool
    lag_percent: int | None


class ProjectStrip(Out):
    id: uuid.UUID
    code: str
    name: str
    status: ProjectStatus
    starts_on: dt.date
    finishes_on: dt.date | None
    status_date: dt.date | None
    calendar: Calendar
    baseline_id: uuid.UUID | None
    baseline_at: dt.datetime | None
    baseline_finish: dt.date | None
    forecast_finish: dt.date | None
    days_late: int | None
    percent: int
    planned_percent: int | None
    minutes_per_day: int


class PlanAct(Out):
    kind: str
    title: str


class PlanHead(Out):
    version: int
    project: ProjectStrip
    undo: PlanAct | None
    redo: PlanAct | None
    #: The next first.
    undo_steps: list[PlanAct]
    redo_steps: list[PlanAct]


#: A key of it is a keyword here.
HolidayOut = TypedDict("HolidayOut", {"from": dt.date, "to": dt.date, "name": str})


class CalendarOut(Out):
    minutes_per_day: int
    off: list[tuple[dt.date, dt.date]]
    holidays: list[HolidayOut]


class ScheduleOut(PlanHead):
    calendar: CalendarOut
    today: dt.date
    may: ProjectRights
    tasks: list[TaskOut]
    links: list[TaskLinkOut]


class PlanStep(PlanAct):
    who: str
    mine: bool
    undone: bool


class PlanChange(PlanHead):
    """Rows that changed since the version that was sent, or all of them (`full`); `gone` are tasks and links that are no more.

    `edited` are the tasks that somebody changed himself, others only moved with them.
    """

    full: bool
    tasks: list[TaskOut]
    links: list[TaskLinkOut]
    gone: list[uuid.UUID]
    edited: list[uuid.UUID]
    acts: list[PlanStep]


class TaskAdded(PlanChange):
    added: list[uuid.UUID]


class WhyReason(Out):
    kind: str
    text: str
    task: uuid.UUID | None
    at: Instant | None


class WhyTask(Out):
    id: uuid.UUID
    wbs: str
    name: str
    start: Instant | None
    finish: Instant | None
    critical: bool


class TaskWhy(Out):
    """What decides the dates of a task, the chain behind it (the first one first), and the links that decide."""

    reasons: list[WhyReason]
    path: list[WhyTask]
    links: list[uuid.UUID]


class TaskMove(Out):
    id: uuid.UUID
    name: str
    start: Instant
    finish: Instant
    was_start: Instant | None
    was_finish: Instant | None
    critical: bool


class CashMove(Out):
    """An instalment that falls due so many days later, or sooner when negative."""

    title: str
    amount: Amount
    days: int


class MovePreview(Out):
    moves: list[TaskMove]
    forecast_finish: dt.date | None
    days_late: int | None
    cash: list[CashMove]
