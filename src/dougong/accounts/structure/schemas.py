from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, MAYBE, In, Named, Out, Text60

DepartmentName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


InvitationState = Literal["open", "expired", "accepted", "withdrawn"]


class DepartmentIn(In):
    name: DepartmentName
    parent_id: uuid.UUID | None = None
    manager_id: uuid.UUID | None = None


class DepartmentPatch(In):
    """Only what is sent is changed."""

    name: DepartmentName = ABSENT
    parent_id: uuid.UUID | None = None
    manager_id: uuid.UUID | None = None


class DepartmentMoveIn(In):
    """Where it would hang; None is the top."""

    parent_id: uuid.UUID | None = None


class DepartmentMergeIn(In):
    into_id: uuid.UUID


class PostIn(In):
    """`since` is today where nothing is said; `until` the last day."""

    department_id: uuid.UUID
    title: Text60 = ""
    main: bool = False
    since: dt.date | None = None
    until: dt.date | None = None


class PostPatch(In):
    """Only what is sent is changed."""

    title: Text60 = ABSENT
    main: bool = ABSENT
    since: dt.date = ABSENT
    until: dt.date | None = None


class PostEndIn(In):
    """The last day; yesterday where none is given."""

    until: dt.date | None = None


# ---- answers


class DepartmentOut(Out):
    """`change` takes the last change back."""

    id: uuid.UUID
    name: str
    parent_id: uuid.UUID | None
    manager_id: uuid.UUID | None
    version: int
    change: uuid.UUID | None


class DepartmentRow(Out):
    id: uuid.UUID
    version: int
    name: str
    parent_id: uuid.UUID | None
    path: str
    people_count: int
    manager_id: uuid.UUID | None
    manager: str | None


class DepartmentTree(Out):
    items: list[DepartmentRow]


class DepartmentPreview(Out):
    """Whose reach would change (the first names), and what stands in the department."""

    reach_changes: int
    names: list[str]
    people: int
    below: int
    records: int


class PostOut(Out):
    id: uuid.UUID
    version: int
    title: str
    main: bool
    since: dt.date
    until: dt.date | None
    department_id: uuid.UUID
    department: str
    current: bool


class ManagerOut(Named):
    """`given` to him by name; else he heads the department."""

    given: bool


class PersonInvitation(Out):
    id: uuid.UUID
    state: InvitationState
    expires_at: dt.datetime
    sent_at: dt.datetime | None


class PersonOut(Out):
    """`phone` only for whoever may change people; `masked` and `hidden` name the fields that a rule doesn't show whole."""

    id: uuid.UUID
    version: int
    name: str
    title: str
    email: str | None = MAYBE
    phone: str | None = MAYBE
    is_active: bool
    last_login: dt.datetime | None
    created_at: dt.datetime
    department: Named | None
    department_id: uuid.UUID | None
    roles: list[str]
    has_password: bool
    posts: list[PostOut]
    manager_id: uuid.UUID | None
    manager: ManagerOut | None
    invitation: PersonInvitation | None
    masked: list[str] = MAYBE
    hidden: list[str] = MAYBE
