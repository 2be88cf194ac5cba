"""What the contract says of the answers."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field

from dougong.contracts.schemas import JudgedBy
from dougong.kit.schemas import Made, Named, Out
from dougong.projects.schemas.bodies import Calendar, MemberRole

ProjectStatus = Literal["preparing", "running", "accepted", "closed"]
PlanKind = Literal["task", "milestone", "start_milestone", "finish_milestone", "hammock", "summary"]
Result = Literal["passed", "failed"]
DueKind = Literal["date", "milestone", "acceptance"]
#: 2026-11-18T08:00, local, without zone. Durations, lags and floats are working minutes.
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")]
#: With seconds, as the file's reader writes it: 2026-11-18T08:00:00.
FileInstant = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$")]


class ProjectRow(Out):
    id: uuid.UUID
    name: str
    code: str
    client: str
    client_id: uuid.UUID
    manager: str
    manager_id: uuid.UUID
    status: ProjectStatus
    percent: int
    planned_percent: int | None
    finish: dt.date | None
    forecast: dt.date | None
    days_late: int | None
    baseline_finish: dt.date | None
    contract: str | None
    contract_id: uuid.UUID
    created_at: dt.datetime
    version: int


class ArchivedProjectRow(ProjectRow):
    archived_at: dt.datetime


class MemberOut(Named):
    title: str
    role: MemberRole


class ProjectRights(Out):
    update: bool
    plan: bool
    progress: bool
    accept: bool
    export: bool
    archive: bool
    purge: bool


class AcceptanceOut(Out):
    id: uuid.UUID
    task_id: uuid.UUID | None
    task: str | None
    planned_on: dt.date | None
    accepted_on: dt.date
    result: Result
    on_time: bool | None
    note: str
    created_at: dt.datetime
    files: int
    withdrawn_at: dt.datetime | None
    withdrawn_by: str
    withdrawn_reason: str


class WaitingInstalment(Out):
    id: uuid.UUID
    seq: int
    title: str
    due_kind: Literal["milestone", "acceptance"]
    due_on: dt.date | None
    expected_on: dt.date | None
    days_after: int
    task_id: uuid.UUID | None
    criteria: list[JudgedBy]


class ProjectContract(Out):
    id: uuid.UUID
    number: str | None
    title: str


class ProjectOut(Out):
    id: uuid.UUID
    version: int
    code: str
    name: str
    status: ProjectStatus
    starts_on: dt.date
    finishes_on: dt.date | None
    kickoff_on: dt.date | None
    status_date: dt.date | None
    calendar: Calendar
    plan_version: int
    baseline_id: uuid.UUID | None
    baseline_at: dt.datetime | None
    baseline_finish: dt.date | None
    forecast_finish: dt.date | None
    days_late: int | None
    percent: int
    planned_percent: int | None
    accepted_on: dt.date | None
    closed_at: dt.datetime | None
    created_at: dt.datetime
    archived_at: dt.datetime | None
    client: Named
    contract: ProjectContract
    opportunity_id: uuid.UUID | None
    manager: Named
    members: list[MemberOut]
    tasks: int
    acceptances: list[AcceptanceOut]
    instalments: list[WaitingInstalment]
    weekends_only_from: dt.date | None
    may: ProjectRights


class ProjectMade(Made):
    version: int
    code: str


class AcceptanceMade(Made):
    on_time: bool | None


class Withdrawn(Made):
    withdrawn_at: dt.datetime | None


class BaselineOut(Out):
    id: uuid.UUID
    name: str
    note: str
    taken_at: dt.datetime
    taken_by: str
    finish: dt.date | None
    count: int


class BaselinesOut(Out):
    """`current` is the one that counts; its dates stand beside the tasks'."""

    current: uuid.UUID | None
    items: list[BaselineOut]


class DraftWarning(Out):
    code: str
    count: int
    zh: str
    en: str
    line: int | None


class DraftRow(Out):
    wbs: str
    name: str
    kind: PlanKind
    duration: int | None
    start: FileInstant | None
    finish: FileInstant | None
    percent: int
    owner: str


class Refusal(Out):
    zh: str
    en: str


class DraftPreview(Out):
    format: str
    name: str
    tasks: int
    summaries: int
    milestones: int
    links: int
    critical: int
    start: FileInstant | None
    finish: FileInstant | None
    baseline: bool
    people: list[str]
    warnings: list[DraftWarning]
    rows: list[DraftRow]


class DraftRefusal(Out):
    refused: Refusal


class Draft(Out):
    id: uuid.UUID
    project_id: uuid.UUID
    filename: str
    job_id: uuid.UUID | None


class DraftReading(Draft):
    """Nothing is known of the file yet."""

    status: Literal["reading"]
    preview: dict[str, Any]


class DraftRefused(Draft):
    status: Literal["refused"]
    preview: DraftRefusal


class DraftReady(Draft):
    status: Literal["ready", "done"]
    preview: DraftPreview


DraftOut = DraftReading | DraftRefused | DraftReady


class ScheduleJob(Out):
    id: uuid.UUID
    total: int
    title: str


class ScheduleQueued(Out):
    job: ScheduleJob


class ScheduleCommitted(Out):
    job: None
    version: int
    tasks: int


class Tied(Out):
    task_id: uuid.UUID
    instalment_id: uuid.UUID | None
