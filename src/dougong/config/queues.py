"""What waits in the database, for `/metrics` and `/readyz`."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count

from dougong.kit import clock
from dougong.kit.models import Heartbeat, Job, OutboxDelivery

JOB_STATES = ("queued", "running", "done", "failed", "stopped")
EVENT_STATES = ("pending", "dead")
SILENT_AFTER = dt.timedelta(seconds=90)


def counts() -> list[tuple[str, str, str, dict[str, int]]]:
    """(metric, help, label, {label value: count}); states without rows are there with 0."""
    jobs = dict.fromkeys(JOB_STATES, 0)
    jobs.update(Job.objects.values_list("status").annotate(n=Count("pk")))
    events = dict.fromkeys(EVENT_STATES, 0)
    waiting = OutboxDelivery.objects.filter(status__in=EVENT_STATES)
    events.update(waiting.values_list("status").annotate(n=Count("pk")))
    return [
        ("dougong_jobs", "Jobs by state", "state", jobs),
        ("dougong_outbox_deliveries", "Events not yet handled, and those given up", "state", events),
    ]


def worker_alive() -> bool:
    """Whether any worker said within the last minute and a half that it is there."""
    alive = Heartbeat.objects.filter(process__startswith="worker", beat_at__gt=clock.now() - SILENT_AFTER)
    return alive.exists()
