from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.kit.schemas import MAYBE, Amount, Named, Out

#: Decimals leave as text, so that no figure is rounded on the way.
Ratio = str | None


class FlowFigure(Out):
    key: Literal["signed", "received"]
    unit: Literal["money"]
    value: Amount
    count: int
    previous: Amount
    change: Ratio
    rate: Ratio = MAYBE
    link: str | None


class OverdueFigure(Out):
    key: Literal["overdue"]
    unit: Literal["money"]
    value: Amount
    count: int
    previous: Amount | None
    difference: Amount | None
    clients: int
    link: str | None


class LateFigure(Out):
    key: Literal["late"]
    unit: Literal["count"]
    value: int
    total: int
    longest: int | None
    link: str
    total_link: str


class PointsFigure(Out):
    key: Literal["points"]
    unit: Literal["points"]
    value: int
    previous: int
    change: Ratio
    link: str | None


class DashboardPeriod(Out):
    key: Literal["month", "quarter", "year12", "custom"]
    first: dt.date
    last: dt.date
    unfinished: bool


class DepartmentChoice(Named):
    depth: int


class RegionChoice(Out):
    code: str
    name: str


class MonthFigures(Out):
    month: str
    unfinished: bool
    signed: Amount
    signed_link: str
    received: Amount
    received_link: str


class MonthsPanel(Out):
    items: list[MonthFigures]


class StageBar(Out):
    stage: uuid.UUID
    name: str
    name_en: str
    count: int
    amount: Amount
    conversion: float | None
    link: str


class AgeBar(Out):
    age: Literal["not_due", "d1_30", "d31_90", "d90_plus"]
    owed: Amount
    count: int
    share: float | None
    link: str


class AgesPanel(Out):
    owed: Amount
    count: int
    link: str
    items: list[AgeBar]
    retention: Amount
    retention_link: str


class LateProject(Out):
    id: uuid.UUID
    name: str
    manager: str | None
    forecast_finish: dt.date | None
    days_late: int
    percent: int
    planned_percent: int | None
    link: str


class LatePanel(Out):
    items: list[LateProject]
    link: str
    all_link: str


class Attention(Out):
    """`params` fill the sentence of its kind."""

    kind: Literal["overdue", "milestone", "project", "promise", "ending"]
    link: str
    params: dict[str, str | int]


class DashboardOut(Out):
    """A panel is None for whoever may not see its records."""

    as_of: dt.datetime | None
    period: DashboardPeriod
    departments: list[DepartmentChoice]
    regions: list[RegionChoice]
    figures: list[FlowFigure | OverdueFigure | LateFigure | PointsFigure]
    months: MonthsPanel | None
    funnel: list[StageBar] | None
    ages: AgesPanel | None
    late: LatePanel | None
    attention: list[Attention]
