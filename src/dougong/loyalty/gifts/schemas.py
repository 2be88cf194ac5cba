from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import In, Out

GiftState = Literal["offered", "accepted", "declined", "withdrawn", "lapsed", "reversed"]


class PointsGiftTermsIn(In):
    allowed: bool
    most_gift: int = Field(ge=1, le=10**9)
    most_month: int = Field(ge=1, le=10**9)
    answer_days: int = Field(ge=1, le=90)
    after_receiving: int = Field(ge=0, le=365)
    after_joining: int = Field(ge=0, le=365)
    only_primary: bool


class PointsGiftTermsOut(Out):
    version: int
    allowed: bool
    most_gift: int
    most_month: int
    answer_days: int
    after_receiving: int
    after_joining: int
    only_primary: bool


class PointsGiftReverse(In):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class PointsGiftRow(Out):
    """A client outside the reader's reach is not named."""

    id: uuid.UUID
    giver: str | None
    giver_id: uuid.UUID | None
    taker: str | None
    taker_id: uuid.UUID | None
    points: int
    state: GiftState
    note: str
    offered_by: str
    created_at: dt.datetime
    settled_by: str
    settled_at: dt.datetime | None
    reason: str
