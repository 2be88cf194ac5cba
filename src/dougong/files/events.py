from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class FileAttached(Event):
    """A document, or a new version of it, came to a record."""

    name: ClassVar[str] = "files.file_attached.v1"
    attachment_id: uuid.UUID
    resource: str
    object_id: uuid.UUID
    filename: str
    number: int


@dataclass(frozen=True)
class FileShared(Event):
    """A document was shown to the client, or hidden from it again."""

    name: ClassVar[str] = "files.file_shared.v1"
    attachment_id: uuid.UUID
    resource: str
    object_id: uuid.UUID
    filename: str
    shared: bool
