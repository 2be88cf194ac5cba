"""Bodies and answers of those who keep the programme: rules, tiers, points by hand, reconciling."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.approvals.schemas import DecisionOut
from dougong.kit.schemas import Amount, In, Name60, Out, Text40, Text120

# ---- rules

Expression = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
RuleState = Literal["draft", "waiting", "approved"]
RulePhase = Literal["draft", "waiting", "to_come", "in_force", "over"]
Op = Literal["eq", "ne", "gt", "gte", "lt", "lte", "between", "in"]
Code40 = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class PointsWho(In):
    """Whom a rule is for; an empty list is all."""

    segments: list[uuid.UUID] = Field(default=[], max_length=20)
    tags: list[Text40] = Field(default=[], max_length=20)
    grades: list[Literal["AAA", "AA", "A", "B", "C", "D"]] = Field(default=[], max_length=6)
    regions: list[Annotated[str, StringConstraints(pattern=r"^\d{6}$")]] = Field(default=[], max_length=40)
    kinds: list[Text40] = Field(default=[], max_length=20)


class PointsCell(In):
    field: Text40
    op: Op
    value: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class PointsTableRow(In):
    """All cells must fit; the first row that fits counts."""

    cells: list[PointsCell] = Field(max_length=8)
    points: Expression


class PointsCapIn(In):
    per: Literal["event", "month", "total"]
    points: int = Field(ge=0, le=10**9)


class PointsBody(In):
    who: PointsWho = PointsWho()
    when: Expression = ""
    points: Expression = ""
    table: list[PointsTableRow] | None = Field(default=None, max_length=40)
    caps: list[PointsCapIn] = Field(default=[], max_length=3)
    months: int | None = Field(default=None, ge=1, le=240)
    group: Text40 = ""
    to: Literal["client", "contact"] = "client"


class PointsRuleNew(In):
    code: Code40
    zh: Name60
    en: Text120 = ""
    on: Text40 = ""


class PointsRuleIn(In):
    zh: Name60
    en: Text120 = ""
    number: int = Field(ge=1, le=9999)
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    body: PointsBody


class PointsRuleSubmit(In):
    begins_on: dt.date
    ends_on: dt.date | None = None


class PointsRuleStop(In):
    reason: Reason


class PointsCheckIn(In):
    on: Text40
    body: PointsBody


class PointsFault(Out):
    field: str
    message: str


class PointsCheck(Out):
    """`gives` is what the rule gives for the example event; None where it does not apply to it."""

    faults: list[PointsFault]
    when: str
    points: str
    gives: int | None


class PointsRuleRow(Out):
    id: uuid.UUID
    number: int
    zh: str
    en: str
    code: str
    no: int | None
    on: str
    state: RuleState
    phase: RulePhase
    there: bool
    begins_at: dt.datetime | None
    ends_at: dt.datetime | None
    made_by: str
    approved_by: str
    version: int


class PointsTrialMonth(Out):
    month: str
    points: int


class PointsTrialClient(Out):
    id: uuid.UUID
    name: str
    points: int
    events: int


class PointsTrial(Out):
    """`stood` is what the rule's version of then gave in the same time; `failed` events that it could not be used on."""

    months: int
    events: int
    matched: int
    failed: int
    given: int
    taken: int
    clients: int
    cost: Amount
    stood: int
    by_month: list[PointsTrialMonth]
    top: list[PointsTrialClient]


class PointsRuleOut(Out):
    id: uuid.UUID
    version: int
    code: str
    no: int | None
    zh: str
    en: str
    on: str
    number: int
    body: PointsBody
    note: str
    state: RuleState
    phase: RulePhase
    there: bool
    begins_on: dt.date | None
    begins_at: dt.datetime | None
    ends_at: dt.datetime | None
    made_by: str
    approved_by: str
    approved_at: dt.datetime | None
    tried_at: dt.datetime | None
    when: str
    points: str
    trial: PointsTrial | None
    approval: DecisionOut | None
    today: dt.date


class PointsField(Out):
    name: str
    type: Literal["number", "text", "date", "truth", "texts"]
    zh: str
    en: str
    example: str


class PointsTrigger(Out):
    code: str
    zh: str
    en: str
    there: bool
    by_hand: bool
    fields: list[PointsField]


class PointsTriggers(Out):
    items: list[PointsTrigger]
    client: list[PointsField]


# ---- tiers, holdings


class PointsTier(In):
    code: Code40
    zh: Name60
    en: Text120 = ""
    least: int = Field(ge=0, le=10**12)
    benefits_zh: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    benefits_en: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    voucher_share: int = Field(ge=0, le=100)
    priority: int = Field(ge=0, le=9)


class PointsTiersIn(In):
    by: Literal["points", "amount"]
    months: int = Field(ge=1, le=60)
    grace: int = Field(ge=0, le=12)
    point_value: Annotated[str, StringConstraints(pattern=r"^\d{1,4}(\.\d{1,4})?$")]
    tiers: list[PointsTier] = Field(min_length=1, max_length=10)


class PointsTiersOut(Out):
    id: uuid.UUID
    version: int
    by: Literal["points", "amount"]
    months: int
    grace: int
    point_value: str
    tiers: list[PointsTier]


class PointsProgress(Out):
    """Where an account stands: `score` within the window, `missing` to the next tier."""

    by: Literal["points", "amount"]
    months: int
    score: int
    tier: PointsTier | None
    next: PointsTier | None
    missing: int
    since: dt.date | None
    until: dt.date | None
    in_grace: bool


class PointsLotOut(Out):
    place: int
    points: int
    left: int
    expires_at: dt.datetime | None
    entry_id: int | None


class PointsFrozen(Out):
    """Points come in and none go out; `note` is what the client is told of why."""

    since: dt.datetime
    note: str


class PointsHoldings(Out):
    """`expiring` within 90 days; lots in the order they are spent. Only clients have a tier."""

    available: int
    reserved: int
    pending: int
    debt: int
    lots: list[PointsLotOut]
    expiring: int
    expires_at: dt.datetime | None
    tier: PointsProgress | None
    frozen: PointsFrozen | None


class PointsFreezeIn(In):
    """`reason` stays in the house; `note` the client reads."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


class PointsReleaseIn(In):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


# ---- by hand, reconciling

AdjustmentKind = Literal["manual", "suggestion", "referral"]


class PointsAdjustmentIn(In):
    """`points` of a manual one; the others go by their rule."""

    kind: AdjustmentKind
    points: int = 0
    reason: Reason
    contact_id: uuid.UUID | None = None


class PointsAdjustmentRow(Out):
    id: uuid.UUID
    client: str
    client_id: uuid.UUID
    contact: str | None
    kind: AdjustmentKind
    points: int
    posted: int | None
    reason: str
    state: Literal["waiting", "approved", "rejected", "withdrawn"]
    asked_by: str
    created_at: dt.datetime
    decided_by: str
    comment: str


class PointsDifferenceRow(Out):
    id: uuid.UUID
    client: str
    client_id: uuid.UUID
    kind: Literal["missing", "surplus"]
    points: int
    source: str
    source_id: str
    happened_on: dt.date
    found_at: dt.datetime
    mended_at: dt.datetime | None
    mended_by: str
    data: dict[str, Any]


class CompanyPoints(Out):
    code: Literal["issued", "redeemed", "expired", "clearing"]
    balance: int


class PointsCompany(Out):
    """The company's accounts; with `clients` they make nothing. `snapshot` is what the accounts say they hold."""

    accounts: list[CompanyPoints]
    clients: int
    snapshot: int
    debt: int
    missing: int
    surplus: int
