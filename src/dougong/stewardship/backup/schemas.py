from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.kit.schemas import In, Out


class MissingFile(Out):
    """`why`: it is not there, or its bytes are not those that were stored."""

    name: str
    why: Literal["missing", "changed"]


class BackupOut(Out):
    """`there`: whether its file still lies where it was written. `size` in bytes."""

    id: uuid.UUID
    state: Literal["running", "done", "failed"]
    cause: Literal["person", "night", "command"]
    by_name: str
    name: str
    there: bool
    size: int
    sha256: str
    rows: int
    files: int
    missing: list[MissingFile]
    seconds: int
    error: str
    created_at: dt.datetime
    finished_at: dt.datetime | None


class DrillCheck(Out):
    """`looked` things were looked at, `count` were wrong, `wrong` names the first."""

    code: str
    name: str
    ok: bool
    looked: int
    count: int
    wrong: list[str]


class DrillOut(Out):
    id: int
    state: Literal["running", "passed", "failed"]
    by_name: str
    archive: str
    recovery_seconds: float | None
    rows: int
    files: int
    checks: list[DrillCheck]
    certificate: list[Literal["pdf", "json"]]
    error: str
    created_at: dt.datetime
    finished_at: dt.datetime | None


class BackupSetup(Out):
    """`key_problem`: why no backup can be made, empty when one can. `free` in bytes."""

    folder: str
    same_disk: bool
    free: int
    key_problem: str
    nightly: Literal["no", "backup", "drill"]
    keep: int


class BackupsOut(Out):
    backups: list[BackupOut]
    drills: list[DrillOut]
    setup: BackupSetup


class DrillIn(In):
    backup_id: uuid.UUID | None = None


class DownloadTicket(Out):
    url: str


