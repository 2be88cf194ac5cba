"""Delivery of events to their *after* handlers.

A handler runs in one transaction with the mark that it is done: a worker killed in between leaves neither.
"""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Callable

from django.db import transaction

from dougong.kit import clock
from dougong.kit.events import EventMeta, handlers
from dougong.kit.jsonable import from_payload
from dougong.kit.models import OutboxDelivery

log = logging.getLogger("dougong.outbox")
MAX_ATTEMPTS = 8
_steps: list[Callable[[], int]] = []


def add_step(step: Callable[[], int]) -> None:
    """Something else to do at every turn of the worker, after the deliveries; it answers how much it did."""
    if step not in _steps:
        _steps.append(step)


def run_pending(limit: int = 100) -> int:
    """Deliver what is due, oldest first, then take the other steps; the number of things done."""
    due = OutboxDelivery.objects.filter(status="pending", due_at__lte=clock.now()).order_by("due_at", "pk")
    ids = list(due.values_list("pk", flat=True)[:limit])
    return sum(_deliver(pk) for pk in ids) + sum(step() for step in _steps)


def _deliver(pk: int) -> int:
    try:
        with transaction.atomic():
            rows = OutboxDelivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("event")
            row = rows.filter(pk=pk, status="pending").first()
            if row is None:
                return 0
            found = handlers.get(row.handler)
            if found is None:
                raise LookupError(f"no handler is called {row.handler}")
            event = from_payload(found.event, row.event.payload)
            found.run(event, EventMeta(row.event_id, row.event.occurred_at, row.event.actor_id))
            row.status, row.done_at, row.attempts, row.error = "done", clock.now(), row.attempts + 1, ""
            row.save(update_fields=["status", "done_at", "attempts", "error"])
    except Exception:
        log.exception("delivery %s failed", pk)
        _failed(pk, traceback.format_exc(limit=-6))
    return 1


def _failed(pk: int, error: str) -> None:
    with transaction.atomic():
        row = OutboxDelivery.objects.select_for_update().get(pk=pk)
        if row.status != "pending":
            return
        row.attempts += 1
        row.error = error[-4000:]
        row.status = "dead" if row.attempts >= MAX_ATTEMPTS else "pending"
        row.due_at = clock.now() + dt.timedelta(seconds=min(2**row.attempts, 900))
        row.save(update_fields=["attempts", "error", "status", "due_at"])


def replay(pk: int) -> bool:
    """Put a dead delivery back in the queue with fresh tries; whether there was one."""
    dead = OutboxDelivery.objects.filter(pk=pk, status="dead")
    return bool(dead.update(status="pending", attempts=0, due_at=clock.now()))
