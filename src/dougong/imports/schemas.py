from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from ninja import Field

from dougong.kit.schemas import ABSENT, MAYBE, In, Named, Out

DayOrder = Literal["dmy", "mdy", ""]


class SheetIn(In):
    """`columns` is column number (from 0, as text) to field; `orders` the order of day and month of a date column."""

    index: int
    included: bool
    columns: dict[str, str] = Field(default_factory=dict)
    orders: dict[str, DayOrder] = Field(default_factory=dict)


class ColumnsIn(In):
    sheets: list[SheetIn] = Field(min_length=1, max_length=100)


class HeaderIn(In):
    row: int = Field(ge=0, le=200_000)


class OptionsIn(In):
    """Only what is sent is changed. `invite`: new people are asked in by mail."""

    owner_id: uuid.UUID | None = None
    invite: bool = ABSENT


class RulesIn(In):
    """`off` are the cleaning rules that are not to be applied."""

    off: list[str] = Field(max_length=40)


class MappingIn(In):
    name: str = Field(min_length=1, max_length=80)


class CellsIn(In):
    cells: dict[str, str] = Field(min_length=1, max_length=60)


class ProblemIn(In):
    field: str = Field(max_length=40)
    code: str = Field(max_length=40)
    offer: int = Field(default=0, ge=0, le=9)


class ResolveIn(ProblemIn):
    act: Literal["accept", "keep", "skip"]


class SkipIn(In):
    skipped: bool


# ---- answers

ImportStatus = Literal["mapping", "checking", "review", "committing", "done", "stopped", "undoing", "undone"]
Verdict = Literal["new", "update", "unchanged", "confirm", "rejected", "skipped"]
RowState = Literal["pending", "committed", "refused", "undone", "partly", "kept"]
Severity = Literal["error", "ask", "note"]


class ImportBatchRow(Out):
    id: uuid.UUID
    filename: str
    target: str
    status: ImportStatus
    total: int
    created_count: int
    updated_count: int
    rejected_count: int
    owner: str
    created_at: dt.datetime
    committed_at: dt.datetime | None
    archived_at: dt.datetime | None
    version: int


class TargetField(Out):
    key: str
    label: str
    kind: str
    required: bool


class ImportTargetOut(Out):
    code: str
    title: str
    shown: list[str]
    options: list[str]
    fields: list[TargetField]


class ImportTargetList(Out):
    items: list[ImportTargetOut]


class CellError(Out):
    error: str


Cell = str | int | float | bool | CellError | None


class ColumnUse(Out):
    """What a column is taken for, why, and in which unit and order of day and month it is written."""

    field: str
    confidence: float = MAYBE
    why: str = MAYBE
    unit: str | None = MAYBE
    order: DayOrder | None = MAYBE
    proven: str | None = MAYBE


class LeftOutRow(Out):
    row: int
    kind: str
    text: str


class SheetUse(Out):
    index: int
    name: str
    visible: bool
    included: bool
    header_rows: list[int]
    headers: list[str]
    row_count: int
    blank_rows: int
    left_out: list[LeftOutRow]
    columns: dict[str, ColumnUse]
    remembered: bool
    mapping: str = MAYBE
    fingerprint: str = MAYBE
    head: list[list[Cell]]
    samples: list[list[Cell]]


class ProblemKind(Out):
    severity: Severity
    field: str
    code: str
    label: str
    rows: int


class VerdictCounts(Out):
    new: int
    update: int
    unchanged: int
    confirm: int
    rejected: int
    skipped: int


class StateCounts(Out):
    pending: int
    committed: int
    refused: int
    undone: int
    partly: int
    kept: int


class ImportCounts(Out):
    total: int
    ready: int
    verdicts: VerdictCounts
    states: StateCounts
    problems: list[ProblemKind]
    cleaned: dict[str, int]


class ImportOptions(Out):
    owner_id: uuid.UUID | None = MAYBE
    invite: bool | None = MAYBE
    rules_off: list[str] = MAYBE


class CleanSample(Out):
    sheet: str
    row: int
    label: str
    before: str
    after: str


class CleanRule(Out):
    """A cleaning rule with its example, how many cells it changed and some of them."""

    code: str
    title: str
    before: str
    after: str
    on: bool
    count: int
    samples: list[CleanSample]


class EarlierImport(Out):
    id: uuid.UUID
    status: ImportStatus
    created_at: dt.datetime
    owner__name: str


class ImportJob(Out):
    id: uuid.UUID
    status: str
    done: int
    total: int
    error: str


class ImportOut(Out):
    """`target` is None when its app is no longer installed."""

    id: uuid.UUID
    version: int
    filename: str
    kind: str
    size: int
    target: ImportTargetOut | None
    status: ImportStatus
    owner: Named
    mine: bool
    created_at: dt.datetime
    committed_at: dt.datetime | None
    undone_at: dt.datetime | None
    archived_at: dt.datetime | None
    notices: list[str]
    options: ImportOptions
    sheets: list[SheetUse]
    counts: ImportCounts
    rules: list[CleanRule]
    earlier: list[EarlierImport]
    job: ImportJob | None


class Offer(Out):
    value: str
    label: str


class RowProblem(Out):
    field: str
    code: str
    severity: Severity
    message: str
    offers: list[Offer]
    keep: bool


class RowCell(Out):
    """The text as it stands (edited or the file's), and the value it became."""

    text: str
    value: str | None


class ImportLine(Out):
    id: int
    position: int
    number: int
    sheet: str
    verdict: Verdict
    state: RowState
    object_id: str | None
    cells: dict[str, RowCell]
    edited: list[str]
    problems: list[RowProblem]


class ImportLinePage(Out):
    items: list[ImportLine]
    next: int | None
    count: int


class LineOut(Out):
    row: ImportLine
    counts: ImportCounts
    version: int


class Resolved(Out):
    done: int
    left: int


class UndoActs(Out):
    remove: int
    restore: int
    partly: int
    keep: int


class UndoClash(Out):
    """A field that was changed since: before the import, as imported, now. With `hidden` the reader may not see the values."""

    field: str
    label: str
    hidden: bool
    before: str | None
    imported: str | None
    now: str | None


class UndoItem(Out):
    """A record that stays as it is, whole or partly; without an id where the reader may not see it."""

    object_id: uuid.UUID | None
    title: str
    act: Literal["partly", "keep"]
    why: Literal["", "changed", "used", "not_yours", "gone", "unseen"]
    clashes: list[UndoClash]


class UndoPlan(Out):
    acts: UndoActs
    records: int
    items: list[UndoItem]
    next: int | None


class MappingColumn(Out):
    field: str
    unit: str | None = MAYBE
    order: DayOrder | None = MAYBE


class MappingRow(Out):
    """`columns` is column number (from 0, as text) to the field it fills; `headers` those of the file."""

    id: uuid.UUID
    name: str
    target: str
    headers: list[str]
    columns: dict[str, MappingColumn]
    used_count: int
    used_at: dt.datetime | None
    owner: str | None
    archived_at: dt.datetime | None
    version: int
