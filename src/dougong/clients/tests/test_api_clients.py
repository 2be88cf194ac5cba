"""The client list and the dossier over HTTP."""

from __future__ import annotations

import json

import pytest

from dougong.clients import services
from dougong.clients.models import Client
from dougong.kit import clock
from dougong.kit.ids import new_id
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_sales_see_only_their_own_clients(cast: Cast, api: ApiClient) -> None:
    services.create_client(cast.lin, name="启岳半导体(苏州)有限公司", address="江苏省苏州市工业园区")
    services.create_client(cast.gu, name="沧澜水务集团有限公司")
    page = api.as_("lin").get("/clients").json()
    assert [i["name"] for i in page["items"]] == ["启岳半导体（苏州）有限公司"]
    assert page["items"][0]["region"] == "江苏 苏州"
    assert [i["name"] for i in api.as_("zhou").get("/clients?sort=-name").json()["items"]] == [
        "启岳半导体（苏州）有限公司",
        "沧澜水务集团有限公司",
    ]


def test_a_client_outside_answers_like_an_absent_one(cast: Cast, api: ApiClient) -> None:
    other = services.create_client(cast.gu, name="沧澜水务集团有限公司")
    outside = api.as_("lin").get(f"/clients/{other.pk}")
    absent = api.get("/clients/0198b5a0-0000-7000-8000-000000000000")
    assert outside.status_code == absent.status_code == 404
    drop = {"request_id"}
    assert {k: v for k, v in outside.json().items() if k not in drop} == {
        k: v for k, v in absent.json().items() if k not in drop
    }


def test_the_same_creation_sent_twice_makes_one_client(cast: Cast, api: ApiClient) -> None:
    api.as_("lin")
    first = api.post("/clients", {"name": "明湖职业技术学院"}, key="k1")
    again = api.post("/clients", {"name": "明湖职业技术学院"}, key="k1")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Client.objects.count() == 1
    other = api.post("/clients", {"name": "明湖学院"}, key="k1")
    assert other.status_code == 422 and other.json()["code"] == "idempotency_key_reused"


def test_a_stale_change_is_refused_with_the_present_values(cast: Cast, api: ApiClient) -> None:
    client = services.create_client(cast.lin, name="明湖职业技术学院")
    api.as_("lin").patch(f"/clients/{client.pk}", {"industry": "教育"}, version=1)
    late = api.patch(f"/clients/{client.pk}", {"industry": "培训"}, version=1)
    assert late.status_code == 412
    assert late.json()["params"]["current"] == {"industry": "教育", "version": 2}
    assert late.json()["params"]["who"] == "林舒然"


def test_a_wrong_code_is_told_at_its_field_in_the_readers_language(cast: Cast, api: ApiClient) -> None:
    answer = api.as_("lin").post("/clients", {"name": "启岳", "uscc": "123"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "uscc"
    english = api.post("/clients", {"name": ""}, language="en")
    assert english.json()["errors"] == [{"field": "name", "code": "invalid_value", "message": "At least 1 characters."}]


def test_pages_follow_by_cursor_forward_and_back(cast: Cast, api: ApiClient) -> None:
    for name in ("甲工程", "乙工程", "丙工程", "丁工程", "戊工程"):
        services.create_client(cast.lin, name=name)
    api.as_("lin")
    first = api.get("/clients?size=2").json()
    second = api.get(f"/clients?size=2&cursor={first['next']}").json()
    third = api.get(f"/clients?size=2&cursor={second['next']}").json()
    names = [i["name"] for p in (first, second, third) for i in p["items"]]
    assert names == ["丙工程", "丁工程", "甲工程", "戊工程", "乙工程"]
    assert third["next"] is None and first["prev"] is None
    back = api.get(f"/clients?size=2&cursor={third['prev']}").json()
    assert [i["name"] for i in back["items"]] == names[2:4]


def test_a_page_costs_the_same_queries_for_two_rows_and_for_forty(cast: Cast, api: ApiClient, count_queries) -> None:
    api.as_("lin")
    for n in range(2):
        services.create_client(cast.lin, name=f"客户{n}")
    few = count_queries(lambda: api.get("/clients"))
    for n in range(2, 40):
        services.create_client(cast.lin, name=f"客户{n}")
    assert count_queries(lambda: api.get("/clients")) == few <= 5


def test_nobody_signed_in_gets_nothing(cast: Cast, api: ApiClient) -> None:
    answer = api.get("/clients")
    assert answer.status_code == 401 and answer.json()["code"] == "not_signed_in"


def test_the_timeline_tells_what_happened(cast: Cast, api: ApiClient) -> None:
    client = services.create_client(cast.lin, name="明湖职业技术学院")
    services.update_client(cast.lin, client_id=client.pk, version=1, industry="教育")
    api.as_("lin").post(f"/clients/{client.pk}/notes", {"kind": "visit", "text": "谈了实训楼"})
    items = api.get(f"/clients/{client.pk}/timeline").json()["items"]
    assert [i["kind"] for i in items] == ["visit", "client_changed", "client_created"]
    assert json.loads(api.get(f"/clients/{client.pk}").content)["last_contact_at"]


def test_what_is_done_to_many_clients_has_addresses_of_its_own(cast: Cast, api: ApiClient) -> None:
    ids = [str(services.create_client(cast.lin, name=f"客户{n}").pk) for n in range(3)]
    for act, more in (
        ("assign", {"owner_id": str(cast.gu.id)}),
        ("tag", {"name": "重点"}),
        ("archive", {}),
        ("restore", {}),
    ):
        answer = api.as_("zhou").post(f"/clients/{act}", {"ids": ids, **more})
        assert (act, answer.status_code, sorted(answer.json()["done"])) == (act, 200, sorted(ids))
    assert Client.objects.filter(owner_id=cast.gu.id, tags__name="重点", archived_at=None).count() == 3
    refused = api.post(f"/clients/{ids[0]}", {})
    assert refused.status_code == 405 and refused.json()["code"] == "wrong_method" and "GET" in refused.headers["Allow"]


def test_the_timeline_is_in_the_order_of_what_happened_and_reaches_every_entry(cast: Cast, api: ApiClient) -> None:
    client = services.create_client(cast.lin, name="明湖职业技术学院")
    for day in (3, 1, 2, *range(4, 30)):
        with clock.frozen(f"2026-10-{day:02d}T10:00+08:00"):
            services.add_note(cast.lin, client_id=client.pk, kind="call", text=str(day))
    api.as_("lin")
    first = api.get(f"/clients/{client.pk}/timeline").json()
    second = api.get(f"/clients/{client.pk}/timeline?before={first['next']}").json()
    days = [int(e["text"]) for e in [*first["items"], *second["items"]] if e["kind"] == "call"]
    assert days == sorted(range(1, 30), reverse=True)
    assert second["next"] is None


def test_the_timeline_of_one_record_tells_only_what_concerns_it(cast: Cast, api: ApiClient) -> None:
    client = services.create_client(cast.lin, name="明湖职业技术学院")
    one, other = new_id(), new_id()
    for key, title in ((one, "实训楼"), (other, "图书馆")):
        services.record(
            cast.lin, client_id=client.pk, kind="opportunity_created", group="follow_up", resource="clients.client",
            object_id=key, title=title, amount="1.00",
        )  # fmt: skip
    items = api.as_("lin").get(f"/clients/{client.pk}/timeline?about={one}").json()["items"]
    assert [i["data"]["title"] for i in items] == ["实训楼"]
    assert api.get(f"/clients/{client.pk}/timeline?about=nothing").status_code == 422
