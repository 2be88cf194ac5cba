"""Board, list and record over HTTP."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.kit import clock
from dougong.sales.board import CARDS
from dougong.sales.models import Opportunity
from dougong.sales.services import contract_in_force, hold_kickoff, lose_opportunity
from dougong.sales.tests.factories import client, opportunity, stage
from tests.api import ApiClient
from tests.cast import Cast, departments

pytestmark = pytest.mark.django_db


def _new(cast: Cast, **more) -> dict:
    return {"client_id": str(client(cast.lin).pk), "title": "三期洁净室", "amount": "68500000.00", **more}


def test_creating_answers_the_record_and_the_same_key_makes_one(cast: Cast, api: ApiClient) -> None:
    api.as_("lin")
    body = _new(cast, expected_on="2027-01-20", next_step="技术交流", next_step_on="2026-11-19")
    first = api.post("/opportunities", body, key="k")
    again = api.post("/opportunities", body, key="k")
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    made = first.json()
    assert made["amount"] == "68500000.00" and made["weighted"] == "13700000.00" and made["stage"]["code"] == "contact"
    assert made["owner"]["name"] == "林舒然" and Opportunity.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": "-1.00"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"amount": "12345678901234567"}, "amount"),
        ({"probability": 101}, "probability"),
        ({"title": " "}, "title"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(cast: Cast, api: ApiClient, wrong: dict, field: str) -> None:
    answer = api.as_("lin").post("/opportunities", _new(cast, **wrong))
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == field
    assert Opportunity.objects.count() == 0


def test_another_persons_client_can_not_be_sold_to(cast: Cast, api: ApiClient) -> None:
    body = {**_new(cast), "client_id": str(client(cast.gu, "顾的客户").pk)}
    assert api.as_("lin").post("/opportunities", body).status_code == 404


def test_each_sees_the_board_of_his_scope_with_its_sums(cast: Cast, api: ApiClient) -> None:
    opportunity(cast.lin, "甲", "100.00")
    opportunity(cast.lin, "乙", "200.00", at="proposal")
    opportunity(cast.gu, "丙", "400.00")
    opportunity(cast.shen, "丁", "800.00")
    mine = api.as_("lin").get("/opportunities/board").json()
    assert [(s["name"], s["count"], s["amount"], s["weighted"]) for s in mine["stages"]] == [
        ("初步洽谈", 1, "100.00", "20.00"),
        ("方案报价", 1, "200.00", "90.00"),
        ("合同签署", 0, "0.00", "0.00"),
        ("启动会", 0, "0.00", "0.00"),
    ]
    assert [c["title"] for s in mine["stages"] for c in s["cards"]] == ["甲", "乙"]
    team = api.as_("zhou").get("/opportunities/board").json()
    assert team["total"] == {"count": 3, "amount": "700.00", "weighted": "190.00"}
    everyone = api.as_("manager")
    assert everyone.get("/opportunities/board").json()["total"]["count"] == 4
    south = departments()["华南销售部"].pk
    assert everyone.get(f"/opportunities/board?filter=department:in:{south}").json()["total"]["amount"] == "800.00"
    assert api.as_("tang").get("/opportunities/board").status_code == 403


def test_the_board_agrees_with_the_list(cast: Cast, api: ApiClient) -> None:
    for n in range(7):
        opportunity(cast.lin, f"机会{n}", f"{n}00.07", at=("contact", "proposal")[n % 2])
    api.as_("zhou")
    total = api.get("/opportunities/board").json()["total"]
    summary = api.get("/opportunities/summary?filter=status:in:open").json()
    assert (summary["count"], summary["sums"]) == (7, {"amount": total["amount"], "weighted": total["weighted"]})


def test_a_long_column_goes_on_by_cursor(cast: Cast, api: ApiClient) -> None:
    for n in range(CARDS + 3):
        opportunity(cast.lin, f"机会{n}")
    api.as_("lin")
    column = api.get("/opportunities/board").json()["stages"][0]
    assert (column["count"], len(column["cards"])) == (CARDS + 3, CARDS)
    more = api.get(
        f"/opportunities?filter=stage:in:{column['id']}&filter=status:in:open&sort=rank&cursor={column['next']}"
    ).json()
    assert [c["title"] for c in more["items"]] == ["机会2", "机会1", "机会0"] and more["next"] is None


def test_board_and_list_cost_the_same_queries_for_few_and_many(cast: Cast, api: ApiClient, count_queries) -> None:
    api.as_("zhou")

    def queries() -> tuple[int, int]:
        return count_queries(lambda: api.get("/opportunities/board")), count_queries(lambda: api.get("/opportunities"))

    opportunity(cast.lin)
    few = queries()
    for n in range(30):
        opportunity(cast.lin, f"机会{n}", at=("contact", "proposal", "contract")[n % 3])
    assert queries() == few
    assert few[0] <= 6 and few[1] <= 3


def test_won_and_lost_of_the_quarter_are_counted(cast: Cast, api: ApiClient) -> None:
    with clock.frozen("2026-09-30T10:00+08:00"):
        old = opportunity(cast.lin, "旧")
        lose_opportunity(cast.lin, opportunity_id=old.pk, version=1, reason="price")
    with clock.frozen("2026-11-18T10:00+08:00"):
        lost, won = opportunity(cast.lin, "丢"), opportunity(cast.lin, "赢", "500.00")
        lose_opportunity(cast.lin, opportunity_id=lost.pk, version=1, reason="price")
        contract_in_force(cast.xu, opportunity_id=won.pk)
        hold_kickoff(cast.lin, opportunity_id=won.pk, held_on=dt.date(2026, 11, 17))
        closed = api.as_("lin").get("/opportunities/board").json()["closed"]
    assert closed == {"since": "2026-10-01", "won": 1, "lost": 1, "won_amount": "500.00"}


def test_a_stale_move_names_the_faster_one_and_the_present_stage(cast: Cast, api: ApiClient) -> None:
    one = opportunity(cast.lin)
    target = {"stage_id": str(stage("proposal").pk)}
    api.as_("zhou").http.post(
        f"/api/v1/opportunities/{one.pk}/move", target, content_type="application/json", headers={"If-Match": '"1"'}
    )
    late = api.as_("lin").http.post(
        f"/api/v1/opportunities/{one.pk}/move", target, content_type="application/json", headers={"If-Match": '"1"'}
    )
    assert late.status_code == 412
    assert late.json()["params"]["who"] == "周予安" and late.json()["params"]["stage"]["name"] == "方案报价"
    bare = api.post(f"/opportunities/{one.pk}/move", target)
    assert bare.status_code == 428


def test_a_stale_change_shows_the_present_values(cast: Cast, api: ApiClient) -> None:
    one = opportunity(cast.lin, amount="100.00")
    api.as_("lin").patch(f"/opportunities/{one.pk}", {"amount": "150.00"}, version=1)
    late = api.patch(f"/opportunities/{one.pk}", {"amount": "120.00"}, version=1)
    assert late.status_code == 412 and late.json()["params"]["current"] == {"amount": "150.00"}
    follows = api.patch(f"/opportunities/{one.pk}", {"probability": None, "next_step": "报价"}, version=2).json()
    assert (follows["probability"], follows["probability_set"], follows["weighted"]) == (20, False, "30.00")
    assert api.patch(f"/opportunities/{one.pk}", {"title": None}, version=3).status_code == 422


def test_alarms_are_filtered_as_they_are_shown(cast: Cast, api: ApiClient) -> None:
    with clock.frozen("2026-10-01T10:00+08:00"):
        opportunity(cast.lin, "久", next_step="等", next_step_on=dt.date(2026, 12, 1))
    with clock.frozen("2026-11-18T10:00+08:00"):
        opportunity(cast.lin, "过期", next_step="催", expected_on=dt.date(2026, 11, 12))
        opportunity(cast.lin, "没有下一步")
        opportunity(cast.lin, "好", next_step="交方案")
        items = api.as_("lin").get("/opportunities").json()["items"]
        assert {i["title"]: i["alarms"] for i in items} == {
            "久": ["stay"],
            "过期": ["late"],
            "没有下一步": ["no_next_step"],
            "好": [],
        }
        for alarm, title in (("stay", "久"), ("late", "过期"), ("no_next_step", "没有下一步")):
            found = api.get(f"/opportunities?filter=alarm:in:{alarm}").json()["items"]
            assert [i["title"] for i in found] == [title]


def test_archived_ones_leave_board_and_list_for_the_bin(cast: Cast, api: ApiClient) -> None:
    one = opportunity(cast.lin)
    api.as_("lin").post("/opportunities/archive", {"ids": [str(one.pk)]})
    assert api.get("/opportunities").json()["items"] == []
    assert api.get("/opportunities/board").json()["total"]["count"] == 0
    assert [i["title"] for i in api.get("/opportunities/archived").json()["items"]] == [one.title]
    api.post("/opportunities/restore", {"ids": [str(one.pk)]})
    assert api.get("/opportunities/board").json()["total"]["count"] == 1


def test_assigning_is_for_the_manager_and_moves_it_to_the_other(cast: Cast, api: ApiClient) -> None:
    one = opportunity(cast.lin)
    body = {"ids": [str(one.pk)], "owner_id": str(cast.gu.id)}
    assert api.as_("lin").post("/opportunities/assign", body).status_code == 403
    assert api.as_("zhou").post("/opportunities/assign", body).json()["done"] == [str(one.pk)]
    assert api.as_("lin").get(f"/opportunities/{one.pk}").status_code == 404
    assert api.as_("gu").get(f"/opportunities/{one.pk}").json()["owner"]["name"] == "顾明川"
