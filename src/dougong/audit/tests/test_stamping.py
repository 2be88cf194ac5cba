"""Time stamps by an outside authority: whoever computes the whole chain anew, with anchors and all, is found by them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dougong.audit import rfc3161
from dougong.audit.models import AuditEntry, Seal
from dougong.audit.services import anchors, note, sealing, stamping, verify
from dougong.audit.services.stamping import StampFailed
from dougong.audit.tests.authority import DAY, Authority, serving
from dougong.audit.tests.chain import ANNA, Chain, first, seal
from dougong.config.cli import main
from dougong.config.env import SettingError, load
from dougong.kit import context
from dougong.kit.outgoing import OutgoingRefused
from tests.tampering import tamper, unguarded


@pytest.fixture(scope="module")
def made() -> Authority:
    return Authority()


@pytest.fixture
def authority(chain: Chain, made: Authority, settings: Any) -> Iterator[Authority]:
    made.lie = ""
    with serving(made) as url:
        settings.DOUGONG_AUDIT_TSA_URL = url
        settings.DOUGONG_AUDIT_TSA_CERTS = made.pem(chain.folder / "tsa.pem")
        settings.DOUGONG_OUTGOING_ALLOWED = ("127.0.0.1",)
        yield made


def _check(chain: Chain) -> Any:
    return verify(anchors.read([chain.folder]), stamps=stamping.read([chain.folder], stamping.trusted()))


def test_the_newest_seal_is_stamped_once_and_kept_beside_the_anchors(chain: Chain, authority: Authority) -> None:
    held = stamping.stamp_newest()
    assert held is not None and held.stamp is not None
    assert (held.seal, held.stamp.at, held.stamp.authority) == (4, authority.at, "CN=Time\\, signed")
    assert authority.seen[-1]["content-type"] == "application/timestamp-query"
    assert (chain.folder / "audit-stamp-000000004.txt").read_text() == f"{anchors.newest()}\n"
    assert stamping.stamp_newest() is None and len(authority.seen) == 1
    report = _check(chain)
    assert (report.ok, report.stamps, report.stamped_at) == (True, 1, authority.at)
    assert report.facts()["stamped_at"].startswith("2026-10-28")


def test_a_chain_computed_anew_with_its_anchors_is_found_by_the_stamp(chain: Chain, authority: Authority) -> None:
    stamping.stamp_newest()
    tamper("UPDATE audit_auditentry SET title = 'x' WHERE id = %s", chain.ids[1])
    with unguarded():
        Seal.objects.all().delete()
    for file in chain.folder.glob("audit-anchors-*.txt"):
        file.unlink()
    sealing.seal_all()
    report = _check(chain)
    assert first(report) == ("not_as_stamped", 4, 0) and not report.ok
    assert "时间戳不符" in report.findings[0].sentence("zh")


def test_a_cut_tail_is_found_by_the_stamp_alone(chain: Chain, authority: Authority) -> None:
    note(ANNA, "looked", title="最后")
    seal()
    stamping.stamp_newest()
    with unguarded():
        Seal.objects.filter(number=5).delete()
        AuditEntry.objects.filter(title="最后").delete()
    for file in chain.folder.glob("audit-anchors-*.txt"):
        file.unlink()
    assert first(_check(chain)) == ("tail_cut", 5, 0)


@pytest.mark.parametrize("lie", ["nonce", "imprint", "changed", "unnamed", "refused", "status"])
def test_an_answer_that_is_no_good_is_not_kept(chain: Chain, authority: Authority, lie: str) -> None:
    authority.lie = lie
    with pytest.raises(StampFailed):
        stamping.stamp_newest()
    assert stamping.count([chain.folder]) == 0


def test_a_kept_stamp_that_was_altered_or_is_anothers_is_named(chain: Chain, authority: Authority) -> None:
    stamping.stamp_newest()
    file = chain.folder / "audit-stamp-000000004.tsr"
    whole = file.read_bytes()
    true, noticed = stamping.read([file], stamping.trusted()), 0
    for place in range(0, len(whole), 11):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        held = stamping.read([file], stamping.trusted())
        noticed += held[0].stamp is None
        assert held[0].stamp is None or held == true, "what is not signed may differ, what it says may not"
    assert noticed > len(whole) // 11 * 0.8
    file.write_bytes(whole)
    assert _check(chain).ok
    stranger = Authority().pem(chain.folder / "stranger.pem")
    assert first(verify({}, stamps=stamping.read([chain.folder], stamping.trusted(stranger)))) == ("stamp_wrong", 4, 0)
    file.rename(chain.folder / "audit-stamp-000000002.tsr")
    assert first(_check(chain)) == ("not_as_stamped", 2, 0)


@pytest.mark.parametrize(
    ("options", "why"),
    [({"usage": "all"}, "alone"), ({"days": 10}, "not valid at the time"), ({"key": "rsa"}, "")],
)
def test_who_signs_is_for_time_stamps_alone_and_valid_at_the_time(options: dict[str, Any], why: str) -> None:
    one = Authority(**options)
    query, nonce = rfc3161.request(b"line")
    if why:
        with pytest.raises(rfc3161.NotAStamp, match=why):
            rfc3161.read(one.answer(query), [one.root])
    else:
        assert rfc3161.read(one.answer(query), [one.root]).nonce == nonce


def test_the_authority_is_called_as_every_other_machine(chain: Chain, authority: Authority, settings: Any) -> None:
    settings.DOUGONG_OUTGOING_ALLOWED = ()
    with pytest.raises(OutgoingRefused):
        stamping.stamp_newest()
    with pytest.raises(SettingError, match="AUDIT_TSA_CERTS"):
        load({"DOUGONG_AUDIT_TSA_URL": "https://tsa.example/"})


def test_the_command_stamps_and_verifies(
    chain: Chain, authority: Authority, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with context.using(context.NOWHERE):
        assert main(["audit", "stamp"]) == 0 and "seal 4, 2026-10-28" in capsys.readouterr().out
        assert (
            main(["audit", "verify"]) == 0 and "1 time stamps hold, the newest of 2026-10-28" in capsys.readouterr().out
        )
        authority.at += DAY
        assert main(["audit", "stamp"]) == 0, "what was verified is sealed by itself later"
        settings.DOUGONG_AUDIT_TSA_CERTS = None
        assert main(["audit", "verify"]) == 0 and "were not checked" in capsys.readouterr().out
        settings.DOUGONG_AUDIT_TSA_URL = ""
        assert main(["audit", "stamp"]) == 2


# ---- a second opinion

OPENSSL = shutil.which("openssl")


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed: no second opinion on time stamps")
def test_openssl_says_the_same_of_ours_and_we_of_its(chain: Chain, authority: Authority, tmp_path: Path) -> None:
    assert OPENSSL is not None
    stamping.stamp_newest()
    stem = str(chain.folder / "audit-stamp-000000004")
    ours = subprocess.run(
        [OPENSSL, "ts", "-verify", "-data", f"{stem}.txt", "-in", f"{stem}.tsr", "-CAfile", str(chain.folder / "tsa.pem"),
         "-attime", str(int(authority.at.timestamp()))],
        capture_output=True, text=True,
    )  # fmt: skip
    assert "Verification: OK" in ours.stdout + ours.stderr
    query, nonce = rfc3161.request(b"a line\n")
    theirs = _openssl_answers(tmp_path, query)
    stamp = rfc3161.read(theirs, rfc3161.certificates((tmp_path / "ca.pem").read_bytes()))
    assert stamp.nonce == nonce and stamp.imprint == stamping.imprint_of("a line")


def _openssl_answers(place: Path, query: bytes) -> bytes:
    def run(*words: str) -> None:
        subprocess.run([str(OPENSSL), *words], cwd=place, check=True, capture_output=True)

    (place / "q.tsq").write_bytes(query)
    (place / "serial").write_text("01\n")
    (place / "ts.cnf").write_text(
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=tsa.pem\ncerts=ca.pem\nsigner_key=tsa.key\nsigner_digest=sha256\n"
        "default_policy=1.2.3.4\ndigests=sha256\ness_cert_id_alg=sha256\n"
        "[ext]\nextendedKeyUsage=critical,timeStamping\n[ca]\nbasicConstraints=critical,CA:true\n"
        "[req]\ndistinguished_name=dn\n[dn]\n"
    )
    new = ("req", "-config", "ts.cnf", "-newkey", "rsa:2048", "-nodes")
    run(*new, "-x509", "-days", "3650", "-subj", "/CN=CA", "-extensions", "ca", "-keyout", "ca.key", "-out", "ca.pem")
    run(*new, "-subj", "/CN=TSA", "-keyout", "tsa.key", "-out", "tsa.csr")
    run("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "3650",
        "-extfile", "ts.cnf", "-extensions", "ext", "-out", "tsa.pem")  # fmt: skip
    run("ts", "-reply", "-queryfile", "q.tsq", "-config", "ts.cnf", "-section", "t", "-out", "r.tsr")
    return (place / "r.tsr").read_bytes()
