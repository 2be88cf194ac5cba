from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.kit.schemas import Out

# ---- keys

Ring = Literal["field", "blind"]


class KeyOut(Out):
    """`values` is how many it has encrypted; of blind indexes nobody counts."""

    id: str
    writes: bool
    values: int | None
    sm4: int


class RingOut(Out):
    ring: Ring
    keys: list[KeyOut]


class KeyMissing(Out):
    id: str
    values: int


class KeyRetired(Out):
    ring: str
    id: str


class RotationOut(Out):
    id: uuid.UUID
    ring: str
    key_id: str
    state: Literal["running", "done"]
    done: int
    total: int
    changed: int
    unreadable: int
    begun_by: str
    created_at: dt.datetime
    finished_at: dt.datetime | None
    busy: bool


class KeysOut(Out):
    cipher: Literal["aes", "sm4"]
    folder: str
    rings: list[RingOut]
    missing: list[KeyMissing]
    retired: list[KeyRetired]
    rotations: list[RotationOut]


class Unreadable(Out):
    table: str
    title: str
    id: str | int
    field: str
    key: str
    link: str | None


class UnreadableOut(Out):
    """The first 200; `more` says that there are others."""

    items: list[Unreadable]
    more: bool


# ---- masked values


class Revealed(Out):
    value: str


class RevealedRow(Out):
    id: uuid.UUID
    title: str
    value: str


class RevealedMany(Out):
    items: list[RevealedRow]


# ---- persons


class PersonFound(Out):
    kind: Literal["contact", "user"]
    id: uuid.UUID
    name: str
    about: str
    phone: str | None
    email: str | None
    active: bool


class PersonsFound(Out):
    items: list[PersonFound]


class HoldingHeld(Out):
    code: str
    title: str
    count: int
    does: Literal["anonymise", "delete", "keep"]
    why: str


class WorkHeld(Out):
    title: str
    count: int


class ConsentOut(Out):
    id: uuid.UUID
    purpose: str
    notice: int | None
    given_at: dt.datetime
    how: str
    note: str
    recorded_by: str
    withdrawn_at: dt.datetime | None
    withdrawn_how: str


class RequestHeld(Out):
    id: uuid.UUID
    number: str
    kind: str
    state: str
    received_on: dt.date
    due_on: dt.date


class PersonHeld(Out):
    """What is held on a person, what erasing would do, and in `blocks` what forbids it now."""

    kind: Literal["contact", "user"]
    id: uuid.UUID
    name: str
    places: list[PersonFound]
    items: list[HoldingHeld]
    work: list[WorkHeld]
    blocks: list[str]
    consents: list[ConsentOut]
    requests: list[RequestHeld]


class PersonFileAsked(Out):
    id: uuid.UUID
    job_id: uuid.UUID


class PersonErased(Out):
    id: uuid.UUID
    counts: dict[str, int]


class RequestReceived(Out):
    id: uuid.UUID
    number: str
    due_on: dt.date
    version: int


class RequestClosed(Out):
    id: uuid.UUID
    state: str
    version: int


class PersonRequestRow(Out):
    """`person` is the asker's own name where he stands in no dossier."""

    id: uuid.UUID
    number: str
    person: str
    client: str | None
    kind: str
    state: Literal["open", "done", "refused"]
    received_on: dt.date
    due_on: dt.date
    handler: str | None
    contact_id: uuid.UUID | None
    user_id: uuid.UUID | None
    wish: str
    answer: str
    closed_by: str
    version: int


class ConsentRow(Out):
    id: uuid.UUID
    person: str
    client: str | None
    purpose: str
    notice: int | None
    given_at: dt.datetime
    how: str
    withdrawn_at: dt.datetime | None
    recorded_by: str
    contact_id: uuid.UUID | None
    user_id: uuid.UUID | None


# ---- notices, retention, register


class NoticeTold(Out):
    id: uuid.UUID
    number: int
    zh: str
    en: str
    published_at: dt.datetime


class NoticeOut(Out):
    """The notice in force, if any; `open` says that the reader has still to read it, or to agree."""

    notice: NoticeTold | None
    open: bool


class NoticeRow(Out):
    id: uuid.UUID
    audience: Literal["staff", "contact"]
    number: int | None
    zh: str
    en: str
    published_at: dt.datetime | None
    published_by: str
    agreed: int


class NoticeTemplate(Out):
    zh: str
    en: str


class NoticesOut(Out):
    items: list[NoticeRow]
    templates: dict[str, NoticeTemplate]


class NoticeWritten(Out):
    id: uuid.UUID
    audience: str


class NoticePublished(Out):
    id: uuid.UUID
    number: int


class RetentionAction(Out):
    value: str
    label: str


class RetentionNight(Out):
    at: dt.datetime
    action: str
    found: int
    done: int
    refused: int


class RetentionRow(Out):
    target: str
    title: str
    months: int
    action: str
    actions: list[RetentionAction]
    is_on: bool
    due: int
    runs: list[RetentionNight]


class RetentionOut(Out):
    items: list[RetentionRow]


class PersonDue(Out):
    kind: str
    id: uuid.UUID
    name: str


class PersonsDue(Out):
    items: list[PersonDue]


class ProcessingRow(Out):
    code: str
    title: str
    who: str
    fields: list[str]
    encrypted: list[str]
    purpose: str
    ground: str
    ground_label: str
    recipients: str
    measures: str
    does: str
    months: int | None
    until: str
    edited: bool


class ProcessingOut(Out):
    items: list[ProcessingRow]
