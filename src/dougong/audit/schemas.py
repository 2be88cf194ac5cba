"""What the audit's own doors answer."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from ninja import Schema

from dougong.kit.schemas import Out


class Change(Schema):
    field: str
    label: str
    before: Any
    after: Any


class AuditRow(Out):
    """`before` and `after` are what changed, as short texts."""

    id: int
    at: dt.datetime
    actor: str
    action: str
    resource: str
    title: str
    object_id: str
    channel: str
    address: str
    device: str
    reason: str
    request_id: str
    before: str | None
    after: str | None
    actor_id: uuid.UUID | None


class SealOut(Schema):
    number: int
    sealed_at: dt.datetime
    digest: str


class EntryOut(Schema):
    id: int
    at: dt.datetime
    actor_id: uuid.UUID | None
    actor_name: str
    action: str
    resource: str
    object_id: str
    title: str
    reason: str
    channel: str
    address: str
    device: str
    request_id: str
    changes: list[Change]
    link: str | None
    seal: SealOut | None


class LastSeal(SealOut):
    last_id: int
    total: int


class FindingOut(Schema):
    kind: str
    seal: int
    entry: int
    text: str


class VerifiedOut(Schema):
    at: dt.datetime
    by: str
    ok: bool
    entries: int
    seals: int
    anchors: int
    stamps: int
    stamped_at: dt.datetime | None
    findings: list[FindingOut]


class RemovedOut(Schema):
    last_id: int
    at: dt.datetime


class May(Schema):
    verify: bool
    all: bool


class StateOut(Schema):
    sealed: LastSeal | None
    waiting: int
    verified: VerifiedOut | None
    removed: RemovedOut | None
    keep_months: int
    job: uuid.UUID | None
    can: May


class Started(Schema):
    id: uuid.UUID
