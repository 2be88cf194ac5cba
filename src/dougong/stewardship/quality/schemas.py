from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from pydantic import StringConstraints

from dougong.kit.schemas import In, Out

Kind = Literal["missing", "invalid", "stale", "contradictory"]
State = Literal["open", "fixed", "ignored"]


class QualityIssueRow(Out):
    id: uuid.UUID
    version: int
    client: str
    client_id: uuid.UUID
    rule: str
    kind: Kind
    points: int
    owner: str | None
    owner_id: uuid.UUID | None
    found_at: dt.datetime
    state: State
    settled_by: str
    reason: str
    text: str
    field: str
    days: int


class QualityIssueOut(Out):
    """`field` names the part of the dossier where it is mended."""

    id: uuid.UUID
    rule: str
    kind: Kind
    points: int
    field: str
    text: str
    state: State
    reason: str
    settled_by: str
    found_at: dt.datetime


class QualityCounts(Out):
    missing: int
    invalid: int
    stale: int
    contradictory: int


class QualityPart(Out):
    """A department or an owner; no id for dossiers that have none. `score` is the mean of its dossiers."""

    id: uuid.UUID | None
    name: str
    score: float | None
    dossiers: int
    open: int


class QualityTrendDay(Out):
    day: dt.date
    score: float | None
    open: int


class QualityRule(Out):
    code: str
    kind: Kind
    points: int
    text: str


class QualityOut(Out):
    """Of the dossiers the reader sees. `months` are those a report can be printed of."""

    as_of: dt.datetime | None
    version: int
    score: float | None
    dossiers: int
    open: QualityCounts
    departments: list[QualityPart]
    owners: list[QualityPart]
    trend: list[QualityTrendDay]
    rules: list[QualityRule]
    months: list[str]


class ClientQuality(Out):
    score: int | None
    version: int
    judged_at: dt.datetime | None
    issues: list[QualityIssueOut]


class SettleIn(In):
    act: Literal["done", "ignore", "reopen"]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


class ReportIn(In):
    month: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]


