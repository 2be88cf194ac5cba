"""Events: written with the fact, handled inside its transaction or after it, at least once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.db import connection

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.bulk import insert_rows
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


#: An event as a handler is told of it.
Heard = tuple[Any, EventMeta]


@dataclass(frozen=True)
class Handler:
    name: str
    event: type[Event]
    when: Literal["inside", "after"]
    run: Callable[[Any, EventMeta], None]
    #: Several deliveries in one transaction, where the handler takes them so.
    many: Callable[[Sequence[Heard]], None] | None = None


handlers: dict[str, Handler] = {}


def handler(
    event: type[Event], *, when: Literal["inside", "after"], name: str
) -> Callable[[Callable[[Any, EventMeta], None]], Callable[[Any, EventMeta], None]]:
    """Register `f(event, meta)`. *inside* may abort the fact; *after* is idempotent and is retried until it is done or dead."""

    def register(run: Callable[[Any, EventMeta], None]) -> Callable[[Any, EventMeta], None]:
        handlers[name] = Handler(name, event, when, run)
        return run

    return register


def handler_of_many(
    event: type[Event], *, name: str
) -> Callable[[Callable[[Sequence[Heard]], None]], Callable[[Sequence[Heard]], None]]:
    """Register `f([(event, meta), …])`, run *after*: what waits for it is told together, in the order that it happened. Where one
    fails, nothing is done, and each is told alone."""

    def register(run: Callable[[Sequence[Heard]], None]) -> Callable[[Sequence[Heard]], None]:
        handlers[name] = Handler(name, event, "after", lambda event, meta: run([(event, meta)]), run)
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
    mine = _handlers_of(type(event))
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
    ids = insert_rows(
        OutboxEvent,
        ("name", "payload", "actor_id", "occurred_at"),
        ((e.name, vars(e), actor.id, now) for e in events),
    )
    found = {kind: _handlers_of(kind) for kind in {type(e) for e in events}}
    pairs = [(h, event, pk) for event, pk in zip(events, ids, strict=True) for h in found[type(event)]]
    later = [(pk, h.name, now) for h, _, pk in pairs if h.when == "after"]
    insert_rows(OutboxDelivery, ("event_id", "handler", "due_at"), later)
    for h, event, pk in pairs:
        if h.when == "inside":
            h.run(event, EventMeta(pk, now, actor.id))


def _handlers_of(kind: type[Event]) -> list[Handler]:
    return [h for h in handlers.values() if h.event is kind]
