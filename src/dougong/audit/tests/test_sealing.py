"""The sealer leaves nothing behind, closes nothing twice, and makes nobody wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections, transaction

from dougong.audit import tasks
from dougong.audit.models import AuditEntry, Seal
from dougong.audit.services import Sealer, anchors, note, sealing, verify
from dougong.audit.tests.chain import ANNA, BATCH, Chain, seal
from dougong.kit import clock
from dougong.kit.jobs import JobContext
from dougong.kit.models import Job

committing = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _anchors(settings: Any, tmp_path: Path) -> None:
    settings.DOUGONG_AUDIT_ANCHORS = tmp_path


def _sealed() -> set[int]:
    spans = Seal.objects.values_list("first_id", "last_id")
    return {pk for pk in AuditEntry.objects.values_list("pk", flat=True) if any(a <= pk <= b for a, b in spans)}


@contextmanager
def another_connection() -> Iterator[Any]:
    other = connections["default"].copy("default")
    try:
        yield other
    finally:
        other.close()


@pytest.mark.postgres
@committing
def test_an_entry_with_a_lower_number_that_is_committed_later_is_not_left_behind() -> None:
    """Its transaction has taken the number, but written nothing yet: it has no xid, a snapshot's xmin would miss it."""
    sealer = Sealer()
    note(ANNA, "before")
    with another_connection() as other, other.cursor() as slow:
        slow.execute("BEGIN")
        slow.execute("LOCK TABLE audit_auditentry IN ROW EXCLUSIVE MODE")  # as an INSERT does first
        slow.execute("SELECT nextval('audit_auditentry_id_seq')")
        low = slow.fetchone()[0]
        note(ANNA, "quick")
        assert sealer.seal_next() == 0
        slow.execute(
            "INSERT INTO audit_auditentry (id, at, actor_name, action, resource, object_id, title, reason, channel, address,"
            " device, request_id) VALUES (%s, now(), '', 'slow', '', '', '', '', '', '', '', '')",
            [low],
        )
        assert sealer.seal_next() == 0
        slow.execute("COMMIT")
    assert sealer.seal_next() == 3
    assert AuditEntry.objects.get(action="slow").pk == low < AuditEntry.objects.get(action="quick").pk
    assert _sealed() == set(AuditEntry.objects.values_list("pk", flat=True))
    assert verify({}).findings == []


@pytest.mark.postgres
@committing
def test_writers_who_come_and_go_without_a_pause_do_not_keep_the_sealer_from_its_work() -> None:
    sealer = Sealer()
    with another_connection() as first, another_connection() as second, first.cursor() as a, second.cursor() as b:
        a.execute("BEGIN")
        a.execute("LOCK TABLE audit_auditentry IN ROW EXCLUSIVE MODE")
        note(ANNA, "one")
        assert sealer.seal_next() == 0
        b.execute("BEGIN")
        b.execute("LOCK TABLE audit_auditentry IN ROW EXCLUSIVE MODE")
        a.execute("COMMIT")  # at every moment somebody is writing
        assert sealer.seal_next() == 1
        b.execute("ROLLBACK")


def _in_threads(works: list[Any], until: threading.Event) -> list[Exception]:
    """Run the first three to their end, then tell the others to stop; what failed."""
    failures: list[Exception] = []

    def guarded(work: Any) -> None:
        try:
            work()
        except Exception as failure:  # told in the main thread
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads[:3]:
        thread.join()
    until.set()
    for thread in threads[3:]:
        thread.join()
    return failures


def _write_thirty() -> None:
    for number in range(30):
        with suppress(ZeroDivisionError), transaction.atomic():
            note(ANNA, "wrote", title=str(number))
            _ = 1 / (number % 7 - 3)


@committing
def test_many_writers_and_two_sealers_at_once_leave_no_entry_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 7)
    done = threading.Event()

    def close() -> None:
        sealer = Sealer()
        while not done.is_set():
            sealer.seal_next()
            done.wait(0.002)

    assert _in_threads([_write_thirty] * 3 + [close] * 2, done) == []
    seal()
    report = verify({})
    assert report.findings == []
    assert (report.entries, report.waiting) == (3 * 26, 0)
    assert _sealed() == set(AuditEntry.objects.values_list("pk", flat=True))


def test_a_turn_closes_full_batches_at_once_and_the_rest_at_its_time(
    chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(sealing.time, "monotonic", lambda: now[0])
    sealer = Sealer()
    chain.write(BATCH + 1)
    assert [sealer.step() for _ in range(3)] == [BATCH, 1, 0]
    chain.write(1)
    assert sealer.step() == 0
    now[0] += sealing.EVERY_SECONDS
    assert sealer.step() == 1


def test_a_seal_is_never_older_than_what_it_holds(chain: Chain) -> None:
    chain.write(1)
    newest = AuditEntry.objects.latest("pk").at
    with clock.frozen("2024-03-01T08:00:00+08:00"):
        assert seal() == 1
    assert Seal.objects.latest("number").sealed_at == newest


def test_an_anchor_that_could_not_be_written_is_made_good(chain: Chain, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.DOUGONG_AUDIT_ANCHORS = tmp_path / "file" / "inside"
    chain.write(BATCH)
    assert seal() == BATCH
    settings.DOUGONG_AUDIT_ANCHORS = tmp_path
    assert sorted(anchors.read([tmp_path])) == [1, 2, 3, 4]
    assert anchors.keep_up() == 1
    assert anchors.keep_up() == 0
    assert chain.check(tmp_path).anchors == 5


def test_the_newest_anchor_goes_out_by_mail_and_the_mail_is_an_anchor(
    chain: Chain, settings: Any, tmp_path: Path
) -> None:
    job = Job.objects.create(kind="audit.mail_anchor")
    tasks.mail_anchor(JobContext(job))
    assert mail.outbox == []
    settings.DOUGONG_AUDIT_ANCHOR_MAIL = "auditor@example.com"
    tasks.mail_anchor(JobContext(job))
    kept = tmp_path / "mail.eml"
    kept.write_text(mail.outbox[0].message().as_string())
    assert mail.outbox[0].to == ["auditor@example.com"]
    assert anchors.read([kept]) == {4: {Seal.objects.get(number=4).digest}}


def test_before_the_first_seal_there_is_nothing_to_hold_against(settings: Any, tmp_path: Path) -> None:
    settings.DOUGONG_AUDIT_ANCHORS = tmp_path / "not there yet"
    assert anchors.read([anchors.folder()]) == {}
    with pytest.raises(FileNotFoundError):
        anchors.read([tmp_path / "mistyped.txt"])
