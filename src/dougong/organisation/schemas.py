from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from ninja import Field

from dougong.kit.schemas import In, Named, Out


class HandOverPreviewIn(In):
    """`overrides`: kind → who takes these instead of the successor."""

    successor_id: uuid.UUID | None = None
    overrides: dict[str, uuid.UUID] = Field(default_factory=dict, max_length=50)


class HandOverIn(In):
    """`leaves_on` is the day from which the account is closed; today where nothing is said."""

    successor_id: uuid.UUID
    overrides: dict[str, uuid.UUID] = Field(default_factory=dict, max_length=50)
    leaves_on: dt.date | None = None


# ---- answers


class HeldKind(Out):
    """What somebody holds of a kind: how many, the first names as far as the reader may see them, and who would take them."""

    code: str
    label: str
    ends: bool
    count: int
    names: list[str]
    taker: Named | None
    taker_sees: bool


class HandOverPreview(Out):
    kinds: list[HeldKind]
    total: int


class HandOverJob(Out):
    id: uuid.UUID
    status: str
    done: int
    total: int
    error: str


class HandOverRow(Out):
    """`planned`: all is passed on, the account is closed on the day. `may_resume`: its job ended before it was through."""

    id: uuid.UUID
    version: int
    person: Named
    successor: Named
    leaves_on: dt.date
    status: Literal["running", "done", "undoing", "undone"]
    planned: bool
    passed: int
    ended: int
    back: int
    left: int
    created_at: dt.datetime
    closed_at: dt.datetime | None
    undone_at: dt.datetime | None
    may_resume: bool
    job: HandOverJob | None


class HandOverList(Out):
    items: list[HandOverRow]


class PassedKind(Out):
    """`left` are those that somebody has given on since, and which therefore stayed at the undoing."""

    code: str
    label: str
    ends: bool
    passed: int
    back: int
    left: int
    left_names: list[str]


class HandOverOut(HandOverRow):
    kinds: list[PassedKind]
