"""Clients by province and city: the same clients that the list shows, each counted once."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote

import pytest

from dougong.accounts.actors import forget
from dougong.accounts.models import FieldRule, raise_access_version
from dougong.audit.models import AuditEntry
from dougong.clients import services
from dougong.clients.models import Client, ClientFigures
from dougong.kit.money import Money
from dougong.kit.regions import provinces
from dougong.kit.tabular import read_workbook
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
#: name, region, owner: 苏州 city and district, 江苏 alone, 北京 alone and a district, 济源 directly under its province
ROWS = (
    ("甲", "320500", "lin"), ("乙", "320506", "lin"), ("丙", "320000", "lin"), ("丁", "110000", "lin"),
    ("戊", "110105", "gu"), ("己", "419001", "lin"), ("庚", "", "lin"), ("辛", "710000", "lin"),
)  # fmt: skip


@pytest.fixture
def spread(cast: Cast) -> dict[str, Client]:
    made = {}
    for name, region, owner in ROWS:
        made[name] = services.create_client(getattr(cast, owner), name=f"{name}方有限公司", region=region, industry="水务")
    for name, amount in (("甲", "100.50"), ("乙", "20.00"), ("庚", "3.00")):
        ClientFigures.objects.filter(client=made[name]).update(contract_amount=Money(amount), receivable=Money("1.00"))
    return made


def told(api: ApiClient, query: str = "") -> dict[str, Any]:
    answer = api.get(f"/clients/places?{query}")
    assert answer.status_code == 200, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def at(found: dict[str, Any], code: str) -> dict[str, Any]:
    return next(p for p in found["provinces"] if p["code"] == code)


def test_every_client_is_counted_once_at_its_place(spread: dict[str, Client], api: ApiClient) -> None:
    found = told(api.as_("zhou"))
    assert [p["code"] for p in found["provinces"]] == [p.code for p in provinces()] and len(found["provinces"]) == 34
    assert found["count"] == 8 == sum(p["count"] for p in found["provinces"]) + found["without"]["count"]
    jiangsu = at(found, "320000")
    assert [(c["code"], c["name"], c["count"]) for c in jiangsu["cities"]] == [("", "", 1), ("320500", "苏州市", 2)]
    assert (jiangsu["contract_amount"], jiangsu["receivable"], jiangsu["short"]) == ("120.50", "2.00", "江苏")
    assert [(c["code"], c["name"]) for c in at(found, "110000")["cities"]] == [("", ""), ("110105", "朝阳区")]
    assert [c["name"] for c in at(found, "410000")["cities"]] == ["济源市"]
    assert at(found, "710000")["count"] == 1 and found["without"] == {
        "count": 1, "contract_amount": "3.00", "receivable": "1.00",
    }  # fmt: skip


def test_each_figure_is_that_of_the_list_behind_it(spread: dict[str, Client], api: ApiClient) -> None:
    found = told(api.as_("zhou"))
    asked = {f"filter=region:in:{p['code']}": p["count"] for p in found["provinces"]}
    asked |= {f"filter=region:in:{c['code']}": c["count"] for p in found["provinces"] for c in p["cities"] if c["code"]}
    asked |= {"filter=region:empty:": found["without"]["count"]}
    asked |= {"filter=region:in:320000&filter=region:nin:320500": 1, "filter=region:in:110000&filter=region:nin:110105": 1}
    for query, count in asked.items():
        summary = api.get(f"/clients/summary?filter=archived:eq:false&{query}").json()
        assert summary["count"] == count, query


def test_only_what_one_sees_and_filters_and_has_not_archived(spread: dict[str, Client], cast: Cast, api: ApiClient) -> None:
    assert told(api.as_("gu"))["count"] == 1 == at(told(api), "110000")["count"]
    assert told(api.as_("lin"), "filter=region:in:320000")["count"] == 3
    assert told(api, f"q={quote('乙方')}")["count"] == 1
    services.archive_clients(cast.lin, client_ids=[spread["乙"].pk])
    assert at(told(api), "320000")["count"] == 2
    assert api.get("/clients/places?filter=nothing:eq:1").status_code == 422
    assert [api.as_(who).get("/clients/places").status_code for who in ("admin", "gu")] == [403, 200]


def test_what_a_field_rule_hides_is_not_summed_up(spread: dict[str, Client], cast: Cast, api: ApiClient) -> None:
    FieldRule.objects.create(role_id="sales", resource="clients.client", field="receivable", mode="mask")
    raise_access_version()
    forget()
    found = told(api.as_("lin"))
    assert "receivable" not in found and "receivable" not in at(found, "320000")
    assert at(found, "320000")["contract_amount"] == "120.50"


def test_one_query_however_many_clients(spread: dict[str, Client], cast: Cast, api: ApiClient, count_queries: Any) -> None:
    api.as_("lin")
    few = count_queries(lambda: told(api))
    for n in range(30):
        services.create_client(cast.lin, name=f"厂{n}", region=f"33{n % 10 + 1:02}00")
    assert count_queries(lambda: told(api)) == few


def test_the_file_holds_the_same_and_is_on_record(spread: dict[str, Client], api: ApiClient) -> None:
    answer = api.as_("lin").get("/clients/places/file")
    data = b"".join(answer.streaming_content)
    rows = [list(row) for row in read_workbook(data, "a.xlsx").sheets[0].rows]
    assert rows[0] == ["省级", "市、区", "代码", "客户数", "合同额（元）", "应收（元）"]
    assert ["江苏省", "苏州市", "320500", 2, 120.5, 2] in rows and ["未填", None, None, 1, 3, 1] in rows
    assert io.BytesIO(data).read(2) == b"PK"
    assert AuditEntry.objects.filter(action="export", resource="clients.client").count() == 1
    assert api.as_("tang").get("/clients/places/file").status_code == 403
