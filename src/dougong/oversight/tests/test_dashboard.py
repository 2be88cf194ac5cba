"""The points dashboard: figures that add up with the lists behind them, for whom they are, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dougong.clients.services import create_client
from dougong.kit import clock
from dougong.kit.errors import FieldError, NotAllowed
from dougong.kit.money import Money
from dougong.loyalty.models import PointsEntry
from dougong.loyalty.tests import factories as points
from dougong.oversight import errors
from dougong.oversight.models import PointsReport
from dougong.oversight.selectors.dashboard import board
from dougong.oversight.services import reports, settings, workbook
from dougong.oversight.tests.factories import spend
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast: Cast, deliver: Any) -> None:
    """林舒然's client with 3,000 points of which 1,200 were spent, and 沈知微's with 500."""
    mine = create_client(cast.lin, name="启岳半导体有限公司")
    points.receive(cast.xu, mine, "3000000.00")
    points.receive(cast.xu, create_client(cast.shen, name="沧澜水务有限公司"), "500000.00")
    deliver()
    spend(mine, 1200)


def test_figures_are_those_of_the_lists_behind_them(cast: Cast, two: None, api: ApiClient) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = board(cast.manager)
    figures = found["figures"]
    assert (figures["issued"], figures["redeemed"], figures["outstanding"], figures["accounts"]) == (3500, 1200, 2300, 2)
    assert figures["redemption_rate"] == 34.3 and len(asked) <= 16
    door = api.as_("manager")
    for name, sign in (("issued", 1), ("redeemed", -1)):
        page, _, query = found["links"][name].partition("?")
        assert sign * door.get(f"{page}/summary?{query}").json()["sums"]["amount"] == figures[name], name
    for bucket in found["distribution"]:
        page, _, query = bucket["link"].partition("?")
        assert door.get(f"{page}/summary?{query}").json()["count"] == bucket["accounts"], bucket
    assert sum(b["accounts"] for b in found["distribution"]) == 2
    assert sum(m["issued"] for m in found["months"]) == 3500 and len(found["months"]) == 12
    assert [one["balance"] for one in found["top"]] == [1800, 500]


def test_the_liability_follows_its_formula(cast: Cast, two: None) -> None:
    money = board(cast.manager)["money"]
    assert (money["expected"], money["measured"], money["liability"]) == (100, True, Money("230.00"))
    settings.save(cast.manager, version=None, redemption=80)
    money = board(cast.manager)["money"]
    assert (money["liability"], money["whole_liability"], money["cost"]) == (Money("184.00"), Money("230.00"), Money("120.00"))


def test_finance_sees_statistics_without_clients_and_sales_its_own(cast: Cast, two: None, api: ApiClient) -> None:
    told = api.as_("xu").get("/points/dashboard")
    assert told.json()["figures"]["outstanding"] == 2300 and told.json()["top"] is None
    assert "启岳" not in told.content.decode() and set(told.json()["links"].values()) == {None}
    own = board(cast.lin)
    assert (own["whole"], own["figures"]["outstanding"], [t["client"] for t in own["top"]]) == (False, 1800, ["启岳半导体有限公司"])
    with pytest.raises(errors.TooFew):
        board(cast.xu, department=cast.lin.department_id)
    assert board(cast.manager, department=cast.lin.department_id)["figures"]["outstanding"] == 1800
    with pytest.raises(NotAllowed):
        board(cast.tang)


def test_nothing_is_compared_where_too_few_are_on_a_side(cast: Cast, two: None) -> None:
    effect = board(cast.manager)["effect"]
    assert effect["repeat"]["having"]["share"] is None and effect["payment"]["without"]["days"] is None
    with pytest.raises(FieldError):
        board(cast.manager, first=dt.date(2026, 5, 1), last=dt.date(2026, 4, 1))


def test_a_month_is_reported_once_by_itself_and_again_by_hand(cast: Cast, two: None, api: ApiClient) -> None:
    day = PointsEntry.objects.latest("pk").occurred_at.date()
    after = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    assert reports.announce_due(day.replace(day=2)) == []
    with clock.frozen(clock.day_start(after)):
        [row] = reports.announce_due()
        assert (row.issued, row.redeemed, reports.announce_due()) == (3500, 1200, [])
    assert "启岳" not in str(row.facts)
    reports.make(cast.xu, month=day.strftime("%Y-%m"))
    assert PointsReport.objects.count() <= 2
    made = api.as_("xu").get(f"/points/reports/{row.pk}/pdf/file")
    assert made.status_code in (200, 409)  # 409: no Chinese font on this machine
    name, data = workbook.of_board(cast.manager, language="zh")
    assert name.endswith(".xlsx") and data[:2] == b"PK"
