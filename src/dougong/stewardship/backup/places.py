"""Where an installation lies: a data folder, and its database in it or on a PostgreSQL server."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dougong.stewardship.backup.source import Source, postgres_source, sqlite_source
from dougong.stewardship.backup.target import Target, postgres_target, sqlite_target

BUILDING = "dougong_restoring"
_OF_OURS = (
    "PATH",
    "LANG",
    "LC_ALL",
    "HOME",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "TMPDIR",
    "DOUGONG_TIME_ZONE",
    "DOUGONG_CIPHER",
)


@dataclass(frozen=True)
class Place:
    """`schema` is the schema on the server, for one that is being built beside the one in use."""

    data: Path
    database_url: str = ""
    schema: str = "public"

    @property
    def on_server(self) -> bool:
        return urlsplit(self.database_url).scheme in ("postgres", "postgresql")

    @property
    def file(self) -> Path:
        parts = urlsplit(self.database_url)
        return Path(parts.path) if parts.scheme == "sqlite" else self.data / "dougong.sqlite3"

    @property
    def blobs(self) -> Path:
        return self.data / "files" / "blobs"

    @property
    def url(self) -> str:
        """For a process that works in this schema only; empty for SQLite in the folder."""
        if not self.on_server:
            return ""
        parts = urlsplit(self.database_url)
        query = [(k, v) for k, v in parse_qsl(parts.query) if k != "options"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("options", f"-csearch_path={self.schema}")])))

    def environ(self) -> dict[str, str]:
        """Of a process that knows this place and nothing else: no mail server, no keys from outside."""
        kept = {name: os.environ[name] for name in _OF_OURS if name in os.environ}
        more = {
            "DOUGONG_DATA": str(self.data),
            "DOUGONG_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "dougong.config.settings",
        }
        return {**kept, **more, **({"DOUGONG_DATABASE_URL": self.url} if self.url else {})}

    def source(self) -> contextlib.AbstractContextManager[Source]:
        return postgres_source(self.database_url, self.schema) if self.on_server else sqlite_source(str(self.file))

    def target(self) -> contextlib.AbstractContextManager[Target]:
        return postgres_target(self.database_url, self.schema) if self.on_server else sqlite_target(str(self.file))

    # ---- what is there

    def holds(self) -> str:
        """Where there is data already; "" for a place that is free. Keys alone, made by looking at it, are no data."""
        if self.on_server and self._tables():
            return self._told()
        if not self.on_server and self.file.is_file() and _has_tables(self.file):
            return str(self.file)
        if self.blobs.is_dir() and any(self.blobs.iterdir()):
            return str(self.blobs)
        return ""

    def _told(self) -> str:
        """The server and the database, without the password."""
        parts = urlsplit(self.database_url)
        return f"{parts.hostname or 'localhost'}{parts.path}"

    def _tables(self) -> int:
        with self._server() as server:
            found = server.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [self.schema]).fetchone()
        return int(found[0])

    @contextlib.contextmanager
    def _server(self) -> Iterator[Any]:
        import psycopg

        with psycopg.connect(self.database_url) as server:
            yield server

    # ---- building

    def clear(self) -> None:
        """Throw away what an earlier attempt left."""
        shutil.rmtree(self.data, ignore_errors=True)
        if self.on_server:
            with self._server() as server:
                server.execute(f'DROP SCHEMA IF EXISTS "{self.schema}" CASCADE')

    def begin(self) -> None:
        self.data.mkdir(parents=True, mode=0o700)
        if self.on_server:
            with self._server() as server:
                server.execute(f'CREATE SCHEMA "{self.schema}"')

    def seal(self) -> None:
        """Everything on the disk before anything is exchanged."""
        shutil.rmtree(self.data / "run", ignore_errors=True)
        if not self.on_server:
            with contextlib.closing(sqlite3.connect(self.file)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for folder, _, names in os.walk(self.data):
            for name in names:
                _to_disk(Path(folder, name))
            _to_disk(Path(folder))

    def switch_database(self, aside: str) -> None:
        """On the server: the schema that was in use gets another name and this one takes its place, in one transaction."""
        if not self.on_server:
            return
        import psycopg

        with self._server() as server:
            there = server.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'public'").fetchone()
            if there[0]:
                server.execute(f'ALTER SCHEMA public RENAME TO "{aside}"')
            server.execute(f'ALTER SCHEMA "{self.schema}" RENAME TO public')
            if there[0]:
                with contextlib.suppress(psycopg.Error), server.transaction():
                    server.execute(f'DROP SCHEMA "{aside}"')  # refused, as it should be, when anything is in it

    def is_switched(self) -> bool:
        """Whether this schema has taken its place on the server."""
        with self._server() as server:
            known = server.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [self.schema]).fetchone()
        return self.on_server and not known[0]


def _has_tables(file: Path) -> bool:
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0])


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
