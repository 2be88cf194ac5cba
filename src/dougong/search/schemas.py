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


class Piece(Schema):
    text: str
    hit: bool


class HitItem(FoundItem):
    """`name` is the title in pieces where it was hit, else empty; `passage` the text around the first hit, empty where only
    the title or another field was."""

    name: list[Piece]
    passage: list[Piece]


class HitGroup(Schema):
    kind: str
    label: str
    items: list[HitItem]
    next: str | None


class Hits(Schema):
    groups: list[HitGroup]
