from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, In, PriceStr
from dougong.projects.schemas.bodies import Calendar
from dougong.staffing.models import MOST

Kind = Literal["person", "team", "equipment"]
AbsenceKind = Literal["leave", "training", "repair", "other"]
Percent = Annotated[int, Field(ge=1, le=MOST)]
Level = Annotated[int, Field(ge=1, le=5)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
SkillName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
RegionCode = Annotated[str, StringConstraints(pattern=r"^(\d{6})?$")]
Weight = Annotated[int, Field(ge=0, le=100)]


class ResourceIn(In):
    kind: Kind
    user_id: uuid.UUID | None = None
    name: Title | None = None
    department_id: uuid.UUID | None = None
    calendar: Calendar = "cn"
    capacity: Percent = 100
    region: RegionCode | None = None
    rate: PriceStr | None = None
    overtime_rate: PriceStr | None = None
    from_on: dt.date | None = None
    until_on: dt.date | None = None


class ResourcePatch(In):
    name: Title | None = ABSENT
    department_id: uuid.UUID | None = ABSENT
    calendar: Calendar = ABSENT
    capacity: Percent = ABSENT
    region: RegionCode | None = ABSENT
    rate: PriceStr | None = ABSENT
    overtime_rate: PriceStr | None = ABSENT
    from_on: dt.date | None = ABSENT
    until_on: dt.date | None = ABSENT


class ManyResourcesIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)


class SkillLevelIn(In):
    id: uuid.UUID
    level: Level


class SkillLevelsIn(In):
    skills: list[SkillLevelIn] = Field(max_length=100)


class NeedsIn(In):
    needs: list[SkillLevelIn] = Field(max_length=20)


class AbsenceIn(In):
    kind: AbsenceKind = "leave"
    from_on: dt.date
    until_on: dt.date


class SkillIn(In):
    name: SkillName


class ArchiveSkillIn(In):
    archived: bool


class AssignmentIn(In):
    resource_id: uuid.UUID
    percent: Percent = 100
    from_on: dt.date | None = None
    until_on: dt.date | None = None


class AssignmentPatch(In):
    percent: Percent = ABSENT
    from_on: dt.date | None = ABSENT
    until_on: dt.date | None = ABSENT


class FitRuleIn(In):
    skill: Weight
    load: Weight
    past: Weight
    distance: Weight


class LevellingIn(In):
    project_ids: list[uuid.UUID] = Field(min_length=1, max_length=30)


ProposalKind = Literal["fewest", "earliest", "float"]


class ApplyLevellingIn(In):
    kind: ProposalKind
