from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class HandedOver(Event):
    """Records changed hands, there or back."""

    name: ClassVar[str] = "organisation.handed_over.v1"
    hand_over_id: uuid.UUID
    person_id: uuid.UUID
