"""The defined fields of a dossier: filled, refused, listed, ruled and sealed."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from django.db import connection

from dougong.accounts.actors import forget
from dougong.accounts.models import FieldRule, raise_access_version
from dougong.audit.models import AuditEntry
from dougong.clients import services
from dougong.clients.models import Client
from dougong.forms.models import Form
from dougong.forms.services import save_fields
from dougong.kit import exports
from dougong.kit.jobs import run_due
from dougong.kit.models import Job
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CODE = "clients.client"
OWN: tuple[dict[str, Any], ...] = (
    {"type": "amount", "zh": "年度预算", "en": "Annual budget", "listed": True},
    {
        "type": "choice",
        "zh": "园区",
        "listed": True,
        "choices": [{"value": "high", "zh": "高新区"}, {"value": "port", "zh": "港区"}],
    },
    {"type": "text", "zh": "内部评语", "secret": True},
    {"type": "person", "zh": "技术对接人", "listed": True},
    {"type": "date", "zh": "预算日", "listed": True},
    {"type": "yes_no", "zh": "框架协议", "listed": True},
    {
        "type": "several",
        "zh": "资质",
        "listed": True,
        "choices": [{"value": "a", "zh": "甲级"}, {"value": "b", "zh": "乙级"}],
    },
)


@pytest.fixture
def keys(cast: Cast) -> dict[str, str]:
    """Name → key of the company's own fields."""
    save_fields(cast.fang, code=CODE, version=0, fields=list(OWN))
    return {f.zh: f.key for f in Form.objects.get(code=CODE).fields}


def make(cast: Cast, name: str, **facts: Any) -> Client:
    return services.create_client(cast.lin, name=name, facts=facts)


def names(api: ApiClient, query: str) -> list[str]:
    answer = api.get(f"/clients?{query}")
    assert answer.status_code == 200, answer.json()
    return [row["name"] for row in answer.json()["items"]]


def test_level_one_is_filled_and_read_again(cast: Cast, api: ApiClient) -> None:
    api.as_("lin")
    made = api.post(
        "/clients",
        {"name": "启岳半导体", "facts": {"staff": "1,280", "turnover": "3.7亿", "trade": "C39", "cloud": ["huawei"]}},
    )
    assert made.status_code == 201, made.json()
    told = {"staff": 1280, "turnover": "370000000.00", "trade": "C39", "cloud": ["huawei"]}
    assert made.json()["facts"] == told
    again = api.patch(
        f"/clients/{made.json()['id']}", {"facts": {"pain": "停机一次损失三百万", "cloud": None}}, version=1
    )
    assert again.json()["facts"] == {**{k: v for k, v in told.items() if k != "cloud"}, "pain": "停机一次损失三百万"}
    changed = api.get(f"/clients/{made.json()['id']}/timeline").json()["items"][0]
    assert sorted(changed["data"]["fields"]) == ["facts.cloud", "facts.pain"]
    assert changed["data"]["names"]["facts.pain"] == ["现有痛点", "Pain"]


def test_filling_level_one_completes_the_dossier(cast: Cast, api: ApiClient) -> None:
    client = make(cast, "启岳半导体")
    before = api.as_("lin").get(f"/clients/{client.pk}").json()
    assert {"field": "facts.competitors", "weight": 6} in before["missing"]
    after = api.patch(f"/clients/{client.pk}", {"facts": {"competitors": "海澄机电"}}, version=1).json()
    assert after["completeness"] == before["completeness"] + 6
    assert "facts.competitors" not in [m["field"] for m in after["missing"]]


def test_each_wrong_value_is_told_at_its_field_and_nothing_is_written(
    cast: Cast, api: ApiClient, keys: dict[str, str]
) -> None:
    client = make(cast, "启岳半导体", staff=5)
    wrong = {"staff": -1, "turnover": "很多", keys["园区"]: "nowhere", keys["技术对接人"]: str(client.pk), "nothing": 1}
    answer = api.as_("lin").patch(f"/clients/{client.pk}", {"industry": "半导体", "facts": wrong}, version=1)
    assert answer.status_code == 422
    assert {e["field"] for e in answer.json()["errors"]} == {f"facts.{k}" for k in wrong}
    client.refresh_from_db()
    assert (client.facts, client.industry, client.version) == ({"staff": 5}, "", 1)


def test_lists_narrow_and_sort_by_the_companys_fields(cast: Cast, api: ApiClient, keys: dict[str, str]) -> None:
    budget, zone, day = (f"facts.{keys[n]}" for n in ("年度预算", "园区", "预算日"))
    make(
        cast,
        "甲厂",
        **{keys["年度预算"]: "90万", keys["园区"]: "high", keys["预算日"]: "2026-03-01", keys["资质"]: ["a"]},
    )
    make(
        cast,
        "乙厂",
        **{keys["年度预算"]: "500万", keys["园区"]: "port", keys["框架协议"]: True, keys["资质"]: ["a", "b"]},
    )
    make(cast, "丙厂", **{keys["技术对接人"]: str(cast.gu.id), keys["预算日"]: "2026-09-01"})
    api.as_("lin")
    assert names(api, f"filter={budget}:gte:1000000.00") == ["乙厂"]
    assert names(api, f"filter={budget}:between:1,1000000") == ["甲厂"]
    assert names(api, f"filter={zone}:in:high,port&sort=-{budget}") == ["乙厂", "甲厂"]
    assert names(api, f"filter={zone}:nin:high&sort=name") == ["丙厂", "乙厂"]
    assert (
        names(api, f"filter={zone}:empty")
        == names(api, f"filter=facts.{keys['技术对接人']}:in:{cast.gu.id}")
        == ["丙厂"]
    )
    assert names(api, f"filter={day}:gt:2026-06-01") == ["丙厂"]
    assert (
        names(api, f"filter=facts.{keys['框架协议']}:eq:true")
        == names(api, f"filter=facts.{keys['资质']}:in:b")
        == ["乙厂"]
    )
    assert names(api, f"sort={budget}") == ["甲厂", "乙厂", "丙厂"] and names(api, f"sort=-{day}") == [
        "丙厂",
        "甲厂",
        "乙厂",
    ]
    page = api.get(f"/clients?sort={budget}&size=1&more={budget},{zone},facts.{keys['技术对接人']}").json()
    assert page["items"][0]["facts"] == {keys["年度预算"]: "900000.00", keys["园区"]: "high", keys["技术对接人"]: None}
    second = api.get(f"/clients?sort={budget}&size=1&cursor={page['next']}").json()
    third = api.get(f"/clients?sort={budget}&size=1&cursor={second['next']}").json()
    assert [p["items"][0]["name"] for p in (second, third)] == ["乙厂", "丙厂"] and third["next"] is None
    assert api.get(f"/clients/summary?filter={budget}:gte:1000000.00").json()["count"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "filter=facts.nothing:eq:1",
        "sort=facts.nothing",
        "more=facts.nothing",
        "filter=facts.staff:gte:abc",
        "sort=facts.cloud",
    ],
)
def test_what_is_not_listed_can_not_be_asked_by(cast: Cast, api: ApiClient, query: str) -> None:
    assert api.as_("lin").get(f"/clients?{query}").status_code == 422


def test_a_page_with_more_columns_costs_the_same_for_two_rows_and_for_forty(
    cast: Cast, api: ApiClient, keys: dict[str, str], count_queries: Any
) -> None:
    query = f"/clients?more=facts.{keys['技术对接人']},facts.staff&sort=-facts.staff&filter=facts.staff:gte:0"
    for n in range(2):
        make(cast, f"厂{n}", staff=n, **{keys["技术对接人"]: str(cast.gu.id)})
    few = count_queries(lambda: api.as_("lin").get(query))
    few = count_queries(lambda: api.get(query))
    for n in range(2, 40):
        make(cast, f"厂{n}", staff=n, **{keys["技术对接人"]: str(cast.gu.id)})
    assert count_queries(lambda: api.get(query)) == few <= 8


def test_an_export_holds_them_in_words(cast: Cast, keys: dict[str, str]) -> None:
    make(
        cast,
        "甲厂",
        staff=7,
        trade="C39",
        **{
            keys["园区"]: "port",
            keys["技术对接人"]: str(cast.gu.id),
            keys["框架协议"]: False,
            keys["资质"]: ["a", "b"],
        },
    )
    wanted = [
        "name",
        "facts.staff",
        "facts.trade",
        *(f"facts.{keys[n]}" for n in ("园区", "技术对接人", "框架协议", "资质")),
    ]
    job = exports.start_export(
        cast.zhou, code="clients", query="sort=-facts.staff", columns=wanted, file_format="csv", language="zh"
    )
    run_due()
    done = Job.objects.get(pk=job.pk)
    with (exports.folder() / done.result["file"]).open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["客户名称", "员工人数", "国标行业", "园区", "技术对接人", "框架协议", "资质"]
    assert rows[1] == ["甲厂", "7", "计算机、通信和其他电子设备制造业", "港区", "顾明川", "否", "甲级、乙级"]


def test_a_secret_field_lies_sealed_and_is_read_by_whoever_sees_the_dossier(
    cast: Cast, api: ApiClient, keys: dict[str, str]
) -> None:
    key = keys["内部评语"]
    client = make(cast, "甲厂", **{key: "老板要换人", "staff": 3})
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts, sealed_facts FROM clients_client")
        raw = str(cursor.fetchone())
    assert "老板" not in raw and "staff" in raw
    assert api.as_("lin").get(f"/clients/{client.pk}").json()["facts"] == {key: "老板要换人", "staff": 3}
    api.patch(f"/clients/{client.pk}", {"facts": {key: "已换人"}}, version=1)
    entry = AuditEntry.objects.filter(resource=CODE, action="update").latest("pk")
    assert entry.after == {f"facts.{key}": "***"}


@pytest.mark.parametrize("mode", ["hide", "mask"])
def test_field_rules_hold_for_the_companys_fields_too(
    cast: Cast, api: ApiClient, keys: dict[str, str], mode: str
) -> None:
    key, agreed = keys["年度预算"], keys["框架协议"]
    client = make(cast, "甲厂", **{key: "7777777", agreed: False})
    for name in (key, agreed):
        FieldRule.objects.create(role_id="sales", resource=CODE, field=f"facts.{name}", mode=mode)
    raise_access_version()
    forget()
    api.as_("lin")
    told = api.get(f"/clients/{client.pk}").json()
    assert told["facts"] == ({} if mode == "hide" else {key: "****", agreed: "****"})
    assert sorted(told["hidden" if mode == "hide" else "masked"]) == sorted([f"facts.{key}", f"facts.{agreed}"])
    assert (
        api.get(f"/clients?sort=facts.{key}").status_code
        == api.get(f"/clients?filter=facts.{key}:gte:1").status_code
        == 422
    )
    page = api.get(f"/clients?more=facts.{key}")
    assert page.status_code == 422 if mode == "hide" else page.json()["items"][0]["facts"] == {key: "****"}
    meta = api.get("/lists/clients").json()
    assert (f"facts.{key}" in [c["key"] for c in meta["columns"]]) is (mode == "mask")
    refused = api.patch(f"/clients/{client.pk}", {"facts": {key: "1"}}, version=1)
    assert refused.status_code == 403 and refused.json()["code"] == "field_not_yours"
    assert "77777" not in api.get(f"/clients/{client.pk}/timeline").content.decode()
