from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event
from dougong.kit.money import Money


@dataclass(frozen=True)
class OpportunityCreated(Event):
    name: ClassVar[str] = "sales.opportunity_created.v1"
    opportunity_id: uuid.UUID
    client_id: uuid.UUID
    stage: str


@dataclass(frozen=True)
class OpportunityChanged(Event):
    name: ClassVar[str] = "sales.opportunity_changed.v1"
    opportunity_id: uuid.UUID
    client_id: uuid.UUID
    fields: list[str]


@dataclass(frozen=True)
class OpportunityMoved(Event):
    name: ClassVar[str] = "sales.opportunity_moved.v1"
    opportunity_id: uuid.UUID
    client_id: uuid.UUID
    from_stage: str
    to_stage: str


@dataclass(frozen=True)
class OpportunityWon(Event):
    name: ClassVar[str] = "sales.opportunity_won.v1"
    opportunity_id: uuid.UUID
    client_id: uuid.UUID
    amount: Money
    won_on: dt.date


@dataclass(frozen=True)
class OpportunityLost(Event):
    name: ClassVar[str] = "sales.opportunity_lost.v1"
    opportunity_id: uuid.UUID
    client_id: uuid.UUID
    amount: Money
    lost_on: dt.date
    reason: str


@dataclass(frozen=True)
class OpportunityReopened(Event):
    name: ClassVar[str] = "sales.opportunity_reopened.v1"
    opportunity_id: uuid.UUID
    client_id: uuid.UUID
    stage: str
