from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class ApprovalDecided(Event):
    """Also when it is withdrawn: then nobody decided."""

    name: ClassVar[str] = "approvals.approval_decided.v1"
    approval_id: uuid.UUID
    subject: str
    object_id: uuid.UUID
    state: str
    comment: str
    by_name: str
