from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class PointsMoved(Event):
    """What one event did to an account: `points` in all, and the balance after it."""

    name: ClassVar[str] = "loyalty.points_moved.v1"
    account_id: uuid.UUID
    client_id: uuid.UUID
    key: str
    type: str
    points: int
    balance: int
