from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, In, MoneyStr, ShortText

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


class KickoffIn(In):
    held_on: dt.date


class ManyIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)


class AssignIn(ManyIn):
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
