from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Literal

from dougong.kit.schemas import Amount, Named, Out

PatternCode = Literal["burst", "circle", "friend", "chain", "round", "under_limit", "expiring_gift", "undone", "receipt_undone"]
CaseState = Literal["open", "closed"]
CaseFinding = Literal["", "harmless", "mended", "abuse"]


class CaseRow(Out):
    id: uuid.UUID
    number: str
    pattern: PatternCode
    subject: str
    account_id: uuid.UUID | None
    person_id: uuid.UUID | None
    finds: int
    points: int
    state: CaseState
    assigned: str | None
    first_on: dt.date
    last_on: dt.date
    found_at: dt.datetime
    finding: CaseFinding
    reason: str
    closed_by: str


class CaseLineOut(Out):
    id: int
    at: dt.datetime
    account_id: uuid.UUID
    client: str
    amount: int
    balance_after: int
    kind: Literal["accrual", "deduction", "redemption", "expiry", "reversal", "transfer"]
    rule_zh: str
    rule_en: str
    by: str
    reason: str


class CaseFindOut(Out):
    id: int
    first_on: dt.date
    last_on: dt.date
    found_at: dt.datetime
    points: int
    score: float
    facts: dict[str, Any]
    accounts: list[Named]
    people: list[Named]
    lines: list[CaseLineOut]


class CaseNoteOut(Out):
    id: int
    kind: Literal["comment", "assigned", "closed", "reopened"]
    text: str
    by: str
    at: dt.datetime


class CaseAccount(Named):
    client_id: uuid.UUID


class CaseOut(Out):
    """`finds` are the newest fifty of `finds_count`."""

    id: uuid.UUID
    version: int
    number: str
    pattern: PatternCode
    state: CaseState
    account: CaseAccount | None
    frozen: bool
    may_freeze: bool
    balance: int | None
    person: Named | None
    assigned: Named | None
    points: int
    first_on: dt.date
    last_on: dt.date
    found_at: dt.datetime
    finding: CaseFinding
    reason: str
    closed_at: dt.datetime | None
    closed_by: str
    finds_count: int
    finds: list[CaseFindOut]
    notes: list[CaseNoteOut]
    may_update: bool


class WatchOverview(Out):
    """`running` is the job that looks, `handlers` who may be given a case."""

    open: int
    unassigned: int
    running: uuid.UUID | None
    last_at: dt.datetime | None
    handlers: list[Named]


class DialOut(Out):
    key: str
    zh: str
    en: str
    value: int
    first: int
    low: int
    high: int


class PatternOut(Out):
    code: PatternCode
    zh: str
    en: str
    why_zh: str
    why_en: str
    on: bool
    dials: list[DialOut]


class WatchSettingOut(Out):
    version: int
    back: DialOut
    redemption: int | None
    monthly: bool
    patterns: list[PatternOut]
    may_update: bool


# ---- reviews


class ReviewRow(Out):
    id: uuid.UUID
    month: str
    cases: int
    open_cases: int
    abuse: int
    signed_by: str
    signed_at: dt.datetime
    comment: str
    digest: str


class ReviewHead(Out):
    number: int
    size: int
    root: str


class ReviewLedger(Out):
    """`balance` is the sum of all lines until the month's end; `head` the last signed head of the ledger's tree within it."""

    entries: int
    issued: int
    redeemed: int
    expired: int
    reversals: int
    gifts: int
    balance: int
    by_hand: int
    by_hand_points: int
    froze: int
    released: int
    frozen_now: int
    head: ReviewHead | None


class ReviewCase(Out):
    number: str
    pattern: PatternCode
    points: int
    finds: int
    first_on: dt.date
    last_on: dt.date
    found_on: dt.date
    state: CaseState
    finding: CaseFinding
    reason: str
    handled: str
    about: Literal["account", "person"]


class ReviewFacts(Out):
    month: str
    ledger: ReviewLedger
    cases: list[ReviewCase]
    patterns: dict[str, int]
    findings: dict[str, int]
    settings: dict[str, Any]
    back: int
    rules: list[PatternCode]


class ReviewsWaiting(Out):
    months: list[str]
    may_sign: bool


class ReviewDraft(Out):
    """`handled`: the month's cases that whoever asks has handled himself, so that he may not sign."""

    month: str
    facts: ReviewFacts
    digest: str
    handled: list[str]
    may_sign: bool


class ReviewOut(Out):
    id: uuid.UUID
    month: str
    facts: ReviewFacts
    digest: str
    intact: bool
    comment: str
    signed_by: str
    signed_at: dt.datetime


# ---- the dashboard and its reports


class BoardFigures(Out):
    issued: int
    redeemed: int
    expired: int
    gifted: int
    issued_before: int
    redeemed_before: int
    accounts: int
    outstanding: int
    debt: int
    frozen: int
    reserved: int
    redemption_rate: float | None


class BoardLinks(Out):
    issued: str | None
    redeemed: str | None
    expired: str | None
    outstanding: str | None


class BoardMoney(Out):
    """liability = outstanding × point_value × expected percent; `measured`: redeemed ÷ (redeemed + expired) so far."""

    point_value: str
    expected: int
    measured: bool
    liability: Amount
    whole_liability: Amount
    cost: Amount


class BoardBucket(Out):
    low: int | None
    high: int | None
    accounts: int
    points: int
    link: str | None


class BoardMonth(Out):
    month: str
    issued: int
    redeemed: int
    expired: int
    gifted: int
    net: int
    link: str | None


class BoardTop(Out):
    id: uuid.UUID
    client: str
    balance: int
    link: str


class RepeatSide(Out):
    """`share` is null where there are too few."""

    clients: int
    again: int
    share: float | None


class PaymentSide(Out):
    payments: int
    clients: int
    days: float | None


class RepeatOut(Out):
    having: RepeatSide
    without: RepeatSide


class PaymentOut(Out):
    having: PaymentSide
    without: PaymentSide


class BoardEffect(Out):
    enough: int
    repeat: RepeatOut
    payment: PaymentOut


class BoardDepartment(Named):
    depth: int


class PointsBoard(Out):
    """`whole`: of the whole company, else of the clients that whoever asks sees. `top` is null for whoever sees no client's points."""

    as_of: dt.datetime
    first: dt.date
    last: dt.date
    whole: bool
    figures: BoardFigures
    links: BoardLinks
    money: BoardMoney
    distribution: list[BoardBucket]
    months: list[BoardMonth]
    top: list[BoardTop] | None
    effect: BoardEffect
    departments: list[BoardDepartment]


class PointsReportRow(Out):
    id: uuid.UUID
    first: dt.date
    last: dt.date
    issued: int
    redeemed: int
    outstanding: int
    made_by: str
    created_at: dt.datetime
