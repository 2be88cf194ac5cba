"""The accounts, the entries and the statistics over HTTP: each role its part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict

from dougong.kit import clock
from dougong.kit.listing import page
from dougong.loyalty import selectors
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.tests.factories import accept, client_of, receive, reverse
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Deliver = Callable[[], int]


@pytest.fixture
def two_clients(cast: Cast, deliver: Deliver) -> dict[str, str]:
    mine = client_of(cast.lin)
    other = client_of(cast.shen, "沧澜水务集团有限公司")
    with clock.frozen("2026-11-18T10:00+08:00"):
        receive(cast.xu, mine, "8000000.00")
        receive(cast.xu, other, "350000.00")
        accept(cast.liang, mine, False)
        deliver()
    ids = {str(a.client_id): str(a.pk) for a in PointsAccount.objects.all()}
    return {"mine": ids[str(mine.pk)], "other": ids[str(other.pk)], "client": str(mine.pk)}


def test_sales_see_their_own_clients_accounts_and_managers_their_tree(
    two_clients: dict[str, str], api: ApiClient
) -> None:
    items = api.as_("lin").get("/points").json()["items"]
    assert [(i["client"], i["balance"], i["entries"]) for i in items] == [("启岳半导体（苏州）有限公司", 7980, 2)]
    assert len(api.as_("zhou").get("/points").json()["items"]) == 1
    assert [i["balance"] for i in api.as_("manager").get("/points").json()["items"]] == [7980, 350]
    assert api.as_("fang").get("/points/summary").json()["sums"] == {"balance": 8330}


def test_what_was_given_last_year_is_not_given_this_year(cast: Cast, two_clients: dict[str, str]) -> None:
    for moment, given in (("2026-12-31T23:59+08:00", 8000), ("2027-01-01T00:00+08:00", 0)):
        with clock.frozen(moment):
            row = page(selectors.ACCOUNTS, cast.lin, QueryDict())["items"][0]
            assert row["given_this_year"] == given
            assert selectors.account(cast.lin, row["id"])["given_this_year"] == given


def test_finance_sees_statistics_and_no_client(cast: Cast, two_clients: dict[str, str], api: ApiClient) -> None:
    api.as_("xu")
    for path in (
        "/points", "/points/summary", "/points/entries", f"/points/accounts/{two_clients['mine']}",
        f"/clients/{two_clients['client']}/points", "/lists/points",
    ):  # fmt: skip
        answer = api.get(path)
        assert answer.status_code in (403, 404), path
        assert "启岳" not in answer.content.decode()
    with clock.frozen("2026-12-03T10:00+08:00"):
        found = selectors.statistics(cast.xu, months=3)
    assert [m["month"] for m in found["months"]] == ["2026-10", "2026-11", "2026-12"]
    assert found["months"][1] == {
        "month": "2026-11", "given": 8350, "taken": -20, "reversed": 0, "redeemed": 0, "expired": 0, "net": 8330, "entries": 3,
    }  # fmt: skip
    assert (found["outstanding"], found["debt"], found["accounts"], found["accounts_in_debt"]) == (8330, 0, 2, 0)
    answer = api.get("/points/statistics")
    assert answer.status_code == 200 and "启岳" not in answer.content.decode()


def test_statistics_are_for_finance_and_management_only(two_clients: dict[str, str], api: ApiClient) -> None:
    assert api.as_("manager").get("/points/statistics").status_code == 200
    for login in ("lin", "zhou", "liang", "he", "admin", "tang"):
        assert api.as_(login).get("/points/statistics").status_code == 403, login


def test_a_month_is_the_companys_and_not_utc(cast: Cast, deliver: Deliver) -> None:
    client = client_of(cast.lin)
    with clock.frozen("2026-10-31T23:30+00:00"):  # the first of November here
        receive(cast.xu, client, "10000.00")
        deliver()
    with clock.frozen("2026-11-18T10:00+08:00"):
        months = selectors.statistics(cast.manager, months=2)["months"]
    assert [m["given"] for m in months] == [0, 10]


def test_an_account_outside_answers_like_an_absent_one(two_clients: dict[str, str], api: ApiClient) -> None:
    api.as_("lin")
    outside = api.get(f"/points/accounts/{two_clients['other']}")
    absent = api.get("/points/accounts/0198b5a0-0000-7000-8000-000000000000")
    assert outside.status_code == absent.status_code == 404
    assert {**outside.json(), "request_id": ""} == {**absent.json(), "request_id": ""}


def test_entries_tell_their_cause_and_what_undid_them(
    cast: Cast, two_clients: dict[str, str], api: ApiClient, deliver: Deliver
) -> None:
    client = PointsAccount.objects.get(pk=two_clients["mine"]).client
    reverse(cast.xu, client, receive(cast.xu, client, "20000.00"), "20000.00")
    deliver()
    items = api.as_("lin").get(f"/points/entries?filter=account:in:{two_clients['mine']}").json()["items"]
    assert [(i["kind"], i["amount"], i["balance_after"]) for i in items] == [
        ("reversal", -20, 7980), ("accrual", 20, 8000), ("deduction", -20, 7980), ("accrual", 8000, 8000),
    ]  # fmt: skip
    assert items[0]["reverses_id"] == items[1]["id"] and items[1]["reversed"] == items[0]["id"]
    assert items[3]["data"]["amount"] == "8000000.00"
    assert api.get(f"/points/entries?filter=account:in:{two_clients['other']}").json()["items"] == []


def test_a_client_without_points_has_no_account_yet(cast: Cast, api: ApiClient) -> None:
    client = client_of(cast.lin)
    assert api.as_("lin").get(f"/clients/{client.pk}/points").json() == {"account": None, "contacts": []}
    assert api.as_("gu").get(f"/clients/{client.pk}/points").status_code == 404


def test_a_page_costs_the_same_queries_for_few_and_for_many(
    cast: Cast, api: ApiClient, deliver: Deliver, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    def fill(start: int, end: int) -> None:
        for n in range(start, end):
            receive(cast.xu, client_of(cast.lin, f"客户{n}"), "10000.00")
        deliver()

    fill(0, 2)
    api.as_("lin")
    few = (count_queries(lambda: api.get("/points")), count_queries(lambda: api.get("/points/entries")))
    fill(2, 15)
    many = (count_queries(lambda: api.get("/points")), count_queries(lambda: api.get("/points/entries")))
    assert many == few and max(few) <= 5
