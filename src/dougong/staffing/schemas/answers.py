from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.kit.schemas import MAYBE, Amount, Out
from dougong.staffing.schemas.bodies import AbsenceKind, Kind


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
    overtime_rate: Amount | None = MAYBE
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
