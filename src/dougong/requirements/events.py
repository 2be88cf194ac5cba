from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class RequirementAgreed(Event):
    name: ClassVar[str] = "requirements.requirement_agreed.v1"
    requirement_id: uuid.UUID
    specification_id: uuid.UUID
    number: int


@dataclass(frozen=True)
class RequirementChanged(Event):
    """One that had been agreed was changed, or dropped."""

    name: ClassVar[str] = "requirements.requirement_changed.v1"
    requirement_id: uuid.UUID
    specification_id: uuid.UUID
    fields: list[str]


@dataclass(frozen=True)
class SpecificationShared(Event):
    name: ClassVar[str] = "requirements.specification_shared.v1"
    specification_id: uuid.UUID
    shared: bool
