from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dougong.kit.schemas import In, Out

Band = Literal["auto", "review", "related"]
State = Literal["open", "distinct", "related"]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class DuplicateRow(Out):
    """`why` are the strongest reasons, in the reader's language."""

    id: uuid.UUID
    version: int
    left: str
    left_id: uuid.UUID
    right: str
    right_id: uuid.UUID
    probability: Decimal
    band: Band
    left_owner: str | None
    right_owner: str | None
    found_at: dt.datetime
    state: State
    settled_by: str
    reason: str
    cluster: uuid.UUID
    why: list[str]


class DuplicateCounts(Out):
    auto: int
    review: int
    related: int


class DuplicateProgress(Out):
    done: int
    total: int


class DuplicateRun(Out):
    dossiers: int
    pairs: int
    new: int
    again: int
    gone: int


class DuplicateOverview(Out):
    """`failed`: the newest run came to nothing."""

    counts: DuplicateCounts
    running: DuplicateProgress | None
    last_at: dt.datetime | None
    last: DuplicateRun | None
    failed: bool


class WaterfallStep(Out):
    comparison: str
    level: str
    bits: float
    zh: str
    en: str
    left: str
    right: str
    apart: bool


class WaterfallOut(Out):
    """Odds before, what each comparison added or took, odds after: all in bits."""

    prior_bits: float
    steps: list[WaterfallStep]
    bits: float
    probability: float


class PairOut(Out):
    id: uuid.UUID
    left_id: uuid.UUID
    right_id: uuid.UUID
    left: str
    right: str
    band: Band
    probability: Decimal
    explained: WaterfallOut | None


class RelationHint(Out):
    parent_id: uuid.UUID
    relation: Literal["branch", "subsidiary"]


class DuplicateOut(PairOut):
    """`clients` hang together by `pairs`; `hint` where the names say that one belongs to the other."""

    version: int
    state: State
    reason: str
    settled_by: str
    settled_at: dt.datetime | None
    found_at: dt.datetime
    clients: list[uuid.UUID]
    pairs: list[PairOut]
    hint: RelationHint | None


class SettlePairIn(In):
    act: Literal["distinct", "related", "reopen"]
    reason: Reason = ""
    parent_id: uuid.UUID | None = None
    relation: Literal["branch", "subsidiary"] = "branch"


class CertainIn(In):
    ids: Annotated[list[uuid.UUID], Field(min_length=1, max_length=200)]


class CertainRefused(Out):
    ids: list[uuid.UUID]
    zh: str
    en: str


class CertainOut(Out):
    """`done` are the merges."""

    done: list[uuid.UUID]
    refused: list[CertainRefused]


class ClientDuplicate(Out):
    id: uuid.UUID
    client_id: uuid.UUID
    name: str
    band: Band
    probability: Decimal


class ClientDuplicates(Out):
    count: int
    items: list[ClientDuplicate]


