from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import In, Out

ApprovalState = Literal["waiting", "approved", "rejected", "withdrawn"]
Code60 = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class DecideIn(In):
    approve: bool
    comment: str = Field(default="", max_length=500)


class DecideManyIn(DecideIn):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)


class ApprovalRuleIn(In):
    """`kinds` empty: of every kind. `decider` is "manager" (of whoever asks) or a role. `again`: fields whose change asks again."""

    kinds: list[Code60] = Field(default_factory=list, max_length=30)
    decider: Code60
    again: list[Code60] = Field(default_factory=list, max_length=100)


class ApprovalRulesIn(In):
    rules: list[ApprovalRuleIn] = Field(max_length=30)


class ApprovalRow(Out):
    """`link` leads to the record; `kind` says what sort of thing it is."""

    id: uuid.UUID
    title: str
    note: str
    state: ApprovalState
    asked_by: str
    created_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime | None
    comment: str
    subject: str
    object_id: uuid.UUID
    asked_by_id: uuid.UUID | None
    version: int
    link: str
    kind: str
    kind_en: str
    may_decide: bool
    may_withdraw: bool


class Decided(Out):
    id: uuid.UUID
    state: ApprovalState


class DecisionOut(Out):
    """The newest decision on a record, for whoever sees the record; `deciders` while it waits."""

    id: uuid.UUID
    state: ApprovalState
    note: str
    asked_by_id: uuid.UUID | None
    asked_by_name: str
    created_at: dt.datetime
    decided_by_name: str
    decided_at: dt.datetime | None
    comment: str
    deciders: list[str]
    decider_ids: list[uuid.UUID]


class ApprovalRule(Out):
    kinds: list[str]
    decider: str
    again: list[str]


class ApprovalWord(Out):
    value: str
    zh: str
    en: str


class ApprovalRules(Out):
    subject: str
    zh: str
    en: str
    version: int
    rules: list[ApprovalRule]
    kinds: list[ApprovalWord]
    fields: list[ApprovalWord]
    deciders: list[ApprovalWord]
