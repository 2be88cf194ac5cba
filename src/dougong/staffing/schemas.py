from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, MAYBE, Amount, In, MoneyStr, Out
from dougong.staffing.models import MOST

Kind = Literal["person", "team", "equipment"]
CalendarCode = Literal["cn", "cn6", "daily"]
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
    calendar: CalendarCode = "cn"
    capacity: Percent = 100
    region: RegionCode | None = None
    rate: MoneyStr | None = None
    from_on: dt.date | None = None
    until_on: dt.date | None = None


class ResourcePatch(In):
    name: Title | None = ABSENT
    department_id: uuid.UUID | None = ABSENT
    calendar: CalendarCode = ABSENT
    capacity: Percent = ABSENT
    region: RegionCode | None = ABSENT
    rate: MoneyStr | None = ABSENT
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


# ---- answers


class ResourceNamed(Out):
    id: uuid.UUID
    name: str
    kind: Kind


class ResourceRow(Out):
    """`capacity` in percent of one; `busy` is the share of the next four weeks that is asked for, None where there is none."""

    id: uuid.UUID
    name: str
    kind: Kind
    department: str | None
    capacity: int
    calendar: str
    region: str
    region_name: str | None
    rate: Amount | None = MAYBE
    from_on: dt.date | None
    until_on: dt.date | None
    archived_at: dt.datetime | None
    user_id: uuid.UUID | None
    version: int
    skills: list[str]
    busy: int | None


class SkillRow(Out):
    id: uuid.UUID
    name: str
    archived_at: dt.datetime | None
    version: int
    holders: int


class SkillMade(Out):
    id: uuid.UUID
    name: str
    version: int


class PeopleTaken(Out):
    count: int


class HeldSkill(Out):
    id: uuid.UUID
    name: str
    level: int


class AbsenceOut(Out):
    id: uuid.UUID
    kind: AbsenceKind
    from_on: dt.date
    until_on: dt.date


class LoadWindow(Out):
    """Buckets by their first days; the first and the last week may be cut."""

    unit: Literal["day", "week"]
    from_on: dt.date
    to_on: dt.date
    starts: list[dt.date]


class LoadWeeks(LoadWindow):
    """Hours by bucket: asked, and what there is."""

    load: list[float]
    able: list[float]


class AssignmentOfResource(Out):
    id: uuid.UUID
    percent: int
    from_on: dt.date | None
    until_on: dt.date | None
    task_id: uuid.UUID
    task: str
    project_id: uuid.UUID
    project: str
    done: int
    start: dt.date | None
    finish: dt.date | None


class ResourceRights(Out):
    update: bool
    archive: bool


class ResourceOut(Out):
    """`unseen`: assignments in projects that the reader does not see."""

    id: uuid.UUID
    version: int
    kind: Kind
    name: str
    department: str | None
    department_id: uuid.UUID | None
    calendar: str
    capacity: int
    region: str
    region_name: str | None
    rate: Amount | None = MAYBE
    from_on: dt.date | None
    until_on: dt.date | None
    archived_at: dt.datetime | None
    user_id: uuid.UUID | None
    created_at: dt.datetime
    skills: list[HeldSkill]
    absences: list[AbsenceOut]
    load: LoadWeeks
    assignments: list[AssignmentOfResource]
    unseen: int
    may: ResourceRights


class TaskNamed(Out):
    id: uuid.UUID
    name: str
    project_id: uuid.UUID
    project: str


class OverloadOut(Out):
    """`hours` beyond what there is, over all its `days`; `peak` percent of the worst day, None where nothing is there to give.
    `unseen`: tasks in projects that the reader does not see."""

    resource: ResourceNamed
    from_on: dt.date
    to_on: dt.date
    days: int
    hours: float
    peak: int | None
    tasks: list[TaskNamed]
    unseen: int


class LoadOfResource(ResourceNamed):
    """Hours by bucket: asked in this project, in others, and what there is."""

    capacity: int
    here: list[float]
    elsewhere: list[float]
    able: list[float]


class ProjectLoad(LoadWindow):
    resources: list[LoadOfResource]
    overloads: list[OverloadOut]


class WorkloadRow(ResourceNamed):
    department: str | None
    load: list[float]
    able: list[float]


class Workload(LoadWindow):
    """`count` of all that fit, of whom so many are told."""

    count: int
    resources: list[WorkloadRow]


class Overloads(Out):
    from_on: dt.date
    to_on: dt.date
    count: int
    items: list[OverloadOut]


class WorkItem(TaskNamed):
    start: dt.date
    finish: dt.date
    percent: int
    hours: float


class WorkOfResource(Out):
    resource: ResourceNamed
    from_on: dt.date
    to_on: dt.date
    able: float
    items: list[WorkItem]
    unseen: int
    unseen_hours: float


class AssignmentOut(Out):
    id: uuid.UUID
    resource: ResourceNamed
    percent: int
    from_on: dt.date | None
    until_on: dt.date | None
    hours: float
    cost: Amount | None = MAYBE


class TaskStaffing(Out):
    task_id: uuid.UUID
    assignable: bool
    assignments: list[AssignmentOut]
    needs: list[HeldSkill]
    overloads: list[OverloadOut]
    may: bool


class FitWeights(Out):
    skill: int
    load: int
    past: int
    distance: int


class FitMay(Out):
    update: bool


class FitRuleOut(FitWeights):
    may: FitMay


class FitNeed(Out):
    name: str
    asked: int
    has: int


class FitSkill(Out):
    score: float
    needs: list[FitNeed]


class FitLoad(Out):
    score: float
    asked: float
    free: float


class FitPast(Out):
    score: float
    finished: int
    on_time: int


class FitDistance(Out):
    score: float
    how: Literal["district", "city", "province", "far", "unknown"]
    place: str | None


class Candidate(Out):
    """`score` from 0 to 100; each part from 0 to 1, with what it rests on."""

    resource: ResourceNamed
    department: str | None
    assigned: bool
    score: int
    skill: FitSkill
    load: FitLoad
    past: FitPast
    distance: FitDistance


class Candidates(Out):
    weights: FitWeights
    count: int
    items: list[Candidate]


class LevelledProjectOut(Out):
    id: uuid.UUID
    name: str
    code: str


class LevellingRow(Out):
    id: uuid.UUID
    title: str
    state: str
    applied: str
    applied_by: str
    applied_at: dt.datetime | None
    created_at: dt.datetime
    version: int


class LevellingWhy(Out):
    """A wait for a resource that is at other tasks or away, or for the task before it."""

    resource: ResourceNamed | None
    away: bool
    tasks: list[str]
    after: str | None


class LevellingMove(Out):
    """`days` by which it ends later, in days of work of its project; `held` is what the proposal adds, the rest follows."""

    task: TaskNamed
    was_start: dt.date | None
    was_finish: dt.date | None
    start: dt.date | None
    finish: dt.date | None
    days: float
    held: bool
    why: LevellingWhy


class LevellingCost(Out):
    """When a project ends, and by how many calendar days after what was promised to the client."""

    id: uuid.UUID
    name: str
    was: dt.date | None
    now: dt.date | None
    promised: dt.date | None
    later: int
    late_was: int | None
    late_now: int | None


class LevellingInstalment(Out):
    title: str
    amount: Amount
    milestone: str
    was: dt.date
    now: dt.date


class LevellingProposal(Out):
    """`solved` days of overload of `overloaded`; `overtime` hours beyond what there is that stay; `whole` is false when the time
    ran out. Instalments that the reader does not see are a number."""

    kind: ProposalKind
    whole: bool
    solved: int
    overtime: float
    moves: list[LevellingMove]
    left: list[OverloadOut]
    projects: list[LevellingCost]
    instalments: list[LevellingInstalment]
    instalments_unseen: int


class LevellingOut(Out):
    """`overloaded` days of `people`, before anything is moved. `stale`: plans or people have changed since."""

    id: uuid.UUID
    version: int
    title: str
    state: Literal["queued", "running", "ready", "applied", "undone", "stopped", "failed"]
    job_id: uuid.UUID | None
    created_at: dt.datetime
    projects: list[LevelledProjectOut]
    overloaded: int | None
    people: int | None
    stale: bool
    applied: Literal["", "fewest", "earliest", "float"]
    applied_by: str
    applied_at: dt.datetime | None
    proposals: list[LevellingProposal]
    may: bool
