"""A mail leaves once or says that it may not have."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from dougong.clients.services import assign_clients, create_client
from dougong.kit import clock, jobs
from dougong.kit.models import Job
from dougong.notifications import mails
from dougong.notifications.models import MailDelivery
from dougong.notifications.services import MAIL_JOB
from dougong.notifications.tests.factories import told
from dougong.notifications.tests.sink import Sink
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db
START = "2026-11-18T10:00+08:00"


def _told(cast: Cast) -> MailDelivery:
    told(create_client(cast.lin, name="启岳半导体"), cast.lin.id)
    return MailDelivery.objects.get()


def test_a_mail_goes_out_with_its_sentence_and_the_way_to_the_record(
    cast: Cast, sink: Sink, deliver: Callable[[], int]
) -> None:
    row = _told(cast)
    deliver()
    deliver()
    (mail,) = sink.mails
    assert mail["To"] == "lin@zhuheng.example" and "合同要到期了" in mail["Subject"]
    assert f"/clients/{row.notification.object_id}" in mail.get_content()
    row.refresh_from_db()
    assert row.state == "sent" and row.sent_at is not None


def test_nothing_is_mailed_to_whom_the_record_is_closed_by_then(
    cast: Cast, sink: Sink, deliver: Callable[[], int]
) -> None:
    row = _told(cast)
    assign_clients(cast.zhou, client_ids=[row.notification.object_id], owner_id=cast.gu.id)
    deliver()
    row.refresh_from_db()
    assert sink.mails == [] and row.state == "skipped"


def test_a_server_that_is_away_is_tried_again_later(cast: Cast, sink: Sink, deliver: Callable[[], int]) -> None:
    with clock.frozen(START):
        row = _told(cast)
        sink.close()
        deliver()
        row.refresh_from_db()
        assert row.state == "queued" and row.tries == 1
        later = Job.objects.get(kind=MAIL_JOB, status="queued")
        assert later.due_at == clock.now() + dt.timedelta(minutes=1)


def test_a_refused_recipient_is_given_up_and_shown(cast: Cast, sink: Sink, deliver: Callable[[], int]) -> None:
    sink.recipient_answer = "550 no such person"
    row = _told(cast)
    deliver()
    row.refresh_from_db()
    failed = Job.objects.get(kind=MAIL_JOB)
    assert row.state == "failed" and failed.status == "failed" and "550" in failed.error


def test_a_line_cut_before_the_answer_is_uncertain_and_only_a_person_sends_it_again(
    cast: Cast, sink: Sink, deliver: Callable[[], int]
) -> None:
    sink.cut_off = True
    row = _told(cast)
    deliver()
    row.refresh_from_db()
    failed = Job.objects.get(kind=MAIL_JOB)
    assert (row.state, failed.status, len(sink.mails)) == ("uncertain", "failed", 1)
    assert "不知道对方是否收到" in failed.error
    assert mails.send(row.pk, job_id=Job.objects.create(kind=MAIL_JOB).pk) is None
    assert len(sink.mails) == 1
    sink.cut_off = False
    jobs.retry(failed)
    deliver()
    row.refresh_from_db()
    assert row.state == "sent" and len(sink.mails) == 2


def test_a_worker_killed_while_sending_leaves_it_uncertain_and_unsent(
    cast: Cast, sink: Sink, deliver: Callable[[], int]
) -> None:
    with clock.frozen(START):
        row = _told(cast)
        MailDelivery.objects.update(state="sending", claimed_at=clock.now(), tries=1)
        Job.objects.filter(kind=MAIL_JOB).update(
            status="running", attempts=1, worker="gone:1", lease_until=clock.now() + jobs.LEASE
        )
    with clock.frozen("2026-11-18T10:02+08:00"):  # the job's lease is over, the claim is not
        deliver()
        row.refresh_from_db()
        assert row.state == "sending"
    with clock.frozen("2026-11-18T10:06+08:00"):
        deliver()
    row.refresh_from_db()
    assert row.state == "uncertain" and sink.mails == []
    assert Job.objects.get(kind=MAIL_JOB, status="failed").error.startswith("邮件「合同要到期了」")


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_mail_once(sink: Sink) -> None:
    people = assemble()
    rows = []
    client = create_client(people.lin, name="启岳半导体")
    for n in range(6):
        told(client, people.lin.id, key=f"k{n}")
    rows = list(MailDelivery.objects.order_by("pk").values_list("pk", flat=True))
    ids = {pk: Job.objects.filter(args__mail_id=pk).get().pk for pk in rows}
    start, failures = threading.Barrier(2), []

    def run() -> None:
        try:
            start.wait()
            for pk in rows:
                mails.send(pk, job_id=ids[pk])
        except Exception as failure:  # a thread's failure must fail the test
            failures.append(failure)
        finally:
            connection.close()

    threads: list[Any] = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert len(sink.mails) == 6 and len({m["Message-ID"] for m in sink.mails}) == 6
    assert set(MailDelivery.objects.values_list("state", flat=True)) == {"sent"}
