from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Literal

from ninja import Field

from dougong.kit.schemas import ABSENT, MAYBE, In, Name60, Named, Out, ShortText, Text60


class ViewIn(In):
    list: str = Field(max_length=40)
    name: str = Field(min_length=1, max_length=40)
    query: str = Field(default="", max_length=4000)
    columns: Sequence[str] = Field(default_factory=tuple, max_length=100)


class PersonIn(In):
    name: Name60
    email: ShortText = ""
    phone: ShortText = ""
    title: Text60 = ""
    password: str = Field(default="", max_length=200)
    department_id: uuid.UUID | None = None
    roles: list[str] = Field(default_factory=list, max_length=20)


class PersonPatch(In):
    """Only what is sent is changed."""

    name: Name60 = ABSENT
    email: ShortText | None = None
    phone: ShortText = ABSENT
    title: Text60 = ABSENT
    department_id: uuid.UUID | None = None
    manager_id: uuid.UUID | None = None


class RolesIn(In):
    roles: list[str] = Field(max_length=20)


class PasswordIn(In):
    password: str = Field(max_length=200)


# ---- answers


class CompanyOut(Out):
    name: str
    short_name: str


class MeOut(Out):
    """The signed-in person. `grants` are actions by resource; `seen_by` is who looks through his eyes."""

    id: uuid.UUID
    name: str
    kind: Literal["staff"]
    title: str
    email: str | None
    department: Named | None
    roles: list[str]
    grants: dict[str, list[str]]
    company: CompanyOut
    landing: str
    language: str
    seen_by: uuid.UUID | None


class ViewOut(Out):
    id: uuid.UUID
    name: str
    query: str
    columns: list[str]


class ViewsOut(Out):
    items: list[ViewOut]


class ViewGone(Out):
    id: uuid.UUID


class PersonMade(Out):
    id: uuid.UUID
    name: str
    version: int


class PersonRow(Out):
    id: uuid.UUID
    name: str
    title: str
    department: str | None
    email: str | None = MAYBE
    active: bool
    department_id: uuid.UUID | None
    version: int
    last_login: dt.datetime | None
    roles: list[str]
    role_codes: list[str]
