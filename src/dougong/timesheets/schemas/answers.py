"""What the contract says of the answers."""

from __future__ import annotations

import datetime as dt
import uuid

from dougong.kit.schemas import MAYBE, Amount, Named, Out
from dougong.timesheets.schemas.bodies import HoursKind, HoursState, LabourUnit


class HoursRow(Out):
    id: uuid.UUID
    worked_on: dt.date
    person: str
    person_id: uuid.UUID
    project: str
    project_id: uuid.UUID
    task: str
    kind: HoursKind
    hours: float
    amount: Amount | None = MAYBE
    state: HoursState
    note: str
    reason: str
    booked_on: dt.date
    corrects_id: uuid.UUID | None
    version: int


class HoursProject(Named):
    code: str


class HoursCell(Out):
    """Minutes of a day; `booked_on` is another day where they count in another month."""

    id: uuid.UUID
    version: int
    day: dt.date
    booked_on: dt.date
    project: str
    minutes: int
    note: str
    state: HoursState
    reason: str
    decided_by: str


class HoursOfRow(Out):
    project: HoursProject
    task: Named | None
    kind: HoursKind
    cells: list[HoursCell]


class HoursDay(Out):
    date: dt.date
    working: bool
    holiday: str | None
    closed: bool
    before_hire: bool


class WeekOut(Out):
    """`expected` are the minutes of its working days; `before` are the rows of the week before."""

    monday: dt.date
    today: dt.date
    days: list[HoursDay]
    expected: int
    rows: list[HoursOfRow]
    before: list[HoursOfRow]
    corrections: list[HoursCell]


class PendingEntry(Out):
    id: uuid.UUID
    day: dt.date
    minutes: int
    kind: HoursKind
    task: str
    note: str
    reason: str
    correction: bool
    working: bool


class PendingGroup(Out):
    person: Named
    project: HoursProject
    monday: dt.date
    submitted_at: dt.datetime | None
    minutes: int
    overtime: int
    entries: list[PendingEntry]


class PendingOut(Out):
    items: list[PendingGroup]


class MissingPerson(Out):
    """Minutes: `filed` are submitted or approved, `drafted` only written."""

    id: uuid.UUID
    name: str
    department: str | None
    expected: int
    drafted: int
    filed: int
    reminded_at: dt.datetime | None


class MissingOut(Out):
    monday: dt.date
    items: list[MissingPerson]


class Reminded(Out):
    told: int


class CorrectionMade(Out):
    ids: list[uuid.UUID]


class HoursMonth(Out):
    """`open` are entries that are not approved; amounts are null for whoever may not see costs."""

    month: str
    closed_at: dt.datetime | None
    closed_by: str
    reopened_reason: str
    over: bool
    minutes: int
    hours_amount: Amount | None
    labour_amount: Amount | None
    open: int


class HoursMonths(Out):
    items: list[HoursMonth]


class TeamRow(Out):
    id: uuid.UUID
    name: str
    leader: str
    trade: str
    note: str
    archived_at: dt.datetime | None
    version: int


class TeamRateOut(Out):
    unit: LabourUnit
    since: dt.date
    rate: Amount = MAYBE


class TeamOut(TeamRow):
    rates: list[TeamRateOut]
    masked: list[str] = MAYBE
    hidden: list[str] = MAYBE


class LabourRow(Out):
    id: uuid.UUID
    worked_on: dt.date
    team: str
    team_id: uuid.UUID
    project: str
    project_id: uuid.UUID
    task: str
    heads: int
    each: float
    unit: LabourUnit
    total: float
    rate: Amount | None = MAYBE
    amount: Amount | None = MAYBE
    state: HoursState
    note: str
    reason: str
    booked_on: dt.date
    corrects_id: uuid.UUID | None
    version: int
    files: int


class LabourRights(Out):
    update: bool
    approve: bool


class LabourOut(Out):
    id: uuid.UUID
    version: int
    worked_on: dt.date
    booked_on: dt.date
    unit: LabourUnit
    heads: int
    each: str
    note: str
    state: HoursState
    reason: str
    decided_by: str
    decided_at: dt.datetime | None
    submitted_at: dt.datetime | None
    rate: Amount | None = MAYBE
    amount: Amount | None = MAYBE
    corrects_id: uuid.UUID | None
    team: Named
    project: Named
    task: Named | None
    may: LabourRights
    masked: list[str] = MAYBE
    hidden: list[str] = MAYBE


class LabourRemoved(Out):
    id: uuid.UUID


class SettlementItem(Out):
    """`quantity` are days or hours of all heads."""

    team: Named
    leader: str
    project: Named
    unit: LabourUnit
    sheets: int
    quantity: str
    amount: Amount | None


class SettlementOut(Out):
    month: str
    items: list[SettlementItem]
    total: Amount | None
