"""Cursors reach every row once, in order, forward and back, with empty and equal values."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dougong.clients.models import Client, ClientFigures
from dougong.clients.selectors import CLIENTS
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.listing import page, summary
from dougong.kit.money import Money

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
DAY = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def _make(rows: list[tuple[int | None, int]]) -> None:
    Client.objects.all().delete()
    for n, (contact, owed) in enumerate(rows):
        client = Client.objects.create(
            name=f"c{n}", name_sort=f"c{n % 3}", last_contact_at=DAY + dt.timedelta(days=contact) if contact else None
        )
        ClientFigures.objects.create(client=client, receivable=Money.fen(owed))


def _walk(sort: str, size: int) -> tuple[list[str], str]:
    seen: list[str] = []
    cursor = ""
    while True:
        found = page(CLIENTS, SYSTEM, QueryDict(f"sort={sort}&size={size}&cursor={cursor}"))
        seen += [i["name"] for i in found["items"]]
        if not found["next"]:
            return seen, found["prev"] or ""
        cursor = found["next"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.none() | st.integers(1, 4), st.integers(0, 3)), min_size=1, max_size=12),
    st.sampled_from(["name", "-name", "last_contact_at", "-last_contact_at", "receivable", "-receivable"]),
    st.integers(1, 5),
)
def test_every_row_is_met_once_and_in_order(rows: list[tuple[int | None, int]], sort: str, size: int) -> None:
    _make(rows)
    seen, _ = _walk(sort, size)
    whole = [i["name"] for i in page(CLIENTS, SYSTEM, QueryDict(f"sort={sort}&size=200"))["items"]]
    assert seen == whole and len(seen) == len(set(seen)) == len(rows)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.none() | st.integers(1, 4), st.integers(0, 3)), min_size=4, max_size=12))
def test_going_back_meets_the_same_rows(rows: list[tuple[int | None, int]]) -> None:
    _make(rows)
    for sort in ("last_contact_at", "-last_contact_at", "-receivable"):
        whole, prev = _walk(sort, 2)
        back: list[str] = []
        while prev:
            found = page(CLIENTS, SYSTEM, QueryDict(f"sort={sort}&size=2&cursor={prev}"))
            back = [i["name"] for i in found["items"]] + back
            prev = found["prev"] or ""
        assert back == whole[: len(back)] and len(back) == (len(whole) - 1) // 2 * 2


def test_the_summary_adds_up_over_the_filter_and_not_over_the_page() -> None:
    _make([(None, 100), (None, 250), (1, 999)])
    found = summary(CLIENTS, SYSTEM, QueryDict("filter=last_contact:empty:&size=1"))
    assert (found["count"], found["total"], found["sums"]["receivable"]) == (2, 3, Money("3.50"))


@pytest.mark.parametrize(
    "query", ["sort=phone", "filter=nothing:eq:1", "filter=name:gte:1", "cursor=@@", "size=x", "filter=overdue:eq:many"]
)
def test_what_the_list_does_not_offer_is_refused_by_name(query: str) -> None:
    with pytest.raises(BadQuery):
        page(CLIENTS, SYSTEM, QueryDict(query))
