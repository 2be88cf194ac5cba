"""What the kit tidies at night: rows that have served, and the statistics by which SQLite chooses its plans."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from dougong.kit import clock
from dougong.kit.jobs import JobContext, periodic
from dougong.kit.models import IdempotencyKey, Job, OutboxEvent, ScheduleRun

KEEP_KEYS = dt.timedelta(days=1)
KEEP_EVENTS = dt.timedelta(days=90)
KEEP_JOBS = dt.timedelta(days=90)


@periodic("kit.upkeep", at="03:30")
def upkeep(ctx: JobContext) -> dict[str, int]:
    """Delivered events and ended jobs of the last quarter stay to be read; dead letters stay until somebody deals with them."""
    now = clock.now()
    gone = {
        "keys": IdempotencyKey.objects.filter(created_at__lt=now - KEEP_KEYS).delete()[0],
        "events": OutboxEvent.objects.filter(occurred_at__lt=now - KEEP_EVENTS)
        .exclude(deliveries__status__in=["pending", "dead"])
        .delete()[0],
        "jobs": Job.objects.filter(finished_at__lt=now - KEEP_JOBS).exclude(status="failed").delete()[0],
        "runs": ScheduleRun.objects.filter(started_at__lt=now - KEEP_JOBS).delete()[0],
    }
    refresh_statistics()
    return gone


def refresh_statistics() -> None:
    """PostgreSQL does it by itself; SQLite plans scoped lists badly without (a page of 50 by 30 ms instead of 1)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")
