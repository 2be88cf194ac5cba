from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class ProjectCreated(Event):
    name: ClassVar[str] = "projects.project_created.v1"
    project_id: uuid.UUID
    client_id: uuid.UUID
    contract_id: uuid.UUID


@dataclass(frozen=True)
class KickoffHeld(Event):
    name: ClassVar[str] = "projects.kickoff_held.v1"
    project_id: uuid.UUID
    client_id: uuid.UUID
    held_on: dt.date


@dataclass(frozen=True)
class MilestoneReached(Event):
    """Once per milestone, when its date of completion is first entered."""

    name: ClassVar[str] = "projects.milestone_reached.v1"
    task_id: uuid.UUID
    project_id: uuid.UUID
    client_id: uuid.UUID
    reached_on: dt.date


@dataclass(frozen=True)
class AcceptancePassed(Event):
    """Once per project or milestone. `on_time` compares with the baseline; None where nothing was planned."""

    name: ClassVar[str] = "projects.acceptance_passed.v1"
    acceptance_id: uuid.UUID
    project_id: uuid.UUID
    client_id: uuid.UUID
    planned_on: dt.date | None
    accepted_on: dt.date
    on_time: bool | None


@dataclass(frozen=True)
class AcceptanceWithdrawn(Event):
    """An acceptance that had passed was taken back, with the values of its AcceptancePassed. `reason` is why."""

    name: ClassVar[str] = "projects.acceptance_withdrawn.v1"
    acceptance_id: uuid.UUID
    project_id: uuid.UUID
    client_id: uuid.UUID
    planned_on: dt.date | None
    accepted_on: dt.date
    on_time: bool | None
    reason: str


@dataclass(frozen=True)
class ProjectPurged(Event):
    """It is gone for good, with its plan."""

    name: ClassVar[str] = "projects.project_purged.v1"
    project_id: uuid.UUID
    client_id: uuid.UUID
