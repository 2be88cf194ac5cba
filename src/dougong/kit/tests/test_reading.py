"""The short way of reading a page gives what Django's own gives, for every list, order and person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from dougong.clients import services
from dougong.clients.models import Client
from dougong.clients.selectors import CLIENTS
from dougong.kit.errors import BadQuery
from dougong.kit.fields import may_ask
from dougong.kit.filters import Filter
from dougong.kit.jsonable import dumps
from dougong.kit.listing import ListSpec, list_specs
from dougong.kit.paging import ordering
from dougong.kit.reading import rows_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def both(spec: ListSpec, actor, query: str, sort: str, backward: bool = False) -> list[tuple]:
    order = spec.order(sort, actor)
    rows, paths, by = spec.narrowed(actor, QueryDict(query)), spec.paths(order), ordering(order, backward)
    short = rows_of(rows, paths, by, (spec.code, order, backward), 51)
    assert short == list(rows.order_by(*by).values_list(*paths)[:51])
    told = rows_of(rows, paths, by, (spec.code, order, backward), 51, told=True)
    assert dumps(told) == dumps(short), "an answer tells the same"
    if not query:
        assert rows_of(rows, paths, by, (spec.code, order, backward), 51, whole=True) == short
        assert plan_mode() == "auto", "other statements of the connection are planned as ever"
    return short


def plan_mode() -> str:
    if connection.vendor != "postgresql":
        return "auto"
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        return str(cursor.fetchone()[0])


@pytest.fixture
def some(cast: Cast) -> Cast:
    for n in range(7):
        owner = cast.lin if n % 2 else cast.shen
        services.create_client(owner, name=f"启岳{n}", phone="13800001234", since=dt.date(2020, 1, n + 1))
    Client.objects.filter(name__endswith="3").update(last_contact_at=dt.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=dt.UTC))
    return cast


@pytest.mark.parametrize("login", ["lin", "zhou", "manager", "admin", "liang"])
def test_every_list_in_every_order(some: Cast, login: str) -> None:
    import dougong.config.api  # noqa: F401  the routers register their lists

    actor = getattr(some, login)
    assert len(list(list_specs())) >= 2
    for spec in list_specs():
        for col in spec.cols:
            if not col.sort:
                continue
            for sort in (col.key, f"-{col.key}"):
                if not may_ask(actor, spec, col.field or col.key):
                    with pytest.raises(BadQuery):
                        spec.order(sort, actor)
                    continue
                both(spec, actor, "", sort)
                both(spec, actor, "", sort, backward=True)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("filter=receivable:gte:0", 7),
        ("filter=owner:empty:", 0),
        ("filter=tag:in:重点", 0),
        ("filter=last_contact:filled:&filter=name:contains:启", 1),
        ("q=启岳", 7),
        ("q=没有", 0),
    ],
)
def test_filters_keep_their_joins(some: Cast, query: str, count: int) -> None:
    for sort in ("name", "-receivable", "last_contact_at"):
        assert len(both(CLIENTS, some.manager, query, sort)) == count
        assert len(both(CLIENTS, some.manager, query, sort)) == count


def test_values_never_reach_the_kept_text(some: Cast) -> None:
    """A kept SELECT with somebody's id in it would show his rows to others."""
    assert {row[1] for row in both(CLIENTS, some.lin, "", "name")} == {"启岳1", "启岳3", "启岳5"}
    assert {row[1] for row in both(CLIENTS, some.shen, "", "name")} == {"启岳0", "启岳2", "启岳4", "启岳6"}
    with CaptureQueriesContext(connection) as captured:
        both(CLIENTS, some.lin, "filter=name:contains:'启", "name")
    assert len(captured) == 3


def test_a_list_with_annotations_goes_djangos_way(some: Cast) -> None:
    from django.db.models import Count

    spec = ListSpec(
        code="counted", resource="clients.client", zh="", en="", cols=CLIENTS.cols, default_sort="name",
        base=lambda rows: rows.annotate(n=Count("contacts")), filters=(Filter("n", "", "", type="number"),),
    )  # fmt: skip
    assert len(both(spec, some.manager, "filter=n:eq:0", "name")) == 7


def test_the_first_rows_of_each_way_are_the_first_of_all(some: Cast) -> None:
    """林 sees his own; 周 his department's and his own: the ways overlap and no row comes twice."""
    services.create_client(some.zhou, name="启岳9")
    names = [row[1] for row in both(CLIENTS, some.zhou, "", "name")]
    assert names == sorted(names) == ["启岳1", "启岳3", "启岳5", "启岳9"]
    assert next(row[1] for row in both(CLIENTS, some.zhou, "", "-last_contact_at")) == "启岳3"
    assert [row[1] for row in both(CLIENTS, some.zhou, "", "-last_contact_at", backward=True)][-1] == "启岳3"


def test_an_index_gives_each_way_and_nothing_is_sorted_whole(some: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        both(CLIENTS, some.zhou, "", "name")
    assert "UNION" in captured[0]["sql"] and "UNION" not in captured[1]["sql"]
