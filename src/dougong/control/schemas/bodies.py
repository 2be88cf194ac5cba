from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field

from dougong.kit.schemas import ABSENT, In, MoneyStr, PriceStr, ShortText

Light = Literal["green", "amber", "red", "none"]
Source = Literal["entered", "contract", "assignments"]
FormulaCode = Literal["typical", "atypical", "mixed"]
Method = Literal["duration", "units", "steps", "physical"]
Shape = Literal["pert", "triangular"]
CostKind = Literal["labour", "material", "equipment", "subcontract", "other"]
Span = Literal["week", "month"]
State = Literal["moved", "added", "removed", "same"]
HealthCode = Literal["schedule", "finish", "cost", "payment", "chance", "reports"]
MOST_MINUTES = 100 * 260 * 480
Minutes = Annotated[int, Field(ge=0, le=MOST_MINUTES)]
Units = Annotated[Decimal, Field(ge=0, le=Decimal("99999999999"), decimal_places=3)]


class ControlSettingIn(In):
    source: Source = ABSENT
    contract_percent: int = Field(default=ABSENT, ge=1, le=100)
    formula: FormulaCode = ABSENT
    shape: Shape = ABSENT
    low: int = Field(default=ABSENT, ge=10, le=100)
    high: int = Field(default=ABSENT, ge=100, le=500)


class TaskStepIn(In):
    name: Annotated[str, Field(min_length=1, max_length=120)]
    weight: int = Field(ge=0, le=10_000)
    done: bool = False


class TaskSettingIn(In):
    budget: PriceStr | None = None
    method: Method = ABSENT
    units: Units | None = None
    units_done: Units | None = None
    unit: Annotated[str, Field(max_length=20)] = ABSENT
    physical: int | None = Field(default=None, ge=0, le=100)
    low: Minutes | None = None
    likely: Minutes | None = None
    high: Minutes | None = None
    steps: list[TaskStepIn] = Field(default=ABSENT, max_length=50)


class CostIn(In):
    spent_on: dt.date
    kind: CostKind
    amount: MoneyStr
    task_id: uuid.UUID | None = None
    document: Annotated[str, Field(max_length=80)] = ""
    note: ShortText = ""


class DrawIn(In):
    draws: int = Field(default=1000, ge=100, le=10_000)
    seed: int | None = Field(default=None, ge=1, le=2_000_000_000)


class HealthReportIn(In):
    span: Span


class HealthReportSettingIn(In):
    weekly: bool
    weekday: int = Field(ge=0, le=6)
    monthly: bool
