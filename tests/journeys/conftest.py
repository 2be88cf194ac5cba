"""Places and people of the journeys: real processes, a real database, a real browser."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright

from dougong.accounts.demo_people import DEPARTMENTS, DOMAIN, PEOPLE
from dougong.config import testdb
from tests.journeys.desk import FLAGS
from tests.journeys.house import PASSWORD, House

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "artefacts" / "journeys"


@pytest.fixture(scope="session")
def built_web() -> Path:
    """The web app as it is served. `make setup` builds it; a checkout without Node says so and skips."""
    if not (ROOT / "web" / "dist" / "index.html").is_file():
        pytest.skip("the web app is not built (make web)")
    return ROOT / "web" / "dist"


@pytest.fixture(scope="session")
def browser(built_web: Path) -> Iterator[Browser]:
    """Debian's Chromium; none is downloaded."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed (make system)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shots() -> Path:
    """Pictures of the last run, kept beside the code and out of version control; those of another process of it stay."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    for old in ARTEFACTS.rglob("*.png"):
        with suppress(FileNotFoundError):
            if old.stat().st_mtime < time.time() - 120:
                old.unlink()
    return ARTEFACTS


@pytest.fixture(scope="session")
def postgres_server() -> str:
    try:
        return testdb.start_postgres()
    except testdb.Absent as absent:
        pytest.skip(str(absent))


def _new_database(server: str) -> str:
    """An empty database of its own on the server; its URL."""
    name = f"journey_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A company on its first day: people and departments, nothing else; on either database."""
    url = _new_database(request.getfixturevalue("postgres_server")) if request.param == "postgres" else ""
    house = House(tmp_path_factory.mktemp("house") / request.param, database_url=url)
    try:
        found_company(house.open())
        yield house
    finally:
        house.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`dougong up --demo`, as `make run` starts it."""
    house = House(tmp_path_factory.mktemp("demo") / "data", demo=True)
    try:
        yield house.open()
    finally:
        house.close()


def found_company(house: House) -> None:
    """The first administrator by the command line, everybody else by the administrator."""
    domain = f"@{DOMAIN}"
    first = PEOPLE[0]
    house.command("person", first[0] + domain, first[1], "--role", "admin", text=f"{PASSWORD}\n")
    admin = house.person(first[0] + domain)
    ids: dict[str, Any] = {}
    for name, parent in DEPARTMENTS:
        ids[name] = admin.create("/departments", {"name": name, "parent_id": ids[parent] if parent else None})["id"]
    for login, name, title, _, department, roles in PEOPLE[1:]:
        body = {"name": name, "email": login + domain, "title": title, "password": PASSWORD, "roles": list(roles)}
        admin.create("/people", {**body, "department_id": ids[department]})
