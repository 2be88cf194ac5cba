"""Making an archive: the database at one moment, then the files its rows name, while people work.

Files are kept under ids and never changed (`files.storage`), so every file that a row of the snapshot names is the one it means,
whenever it is read; what is deleted for good meanwhile stays on the disk until the night. Anchors of the audit are read before the
snapshot: what they promise is in it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.db import connection

import dougong
from dougong.audit.services import anchors
from dougong.files import storage
from dougong.kit import clock, keyring
from dougong.stewardship.backup import errors, schema
from dougong.stewardship.backup.archive import Writer
from dougong.stewardship.backup.source import Source, name_of, postgres_source, sqlite_source

Progress = Callable[[int, int, str], None]
_BLOBS = "SELECT {id}, sha256, size FROM files_blob ORDER BY 1"


@dataclass
class Made:
    """`missing` are files whose bytes are not, or no longer, what their row says: `{"id", "name", "why"}`."""

    path: Path
    size: int = 0
    sha256: str = ""
    rows: int = 0
    tables: dict[str, int] = field(default_factory=dict)
    files: int = 0
    file_bytes: int = 0
    missing: list[dict[str, str]] = field(default_factory=list)


def key_from(path: Path | None, data: Path) -> str:
    """The backup key in a file that lies outside the data folder. Raises NoBackupKey, KeyInside, WeakBackupKey."""
    from dougong.stewardship.backup.sealing import check_key

    if path is None or not path.is_file():
        raise errors.NoBackupKey()
    if data.resolve() in path.resolve().parents:
        raise errors.KeyInside(path=path)
    return check_key(path.read_text(encoding="utf-8", errors="replace"))


def source_of() -> AbstractContextManager[Source]:
    """A snapshot of the database this process works with."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return sqlite_source(str(facts["NAME"]))
    return postgres_source(conninfo())


def conninfo() -> str:
    """Where our PostgreSQL is, as libpq takes it."""
    from psycopg.conninfo import make_conninfo

    facts = connection.get_connection_params()
    known = {"host", "port", "user", "password", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "options"}
    return make_conninfo("", **{name: value for name, value in facts.items() if name in known and value})


def make(path: Path, key: str, progress: Progress = lambda done, total, message: None) -> Made:
    """Write the archive to `path`, whole or not at all. Raises NoSpace, BackupError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            made = _write(out, path, key, progress)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
        return made
    except OSError as failure:
        raise errors.NoSpace(place=path.parent, why=failure.strerror or str(failure)) from failure
    finally:
        draft.unlink(missing_ok=True)


def _write(out: BinaryIO, path: Path, key: str, progress: Progress) -> Made:
    early = dict(_anchor_files())
    with storage.copying(), source_of() as source:
        there = source.tables()
        tables = [source.counted(table) for table in schema.tables() if table.name in there]
        head = {
            "made_at": clock.now(), "made_with": dougong.__version__, "engine": source.vendor,
            "company": settings.DOUGONG_COMPANY, "migrations": _applied(source), "tables": len(tables),
        }  # fmt: skip
        writer = Writer(out, key, _plain(head))
        for name, data in [*_key_files(), *early.items()]:
            writer.small(name, data)
        counts = {table.name: source.count(table) for table in tables}
        blobs = source.query(_BLOBS.format(id=_hex(source, "id")))
        total, done = sum(counts.values()) + sum(row[2] for row in blobs) // 1024, 0
        for table in tables:
            for written in writer.table(table, source.rows(table)):
                progress(done + written, total, table.name)
            done += counts[table.name]
        _files(writer, source, blobs, done, total, progress)
    made = Made(path, rows=writer.told.rows, tables=writer.told.tables, files=writer.told.files)
    made.file_bytes, made.missing = writer.told.bytes, writer.told.missing
    made.sha256 = writer.close()
    made.size = writer.size
    progress(total, total, "")
    return made


def _applied(source: Source) -> list[list[str]]:
    known = {config.label for config in apps.get_app_configs()}
    rows = source.query("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [[app, name] for app, name in rows if app in known]


def _plain(value: Any) -> Any:
    from dougong.kit.jsonable import plain

    return plain(value)


def _hex(source: Source, column: str) -> str:
    return column if source.vendor == "sqlite" else f"replace({column}::text, '-', '')"


def _files(writer: Writer, source: Source, blobs: list[Any], done: int, total: int, progress: Progress) -> None:
    for blob_id, sha256, size in blobs:
        place = storage.folder() / blob_id[-2:] / blob_id
        try:
            with place.open("rb") as opened:
                found = writer.file(f"{blob_id[-2:]}/{blob_id}", opened)
            why = "" if found == sha256 else "changed"
        except FileNotFoundError:
            why = "missing"
        if why:
            writer.told.missing.append({"id": blob_id, "name": name_of(source, blob_id), "why": why})
        done += size // 1024
        progress(min(done, total), total, "")


def _key_files() -> list[tuple[str, bytes]]:
    """The ring of the field encryption with its retired keys, and what signs sessions and links."""
    kept = [(f"keys/{p.name}", p.read_bytes()) for p in sorted(keyring.folder().iterdir()) if p.name in _KEYS]
    return [*kept, ("keys/secret", f"{settings.SECRET_KEY}\n".encode())]


_KEYS = (keyring.FIELD, keyring.BLIND, keyring.RETIRED, keyring.POINTS)


def _anchor_files() -> list[tuple[str, bytes]]:
    return [(f"anchors/{file.name}", file.read_bytes()) for file in anchors.files(anchors.folder())]


def digest_of(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def room_at(folder: Path) -> int:
    """Free bytes where archives go."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
