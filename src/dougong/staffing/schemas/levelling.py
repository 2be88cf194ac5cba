from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.kit.schemas import Amount, Out
from dougong.staffing.schemas.answers import OverloadOut, ResourceNamed, TaskNamed
from dougong.staffing.schemas.bodies import ProposalKind


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
    """`overloaded` days of `people`, `hours` beyond what there is, before anything is moved. `stale`: plans or people have
    changed since."""

    id: uuid.UUID
    version: int
    title: str
    state: Literal["queued", "running", "ready", "applied", "undone", "stopped", "failed"]
    job_id: uuid.UUID | None
    created_at: dt.datetime
    projects: list[LevelledProjectOut]
    overloaded: int | None
    people: int | None
    hours: float | None
    stale: bool
    applied: Literal["", "fewest", "earliest", "float"]
    applied_by: str
    applied_at: dt.datetime | None
    proposals: list[LevellingProposal]
    may: bool
