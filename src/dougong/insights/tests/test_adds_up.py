"""Every figure's list, opened with the figure's own link by the same person, adds up to it to the fen."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from dougong.accounts.models import Department
from dougong.insights.services import rebuild
from dougong.insights.tests import factories
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.projects import services as projects
from tests.api import ApiClient
from tests.cast import Cast

LISTS = {
    "/contracts": ("/contracts", "amount"),
    "/receipts": ("/receipts", "amount"),
    "/receivables": ("/receivables", "owed"),
    "/opportunities": ("/opportunities", "amount"),
    "/projects": ("/projects", None),
    "/points/entries": ("/points/entries", "amount"),
}
PERIODS = (
    "period=month",
    "period=quarter",
    "period=year12",
    "period=custom&from=2026-03-03&to=2026-11-05",
    "period=custom&from=2026-11-02&to=2026-11-09",
)
WHO = ("manager", "zhou", "chen", "xu")


@pytest.fixture
def company(cast: Cast, deliver: Callable[[], int]) -> Iterator[dict[str, Any]]:
    with clock.frozen(factories.TODAY):
        made = factories.company(cast)
        deliver()
        rebuild(Actor.system())
        yield made


def pairs(board: dict[str, Any]) -> Iterator[tuple[str, str | None, Any, int | None]]:
    """(what, link, sum, number of rows) of everything that claims to be a sum."""
    for f in board["figures"]:
        yield f["key"], f["link"], None if f["unit"] == "count" else f["value"], f.get("count")
        if f["key"] == "late":
            yield "late of", f["total_link"], None, f["total"]
    for m in board["months"]["items"]:
        yield f"signed {m['month']}", m["signed_link"], m["signed"], None
        yield f"received {m['month']}", m["received_link"], m["received"], None
    for s in board["funnel"]:
        yield s["name"], s["link"], s["amount"], s["count"]
    ages = board["ages"]
    yield "owed", ages["link"], ages["owed"], ages["count"]
    yield "retention", ages["retention_link"], ages["retention"], None
    for a in ages["items"]:
        yield a["age"], a["link"], a["owed"], a["count"]
    for item in board["attention"]:
        if item["kind"] == "overdue":
            yield "attention", item["link"], item["params"]["amount"], None
        if item["kind"] == "ending":
            yield "attention", item["link"], item["params"]["amount"], item["params"]["count"]


def check(api: ApiClient, board: dict[str, Any]) -> int:
    checked = 0
    for what, link, total, rows in pairs(board):
        if link is None:
            continue
        page, key = LISTS[urlsplit(link).path]
        answer = api.get(f"{page}/summary?{urlsplit(link).query}")
        assert answer.status_code == 200, (what, link, answer.content)
        found = answer.json()
        if total is not None:
            assert str(found["sums"][key]) == str(total), (what, link)
        if rows is not None:
            assert found["count"] == rows, (what, link)
        checked += 1
    return checked


def test_each_link_opens_a_list_that_makes_the_same_sum(company: dict[str, Any], api: ApiClient) -> None:
    for who, period in itertools.product(WHO, PERIODS):
        answer = api.as_(who).get(f"/dashboard?{period}")
        assert answer.status_code == 200, answer.content
        assert check(api, answer.json()) > 30


def test_the_sums_hold_under_every_department_and_region(company: dict[str, Any], api: ApiClient) -> None:
    names = ("销售中心", "华东销售部", "工程部")
    departments = ["", *(str(pk) for pk in Department.objects.filter(name__in=names).values_list("pk", flat=True))]
    for who, department, region in itertools.product(WHO, departments, ("", "320000", "500000")):
        chosen = f"department={department}&" if department else ""
        answer = api.as_(who).get(f"/dashboard?{chosen}region={region}")
        assert answer.status_code == 200, answer.content
        check(api, answer.json())


def test_the_figures_are_those_of_the_facts(company: dict[str, Any], api: ApiClient) -> None:
    board = api.as_("manager").get("/dashboard?period=month").json()
    figures = {f["key"]: f for f in board["figures"]}
    assert figures["signed"]["value"] == "4000000.00"
    assert figures["received"]["value"] == "500000.00"  # 300,000 came and was taken back
    # 3,000,000.01 of the first less 2,000,000.02 and 500,000.00; its second instalment; the second's first; the third's rest
    owed = Money("3000000.01") + Money("3000000.01") - Money("2500000.02") + Money("2000000.00") + Money("250000.05")
    assert figures["overdue"]["value"] == str(owed)
    assert (figures["late"]["value"], figures["late"]["total"], figures["late"]["longest"]) == (1, 2, 7)
    assert [s["count"] for s in board["funnel"]][:2] == [2, 1]
    assert board["funnel"][1]["conversion"] == 50


def test_what_was_overdue_when_the_period_began_counts_only_what_had_come_by_then(
    company: dict[str, Any], api: ApiClient
) -> None:
    figures = {f["key"]: f for f in api.as_("manager").get("/dashboard?period=month").json()["figures"]}
    before = Money("3000000.01") + Money("3000000.01") - Money("2000000.02") + Money("250000.05")
    # On 1 November the second contract, signed on the 3rd, owed its instalment of July already by its due date.
    assert figures["overdue"]["previous"] == str(before + Money("2000000.00"))


def test_a_manager_on_a_project_elsewhere_sees_its_contract_in_the_figures(
    company: dict[str, Any], cast: Cast, api: ApiClient
) -> None:
    api.as_("zhou")
    before = {f["key"]: f for f in api.get("/dashboard?period=custom&from=2025-11-01&to=2025-11-30").json()["figures"]}
    assert before["signed"]["value"] == "0.00"  # 广州's contract is not 华东's
    made = factories.project(cast, company["contracts"][0], "旁站")
    type(made).objects.filter(pk=made.pk).update(contract=company["contracts"][2], client=company["south"])
    members = [(cast.user("liang").pk, "manager"), (cast.user("zhou").pk, "viewer")]
    projects.set_members(cast.liang, project_id=made.pk, members=members)
    board = api.get("/dashboard?period=custom&from=2025-11-01&to=2025-11-30").json()
    figures = {f["key"]: f for f in board["figures"]}
    assert figures["signed"]["value"] == "2500000.10"
    check(api, board)


def test_finance_knows_the_points_as_a_sum_and_no_list(company: dict[str, Any], api: ApiClient) -> None:
    figures = {f["key"]: f for f in api.as_("xu").get("/dashboard?period=year12").json()["figures"]}
    # 200 + 50 full ten thousands, and 100 of November 2025, which is not in these twelve months
    assert figures["points"]["value"] == (200 + 50) * 10
    assert figures["points"]["link"] is None
    assert (figures["late"]["value"], figures["late"]["total"]) == (1, 2)  # finance books costs on every project


def test_others_are_refused(cast: Cast, api: ApiClient) -> None:
    for who in ("lin", "liang", "tang", "he", "fang", "admin"):
        assert api.as_(who).get("/dashboard").status_code == 403


def test_a_period_or_region_that_is_none_is_refused(cast: Cast, api: ApiClient) -> None:
    api.as_("manager")
    for query in ("period=week", "period=custom", "period=custom&from=2026-05-01&to=2026-04-01", "region=99"):
        assert api.get(f"/dashboard?{query}").status_code in (400, 422), query


def test_attention_is_worst_first_and_at_most_five(company: dict[str, Any], api: ApiClient) -> None:
    items = api.as_("manager").get("/dashboard").json()["attention"]
    assert [i["kind"] for i in items] == ["overdue", "overdue", "project", "promise", "ending"]
    assert items[0]["params"]["days"] >= items[1]["params"]["days"]
    assert items[2]["params"] == {"project": "启岳二期洁净厂房机电安装", "days": 7}
