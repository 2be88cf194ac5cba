from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.approvals.schemas import DecisionOut
from dougong.kit.schemas import Amount, In, Out, Text120

Grade = Literal["AAA", "AA", "A", "B", "C", "D"]
GradeOrNone = Literal["", "AAA", "AA", "A", "B", "C", "D"]
LineCode = Literal["delay", "late_share", "overdue_days", "broken", "disputes", "years"]
Level = Literal["off", "show", "reason", "stop"]
RiskCode = Literal[
    "sanctioned", "archived", "grade_low", "overdue_long", "overdue", "over_limit", "not_in_force", "incomplete"
]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Points = Annotated[int, Field(ge=0, le=100)]
Fen = Annotated[int, Field(ge=0, le=10**15)]


class RuleSteps(In):
    """`steps`: [up to this value, these points], upwards; `beyond` the points of more."""

    steps: list[Annotated[list[int], Field(min_length=2, max_length=2)]] = Field(min_length=1, max_length=12)
    beyond: Points = 0


class RuleLines(In):
    delay: RuleSteps
    late_share: RuleSteps
    overdue_days: RuleSteps
    broken: RuleSteps
    disputes: RuleSteps
    years: RuleSteps


class RuleBand(In):
    """From so many points on. The advance in percent, the limit as a share of what came in within 24 months up to a cap in fen."""

    grade: Grade
    least: Points
    advance: int = Field(ge=0, le=100)
    limit_share: int = Field(ge=0, le=500)
    limit_cap: Fen
    days: int = Field(ge=0, le=730)


class RuleBody(In):
    window_months: int
    lines: RuleLines
    grades: list[RuleBand] = Field(min_length=6, max_length=6)


class CreditRuleIn(In):
    body: RuleBody
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


class SubmitRuleIn(In):
    in_force_on: dt.date


class OverrideIn(In):
    grade: Grade
    until: dt.date
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class EndOverrideIn(In):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class RiskSettingIn(In):
    levels: dict[RiskCode, Level]
    low_grades: list[Grade] = Field(max_length=6)
    long_days: int = Field(ge=1, le=720)
    completeness: int = Field(ge=0, le=100)


class SanctionIn(In):
    """By a dossier, or by name and code."""

    client_id: uuid.UUID | None = None
    name: Text120 = ""
    uscc: Annotated[str, StringConstraints(strip_whitespace=True, max_length=18)] = ""
    reason: Reason
    since: dt.date | None = None
    until: dt.date | None = None


class LiftIn(In):
    reason: Reason


# ---- answers


class CreditLine(Out):
    code: LineCode
    value: int
    points: int
    most: int


class CreditTerms(Out):
    """`limit` is a share of `received`, what came in within 24 months, up to the grade's cap."""

    advance: int
    limit: Amount
    days: int
    received: Amount


class CreditSource(Out):
    line: LineCode
    title: str
    link: str
    amount: Amount
    days: int
    due_on: dt.date | None
    open: bool


class CreditOverrideOut(Out):
    grade: Grade
    computed: GradeOrNone
    reason: str
    until: dt.date
    state: Literal["waiting", "approved"]
    asked_by: str
    created_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime | None
    approval: DecisionOut | None


class CreditChangeOut(Out):
    id: int
    at: dt.datetime
    kind: Literal["computed", "set", "ended"]
    before: GradeOrNone
    grade: GradeOrNone
    points: int
    rule_no: int | None
    by_name: str
    reason: str
    cause: str


class ClientCredit(Out):
    """`grade` counts; `computed` is the rule's. Empty while nothing fell due and nothing was broken off."""

    client_id: uuid.UUID
    grade: GradeOrNone
    computed: GradeOrNone
    points: int | None
    rule_no: int | None
    rule_id: uuid.UUID
    computed_at: dt.datetime | None
    window_months: int
    lines: list[CreditLine]
    terms: CreditTerms | None
    rows: list[CreditSource]
    override: CreditOverrideOut | None
    history: list[CreditChangeOut]
    may_override: bool


class CreditRuleRow(Out):
    id: uuid.UUID
    no: int | None
    state: Literal["draft", "waiting", "approved"]
    in_force_on: dt.date | None
    note: str
    made_by: str
    approved_by: str
    approved_at: dt.datetime | None
    created_at: dt.datetime
    version: int
    counts: bool


class RuleStepsOut(Out):
    steps: list[list[int]]
    beyond: int


class RuleLinesOut(Out):
    delay: RuleStepsOut
    late_share: RuleStepsOut
    overdue_days: RuleStepsOut
    broken: RuleStepsOut
    disputes: RuleStepsOut
    years: RuleStepsOut


class RuleBandOut(Out):
    grade: Grade
    least: int
    advance: int
    limit_share: int
    limit_cap: int
    days: int


class RuleBodyOut(Out):
    window_months: int
    lines: RuleLinesOut
    grades: list[RuleBandOut]


class RuleLineOut(Out):
    code: LineCode
    zh: str
    en: str
    unit: Literal["days", "percent", "count", "years"]
    most: int


class RuleMoved(Out):
    before: GradeOrNone
    grade: GradeOrNone
    count: int


class RuleDiffers(Out):
    id: uuid.UUID
    name: str
    before: GradeOrNone
    points_before: int
    grade: GradeOrNone
    points: int


class RuleTrial(Out):
    clients: int
    differ_count: int
    moved: list[RuleMoved]
    differ: list[RuleDiffers]


class CreditRuleOut(Out):
    """`counts`: by this version grades are computed today."""

    id: uuid.UUID
    version: int
    no: int | None
    state: Literal["draft", "waiting", "approved"]
    in_force_on: dt.date | None
    note: str
    made_by: str
    approved_by: str
    approved_at: dt.datetime | None
    tried_at: dt.datetime | None
    body: RuleBodyOut
    counts: bool
    lines: list[RuleLineOut]
    trial: RuleTrial | None
    approval: DecisionOut | None
    today: dt.date




class RiskFlag(Out):
    code: RiskCode
    level: Literal["show", "reason", "stop"]
    text: str


class RiskFlags(Out):
    items: list[RiskFlag]


class RiskLevel(Out):
    code: RiskCode
    zh: str
    en: str
    level: Level


class RiskSettingOut(Out):
    version: int
    levels: list[RiskLevel]
    low_grades: list[Grade]
    long_days: int
    completeness: int


class SanctionRow(Out):
    id: uuid.UUID
    name: str
    uscc: str
    client_id: uuid.UUID | None
    reason: str
    since: dt.date
    until: dt.date | None
    made_by: str
    lifted_at: dt.datetime | None
    lifted_by: str
    lifted_reason: str
    state: Literal["holds", "over", "lifted"]
