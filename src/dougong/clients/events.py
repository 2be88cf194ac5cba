from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event


@dataclass(frozen=True)
class ClientCreated(Event):
    name: ClassVar[str] = "clients.client_created.v1"
    client_id: uuid.UUID


@dataclass(frozen=True)
class ClientChanged(Event):
    name: ClassVar[str] = "clients.client_changed.v1"
    client_id: uuid.UUID
    fields: list[str]


@dataclass(frozen=True)
class ClientAssigned(Event):
    name: ClassVar[str] = "clients.client_assigned.v1"
    client_id: uuid.UUID
    from_user_id: uuid.UUID | None
    to_user_id: uuid.UUID | None


@dataclass(frozen=True)
class ClientPurged(Event):
    """It is gone for good, with what hung on it."""

    name: ClassVar[str] = "clients.client_purged.v1"
    client_id: uuid.UUID


@dataclass(frozen=True)
class ClientsMerged(Event):
    """The merged are gone; all that was theirs is the client's, and their keys lead to it."""

    name: ClassVar[str] = "clients.clients_merged.v1"
    client_id: uuid.UUID
    merge_id: uuid.UUID
    merged: list[uuid.UUID]


@dataclass(frozen=True)
class ClientMergeUndone(Event):
    name: ClassVar[str] = "clients.client_merge_undone.v1"
    client_id: uuid.UUID
    merge_id: uuid.UUID
    restored: list[uuid.UUID]
