from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import In, Out

PutOff = Literal["", "skip", "pause"]
Why = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class SkipVisitIn(In):
    reason: Why


class PauseVisitsIn(In):
    until: dt.date
    reason: Why


class VisitRuleIn(In):
    segment_id: uuid.UUID
    months: int = Field(ge=1, le=36)


class VisitRulesIn(In):
    rules: list[VisitRuleIn] = Field(max_length=30)


class VisitRow(Out):
    """`id` is the client's. `days` until it is due, negative when it was."""

    id: uuid.UUID
    client_id: uuid.UUID
    client: str
    due_on: dt.date
    last_contact_at: dt.datetime | None
    months: int
    segment: str | None
    owner: str | None
    owner_id: uuid.UUID | None
    department: str | None
    put_off: PutOff
    reason: str
    put_off_by: str
    days: int


class ClientVisit(Out):
    due_on: dt.date
    days: int
    months: int
    segment: str | None
    last_contact_at: dt.datetime | None
    put_off: PutOff
    reason: str
    put_off_by: str
    archived: bool


class VisitRuleOut(Out):
    segment_id: uuid.UUID
    name: str
    months: int


class VisitRules(Out):
    """In their order: the first whose segment a client is in counts; all others every `otherwise` months."""

    otherwise: int
    rules: list[VisitRuleOut]
