from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import In, Name60, Out

Share = Literal["own", "department", "role", "all"]
Condition = Annotated[str, StringConstraints(min_length=3, max_length=400)]
Note300 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Tag20 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]


class SegmentIn(In):
    """`filters` are those of the list of clients: "region:in:32"."""

    name: Name60
    filters: list[Condition] = Field(max_length=30)
    note: Note300 = ""
    share: Share = "own"
    department_id: uuid.UUID | None = None
    role_id: str | None = Field(default=None, max_length=40)


class FiltersIn(In):
    filters: list[Condition] = Field(max_length=30)


class TagRuleIn(In):
    tag: Tag20
    filters: list[Condition] = Field(max_length=30)
    note: Note300 = ""


class SwitchIn(In):
    active: bool


class SegmentRow(Out):
    id: uuid.UUID
    name: str
    note: str
    filters: list[str]
    share: Share
    shared_department: str | None
    department_id: uuid.UUID | None
    shared_role: str | None
    shared_role_en: str | None
    role_id: str | None
    made_by: str
    created_by_id: uuid.UUID | None
    updated_at: dt.datetime
    version: int
    may_update: bool


class SegmentSize(Out):
    """Of the clients that the reader sees; capped at 10,000. `fault`: the condition that he may not ask."""

    count: int | None
    capped: bool
    fault: str | None


class SegmentSizeOf(SegmentSize):
    id: uuid.UUID


class SegmentSizes(Out):
    items: list[SegmentSizeOf]


class SegmentMove(Out):
    id: uuid.UUID
    name: str
    day: dt.date


class SegmentOut(Out):
    """`entered` and `left` in the last 30 days, as the nightly counts found; `counted_at` is the last of these."""

    id: uuid.UUID
    version: int
    name: str
    note: str
    filters: list[str]
    share: Share
    department_id: uuid.UUID | None
    role_id: str | None
    made_by: str
    updated_at: dt.datetime
    count: int | None
    capped: bool
    fault: str | None
    counted_at: dt.datetime | None
    archived: bool
    may_update: bool
    entered: list[SegmentMove]
    left: list[SegmentMove]


class ShareWord(Out):
    value: str
    zh: str
    en: str


class ShareChoices(Out):
    may_share: bool
    departments: list[ShareWord]
    roles: list[ShareWord]


class TagRuleRow(Out):
    id: uuid.UUID
    tag: str
    filters: list[str]
    note: str
    active: bool
    marked: int
    ran_at: dt.datetime | None
    version: int


class TagRulePreview(Out):
    found: int
    put: int
    by_hand: int
    take: int


class TagRuleMade(Out):
    id: uuid.UUID
    version: int
    job_id: uuid.UUID


class TagReason(Out):
    name: str
    by_rule: bool
    since: dt.datetime | None
    filters: list[str]
    note: str


class SegmentName(Out):
    id: uuid.UUID
    name: str


class ClientTags(Out):
    tags: list[TagReason]
    segments: list[SegmentName]
