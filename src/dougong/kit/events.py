"""Events: written with the fact, handled inside its transaction or after it, at least once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.db import connection

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.jsonable import to_payload
from dougong.kit.models import OutboxDelivery, OutboxEvent


class Event:
    """Base of past-tense frozen dataclasses of plain values. `name` is versioned: `contracts.receipt_recorded.v1`."""

    name: ClassVar[str]


@dataclass(frozen=True)
class EventMeta:
    id: int
    occurred_at: dt.datetime
    actor_id: uuid.UUID | None


@dataclass(frozen=True)
class Handler:
    name: str
    event: type[Event]
    when: Literal["inside", "after"]
    run: Callable[[Any, EventMeta], None]


handlers: dict[str, Handler] = {}


def handler(
    event: type[Event], *, when: Literal["inside", "after"], name: str
) -> Callable[[Callable[[Any, EventMeta], None]], Callable[[Any, EventMeta], None]]:
    """Register `f(event, meta)`. *inside* may abort the fact; *after* is idempotent and is retried until it is done or dead."""

    def register(run: Callable[[Any, EventMeta], None]) -> Callable[[Any, EventMeta], None]:
        handlers[name] = Handler(name, event, when, run)
        return run

    return register


def publish(event: Event, actor: Actor) -> None:
    """Write `event` to the outbox in the running transaction and run its inside handlers."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is published inside the transaction of its fact")
    row = OutboxEvent.objects.create(
        name=event.name, payload=to_payload(event), actor_id=actor.id, occurred_at=clock.now()
    )
    meta = EventMeta(row.pk, row.occurred_at, actor.id)
    mine = [h for h in handlers.values() if h.event is type(event)]
    later = [h for h in mine if h.when == "after"]
    if later:
        OutboxDelivery.objects.bulk_create(
            [OutboxDelivery(event=row, handler=h.name, due_at=row.occurred_at) for h in later]
        )
    for h in mine:
        if h.when == "inside":
            h.run(event, meta)


def publish_many(events: list[Event], actor: Actor) -> None:
    """As `publish` for each, in four statements: for bulk use cases."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is published inside the transaction of its fact")
    now = clock.now()
    rows = OutboxEvent.objects.bulk_create(
        [OutboxEvent(name=e.name, payload=to_payload(e), actor_id=actor.id, occurred_at=now) for e in events]
    )
    pairs = [(h, event, row) for event, row in zip(events, rows, strict=True) for h in _handlers_of(event)]
    OutboxDelivery.objects.bulk_create(
        [OutboxDelivery(event=row, handler=h.name, due_at=now) for h, _, row in pairs if h.when == "after"]
    )
    for h, event, row in pairs:
        if h.when == "inside":
            h.run(event, EventMeta(row.pk, now, actor.id))


def _handlers_of(event: Event) -> list[Handler]:
    return [h for h in handlers.values() if h.event is type(event)]
