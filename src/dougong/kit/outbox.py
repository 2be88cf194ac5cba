"""Delivery of events to their *after* handlers.

A handler runs in one transaction with the mark that it is done: a worker killed in between leaves neither. A handler of many is
told together what waits for it, and one by one where that fails.
"""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from dougong.kit import clock
from dougong.kit.events import EventMeta, Handler, Heard, handlers
from dougong.kit.jsonable import from_payload
from dougong.kit.models import OutboxDelivery

log = logging.getLogger("dougong.outbox")
MAX_ATTEMPTS = 8
_steps: list[Callable[[], int]] = []


def add_step(step: Callable[[], int]) -> None:
    """Something else to do at every turn of the worker, after the deliveries; it answers how much it did."""
    if step not in _steps:
        _steps.append(step)


def is_due() -> bool:
    """Whether an event waits, at the cost of a glance."""
    return _due().exists()


def run_pending(limit: int = 100) -> int:
    """Deliver what is due, oldest first, then take the other steps; the number of things done."""
    found = list(_due().order_by("due_at", "pk").values_list("pk", "handler")[:limit])
    return sum(_deliver_together(*told) for told in _together(found)) + sum(step() for step in _steps)


def _due() -> QuerySet[OutboxDelivery]:
    return OutboxDelivery.objects.filter(status="pending", due_at__lte=clock.now())


def _together(found: Iterable[tuple[int, str]]) -> Iterator[tuple[Handler | None, list[int]]]:
    """What is delivered at once, by the oldest of it: of a handler of many all, else one."""
    parts: dict[object, list[int]] = {}
    for pk, name in found:
        known = handlers.get(name)
        parts.setdefault(name if known and known.many else pk, []).append(pk)
    for part, pks in parts.items():
        yield handlers.get(part) if isinstance(part, str) else None, pks


def _deliver_together(told: Handler | None, pks: Sequence[int]) -> int:
    if told is None or told.many is None or len(pks) == 1:
        return sum(_deliver(pk) for pk in pks)
    try:
        with transaction.atomic():
            rows = list(_waiting(pks).order_by("due_at", "pk"))
            if rows:
                told.many([_heard(told, row) for row in rows])
                done = OutboxDelivery.objects.filter(pk__in=[row.pk for row in rows])
                done.update(status="done", done_at=clock.now(), attempts=F("attempts") + 1, error="")
            return len(rows)
    except Exception:
        log.warning("%s deliveries of %s failed together", len(pks), told.name, exc_info=True)
        return sum(_deliver(pk) for pk in pks)


def _waiting(pks: Sequence[int]) -> QuerySet[OutboxDelivery]:
    """Those that nobody else has in hand, under lock."""
    rows = OutboxDelivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("event")
    return rows.filter(pk__in=pks, status="pending")


def _heard(told: Handler, row: OutboxDelivery) -> Heard:
    return from_payload(told.event, row.event.payload), EventMeta(
        row.event_id, row.event.occurred_at, row.event.actor_id
    )


def _deliver(pk: int) -> int:
    try:
        with transaction.atomic():
            row = _waiting([pk]).first()
            if row is None:
                return 0
            found = handlers.get(row.handler)
            if found is None:
                raise LookupError(f"no handler is called {row.handler}")
            found.run(*_heard(found, row))
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
