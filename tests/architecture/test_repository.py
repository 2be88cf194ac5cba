"""What a fresh clone promises: its root, its locks, its commands, its rendered documents."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from dougong.config import manual
from tests.fixtures.places import ROOT, tracked

# Written in two halves so that this file does not find itself.
UNFINISHED = re.compile("TO" + "DO|FIX" + "ME|X" + "XX|not yet im" + "plemented")


def test_the_root_has_at_most_fifteen_visible_entries() -> None:
    entries = {path.relative_to(ROOT).parts[0] for path in tracked()}
    visible = {name for name in entries if not name.startswith(".")}
    assert len(visible) <= 15, sorted(visible)


def test_the_python_lock_has_hashes_and_names_no_index() -> None:
    text = (ROOT / "requirements.lock").read_text()
    assert re.findall(r"://|--(?:index|extra|find|trusted)", text) == []
    packages = re.findall(r"^([a-z0-9][\w.-]*)==", text, re.MULTILINE)
    assert len(packages) > 50
    for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_every_dependency_of_the_package_is_locked() -> None:
    declared = re.findall(r'^    "([A-Za-z][\w-]*)', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    known = {"services", "browser", "postgres", "slow", "error", "ignore", "src", "tests"}
    wanted = {name.lower() for name in declared if name.islower() or "-" in name} - known
    assert "django" in wanted and "types-pyyaml" in wanted
    assert {name for name in wanted if not re.fullmatch(r"[A-Z\d]+", name)} - locked <= {"s", "e501"}


def test_the_web_lock_names_no_registry() -> None:
    assert '"resolved": "http' not in (ROOT / "web" / "package-lock.json").read_text()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_make_command_a_page_names_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / name).read_text()))
    assert named and named <= targets


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_dougong_command_a_readme_names_exists(name: str) -> None:
    from dougong.config.cli import _app_commands, _parser

    parser, _ = _parser()
    _app_commands(parser)
    known = set(parser.get_default("subparsers").choices)
    named = set(re.findall(r"`(?:\.venv/bin/)?dougong ([a-z]+)", (ROOT / name).read_text()))
    assert named and named <= known


def test_every_setting_a_page_names_is_in_the_table() -> None:
    from dougong.config import env

    known = {row.variable for row in env.TABLE} | {"DOUGONG_SKIPS_FAIL", "DOUGONG_API"}
    for page in tracked("*.md"):
        assert set(re.findall(r"\bDOUGONG_[A-Z_]+[A-Z]\b", page.read_text())) <= known, page


def test_the_page_of_settings_is_current() -> None:
    assert (ROOT / "docs" / "settings.md").read_text() == manual.settings_page(), "run `dougong settings`"


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in tracked("*.md"):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text()):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert broken == []


def test_nothing_is_left_for_later() -> None:
    sources = [p for p in tracked("src", "tests", "web/src", "benchmarks") if p.suffix in {".py", ".ts", ".tsx"}]
    assert [str(p.relative_to(ROOT)) for p in sources if UNFINISHED.search(p.read_text())] == []


def test_every_silenced_check_says_why() -> None:
    bare = re.compile(r"#\s*(?:type:\s*ignore(?:\[[\w-]+\])?|noqa(?::\s*[A-Z\d, ]+)?)\s*$", re.MULTILINE)
    found = [str(path.relative_to(ROOT)) for path in tracked("src/*.py") if bare.search(path.read_text())]
    assert found == []


def test_make_help_lists_every_documented_command() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = {line.split()[0] for line in said.splitlines()}
    assert {"setup", "run", "test", "system", "check", "openapi", "bench"} <= listed


def test_the_shared_files_are_not_in_the_repository() -> None:
    shared = {"clients.xlsx", "clients_gbk.csv", "telco_train.csv", "j30_best_known.csv"}
    assert [path for path in tracked() if Path(path).name in shared] == []
