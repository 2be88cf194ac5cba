from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class DepartmentMerged(Event):
    """What stood in one department stands in another now."""

    name: ClassVar[str] = "accounts.department_merged.v1"
    department_id: uuid.UUID
    into_id: uuid.UUID


@dataclass(frozen=True)
class PersonJoined(Event):
    """There is an account more: of a colleague (`staff`) or of a client's contact (`contact`)."""

    name: ClassVar[str] = "accounts.person_joined.v1"
    user_id: uuid.UUID
    kind: str
