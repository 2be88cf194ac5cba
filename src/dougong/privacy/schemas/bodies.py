from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from ninja import Field

from dougong.kit.schemas import In, LongText, ShortText

Purpose = Literal["window", "service", "marketing", "image", "sensitive", "abroad"]
How = Literal["window", "paper", "mail", "phone", "meeting"]
RequestKind = Literal["access", "copy", "correct", "erase", "transfer", "withdraw", "explain"]
Text300 = Field(default="", max_length=300)


class RotateIn(In):
    ring: Literal["field", "blind"] = "field"
    new: bool = True


class RetireIn(In):
    ring: Literal["field", "blind"] = "field"
    key_id: str = Field(min_length=1, max_length=16)


class RevealIn(In):
    resource: str = Field(max_length=60)
    id: uuid.UUID
    field: str = Field(max_length=60)
    part: uuid.UUID | None = None


class RevealManyIn(In):
    resource: str = Field(max_length=60)
    ids: list[uuid.UUID] = Field(min_length=1, max_length=200)
    field: str = Field(max_length=60)


class ConsentIn(In):
    person: Literal["contact", "user"]
    person_id: uuid.UUID
    purpose: Purpose
    how: How
    given_on: dt.date | None = None
    note: ShortText = ""


class WithdrawConsentIn(In):
    how: How


class RequestIn(In):
    kind: RequestKind
    how: How
    wish: LongText = ""
    person: Literal["contact", "user", ""] = ""
    person_id: uuid.UUID | None = None
    asker: str = Field(default="", max_length=60)
    received_on: dt.date | None = None


class CloseIn(In):
    state: Literal["done", "refused"]
    answer: LongText = ""


class ForRequestIn(In):
    request_id: uuid.UUID | None = None


class NoticeIn(In):
    audience: Literal["staff", "contact"]
    zh: str = Field(min_length=1, max_length=20000)
    en: str = Field(default="", max_length=20000)


class NoticeReadIn(In):
    notice_id: uuid.UUID


class RuleIn(In):
    months: int = Field(ge=1, le=600)
    action: Literal["anonymise", "delete", "ask"]
    is_on: bool


class ActivityIn(In):
    purpose: str = Field(min_length=1, max_length=300)
    ground: Literal["consent", "contract", "staff", "duty"]
    recipients: str = Text300
    measures: str = Text300
