"""Kept statements find what the queries they were made of find, for whoever asks, also after a change."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Max, QuerySet, Sum
from django.test.utils import CaptureQueriesContext

from dougong.clients import services
from dougong.clients.models import Client, ClientFigures, Contact
from dougong.clients.selectors import CLIENTS
from dougong.kit.actor import Actor
from dougong.kit.again import figures_again, rows_again
from dougong.kit.money import Money
from dougong.kit.reading import Kept
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NAMES = ("id", "name", "since", "created_at", "owner__name", "figures__receivable")


@pytest.fixture
def some(cast: Cast) -> Cast:
    for n in range(6):
        owner = cast.lin if n % 2 else cast.shen
        client = services.create_client(owner, name=f"启岳{n}", phone="13800001234", since=dt.date(2020, 1, n + 1))
        ClientFigures.objects.filter(client=client).update(receivable=Money("10000.01"))
    return cast


def seen(actor: Actor) -> QuerySet[Any]:
    return CLIENTS.filtered(actor, ["name:contains:启岳"]).order_by("name")


def names(actor: Actor) -> list[tuple[Any, ...]]:
    return rows_again(actor, ("tests.names",), lambda: seen(actor).values_list(*NAMES))


def test_each_reader_gets_his_own_rows_again_and_again_and_after_a_change(some: Cast) -> None:
    for _ in range(2):
        for actor in (some.lin, some.shen, some.manager):
            assert names(actor) == list(seen(actor).values_list(*NAMES))
    assert len(names(some.lin)) == 3
    assert len(names(some.manager)) == 6
    services.create_client(some.lin, name="启岳新")
    assert [row[1] for row in names(some.lin)] == ["启岳1", "启岳3", "启岳5", "启岳新"]


def test_another_actor_of_the_same_person_is_asked_for_anew(some: Cast) -> None:
    """Who lost a right is another actor: what was kept for the former is not his."""
    assert len(names(some.lin)) == 3
    barred = Actor(id=some.lin.id, name=some.lin.name, kind="staff")
    assert names(barred) == []


def test_figures_are_whole_numbers_the_first_time_and_the_next(some: Cast) -> None:
    def ask(actor: Actor) -> dict[str, int | None]:
        return figures_again(
            actor,
            ("tests.figures",),
            lambda: seen(actor).order_by().aggregate(
                n=Count("pk"), owed=Sum("figures__receivable"), most=Max("completeness")
            ),
        )  # fmt: skip

    first = ask(some.lin)
    assert (first["n"], first["owed"]) == (3, 3 * 1_000_001)
    assert ask(some.lin) == first
    services.create_client(some.lin, name="启岳新")
    assert ask(some.lin)["n"] == 4
    assert ask(some.shen)["n"] == 3


def test_nothing_to_see_asks_nothing(some: Cast) -> None:
    barred = Actor(id=uuid.uuid4(), name="谁", kind="staff")
    with CaptureQueriesContext(connection) as asked:
        for _ in range(2):
            assert rows_again(barred, ("tests.barred",), lambda: seen(barred).values_list("pk")) == []
            found = figures_again(barred, ("tests.barred.n",), lambda: seen(barred).aggregate(n=Count("pk")))
            assert found == {"n": 0}
    assert len(asked) == 0


def test_a_kept_reading_finds_what_the_query_finds_for_any_value(some: Cast) -> None:
    fields = ("id", "name", "phone", "is_primary", "created_at")
    kept = Kept(lambda pk: Contact.objects.filter(client_id=pk, archived_at__isnull=True), fields)
    for client in Client.objects.filter(name__startswith="启岳"):
        assert kept(client.pk) == []
        services.add_contact(Actor.system(), client_id=client.pk, name="孙立衡", phone="13900001234")
        rows = Contact.objects.filter(client_id=client.pk, archived_at__isnull=True)
        assert kept(client.pk) == list(rows.values(*fields)) != []
    with pytest.raises(AssertionError):
        Kept(lambda pk: Contact.objects.all(), fields)(uuid.uuid4())
