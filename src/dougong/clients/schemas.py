from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from ninja import Field

from dougong.kit.schemas import ABSENT, In, LongText, Name, Name60, ShortText, Text40, Text60, Text120

Kind = Literal["employer", "general_contractor", "subcontractor", "design_institute", "government", "dealer", "other"]
DecisionRole = Literal["decides", "influences", "buys", "pays", "uses", "unknown"]
Attitude = Literal["supports", "neutral", "opposes"]


class ClientIn(In):
    name: Name
    uscc: ShortText | None = None
    kind: Kind = "employer"
    industry: Text40 = ""
    region: str = Field(default="", max_length=6)
    address: ShortText = ""
    phone: ShortText = ""
    email: ShortText = ""
    website: Text120 = ""
    legal_rep: Text40 = ""
    business: str = Field(default="", max_length=300)
    source: Text40 = ""
    since: dt.date | None = None
    owner_id: uuid.UUID | None = None


class ClientPatch(In):
    name: Name = ABSENT
    uscc: ShortText | None = None
    kind: Kind = ABSENT
    industry: Text40 = ABSENT
    region: str | None = Field(default=None, max_length=6)
    address: ShortText = ABSENT
    phone: ShortText | None = None
    email: ShortText | None = None
    website: Text120 = ABSENT
    legal_rep: Text40 = ABSENT
    business: str = Field(default=ABSENT, max_length=300)
    source: Text40 = ABSENT
    since: dt.date | None = None


class ContactIn(In):
    name: Name60
    post: Text60 = ""
    phone: ShortText = ""
    email: ShortText = ""
    decision_role: DecisionRole = "unknown"
    attitude: Attitude = "neutral"
    is_primary: bool = False


class NoteIn(In):
    kind: Literal["note", "visit", "call", "meeting"] = "note"
    text: LongText = Field(min_length=1)


class StepIn(In):
    title: Name
    kind: Literal["step", "promise"] = "step"
    due_on: dt.date | None = None
    assignee_id: uuid.UUID | None = None


class TagsIn(In):
    names: list[str] = Field(max_length=20)


class ManyIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)


class AssignIn(ManyIn):
    owner_id: uuid.UUID


class TagManyIn(ManyIn):
    name: str = Field(min_length=1, max_length=20)
