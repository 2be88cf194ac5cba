from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dougong.clients.merge.undo import Take
from dougong.kit.schemas import In, Out

Ids = Annotated[list[uuid.UUID], Field(max_length=50)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class MergePreviewIn(In):
    """`picks` says by field whose value is to be kept; without a survivor one is proposed."""

    ids: Ids
    survivor: uuid.UUID | None = None
    picks: Annotated[dict[str, uuid.UUID], Field(max_length=200)] = {}


class MergeIn(MergePreviewIn):
    """`versions` are those that were read, by client: if one was changed since, nothing is merged."""

    versions: Annotated[dict[uuid.UUID, int], Field(max_length=50)] = {}
    reason: Reason = ""


class MergeSide(Out):
    id: uuid.UUID
    version: int
    name: str
    owner: str | None
    state: str
    completeness: int
    created_at: dt.datetime
    updated_at: dt.datetime
    last_contact_at: dt.datetime | None
    source: str


class MergeField(Out):
    """`values` are in the order of the clients; `rule` says why one is proposed."""

    field: str
    label: str
    rule: Literal["same", "only", "earliest", "complete", "verified", "coded", "survivor", "newest", "none"]
    suggested: uuid.UUID
    picked: uuid.UUID
    differs: bool
    values: list[str]


class MergeCount(Out):
    code: str
    label: str
    count: int


class MergePreview(Out):
    """`united` are people who are contacts of both; `window` how many accounts of the client's window see more afterwards."""

    survivor: uuid.UUID
    clients: list[MergeSide]
    may: bool
    stops: list[str]
    fields: list[MergeField]
    moves: list[MergeCount]
    united: list[str]
    window: int


class MergedAway(Out):
    id: uuid.UUID
    name: str


class MergeOut(Out):
    """`job_id` is the job that merges or undoes, where that takes its time."""

    id: uuid.UUID
    version: int
    client: str
    client_id: uuid.UUID
    kept_name: str
    merged: list[MergedAway]
    reason: str
    by_name: str
    state: Literal["done", "undone", "merging", "undoing"]
    job_id: uuid.UUID | None
    undoable: bool
    created_at: dt.datetime
    undone_by: str
    undone_at: dt.datetime | None


class MergeClash(Out):
    """`name` is given back to choose the value of before; empty where there is nothing to choose."""

    name: str
    why: Literal["gone", "moved_on", "changed", "taken"]
    label: str
    of: str
    before: str | None
    now: str | None
    count: int


class AddedRow(Out):
    key: str
    title: str


class MergeAdded(Out):
    """Rows that came since, of which those that the reader sees are named."""

    code: str
    label: str
    count: int
    rows: list[AddedRow]


class UndoLook(Out):
    id: uuid.UUID
    version: int
    client_id: uuid.UUID
    client: str
    merged: list[MergedAway]
    back: list[MergeCount]
    clashes: list[MergeClash]
    added: list[MergeAdded]


class TakeIn(In):
    code: Annotated[str, StringConstraints(max_length=60)]
    keys: Annotated[list[Annotated[str, StringConstraints(max_length=40)]], Field(max_length=500)]
    client_id: uuid.UUID

    def take(self) -> Take:
        return Take(self.code, tuple(self.keys), self.client_id)


class UndoIn(In):
    set_back: Annotated[list[Annotated[str, StringConstraints(max_length=160)]], Field(max_length=500)] = []
    take: Annotated[list[TakeIn], Field(max_length=100)] = []
    reason: Reason = ""
