from __future__ import annotations

import datetime as dt
import uuid

from dougong.kit.schemas import In, Name, Out


class RenameIn(In):
    name: Name


class ShareIn(In):
    shared: bool


class FileItem(Out):
    id: uuid.UUID
    version: int
    name: str
    latest: int
    size: int
    content_type: str
    inline: bool
    picture: bool
    shared_with_client: bool
    shared_at: dt.datetime | None
    archived_at: dt.datetime | None
    created_at: dt.datetime
    changed_at: dt.datetime
    changed_by: str


class FileVersionOut(Out):
    number: int
    filename: str
    size: int
    content_type: str
    inline: bool
    created_at: dt.datetime
    created_by: str


class FileOut(FileItem):
    versions: list[FileVersionOut]
    may_write: bool
    may_share: bool


class FileList(Out):
    items: list[FileItem]
    may_write: bool
    may_share: bool
