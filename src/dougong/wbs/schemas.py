from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, In, Out
from dougong.projects.schemas.answers import Instant, PlanKind
from dougong.wbs import rules

WbsType = Literal["municipal", "market", "house", "energy", "mep", "software", "other"]
WbsPay = Literal["", "advance", "progress", "final", "retention"]
WbsLink = Literal["FS", "SS", "FF", "SF"]
WbsName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
WbsNote = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
WbsKey = Annotated[str, StringConstraints(pattern=r"^[\w.\-]{1,40}$")]
WbsTask = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class WbsAfterIn(In):
    key: WbsKey
    type: WbsLink = "FS"
    lag: int = Field(default=0, ge=-999, le=999)


class WbsRowIn(In):
    key: WbsKey
    level: int = Field(ge=0, lt=rules.DEEPEST)
    name: WbsTask
    days: int = Field(default=0, ge=0, le=rules.LONGEST)
    milestone: bool = False
    after: list[WbsAfterIn] = Field(default=[], max_length=50)
    pay: WbsPay = ""


class WbsTemplateIn(In):
    name: WbsName
    type: WbsType
    note: WbsNote = ""
    rows: list[WbsRowIn] = Field(min_length=1, max_length=rules.MOST)


class WbsTemplatePatch(In):
    name: WbsName = ABSENT
    type: WbsType = ABSENT
    note: WbsNote = ABSENT
    rows: list[WbsRowIn] = Field(default=ABSENT, min_length=1, max_length=rules.MOST)


class WbsKeepIn(In):
    name: WbsName
    type: WbsType
    note: WbsNote = ""


class WbsApplyIn(In):
    template_id: uuid.UUID
    starts_on: dt.date | None = Field(default=None, ge=dt.date(1950, 1, 1), le=dt.date(2250, 1, 1))
    factor: Decimal = Field(default=Decimal(1), ge=Decimal("0.1"), le=Decimal(10), max_digits=4, decimal_places=2)


class WbsTemplateRow(Out):
    id: uuid.UUID
    name: str
    type: WbsType
    number: int
    note: str
    updated_at: dt.datetime
    archived_at: dt.datetime | None
    version: int
    tasks: int
    payments: int


class WbsAfter(Out):
    key: str
    type: WbsLink
    lag: int


class WbsRowOut(Out):
    key: str
    level: int
    name: str
    days: int
    milestone: bool
    after: list[WbsAfter]
    pay: WbsPay


class WbsEdition(Out):
    number: int
    made_by: str
    made_at: dt.datetime


class WbsRights(Out):
    update: bool
    archive: bool


class WbsTemplateOut(Out):
    """`shown` is the edition whose rows these are."""

    id: uuid.UUID
    version: int
    name: str
    type: WbsType
    note: str
    number: int
    archived_at: dt.datetime | None
    shown: int
    rows: list[WbsRowOut]
    editions: list[WbsEdition]
    may: WbsRights


class WbsPlanned(Out):
    level: int
    name: str
    kind: PlanKind
    days: int
    start: Instant | None
    finish: Instant | None
    pay: WbsPay


class WbsPreview(Out):
    tasks: list[WbsPlanned]
    forecast_finish: dt.date | None
    days_late: int | None


class WbsInstalment(Out):
    id: uuid.UUID
    title: str


class WbsPayment(Out):
    """A new milestone, and an instalment that could fall due with it."""

    task_id: uuid.UUID
    task: str
    instalment: WbsInstalment


class WbsApplied(Out):
    version: int
    added: int
    payments: list[WbsPayment]
