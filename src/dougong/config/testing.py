"""The pytest plugin of this project: a data folder of its own, and the database chosen by `--db`."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from dougong.config.testdb import Absent, start_postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "postgres"), default="sqlite", help="database of the tests")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Before Django reads its settings. Workers of xdist inherit what the controller set."""
    if "DOUGONG_TEST_READY" not in os.environ:
        _prepare(early_config.known_args_namespace.db)
    return (yield)


def _prepare(database: str) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
    folder = Path(tempfile.mkdtemp(prefix="dougong-test-", dir=memory if os.access(memory, os.W_OK) else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("DOUGONG_") and name != "DOUGONG_SKIPS_FAIL"]:
        del os.environ[name]
    os.environ.update(DOUGONG_TEST_READY=database, DOUGONG_DATA=str(folder), DOUGONG_LOG_LEVEL="WARNING")
    if database == "postgres":
        try:
            os.environ["DOUGONG_DATABASE_URL"] = start_postgres()
        except Absent as absent:
            raise pytest.UsageError(f"--db=postgres: {absent}") from None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings
    from django.contrib.auth import hashers

    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        # A file and not memory: threads then see the locks that an installation has.
        database.setdefault("TEST", {})["NAME"] = str(settings.ENV.data / "test.sqlite3")
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    # Workers of xdist share the data folder, but not the files: a test may count them.
    settings.MEDIA_ROOT = settings.ENV.data / f"files-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The apps, loaded by now, have hashed with those of an installation, which Django remembers.
    hashers.reset_hashers(setting="PASSWORD_HASHERS")


_USES = frozenset({"db", "transactional_db", "live_server"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what means nothing on the chosen database; that is no skip, nothing is missing: what asks no database says
    the same on each, and has said it on SQLite."""
    on_postgres = config.getoption("--db") == "postgres"

    def is_wanted(item: pytest.Item) -> bool:
        if not on_postgres:
            return item.get_closest_marker("postgres") is None
        if item.get_closest_marker("services"):
            return False
        asks = item.get_closest_marker("django_db") or _USES & set(getattr(item, "fixturenames", ()))
        return bool(asks or item.get_closest_marker("postgres"))

    left_out = [item for item in items if not is_wanted(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
