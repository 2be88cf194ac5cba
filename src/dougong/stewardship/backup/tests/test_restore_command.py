"""`dougong restore` as an operator runs it: killed in the middle, into a used folder, from an older schema, to the other engine."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from dougong.kit import clock
from dougong.stewardship.backup import making, restoring, schema
from dougong.stewardship.backup.archive import Writer
from dougong.stewardship.backup.places import Place
from dougong.stewardship.backup.rows import Column, Digest, Table
from dougong.stewardship.backup.tests.worlds import KEY, archive, company
from tests.cast import assemble

pytestmark = [pytest.mark.services, pytest.mark.slow]


def environ(key: Path, url: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DOUGONG_")}
    more = {"DOUGONG_DATABASE_URL": url} if url else {}
    return {**kept, "DJANGO_SETTINGS_MODULE": "dougong.config.settings", "DOUGONG_BACKUP_KEY_FILE": str(key), **more}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "dougong", *map(str, words)]


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(KEY)
    return path


def test_it_survives_a_kill_keeps_what_was_there_and_moves_between_engines(
    transactional_db: None, deliver: Callable[[], int], tmp_path: Path, key: Path, postgres_url: str
) -> None:
    company(assemble(), deliver)
    made = archive(tmp_path)
    data = tmp_path / "data"
    (data / "files" / "blobs" / "aa").mkdir(parents=True)
    (data / "files" / "blobs" / "aa" / "old").write_bytes(b"what was there")
    (data / "lock").touch()
    before = tree(data)

    refused = subprocess.run(
        command("restore", made.path, "--data", data), env=environ(key), capture_output=True, text=True
    )
    assert refused.returncode == 1 and "--replace" in refused.stderr and tree(data) == before

    wanted = command("restore", made.path, "--data", data, "--replace", "--yes")
    _kill_in_the_middle(wanted, environ(key), tmp_path / "data.restoring")
    assert tree(data) == before

    done = subprocess.run(wanted, env=environ(key), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout
    (aside,) = tmp_path.glob("data.before-*")
    assert tree(aside) == before and not (tmp_path / "data.restoring").exists()
    with closing(sqlite3.connect(data / "dougong.sqlite3")) as database:
        assert database.execute("SELECT name FROM clients_client").fetchone()[0].startswith("启岳半导体🏗️")
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    with _database(postgres_url, "dougong_moved") as url:
        _moved(made, tmp_path, key, url)


def _kill_in_the_middle(wanted: list[str], env: dict[str, str], building: Path) -> None:
    restore = subprocess.Popen(wanted, env=env, stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 60
    while not (building / "dougong.sqlite3").exists() and time.monotonic() < limit and restore.poll() is None:
        time.sleep(0.02)
    restore.send_signal(signal.SIGKILL)
    assert restore.wait(10) == -signal.SIGKILL and building.exists()


def _moved(made: making.Made, folder: Path, key: Path, url: str) -> None:
    """To PostgreSQL by the command; what is then there, backed up and compared, is what was taken from SQLite."""
    done = subprocess.run(
        command("restore", made.path, "--data", folder / "moved"), env=environ(key, url), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert "audit" in done.stdout and "发现" not in done.stdout
    wanted = Place(folder / "moved", url)
    with wanted.source() as there, making.source_of() as here:
        for table in schema.tables():
            one, two = Digest(table), Digest(table)
            for row in here.rows(table):
                one.add(row)
            for row in there.rows(table):
                two.add(row)
            # Laid again after a migration: what the search must look at is marked anew.
            assert one.text() == two.text() or table.name in ("search_changedrecord", "django_content_type"), table.name
    again = subprocess.run(
        command("backup", folder / "b.backup"),
        env={**environ(key, url), "DOUGONG_DATA": str(folder / "moved")}, capture_output=True, text=True,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr


def _database(url: str, name: str) -> _Database:
    return _Database(url, name)


class _Database:
    def __init__(self, url: str, name: str) -> None:
        self.server, self.name = url, name

    def __enter__(self) -> str:
        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{self.name}"')  # type: ignore[arg-type]  # our own name
        return self.server.rsplit("/", 1)[0] + f"/{self.name}"

    def __exit__(self, *failure: object) -> None:
        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{self.name}" WITH (FORCE)')  # type: ignore[arg-type]  # our own name


CLIENTS = Table("clients_tag", (Column("id", "uuid"), Column("version", "int"), Column("created_at", "instant"),
                                Column("updated_at", "instant"), Column("name", "text")))  # fmt: skip


def test_an_older_archive_is_restored_in_its_own_schema_and_migrated_forward(tmp_path: Path, db: None) -> None:
    """Without the newest migration of the points, and what came after."""
    last, later = _newest("loyalty")
    newest = [[app, name] for app, name in _applied() if app != "stewardship" and (app, name) not in later]
    path, stamp = tmp_path / "old.backup", "2025-01-02 03:04:05.000006"
    head = {"made_at": clock.now().isoformat(), "made_with": "0.0.9", "engine": "sqlite", "migrations": newest}
    with path.open("wb") as out:
        writer = Writer(out, KEY, head)
        writer.small("keys/secret", b"s" * 40)
        list(writer.table(CLIENTS, iter([["0" * 31 + "1", 1, stamp, stamp, "旧标签"]])))
        writer.close()
    place = Place(tmp_path / "data")
    place.begin()
    found = restoring.fill(path, KEY, place)
    assert ".".join(last) in found.migrated and "stewardship.0001_backups_and_drills" in found.migrated
    with closing(sqlite3.connect(place.file)) as database:
        assert database.execute("SELECT name, created_at FROM clients_tag").fetchall() == [("旧标签", stamp)]
        triggers = database.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'loyalty_pointsentry_no%'")
        assert triggers.fetchone()[0] == 2


def _newest(app: str) -> tuple[tuple[str, str], set[tuple[str, str]]]:
    """The last migration of an app; it, with all that stand on it."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    graph = MigrationLoader(connection).graph
    [last] = graph.leaf_nodes(app)
    return last, set(graph.backwards_plan(last))


def _applied() -> Iterator[tuple[str, str]]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    yield from MigrationRecorder(connection).applied_migrations()
