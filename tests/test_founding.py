"""An empty database founded at once, and one on which every migration was played: the same tables, keys, indexes and rows."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

COUNT = 'SELECT count(*) FROM "{}"'
OTHER = "CREATE TABLE other (one integer)"
QUERIES = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity,"
    " generation_expression FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, regexp_replace(prosrc, '\\s+', ' ', 'g') FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def _migrate(place: dict[str, str]) -> None:
    command = [sys.executable, "-m", "dougong", "manage", "migrate", "--verbosity", "0", "--no-input"]
    subprocess.run(command, env={**os.environ, **place}, check=True, timeout=300, stdin=subprocess.DEVNULL)


def _make_a_table(place: dict[str, str]) -> None:
    if connection.vendor == "sqlite":
        Path(place["DOUGONG_DATA"]).mkdir()
        with closing(sqlite3.connect(Path(place["DOUGONG_DATA"]) / "dougong.sqlite3")) as empty:
            empty.execute(OTHER)
        return
    import psycopg

    with psycopg.connect(place["DOUGONG_DATABASE_URL"]) as server:
        server.execute(OTHER)


def _sqlite(folder: Path) -> set[str]:
    told = set()
    with closing(sqlite3.connect(folder / "dougong.sqlite3")) as found:
        for kind, name, sql in found.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
            if kind != "table" or sql.upper().startswith("CREATE VIRTUAL"):
                told.add(f"{kind} {name} {sql}")
                continue
            told |= {f"{name}: {row[1:]}" for row in found.execute(f'PRAGMA table_info("{name}")')}
            told |= {f"{name}: {row[2:]}" for row in found.execute(f'PRAGMA foreign_key_list("{name}")')}
            told |= {f"{name}: {part}" for part in re.findall(r'CONSTRAINT "\w+" (?:CHECK|UNIQUE) .+?(?=, CONSTRAINT|\)$)', sql)}
            if name != "sqlite_sequence":
                told.add(f"{name}: {found.execute(COUNT.format(name)).fetchone()}")
    return told


def _postgres(url: str) -> set[str]:
    import psycopg

    with psycopg.connect(url) as found:
        told = {str(row) for query in QUERIES for row in found.execute(query)}  # type: ignore[arg-type]
        for (name,) in found.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            told.add(f"{name}: {found.execute(COUNT.format(name)).fetchone()}")  # type: ignore[arg-type]  # our own names
    return told


@pytest.fixture
def places(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[list[dict[str, str]]]:
    """Where two empty databases of the engine of these tests can be, as settings."""
    folders = [{"DOUGONG_DATA": str(tmp_path / name)} for name in ("founded", "played")]
    if connection.vendor == "sqlite":
        yield [{**place, "DOUGONG_DATABASE_URL": ""} for place in folders]
        return
    import psycopg

    url = urlsplit(request.getfixturevalue("postgres_url"))
    names = [f"dougong_{Path(place['DOUGONG_DATA']).name}_{os.getpid()}" for place in folders]
    with psycopg.connect(urlunsplit(url._replace(path="/postgres")), autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
        yield [
            {**place, "DOUGONG_DATABASE_URL": urlunsplit(url._replace(path=f"/{name}"))}
            for place, name in zip(folders, names, strict=True)
        ]
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]


@pytest.mark.django_db
def test_founded_at_once_is_as_if_every_migration_had_run(places: list[dict[str, str]]) -> None:
    at_once, played = places
    _migrate(at_once)
    _make_a_table(played)  # now it is not empty any more
    _migrate(played)
    if connection.vendor == "sqlite":
        found = [_sqlite(Path(place["DOUGONG_DATA"])) for place in places]
    else:
        found = [_postgres(place["DOUGONG_DATABASE_URL"]) for place in places]
    assert len(found[0]) > 1000
    assert [told for told in sorted(found[0] ^ found[1]) if not told.startswith(("other:", "('other'"))] == []
