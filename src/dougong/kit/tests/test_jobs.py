"""Jobs survive their workers, stop when asked, and start once per slot."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from dougong.kit import clock, jobs
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, enqueue, job
from dougong.kit.models import Job

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    for name in [n for n in [*jobs.kinds, *jobs.periodics] if n.startswith("tests.")]:
        jobs.kinds.pop(name, None)
        jobs.periodics.pop(name, None)


def test_a_job_tells_its_progress_and_its_result() -> None:
    @job("tests.count")
    def count(ctx: JobContext, *, upto: int) -> dict[str, int]:
        for n in range(upto):
            ctx.progress(n + 1, upto)
        return {"counted": upto}

    row = enqueue("tests.count", actor=SYSTEM, upto=3)
    assert jobs.run_due() == 1
    row.refresh_from_db()
    assert (row.status, row.done, row.total, row.result) == ("done", 3, 3, {"counted": 3})


def test_a_job_whose_worker_died_is_taken_up_again_when_its_lease_is_over() -> None:
    ran: list[int] = []
    job("tests.once")(lambda ctx: ran.append(ctx.attempt))
    row = enqueue("tests.once", actor=SYSTEM)
    Job.objects.filter(pk=row.pk).update(
        status="running", worker="gone:1", attempts=1, lease_until=clock.now() + jobs.LEASE
    )
    assert jobs.run_due() == 0
    with clock.frozen(clock.now() + jobs.LEASE + dt.timedelta(seconds=1)):
        assert jobs.run_due() == 1
    assert ran == [2]


def test_a_restarted_worker_takes_up_what_its_predecessor_held_and_nothing_of_the_living_or_of_other_places() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    holders = {
        "dead": f"{jobs.PLACE}:{ended.pid}",
        "alive": jobs.WORKER,
        "elsewhere": f"other:0123456789ab:{ended.pid}",
    }
    ran: list[str] = []
    job("tests.held")(lambda ctx, *, name: ran.append(name))
    for name, worker in holders.items():
        row = enqueue("tests.held", actor=SYSTEM, name=name)
        Job.objects.filter(pk=row.pk).update(
            status="running", worker=worker, attempts=1, lease_until=clock.now() + jobs.LEASE
        )
    assert jobs.free_of_the_dead() == 1
    assert (jobs.run_due(), ran) == (1, ["dead"])


def test_a_job_that_kills_its_workers_fails_in_the_end() -> None:
    job("tests.killer")(lambda ctx: None)
    row = enqueue("tests.killer", actor=SYSTEM)
    Job.objects.filter(pk=row.pk).update(
        status="running", attempts=jobs.MAX_ATTEMPTS, lease_until=clock.now() - dt.timedelta(seconds=1)
    )
    assert jobs.run_due() == 0
    row.refresh_from_db()
    assert row.status == "failed" and row.error == "worker lost"


def test_a_stop_ends_it_at_the_next_checkpoint_and_a_retry_goes_on() -> None:
    seen: list[int] = []

    @job("tests.long")
    def long(ctx: JobContext) -> None:
        for n in range(5):
            seen.append(n)
            if n == 1 and ctx.attempt == 1:
                jobs.stop(Job.objects.get(pk=ctx.job_id))
            ctx.checkpoint()

    row = enqueue("tests.long", actor=SYSTEM)
    jobs.run_due()
    row.refresh_from_db()
    assert row.status == "stopped" and seen == [0, 1]


def test_a_failure_is_kept_with_its_reason_and_the_next_job_runs() -> None:
    job("tests.bad")(lambda ctx: 1 / 0)
    job("tests.good")(lambda ctx: "fine")
    bad, good = enqueue("tests.bad", actor=SYSTEM), enqueue("tests.good", actor=SYSTEM)
    jobs.run_due()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert bad.status == "failed" and "ZeroDivisionError" in bad.error
    assert good.status == "done" and good.result == "fine"


def test_a_daily_task_starts_once_a_day_and_not_before_its_hour() -> None:
    jobs.periodic("tests.daily", at="08:30")(lambda ctx: None)
    started = Job.objects.filter(kind="tests.daily")
    with clock.frozen("2026-11-18T08:29+08:00"):
        jobs.start_periodic()
    assert started.count() == 0
    for at in ("2026-11-18T08:30+08:00", "2026-11-18T20:00+08:00"):
        with clock.frozen(at):
            jobs.start_periodic()
    assert started.count() == 1
    with clock.frozen("2026-11-19T09:00+08:00"):
        jobs.start_periodic()
    assert started.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_job() -> None:
    taken: list[object] = []
    job("tests.shared")(lambda ctx: taken.append(ctx.job_id))
    for _ in range(10):
        enqueue("tests.shared", actor=SYSTEM)

    def work() -> None:
        jobs.run_due()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 10
