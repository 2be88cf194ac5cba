"""What the contract says of the answers."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Literal

from dougong.contracts.schemas.bodies import DueKind, InstalmentKind
from dougong.kit.schemas import MAYBE, Amount, Made, Out

ContractState = Literal["draft", "in_force", "completed", "terminated"]
Standing = Literal["waiting", "not_due", "due_soon", "overdue", "retained", "paid"]
Age = Literal["not_due", "d1_30", "d31_90", "d90_plus"]


class ContractRow(Out):
    id: uuid.UUID
    title: str
    number: str | None
    client: str
    client_id: uuid.UUID
    status: ContractState
    amount: Amount
    received: Amount
    owed: Amount
    overdue: Amount
    credit: Amount
    next_due_on: dt.date | None
    signed_on: dt.date | None
    ends_on: dt.date | None
    owner: str | None
    owner_id: uuid.UUID | None
    created_at: dt.datetime
    version: int


class ReceivableRow(Out):
    id: uuid.UUID
    client: str
    client_id: uuid.UUID
    contract: str
    contract_id: uuid.UUID
    number: str | None
    title: str
    kind: InstalmentKind
    amount: Amount
    received: Amount
    owed: Amount
    due_on: dt.date | None
    expected_on: dt.date | None
    state: Standing
    days: int | None
    age: Age
    owner: str | None
    owner_id: uuid.UUID | None


class ReceiptRow(Out):
    id: uuid.UUID
    received_on: dt.date
    client: str
    client_id: uuid.UUID
    contract: str
    contract_id: uuid.UUID
    number: str | None
    amount: Amount
    payer: str
    reference: str
    state: Literal["recorded", "reversed", "reversal"]
    recorded_by: str
    reason: str
    created_at: dt.datetime


class JudgedBy(Out):
    """An acceptance standard."""

    id: uuid.UUID
    number: str
    title: str
    specification_id: uuid.UUID


class InstalmentOut(Out):
    id: uuid.UUID
    seq: int
    kind: InstalmentKind
    title: str
    amount: Amount
    due_kind: DueKind
    due_on: dt.date | None
    expected_on: dt.date | None
    days_after: int
    due_cause: str
    received: Amount
    deducted: Amount
    owed: Amount
    last_received_on: dt.date | None
    state: Standing
    days: int | None
    criteria: list[JudgedBy]


class PaidFor(Out):
    """An instalment of a contract of the standard's opportunity; `chosen`: it is paid for what the standard judges."""

    id: uuid.UUID
    title: str
    contract: str
    contract_id: uuid.UUID
    amount: Amount
    due_kind: DueKind
    due_cause: str
    due_on: dt.date | None
    chosen: bool


class PaidForList(Out):
    may: bool
    items: list[PaidFor]


class RetentionHigh(Out):
    code: Literal["retention_high"]
    retained: Amount
    limit: Amount


class DefectsLong(Out):
    code: Literal["defects_long"]
    months: int
    limit: int


class PaidOut(Out):
    received: Amount
    deducted: Amount
    owed: Amount
    credit: Amount
    next_due_on: dt.date | None


class ConcessionOut(Out):
    """Taken off an instalment (`amount`), or put on the warranty (`months`); below zero where one is taken back."""

    id: uuid.UUID
    kind: Literal["deduction", "warranty"]
    amount: Amount
    months: int
    title: str
    instalment_id: uuid.UUID | None
    instalment: str | None
    reverses_id: uuid.UUID | None
    reversed: bool
    reason: str
    booked_by_name: str
    created_at: dt.datetime


class Breakdown(Out):
    received: Amount
    deducted: Amount
    overdue: Amount
    soon: Amount
    later: Amount
    retention: Amount


class PlanVersionHead(Out):
    no: int
    amount: Amount
    reason: str
    created_at: dt.datetime
    created_by_name: str


class ContractCounts(Out):
    """None: not for the reader's eyes."""

    receipts: int | None


class ContractOut(Out):
    id: uuid.UUID
    version: int
    number: str | None
    title: str
    client_id: uuid.UUID
    client: str
    opportunity_id: uuid.UUID | None
    legal_entity_id: uuid.UUID | None
    legal_entity: str | None
    amount: Amount
    tax_rate: str
    price: Amount
    tax: Amount
    signed_on: dt.date | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    defects_months: int
    warranty_months: int
    status: ContractState
    plan_no: int
    close_reason: str
    in_force_at: dt.datetime | None
    closed_at: dt.datetime | None
    owner: str | None
    owner_id: uuid.UUID | None
    department: str | None
    archived_at: dt.datetime | None
    created_at: dt.datetime
    today: dt.date
    figures: PaidOut
    breakdown: Breakdown
    instalments: list[InstalmentOut]
    concessions: list[ConcessionOut]
    warnings: list[RetentionHigh | DefectsLong]
    plan_version: PlanVersionHead | None
    counts: ContractCounts
    can: list[str]


class AgeOwed(Out):
    age: Age
    owed: Amount
    count: int


class Ageing(Out):
    items: list[AgeOwed]
    owed: Amount
    count: int


class PartOf(Out):
    """Of a receipt; what is on account stands at no instalment."""

    instalment_id: uuid.UUID | None
    title: str | None
    amount: Amount


class ReceiptOut(Out):
    id: uuid.UUID
    amount: Amount
    received_on: dt.date
    payer: str
    reference: str
    reverses_id: uuid.UUID | None
    reversed_at: dt.datetime | None
    reason: str
    recorded_by_name: str
    created_at: dt.datetime
    allocations: list[PartOf]


class ReceiptList(Out):
    items: list[ReceiptOut]


class Split(Out):
    instalment_id: uuid.UUID
    amount: Amount


class Allocated(Out):
    allocations: list[Split]


class ReceiptPreview(Allocated):
    excess: Amount


class ReceiptMade(Made):
    amount: Amount
    received_on: dt.date


class ReversalMade(Made):
    amount: Amount
    reverses_id: uuid.UUID


class PlannedRow(Out):
    title: str
    amount: Amount
    due_on: dt.date | None
    due_kind: DueKind


class PlanVersionOut(PlanVersionHead):
    rows: list[PlannedRow]


class HistoryEntry(Out):
    """`before` and `after` hold the fields that changed."""

    id: int
    at: dt.datetime
    actor_name: str
    action: str
    resource: str
    reason: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class ContractHistory(Out):
    versions: list[PlanVersionOut]
    entries: list[HistoryEntry]


class EntityOut(Out):
    id: uuid.UUID
    version: int
    name: str
    uscc: str
    bank: str
    account: str = MAYBE
    is_default: bool
    archived_at: dt.datetime | None
    masked: list[str] = MAYBE
    hidden: list[str] = MAYBE


class EntityList(Out):
    items: list[EntityOut]


class EntityMade(Made):
    version: int
    name: str


class EntityKept(Made):
    version: int
    archived_at: dt.datetime | None
