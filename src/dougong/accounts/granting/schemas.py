from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, In, Out

RoleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Code = Annotated[str, StringConstraints(max_length=60)]
#: resource → action → scope, or resource → field → mode.
Table = Annotated[dict[Code, dict[Code, Code]], Field(max_length=200)]


class RoleIn(In):
    zh: RoleName
    en: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    copy_of: Code = ""


class RolePatch(In):
    """Only what is sent is changed; `grants` and `fields` replace the whole."""

    zh: RoleName = ABSENT
    en: RoleName = ABSENT
    grants: Table = ABSENT
    fields: Table = ABSENT


class RolesWanted(In):
    roles: list[Code] = Field(max_length=20)


class SeeAsIn(In):
    person_id: uuid.UUID


# ---- answers

#: resource → action → scope, or resource → field → mode, as it stands.
Told = dict[str, dict[str, str]]


class GrantableAction(Out):
    code: str
    label: str
    scopes: list[str]


class RuledField(Out):
    key: str
    label: str
    maskable: bool


class Grantable(Out):
    """A record or a page that rights are about; `follows` names the record whose reach decides instead."""

    code: str
    app: str
    label: str
    kind: Literal["record", "page"]
    follows: str | None
    actions: list[GrantableAction]
    fields: list[RuledField]


class RoleFacts(Out):
    """`fixed` is the role of the clients' contacts, which nobody changes."""

    code: str
    zh: str
    en: str
    built_in: bool
    version: int
    copied_from: str
    fixed: bool


class RoleRow(RoleFacts):
    people: int
    changed: bool


class RoleMatrix(Out):
    resources: list[Grantable]
    roles: list[RoleRow]


class NamedRole(Out):
    code: str
    zh: str
    en: str


class RoleNames(Out):
    items: list[NamedRole]


class RoleHolder(Out):
    id: uuid.UUID
    name: str
    department: str | None
    active: bool


class RoleChangeOut(Out):
    id: uuid.UUID
    version: int
    action: str
    at: dt.datetime
    by: str | None


class RolePage(RoleFacts):
    grants: Told
    fields: Told
    default_grants: Told
    default_fields: Told
    people: list[RoleHolder]
    changes: list[RoleChangeOut]


class RoleRemoved(Out):
    code: str
    version: int


class GrantDifference(Out):
    resource: str
    key: str
    before: str | None
    after: str | None


class RoleRenamed(Out):
    before: str
    after: str


class DutyWords(Out):
    code: str
    title: str
    why: str


class Concerned(Out):
    """Somebody in whose hand both duties are, and by which roles."""

    id: uuid.UUID
    name: str
    department: str | None
    one: list[str]
    other: list[str]


class DutyOut(DutyWords):
    people: list[Concerned]


class DutiesOut(Out):
    items: list[DutyOut]


class DutiesMet(Out):
    duties: list[DutyWords]


class RolePreview(Out):
    grants: list[GrantDifference]
    fields: list[GrantDifference]
    names: RoleRenamed | None
    people: int
    duties: list[DutyOut]
    locks_out: bool


class HeldRole(Out):
    code: str
    name: str


class RightOut(Out):
    resource: str
    action: str
    scope: str
    roles: list[str]


class FieldMode(Out):
    resource: str
    field: str
    mode: str


class RightsOut(Out):
    roles: list[HeldRole]
    rights: list[RightOut]
    fields: list[FieldMode]


class FieldShown(Out):
    label: str
    mode: str


class WhyOut(Out):
    """`title` only where the asker sees the record himself."""

    visible: bool
    sentence: str
    steps: list[str]
    fields: list[FieldShown]
    person: str
    title: str | None


class WhyMine(WhyOut):
    """`ask` are people who can open what is closed."""

    ask: list[str]


class FieldTold(Out):
    """A field that the reader is not shown whole, and the roles that are."""

    key: str
    label: str
    mode: Literal["mask", "hide"]
    seen_by: list[str]


class FieldsTold(Out):
    items: list[FieldTold]


class Look(Out):
    viewer: str
    person: str
    until: dt.datetime


class LookOut(Out):
    look: Look | None


class LookBegun(Out):
    until: dt.datetime


class LookEnded(Out):
    ended: bool
