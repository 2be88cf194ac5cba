"""`dougong audit verify` says what is wrong, and its exit status says whether something is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dougong.audit.models import AuditEntry
from dougong.audit.tests.chain import ENTRIES, Chain
from dougong.config.cli import main
from dougong.kit import context
from tests.tampering import tamper


@pytest.fixture(autouse=True)
def _nowhere() -> object:
    with context.using(context.NOWHERE):
        yield


def test_an_intact_record(chain: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr()
    assert f"{ENTRIES} entries in 4 seals, 4 of them anchored; 0 wait to be sealed" in said.out and "intact" in said.out
    assert f"{ENTRIES}/{ENTRIES}" in said.err
    entry = AuditEntry.objects.get(action="verify")
    assert (entry.channel, entry.after["ok"]) == ("cli", True) and "@" in entry.device


def test_an_altered_record_names_the_first_bad_entry(chain: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    for place in (9, 6):
        tamper("UPDATE audit_auditentry SET title = 'x' WHERE id = %s", chain.ids[place])
    assert main(["audit", "verify"]) == 1
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == f"被改动过 altered: Entry {chain.ids[6]} was changed (seal 2)."


def test_anchors_kept_elsewhere_are_read_and_an_absent_file_is_told(chain: Chain, tmp_path: Path) -> None:
    line = next(tmp_path.glob("audit-anchors-*.txt")).read_text().splitlines()[-1]
    (tmp_path / "kept.txt").write_text(line.replace("seal 4 ", "seal 5 "))
    assert main(["audit", "verify", "--anchors", str(tmp_path / "kept.txt")]) == 1
    assert main(["audit", "verify", "--anchors", str(tmp_path / "none.txt")]) == 2
