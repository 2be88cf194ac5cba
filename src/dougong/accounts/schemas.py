from __future__ import annotations

import uuid
from collections.abc import Sequence

from ninja import Field

from dougong.kit.schemas import ABSENT, In, Name60, ShortText, Text60


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
