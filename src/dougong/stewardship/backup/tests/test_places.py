"""The exchange: all at once, what was there kept, and on a server finished by whoever comes next."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from dougong.stewardship.backup import errors, restoring
from dougong.stewardship.backup.places import BUILDING, Place


def folder(path: Path, name: str, text: str) -> Path:
    (path / name / "files").mkdir(parents=True)
    (path / name / "files" / "one").write_text(text)
    return path / name


def test_folders_are_exchanged_and_the_old_one_is_kept(tmp_path: Path) -> None:
    data = folder(tmp_path, "data", "old")
    folder(tmp_path, "data.restoring", "new")
    aside = restoring.exchange(Place(restoring.building_folder(data)), Place(data))
    assert (data / "files" / "one").read_text() == "new" and (Path(aside) / "files" / "one").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", Path(aside).name]
    assert not (data / restoring.READY).exists()


def test_where_the_file_system_can_not_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, new = folder(tmp_path, "data", "old"), folder(tmp_path, "data.restoring", "new")
    monkeypatch.setattr(restoring.ctypes, "CDLL", lambda *given, **more: object())
    restoring.swap(new, data)
    assert (data / "files" / "one").read_text() == "new" and (new / "files" / "one").read_text() == "old"


def test_an_absent_folder_is_simply_made(tmp_path: Path) -> None:
    folder(tmp_path, "data.restoring", "new")
    data = tmp_path / "data"
    assert restoring.exchange(Place(restoring.building_folder(data)), Place(data)) == ""
    assert (data / "files" / "one").read_text() == "new"


def test_a_folder_in_use_and_one_with_data_are_refused(tmp_path: Path) -> None:
    data = folder(tmp_path, "data", "old")
    (data / "files" / "blobs" / "aa").mkdir(parents=True)
    with pytest.raises(errors.TargetNotEmpty):
        restoring.restore(tmp_path / "none", "a key of some length", data, "")
    with restoring._alone(data), pytest.raises(errors.TargetInUse):
        restoring.restore(tmp_path / "none", "a key of some length", data, "", replace=True)


def test_a_step_knows_nothing_of_the_installation_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOUGONG_SMTP_URL", "smtp://mail.example")
    monkeypatch.setenv("DOUGONG_DATABASE_URL", "postgres://live@db/live")
    monkeypatch.setenv("DOUGONG_SECRET_KEY_FILE", "/etc/secret")
    given = Place(tmp_path).environ()
    known = {name for name in given if name.startswith("DOUGONG_")} - {"DOUGONG_TIME_ZONE", "DOUGONG_CIPHER"}
    assert known == {"DOUGONG_DATA", "DOUGONG_LOG_LEVEL"} and given["DOUGONG_DATA"] == str(tmp_path)
    url = Place(tmp_path, "postgres://u:p@h/d?sslmode=require", schema="aside").environ()["DOUGONG_DATABASE_URL"]
    assert url == "postgres://u:p@h/d?sslmode=require&options=-csearch_path%3Daside"


@pytest.fixture
def url(postgres_url: str) -> Iterator[str]:
    name = f"dougong_places_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]  # our own name
        yield postgres_url.rsplit("/", 1)[0] + f"/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]  # our own name


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as server:
        return {
            f"{schema}.{name}"
            for schema, name in server.execute(
                "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            )
        }


@pytest.mark.postgres
def test_a_schema_takes_the_place_of_the_one_in_use_which_is_kept(tmp_path: Path, url: str) -> None:
    with psycopg.connect(url) as server:
        server.execute("CREATE TABLE old (id int)")
    assert Place(tmp_path / "data", url).holds().endswith(url.rsplit("/", 1)[1])
    building = Place(tmp_path / "data.restoring", url, schema=BUILDING)
    building.clear()
    building.begin()
    with psycopg.connect(url) as server:
        server.execute(f"CREATE TABLE {BUILDING}.new (id int)")  # type: ignore[arg-type]  # our own name
    assert not building.is_switched()
    building.switch_database("before_x")
    assert building.is_switched() and tables(url) == {"public.new", "before_x.old"}


@pytest.mark.postgres
def test_a_kill_between_the_schema_and_the_folder_is_finished_by_the_next_start(tmp_path: Path, url: str) -> None:
    data = folder(tmp_path, "data", "old")
    building = Place(restoring.building_folder(data), url, schema=BUILDING)
    building.begin()
    (building.data / "files").mkdir()
    (building.data / "files" / "one").write_text("new")
    assert restoring.finish_interrupted(data, url) is False  # not proved yet: thrown away by the next attempt
    (building.data / restoring.READY).write_text("20261118-100000")
    assert restoring.finish_interrupted(data, url) is False  # the old schema is still in its place
    building.switch_database("before_x")
    assert restoring.finish_interrupted(data, url) is True
    assert (data / "files" / "one").read_text() == "new"
    assert (tmp_path / "data.before-20261118-100000" / "files" / "one").read_text() == "old"
    assert restoring.finish_interrupted(data, url) is False


def test_who_waits_for_a_step_shows_that_he_lives_and_ends_it_when_he_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that is asked to end raises at its next sign of life; the step ends with it, and that is no failed drill."""
    script = tmp_path / "slow"
    script.write_text("#!/bin/sh\necho $$ > " + str(tmp_path / "pid") + "\nexec sleep 60\n")
    script.chmod(0o700)
    monkeypatch.setattr(restoring.sys, "executable", str(script))
    told: list[tuple[int, int, str]] = []

    def progress(*given: Any) -> None:
        told.append(given)
        if len(told) == 2:
            raise KeyboardInterrupt

    telling = restoring.Telling(progress)
    telling(3, 10, "rows")
    with pytest.raises(KeyboardInterrupt):
        telling.run(Place(tmp_path / "data"), "check", {})
    assert told == [(3, 10, "rows"), (3, 10, "rows")]
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_a_step_that_dies_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "dies"
    script.write_text("#!/bin/sh\necho 'disk full' >&2\nexit 7\n")
    script.chmod(0o700)
    monkeypatch.setattr(restoring.sys, "executable", str(script))
    with pytest.raises(errors.StepFailed) as found:
        restoring.run_child(Place(tmp_path / "data"), "lay", {})
    assert (found.value.params["step"], found.value.params["why"]) == ("lay", "disk full")
