"""The page on security names tests: each must exist, and each line of the table must name one."""

from __future__ import annotations

import re

from tests.fixtures.places import ROOT, tracked

PAGE = ROOT / "docs" / "security.md"
DEFINED = re.compile(r"^\s*(?:async )?def (test_\w+)\(", re.MULTILINE)


def _known() -> set[str]:
    return {
        name
        for path in tracked("src/**/tests/*.py", "tests/*.py", "tests/**/*.py")
        for name in DEFINED.findall(path.read_text())
    }


def _rows() -> list[list[str]]:
    table = PAGE.read_text().partition("| ASVS |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_every_test_that_the_page_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    assert len(named) > 50
    assert named - _known() == set()


def test_every_requirement_has_a_verdict_and_a_test() -> None:
    rows = _rows()
    assert len(rows) > 40
    assert [row[0] for row in rows if len(row) != 4 or row[1] not in ("✓", "◐", "✗")] == []
    assert [row[0] for row in rows if not re.search(r"`test_\w+`", row[3])] == []


def test_what_is_not_met_is_explained_below() -> None:
    below = PAGE.read_text().partition("## Not met")[2]
    unmet = [row[0].partition(" ")[0] for row in _rows() if row[1] == "✗"]
    assert unmet and [number for number in unmet if number not in below] == []
