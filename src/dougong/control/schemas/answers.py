from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.control.schemas.bodies import CostKind, FormulaCode, HealthCode, Light, Method, Shape, Source, Span, State
from dougong.kit.schemas import Amount, Made, Named, Out
from dougong.projects.schemas.answers import PlanKind, ProjectStatus


class ControlSettingOut(Out):
    version: int
    source: Source
    contract_percent: int
    formula: FormulaCode
    shape: Shape
    low: int
    high: int


class SumsOut(Out):
    bac: Amount | None
    pv: Amount | None
    ev: Amount | None
    ac: Amount | None


class EacsOut(Out):
    typical: Amount | None
    atypical: Amount | None
    mixed: Amount | None


class MeasuresOut(Out):
    sv: Amount | None
    cv: Amount | None
    spi: float | None
    cpi: float | None
    eac: Amount | None
    etc: Amount | None
    vac: Amount | None
    tcpi: float | None
    tcpi_eac: float | None
    eacs: EacsOut


class EarnedScheduleOut(Out):
    """Days from the baseline's first. `finish` is the planned duration by SPI(t)."""

    es: float
    at: int
    planned_days: int
    sv: float
    spi: float | None
    finish: dt.date | None


class EarnedNote(Out):
    code: Literal["no_budget", "no_baseline", "budget_changed"]
    count: int
    amount: Amount | None


class EarnedRow(SumsOut):
    id: uuid.UUID
    parent: uuid.UUID | None
    wbs: str
    name: str
    kind: PlanKind
    summary: bool
    method: Method
    percent: float | None
    own_budget: bool
    sv: Amount | None
    cv: Amount | None
    spi: float | None
    cpi: float | None


class ControlRights(Out):
    update: bool
    export: bool


class CountedBaseline(Out):
    id: uuid.UUID
    name: str
    taken_at: dt.datetime


class ControlledProject(Named):
    code: str


class EarnedOut(Out):
    """`status_on` is the day that is asked about, `newest_on` the last that there is progress of."""

    project: ControlledProject
    status_on: dt.date
    newest_on: dt.date
    baseline: CountedBaseline | None
    setting: ControlSettingOut
    sums: SumsOut
    measures: MeasuresOut
    schedule: EarnedScheduleOut | None
    unassigned: Amount | None
    notes: list[EarnedNote]
    rows: list[EarnedRow]
    may: ControlRights


class CurvePoint(Out):
    day: dt.date
    pv: Amount | None
    ev: Amount | None
    ac: Amount | None
    forecast: Amount | None


class CurveOut(Out):
    status_on: dt.date
    finish: dt.date | None
    points: list[CurvePoint]


class TaskStepOut(Out):
    name: str
    weight: int
    done: bool


class TaskSettingOut(Out):
    id: uuid.UUID
    name: str
    percent: int
    duration: int | None
    minutes_per_day: int
    budget: Amount | None
    method: Method
    units: float | None
    units_done: float | None
    unit: str
    physical: int | None
    low: int | None
    likely: int | None
    high: int | None
    steps: list[TaskStepOut]


class HealthLine(Out):
    code: HealthCode
    weight: int
    points: int | None
    value: str


class CriticalTask(Out):
    id: uuid.UUID
    name: str
    index: float


class SpreadOut(Out):
    version: int
    shape: Shape
    low: int
    high: int


class DrawnBin(Out):
    first: dt.date
    last: dt.date
    count: int


class DrawnOut(Out):
    """What the newest draws said; `old`: the plan has changed since."""

    made_at: dt.datetime
    by: str
    draws: int
    seed: int
    planned: dt.date | None
    p50: dt.date | None
    p80: dt.date | None
    chance: float | None
    old: bool
    shape: Shape
    bins: list[DrawnBin]
    tasks: list[CriticalTask]


class HealthOut(Out):
    points: int | None
    light: Light
    version: int
    lines: list[HealthLine]
    overdue: Amount
    shifted: Amount
    reported_on: dt.date | None
    promised: dt.date | None
    forecast_finish: dt.date | None
    days_late: int | None
    spi: float | None
    cpi: float | None
    eac: Amount | None
    drawn: DrawnOut | None
    setting: SpreadOut
    may: ControlRights


class CashItem(Out):
    id: uuid.UUID
    title: str
    due_kind: Literal["date", "milestone", "acceptance"]
    milestone: str | None
    amount: Amount
    owed: Amount
    planned: dt.date | None
    forecast: dt.date | None
    fixed: bool
    days: int | None
    overdue: bool


class CashMonth(Out):
    month: dt.date
    planned: Amount
    forecast: Amount
    planned_sum: Amount
    forecast_sum: Amount


class CashMonths(Out):
    months: list[CashMonth]
    shifted: Amount
    undated: Amount


class CashOut(CashMonths):
    items: list[CashItem]


class CashShift(Named):
    amount: Amount
    days: int


class PortfolioCash(CashMonths):
    projects: list[CashShift]


class SideOut(Out):
    """Without an id: the plan as it stands."""

    id: uuid.UUID | None
    name: str
    taken_at: dt.datetime | None
    finish: dt.date | None


class ComparisonCounts(Out):
    moved: int
    added: int
    removed: int
    same: int


class ComparedRow(Out):
    id: uuid.UUID
    wbs: str
    name: str
    kind: PlanKind
    state: State
    left_start: dt.date | None
    right_start: dt.date | None
    left_finish: dt.date | None
    right_finish: dt.date | None
    left_budget: Amount | None
    right_budget: Amount | None
    start_days: int | None
    finish_days: int | None
    duration_minutes: int | None
    cost: Amount | None


class ComparisonOut(Out):
    left: SideOut
    right: SideOut
    money: bool
    counts: ComparisonCounts
    rows: list[ComparedRow]


class PortfolioRow(Out):
    """`id` is the project's."""

    id: uuid.UUID
    project_id: uuid.UUID
    name: str
    code: str
    client: str
    manager: str
    manager_id: uuid.UUID
    status: ProjectStatus
    light: Light
    points: int | None
    schedule_light: Light
    cost_light: Light
    payment_light: Light
    percent: int
    forecast: dt.date | None
    days_late: int | None
    p80: dt.date | None
    spi: float | None
    cpi: float | None
    bac: Amount | None
    ev: Amount | None
    ac: Amount | None
    eac: Amount | None
    overdue: Amount | None
    shifted: Amount | None
    status_on: dt.date | None
    computed_at: dt.datetime | None


class CostRow(Out):
    id: uuid.UUID
    spent_on: dt.date
    kind: CostKind
    amount: Amount
    task_id: uuid.UUID | None
    task: str
    document: str
    note: str
    by_name: str
    project: str
    project_id: uuid.UUID
    version: int


class CostMade(Made):
    version: int


class HealthReportRow(Out):
    id: uuid.UUID
    first: dt.date
    last: dt.date
    span: Span
    projects: int
    red: int
    amber: int
    green: int
    made_by: str
    created_at: dt.datetime


class HealthReportSettingOut(Out):
    weekly: bool
    weekday: int
    monthly: bool
