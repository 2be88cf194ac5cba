"""What every test of the repository may use."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

# No example is judged by its time. The gate (CI) draws the same examples each time; a developer's run draws new ones.
settings.register_profile("developer", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("DOUGONG_SKIPS_FAIL") == "1" else "developer")

pytest_plugins = [
    "tests.fixtures.places",
    "tests.fixtures.people",
    "tests.fixtures.servers",
    "tests.fixtures.ledger",
    "tests.fixtures.contract",
]


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """With DOUGONG_SKIPS_FAIL=1 a skipped test is a failed run: CI must have what the tests need."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("DOUGONG_SKIPS_FAIL") == "1" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = max(int(session.exitstatus), 1)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are named by their place and kind: a workbook bears the second in which it was made, and two processes that
    collect at different seconds would have different tests."""
    return f"{argname}-{val[:4].hex()}" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parent
