from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class FieldsSaved(Event):
    """What is asked of a kind of record changed."""

    name: ClassVar[str] = "forms.fields_saved.v1"
    resource: str
    number: int
