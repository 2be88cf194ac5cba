from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, MAYBE, In, LongText, Named, Out, ShortText, Text120

Kind = Literal[
    "function", "performance", "interface", "safety", "environment", "material", "schedule", "delivery", "other"
]
Priority = Literal["must", "should", "could", "wont"]
Source = Literal["interview", "trace", "mail", "tender", "standard", "site", "other"]
RequirementState = Literal["draft", "agreed", "changed", "dropped"]
Verdict = Literal["accepted", "changes", "refused"]
RunResult = Literal["passed", "failed", "blocked"]
AcceptanceStage = Literal["material", "concealed", "section", "commissioning", "completion"]
PartTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Link = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Links = Annotated[list[uuid.UUID], Field(max_length=200)]


class KeeperIn(In):
    keeper_id: uuid.UUID | None


class SpecificationShareIn(In):
    shared: bool


class RequirementIn(In):
    title: PartTitle
    text: LongText = ""
    kind: Kind = "function"
    priority: Priority = "should"
    source: Source = "other"
    source_note: ShortText = ""
    source_entry_id: int | None = Field(default=None, ge=1, lt=2**63)


class RequirementPatch(In):
    """Only what is sent is changed. Of one that was agreed a new wording needs a `reason`."""

    title: PartTitle = ABSENT
    text: LongText = ABSENT
    kind: Kind = ABSENT
    priority: Priority = ABSENT
    source: Source = ABSENT
    source_note: ShortText = ABSENT
    source_entry_id: int | None = Field(default=None, ge=1, lt=2**63)
    reason: Reason = ""


class AgreeIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)
    contact_id: uuid.UUID | None = None
    agreed_on: dt.date | None = None


class DropIn(In):
    reason: Reason = ""


class PrototypeIn(In):
    title: PartTitle
    note: LongText = ""
    requirement_ids: Links = Field(default_factory=list)


class PrototypePatch(In):
    title: PartTitle = ABSENT
    note: LongText = ABSENT
    requirement_ids: Links = ABSENT


class PrototypeVersionIn(In):
    link: Link = ""
    attachment_id: uuid.UUID | None = None
    note: Reason = ""


class FeedbackIn(In):
    no: int = Field(ge=1, le=10_000)
    verdict: Verdict
    feedback: LongText = ""
    contact_id: uuid.UUID | None = None
    said_on: dt.date | None = None


class TestCaseIn(In):
    title: PartTitle
    steps: LongText = ""
    expected: LongText = ""
    requirement_ids: Links = Field(default_factory=list)


class TestCasePatch(In):
    title: PartTitle = ABSENT
    steps: LongText = ABSENT
    expected: LongText = ABSENT
    requirement_ids: Links = ABSENT


class TestRunIn(In):
    result: RunResult
    note: LongText = ""


class CriterionIn(In):
    title: PartTitle
    method: LongText = ""
    tolerance: ShortText = ""
    standard: Text120 = ""
    stage: AcceptanceStage = "completion"
    requirement_ids: Links = Field(default_factory=list)


class CriterionPatch(In):
    title: PartTitle = ABSENT
    method: LongText = ABSENT
    tolerance: ShortText = ABSENT
    standard: Text120 = ABSENT
    stage: AcceptanceStage = ABSENT
    requirement_ids: Links = ABSENT


# ---- answers


class SpecificationRow(Out):
    """`coverage` is the share of requirements that have both a test case and an acceptance standard, in percent."""

    id: uuid.UUID
    title: str
    number: str
    opportunity_id: uuid.UUID
    client: str
    keeper: str | None
    owner: str | None
    status: str
    shared_at: dt.datetime | None
    created_at: dt.datetime
    version: int
    requirements: int
    agreed: int
    coverage: int


class CoverageOut(Out):
    """Of the requirements that hold: how many have a test case, an acceptance standard; `percent` have both."""

    live: int
    tested: int
    accepted: int
    percent: int


class SpecificationOut(Out):
    """`sees` are the kinds of parts that the reader may look at; `tests` counts cases by their last result."""

    id: uuid.UUID
    version: int
    title: str
    number: str
    opportunity_id: uuid.UUID
    client: Named
    owner: Named | None
    keeper: Named | None
    shared_at: dt.datetime | None
    states: dict[str, int]
    coverage: CoverageOut
    tests: dict[str, int]
    prototypes: int
    criteria: int
    contacts: list[Named]
    may: dict[str, bool]
    sees: list[str]
    text_hidden: bool


class PartRow(Out):
    id: uuid.UUID
    number: str
    seq: int
    title: str
    project: str
    specification_id: uuid.UUID
    updated_at: dt.datetime
    version: int


class RequirementRow(PartRow):
    text: str = MAYBE
    kind: Kind
    priority: Priority
    state: RequirementState
    source: Source
    source_note: str
    revision: int
    agreed_with: str | None
    agreed_on: dt.date | None
    tested: bool
    accepted: bool


class LinkedPartRow(PartRow):
    requirement_ids: list[uuid.UUID]
    requirements: str
    archived_at: dt.datetime | None


class PrototypeRow(LinkedPartRow):
    latest: int
    verdict: Verdict | Literal[""]


class TestCaseRow(LinkedPartRow):
    steps: str
    expected: str
    last_result: RunResult | Literal[""]
    last_run_at: dt.datetime | None
    last_run_by: str


class CriterionRow(LinkedPartRow):
    method: str
    tolerance: str
    standard: str
    stage: AcceptanceStage


class PartRef(Out):
    id: uuid.UUID
    number: str
    title: str


class RequirementStep(Out):
    id: int
    revision: int
    what: Literal["made", "changed", "agreed", "dropped", "restored"]
    values: dict[str, Any]
    reason: str
    at: dt.datetime
    by_name: str


class RequirementOut(Out):
    id: uuid.UUID
    version: int
    seq: int
    number: str
    specification_id: uuid.UUID
    title: str
    text: str = MAYBE
    kind: Kind
    priority: Priority
    source: Source
    source_note: str
    source_entry_id: int | None
    source_entry: str
    state: RequirementState
    revision: int
    agreed_with: Named | None
    agreed_on: dt.date | None
    agreed_revision: int | None
    tested: bool
    accepted: bool
    created_at: dt.datetime
    updated_at: dt.datetime
    changes: list[RequirementStep]
    tests: list[PartRef]
    criteria: list[PartRef]
    prototypes: list[PartRef]
    masked: list[str] = MAYBE
    hidden: list[str] = MAYBE


class LinkedPart(Out):
    id: uuid.UUID
    version: int
    seq: int
    number: str
    specification_id: uuid.UUID
    title: str
    archived_at: dt.datetime | None
    updated_at: dt.datetime
    requirements: list[PartRef]


class PrototypeVersionOut(Out):
    no: int
    link: str
    attachment_id: uuid.UUID | None
    file: str | None
    note: str
    at: dt.datetime
    by_name: str
    verdict: Verdict | Literal[""]
    feedback: str
    feedback_on: dt.date | None
    feedback_by_name: str | None


class PrototypeOut(LinkedPart):
    note: str
    latest: int
    verdict: Verdict | Literal[""]
    versions: list[PrototypeVersionOut]
    files: int


class TestRunOut(Out):
    id: int
    result: RunResult
    note: str
    at: dt.datetime
    by_name: str


class TestCaseOut(LinkedPart):
    steps: str
    expected: str
    last_result: RunResult | Literal[""]
    last_run_at: dt.datetime | None
    last_run_by: str
    runs: list[TestRunOut]


class CriterionOut(LinkedPart):
    method: str
    tolerance: str
    standard: str
    stage: AcceptanceStage


class RowRefused(Out):
    row: int
    message: str


class PartImportOut(Out):
    """What a file does, or with `commit` did; `refused` are rows by their number in the file."""

    committed: bool
    new: int
    changed: int
    same: int
    refused: list[RowRefused]
