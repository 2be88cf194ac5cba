from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field
from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from dougong.kit.schemas import ABSENT, In, Name60, PriceStr, Text60
from dougong.timesheets import rules

HoursKind = Literal["normal", "overtime"]
HoursState = Literal["draft", "submitted", "approved", "returned"]
LabourUnit = Literal["day", "hour"]
Note500 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Reason500 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
#: 2026-11
MonthText = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


def _recent(day: dt.date) -> dt.date:
    if not 2000 <= day.year <= 2100:
        raise PydanticCustomError("out_of_range", "out of range")
    return day


def _monday(day: dt.date) -> dt.date:
    return rules.monday_of(day)


Day = Annotated[dt.date, AfterValidator(_recent)]
#: Any day of the week stands for its Monday.
Monday = Annotated[dt.date, AfterValidator(_recent), AfterValidator(_monday)]
#: For each head, in days or hours: 0.5, 8, 7.25.
Each = Annotated[Decimal, Field(gt=0, le=24, max_digits=4, decimal_places=2)]


def month_start(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{text}-01")


class HoursCellIn(In):
    project_id: uuid.UUID
    task_id: uuid.UUID | None = None
    day: Day
    minutes: int = Field(ge=0, le=rules.DAY)
    kind: HoursKind = "normal"
    note: Note500 = ""
    version: int = Field(default=0, ge=0, le=2**31 - 1)


class HoursCellsIn(In):
    monday: Monday
    cells: list[HoursCellIn] = Field(min_length=1, max_length=400)


class WeekIn(In):
    monday: Monday


class HoursIdsIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=2000)


class HoursReturnIn(HoursIdsIn):
    reason: Reason500


class HoursCorrectIn(In):
    minutes: int = Field(ge=0, le=rules.DAY)
    reason: Reason500


class RemindIn(In):
    monday: Monday
    person_ids: list[uuid.UUID] | None = None


class MonthCloseIn(In):
    month: MonthText
    carry: bool = False


class MonthReopenIn(In):
    month: MonthText
    reason: Reason500


class TeamIn(In):
    name: Name60
    leader: Text60 = ""
    trade: Text60 = ""
    note: Note500 = ""


class TeamPatch(In):
    name: Name60 = ABSENT
    leader: Text60 = ABSENT
    trade: Text60 = ABSENT
    note: Note500 = ABSENT


class TeamRateIn(In):
    unit: LabourUnit
    since: Day
    rate: PriceStr


class LabourIn(In):
    team_id: uuid.UUID
    project_id: uuid.UUID
    task_id: uuid.UUID | None = None
    worked_on: Day
    heads: int = Field(ge=1, le=1000)
    each: Each
    unit: LabourUnit = "day"
    note: Note500 = ""


class LabourPatch(In):
    task_id: uuid.UUID | None = None
    worked_on: Day = ABSENT
    heads: int = Field(default=ABSENT, ge=1, le=1000)
    each: Each = ABSENT
    unit: LabourUnit = ABSENT
    note: Note500 = ABSENT


class LabourCorrectIn(In):
    heads: int = Field(ge=0, le=1000)
    each: Annotated[Decimal, Field(ge=0, le=24, max_digits=4, decimal_places=2)]
    reason: Reason500
