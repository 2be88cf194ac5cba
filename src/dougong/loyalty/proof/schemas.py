"""Answers of the proof. What a file of it holds is stated in docs/points-proof.md, and checked by `verify_points.py`."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.kit.schemas import Out


class PointsHeadOut(Out):
    number: int
    size: int
    root: str
    at: str
    previous: str
    key: str
    signature: str


class PointsKeyOut(Out):
    id: str
    number: int
    public: str
    since: str
    head: int
    head_digest: str
    over: str
    endorsed: str


class PointsHeads(Out):
    format: Literal["dougong-points-heads-1"]
    heads: list[PointsHeadOut]
    keys: list[PointsKeyOut]
    next: int | None
    due_at: dt.datetime


class PointsContinues(Out):
    format: Literal["dougong-points-continues-1"]
    first: PointsHeadOut
    second: PointsHeadOut
    proof: list[str]
    keys: list[PointsKeyOut]


class PointsReceipt(Out):
    """`leaf` is the entry's bytes in base64."""

    format: Literal["dougong-points-receipt-1"]
    leaf: str
    index: int
    path: list[str]
    head: PointsHeadOut
    keys: list[PointsKeyOut]


class PointsReceiptAnswer(Out):
    """One of the two: the receipt, or when the entry comes under a head."""

    receipt: PointsReceipt | None
    due_at: dt.datetime | None


class PointsFinding(Out):
    kind: str
    number: int
    zh: str
    en: str


class PointsChecked(Out):
    ok: bool
    first_entry: int | None
    entries: int
    leaves: int
    heads: int
    covered: int
    waiting: int
    accounts: int
    more: int
    findings: list[PointsFinding]
    at: dt.datetime
    by: str


class PointsProofState(Out):
    leaves: int
    covered: int
    waiting: int
    due_at: dt.datetime
    checked: PointsChecked | None
    job: uuid.UUID | None
    may_verify: bool
