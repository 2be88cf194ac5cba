"""Places and people of the journeys: real processes, a real database, a real browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True)
class Template:
    """A company on its first day, or the demo company, closed: its data folder, and its database where that is PostgreSQL's."""

    data: Path
    server: str = ""
    demo: bool = False

    @property
    def database(self) -> str:
        return f"template_{self.data.name}"

    def url(self, database: str) -> str:
        return f"{self.server.rpartition('/')[0]}/{database}" if self.server else ""

    def create(self, database: str, *, copied: bool) -> str:
        """A database on the server, empty or as the template has it; its URL."""
        like = f' TEMPLATE "{self.database}"' if copied else ""
        with psycopg.connect(self.server.replace("postgres://", "postgresql://"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"{like}'.encode())
        return self.url(database)

    def found(self) -> Template:
        url = self.create(self.database, copied=False) if self.server else ""
        house = House(self.data, database_url=url, demo=self.demo)
        try:
            house.open()
            if not self.demo:
                found_company(house)
        finally:
            house.close()
        return self

    def house(self, data: Path) -> House:
        """Another company like it, in a folder and a database of its own."""
        shutil.copytree(self.data, data)
        url = self.create(f"journey_{uuid.uuid4().hex[:12]}", copied=True) if self.server else ""
        return House(data, database_url=url, demo=self.demo)


@pytest.fixture(scope="session")
def templates(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Template]:
    """By engine, and `demo`; founded at the first use, the way an operator does it, and copied for whoever needs one."""

    @cache
    def template(kind: str) -> Template:
        if kind == "postgres":  # each process has a server of its own
            server = request.getfixturevalue("postgres_server")
            return Template(tmp_path_factory.mktemp("template") / kind, server).found()
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
        folder = tmp_path_factory.getbasetemp().parent / f"template-{run}" if run else tmp_path_factory.mktemp("template")
        folder.mkdir(exist_ok=True)
        with (folder / f"{kind}.lock").open("w") as lock:  # whoever comes first founds it, for all processes of the run
            fcntl.flock(lock, fcntl.LOCK_EX)
            made, founded = Template(folder / kind, demo=kind == "demo"), folder / f"{kind}.founded"
            if not founded.exists():
                made.found()
                founded.touch()
            return made

    return template


@pytest.fixture
def company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, templates: Callable[[str], Template]
) -> Iterator[House]:
    """A company on its first day: people and departments, nothing else; on either database."""
    yield from _opened(templates(request.param).house(tmp_path_factory.mktemp("house") / request.param))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, templates: Callable[[str], Template]) -> Iterator[House]:
    """`dougong up --demo`, as `make run` starts it; only looked at, since whoever comes next sees the same."""
    yield from _opened(templates("demo").house(tmp_path_factory.mktemp("demo") / "data"))


@pytest.fixture
def demo_of_its_own(tmp_path: Path, templates: Callable[[str], Template]) -> Iterator[House]:
    """The demo company, to be changed."""
    yield from _opened(templates("demo").house(tmp_path / "data"))


def _opened(house: House) -> Iterator[House]:
    try:
        yield house.open()
    finally:
        house.close()


#: What the administrator typed; everybody changes it when he first signs in.
FIRST = "typed by somebody else 7"


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
        body = {"name": name, "email": login + domain, "title": title, "password": FIRST, "roles": list(roles)}
        admin.create("/people", {**body, "department_id": ids[department]})
        himself = house.visitor().sign_in(login + domain, FIRST)
        himself.post("/session/password", {"password": PASSWORD})
