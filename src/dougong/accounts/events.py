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
