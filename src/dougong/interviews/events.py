from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class InterviewHeld(Event):
    name: ClassVar[str] = "interviews.interview_held.v1"
    interview_id: uuid.UUID
    client_id: uuid.UUID
    template: str
