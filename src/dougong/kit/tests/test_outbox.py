"""Events are written with the fact and delivered at least once, with one effect."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import transaction

from dougong.accounts.models import Department
from dougong.kit import clock, events, outbox
from dougong.kit.actor import Actor
from dougong.kit.events import Event, EventMeta, Heard, handler, handler_of_many, publish
from dougong.kit.models import OutboxDelivery, OutboxEvent
from dougong.kit.money import Money

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


@dataclass(frozen=True)
class Rained(Event):
    name: ClassVar[str] = "tests.rained.v1"
    place_id: uuid.UUID
    cost: Money


@pytest.fixture
def heard() -> Iterator[list[tuple[Rained, EventMeta]]]:
    got: list[tuple[Rained, EventMeta]] = []
    handler(Rained, when="after", name="tests.hear")(lambda event, meta: got.append((event, meta)))
    yield got
    for name in [n for n in events.handlers if n.startswith("tests.")]:
        del events.handlers[name]


def _rain() -> Rained:
    event = Rained(place_id=uuid.uuid4(), cost=Money("12.30"))
    with transaction.atomic():
        publish(event, SYSTEM)
    return event


def test_a_handler_gets_the_event_as_it_was(heard: list[tuple[Rained, EventMeta]]) -> None:
    event = _rain()
    assert outbox.run_pending() == 1
    assert [e for e, _ in heard] == [event]
    assert outbox.run_pending() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(heard: list[tuple[Rained, EventMeta]]) -> None:
    with pytest.raises(RuntimeError):
        publish(Rained(place_id=uuid.uuid4(), cost=Money(1)), SYSTEM)
    assert not OutboxEvent.objects.exists()


def test_what_is_rolled_back_tells_nobody(heard: list[tuple[Rained, EventMeta]]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(Rained(place_id=uuid.uuid4(), cost=Money(1)), SYSTEM)
        raise ZeroDivisionError
    assert outbox.run_pending() == 0 and heard == []


def test_an_inside_handler_may_abort_the_fact(heard: list[tuple[Rained, EventMeta]]) -> None:
    def refuse(event: Rained, meta: EventMeta) -> None:
        raise ZeroDivisionError

    handler(Rained, when="inside", name="tests.refuse")(refuse)
    with pytest.raises(ZeroDivisionError):
        _rain()
    assert not OutboxEvent.objects.exists()


def test_a_failing_handler_leaves_nothing_is_retried_later_and_ends_on_the_page_of_dead_letters(
    heard: list[tuple[Rained, EventMeta]],
) -> None:
    def half(event: Rained, meta: EventMeta) -> None:
        Department.objects.create(name="half done")
        raise ZeroDivisionError

    handler(Rained, when="after", name="tests.hear")(half)
    with clock.frozen("2026-11-18T10:00+08:00"):
        _rain()
        outbox.run_pending()
        assert outbox.run_pending() == 0  # it waits before it tries again
    for hour in range(11, 20):
        with clock.frozen(f"2026-11-18T{hour}:00+08:00"):
            outbox.run_pending()
    row = OutboxDelivery.objects.get()
    assert (row.status, row.attempts) == ("dead", outbox.MAX_ATTEMPTS)
    assert "ZeroDivisionError" in row.error
    assert not Department.objects.exists()
    handler(Rained, when="after", name="tests.hear")(lambda event, meta: heard.append((event, meta)))
    outbox.replay(row.pk)
    outbox.run_pending()
    assert len(heard) == 1


def test_a_handler_of_many_is_told_together_what_waits_and_one_that_fails_holds_up_no_other(
    heard: list[tuple[Rained, EventMeta]],
) -> None:
    told: list[list[uuid.UUID]] = []

    @handler_of_many(Rained, name="tests.hear_all")
    def hear_all(rained: Sequence[Heard]) -> None:
        places = [event.place_id for event, _ in rained]
        Department.objects.bulk_create([Department(name=str(place)) for place in places])
        if wrong in places:
            raise ZeroDivisionError
        told.append(places)

    events_ = [_rain() for _ in range(4)]
    wrong = events_[2].place_id
    assert outbox.run_pending() == 8
    right = [event.place_id for event in events_ if event.place_id != wrong]
    assert told == [[place] for place in right] and [event for event, _ in heard] == events_
    assert sorted(Department.objects.values_list("name", flat=True)) == sorted(map(str, right))
    waits = OutboxDelivery.objects.get(status="pending")
    assert (waits.handler, waits.attempts, waits.event.payload["place_id"]) == ("tests.hear_all", 1, str(wrong))
    rest, wrong = [_rain() for _ in range(3)], uuid.uuid4()
    outbox.run_pending()
    assert told[3:] == [[event.place_id for event in rest]]
    assert set(OutboxDelivery.objects.exclude(pk=waits.pk).values_list("status", "attempts")) == {("done", 1)}
