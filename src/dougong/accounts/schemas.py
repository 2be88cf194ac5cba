from __future__ import annotations

import uuid
from collections.abc import Sequence

from ninja import Field

from dougong.kit.schemas import In, Name, ShortText


class SignIn(In):
    login: ShortText
    password: str = Field(max_length=200)
    remember: bool = False


class ViewIn(In):
    list: str = Field(max_length=40)
    name: str = Field(min_length=1, max_length=40)
    query: str = Field(default="", max_length=4000)
    columns: Sequence[str] = Field(default_factory=tuple, max_length=100)


class DepartmentIn(In):
    name: Name
    parent_id: uuid.UUID | None = None


class PersonIn(In):
    name: Name
    email: ShortText = ""
    phone: ShortText = ""
    title: ShortText = ""
    password: str = Field(default="", max_length=200)
    department_id: uuid.UUID | None = None
    roles: list[str] = Field(default_factory=list, max_length=20)


class PersonPatch(In):
    """Only what is sent is changed."""

    name: Name | None = None
    email: ShortText | None = None
    phone: ShortText | None = None
    title: ShortText | None = None
    department_id: uuid.UUID | None = None


class RolesIn(In):
    roles: list[str] = Field(max_length=20)


class PasswordIn(In):
    password: str = Field(max_length=200)


class DepartmentPatch(In):
    name: Name | None = None
    parent_id: uuid.UUID | None = None
