from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, Amount, In, MoneyStr, Named, Out, ShortText

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
StageName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
StageNameEn = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Competitor = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Chance = Annotated[int, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=1, le=999)]
Reason = Literal["price", "competitor", "budget", "cancelled", "capability", "terms", "relation", "other"]


class OpportunityIn(In):
    client_id: uuid.UUID
    title: Title
    amount: MoneyStr
    stage_id: uuid.UUID | None = None
    probability: Chance | None = None
    expected_on: dt.date | None = None
    owner_id: uuid.UUID | None = None
    next_step: ShortText = ""
    next_step_on: dt.date | None = None
    competitor: Competitor = ""


class OpportunityPatch(In):
    """Only what is sent is changed. A null empties what may be empty; a null chance follows the stage again."""

    title: Title = ABSENT
    amount: MoneyStr = ABSENT
    probability: Chance | None = None
    expected_on: dt.date | None = None
    next_step: ShortText = ABSENT
    next_step_on: dt.date | None = None
    competitor: Competitor = ABSENT


class MoveIn(In):
    stage_id: uuid.UUID
    after_id: uuid.UUID | None = None


class LoseIn(In):
    reason: Reason
    text: str = Field(default="", max_length=500)
    competitor: Competitor | None = None


class OpportunityKickoffIn(In):
    held_on: dt.date


class ManyOpportunitiesIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)


class AssignOpportunitiesIn(ManyOpportunitiesIn):
    owner_id: uuid.UUID


class StageIn(In):
    name: StageName
    name_en: StageNameEn | None = None
    probability: Chance
    stay_limit_days: Days | None = None
    needs_contract: bool = False


class StagePatch(In):
    name: StageName = ABSENT
    name_en: StageNameEn = ABSENT
    probability: Chance = ABSENT
    stay_limit_days: Days | None = None
    needs_contract: bool = ABSENT


class OrderIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=40)


# ---- answers

Alarm = Literal["late", "no_next_step", "stay"]
OpportunityStatus = Literal["open", "won", "lost"]


class OpportunityRow(Out):
    """A row of the list and a card of the board: the same columns."""

    id: uuid.UUID
    version: int
    title: str
    number: str
    client: str
    client_id: uuid.UUID
    stage: str
    stage_en: str
    stage_id: uuid.UUID
    status: OpportunityStatus
    amount: Amount
    probability: int
    weighted: Amount
    expected_on: dt.date | None
    owner: str | None
    owner_id: uuid.UUID | None
    next_step: str
    next_step_on: dt.date | None
    stage_since: dt.datetime
    stay_days: int | None
    alarms: list[Alarm]
    lost_reason: str
    competitor: str
    won_on: dt.date | None
    lost_on: dt.date | None
    created_at: dt.datetime
    rank: int


class StageOut(Out):
    id: uuid.UUID
    version: int
    code: str
    name: str
    name_en: str
    position: int
    probability: int
    stay_limit_days: int | None
    needs_contract: bool
    fixed: bool


class StageList(Out):
    items: list[StageOut]


class BoardSum(Out):
    count: int
    amount: Amount
    weighted: Amount


class BoardColumn(StageOut):
    """A stage with its sums and the first of its cards; `next` reads on."""

    count: int
    amount: Amount
    weighted: Amount
    cards: list[OpportunityRow]
    next: str | None


class BoardClosed(Out):
    since: dt.date
    won: int
    lost: int
    won_amount: Amount


class BoardOut(Out):
    stages: list[BoardColumn]
    total: BoardSum
    closed: BoardClosed


class StageChange(Out):
    id: int
    what: Literal["created", "moved", "won", "lost", "reopened"]
    at: dt.datetime
    from_stage_id: uuid.UUID | None
    to_stage_id: uuid.UUID
    to_stage__name: str
    to_stage__name_en: str
    stayed_seconds: int
    actor_name: str


class OpportunityOut(Out):
    id: uuid.UUID
    version: int
    number: str
    title: str
    status: OpportunityStatus
    amount: Amount
    probability: int
    probability_set: bool
    weighted: Amount
    expected_on: dt.date | None
    next_step: str
    next_step_on: dt.date | None
    stage_since: dt.datetime
    contracted_on: dt.date | None
    won_on: dt.date | None
    lost_on: dt.date | None
    lost_reason: str
    lost_text: str
    competitor: str
    archived_at: dt.datetime | None
    created_at: dt.datetime
    changed_by: str
    updated_at: dt.datetime
    client: Named
    owner: Named | None
    department: str | None
    stage: StageOut
    stay_days: int | None
    alarms: list[Alarm]
    changes: list[StageChange]


class LostReason(Out):
    value: str
    zh: str
    en: str


class LostReasonList(Out):
    items: list[LostReason]
