from __future__ import annotations

import uuid

from ninja import Schema


class FoundItem(Schema):
    resource: str
    id: uuid.UUID
    title: str
    subtitle: str
    link: str


class Found(Schema):
    items: list[FoundItem]
