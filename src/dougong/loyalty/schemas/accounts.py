from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.kit.schemas import MAYBE, Amount, Named, Out

EntryKind = Literal["accrual", "deduction", "redemption", "expiry", "reversal", "transfer"]


class AccountRow(Out):
    id: uuid.UUID
    client: str
    client_id: uuid.UUID
    contact: str | None
    balance: int
    given_this_year: int
    last_entry_at: dt.datetime | None
    entries: int
    tier: str
    tier_en: str
    reserved: int
    owner: str | None
    owner_id: uuid.UUID | None


class EntryFacts(Out):
    """What an entry was booked for: a receipt of a contract, or the acceptance of a project."""

    amount: Amount = MAYBE
    contract: str | None = MAYBE
    contract_id: str = MAYBE
    project: str = MAYBE
    project_id: str = MAYBE
    planned_on: dt.date | None = MAYBE
    accepted_on: dt.date = MAYBE
    about: str = MAYBE


class EntryRow(Out):
    id: int
    client: str
    client_id: uuid.UUID
    account_id: uuid.UUID
    kind: EntryKind
    rule: str
    rule_name: str
    rule_name_en: str
    rule_version: int
    amount: int
    balance_after: int
    occurred_at: dt.datetime
    actor_name: str
    source: str
    source_id: str
    reverses_id: int | None
    reversed: int | None
    reason: str
    data: EntryFacts


class AccountFreeze(Out):
    """By whom it is frozen, and what the client is told; the reason only for whoever may freeze."""

    since: dt.datetime
    by: str
    reason: str
    note: str


class AccountOut(Out):
    """`contact` is whose own points they are; None: the client's."""

    id: uuid.UUID
    version: int
    client: Named
    contact: str | None
    owner: Named | None
    balance: int
    entries: int
    given_this_year: int
    last_entry_at: dt.datetime | None
    opened_at: dt.datetime
    frozen: AccountFreeze | None
    may_freeze: bool


class ContactAccount(Out):
    id: uuid.UUID
    contact: str
    balance: int
    last_entry_at: dt.datetime | None


class ClientAccount(Out):
    """None before the first points; what its people have of their own."""

    account: AccountOut | None
    contacts: list[ContactAccount]


class PointsMonth(Out):
    month: str
    given: int
    taken: int
    reversed: int
    redeemed: int
    expired: int
    net: int
    entries: int


class PointsStatistics(Out):
    as_of: dt.datetime
    months: list[PointsMonth]
    outstanding: int
    debt: int
    accounts: int
    accounts_in_debt: int

