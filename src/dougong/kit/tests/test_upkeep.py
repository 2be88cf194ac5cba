"""What goes at night, and what stays."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from dougong.kit import clock, jobs
from dougong.kit.actor import Actor
from dougong.kit.models import IdempotencyKey, Job, OutboxDelivery, OutboxEvent

OLD = dt.timedelta(days=91)


@pytest.mark.django_db
def test_what_has_served_goes_and_what_waits_for_somebody_stays() -> None:
    system = Actor.system()
    with clock.frozen(clock.now() - OLD):
        IdempotencyKey.objects.create(actor_id=system.user_id, key="a", fingerprint="")
        done, dead = (OutboxEvent.objects.create(name="tests.x.v1", payload={}) for _ in range(2))
        OutboxDelivery.objects.create(event=done, handler="a", status="done")
        OutboxDelivery.objects.create(event=dead, handler="a", status="dead")
        for status in ("done", "failed"):
            Job.objects.create(kind="x", status=status, finished_at=clock.now())
    jobs.enqueue("kit.upkeep", actor=system)
    jobs.run_due()
    assert Job.objects.get(kind="kit.upkeep").status == "done"
    assert not IdempotencyKey.objects.exists()
    assert list(OutboxEvent.objects.all()) == [dead]
    assert list(Job.objects.filter(kind="x").values_list("status", flat=True)) == ["failed"]


def test_the_worker_knows_every_job_without_the_api() -> None:
    code = "import django; django.setup(); from dougong.kit import jobs; print(*sorted(jobs.kinds))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"kit.export", "kit.prune_exports", "kit.upkeep"} <= set(told)
    assert set(jobs.kinds) - set(told) == {k for k in jobs.kinds if k.startswith("tests.")}
