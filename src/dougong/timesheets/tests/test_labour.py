"""Day labour: entered by the day, approved at the rate of the day, settled by the month to the fen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO

import pytest

from dougong.files.services import attach
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound, Stale
from dougong.kit.fields import FieldNotYours
from dougong.kit.money import Money
from dougong.kit.tabular import read_workbook
from dougong.projects.tests.factories import chain, project
from dougong.timesheets import errors, services
from dougong.timesheets.models import DayLabour
from dougong.timesheets.selectors import actual_cost, settlement
from dougong.timesheets.tests.factories import MONDAY, sheet, team
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_sheet_costs_heads_times_each_times_the_rate_of_its_day(cast: Cast) -> None:
    held, crew = project(cast), team(cast.xu)
    services.set_rate(cast.xu, team_id=crew.pk, unit="day", since=MONDAY, rate=Money("401.33"))
    task = chain(cast.liang, held, "吊装")[0]
    before = sheet(cast.tang, crew, held, MONDAY - dt.timedelta(days=3), heads=3, quantity=50)
    after = sheet(cast.tang, crew, held, task_id=task.pk, heads=7, quantity=150, note="夜间吊装")
    attach(cast.tang, resource="timesheets.labour", object_id=after.pk, filename="点工单.txt", data="四人".encode())
    services.approve_labour(cast.liang, ids=[before.pk, after.pk])
    sums = {row.pk: (row.rate, row.amount) for row in DayLabour.objects.all()}
    assert sums == {before.pk: (Money("380.00"), Money("570.00")), after.pk: (Money("401.33"), Money("4213.97"))}
    assert actual_cost(held.pk).amount == Money("4783.97")
    assert actual_cost(held.pk, task_ids=[task.pk]).labour_amount == Money("4213.97")
    # A rate that is put right later changes nothing that was approved.
    services.set_rate(cast.xu, team_id=crew.pk, unit="day", since=MONDAY, rate=Money("999.00"))
    assert settlement(cast.xu, MONDAY.replace(day=1))["total"] == Money("4783.97")


def test_who_may_do_what_with_a_sheet(cast: Cast) -> None:
    held, crew = project(cast), team(cast.xu)
    made = sheet(cast.tang, crew, held)
    with pytest.raises(NotFound):
        sheet(cast.luo, crew, held)
    with pytest.raises(NotAllowed):
        services.approve_labour(cast.tang, ids=[made.pk])
    with pytest.raises(FieldNotYours):
        services.set_rate(
            _with(cast, "timesheets.team", "update"), team_id=crew.pk, unit="day", since=MONDAY, rate=Money(1)
        )
    services.return_labour(cast.liang, ids=[made.pk], reason="人数不对")
    made.refresh_from_db()
    with pytest.raises(Stale):
        services.save_labour(cast.tang, sheet_id=made.pk, version=1, heads=5)
    services.save_labour(cast.tang, sheet_id=made.pk, version=made.version, heads=5)
    services.approve_labour(cast.liang, ids=[made.pk])
    with pytest.raises(errors.LabourDecided):
        services.remove_labour(cast.tang, sheet_id=made.pk)
    with pytest.raises(errors.LabourInFuture):
        sheet(cast.tang, crew, held, clock.today() + dt.timedelta(days=1))
    services.set_team_archived(cast.xu, team_id=crew.pk, archived=True)
    with pytest.raises(errors.TeamArchived):
        sheet(cast.tang, crew, held)


def _with(cast: Cast, code: str, action: str) -> Actor:
    """唐知远 with one right more."""
    return replace(cast.tang, grants={**cast.tang.grants, (code, action): "all"})


def test_without_a_rate_nothing_is_approved(cast: Cast) -> None:
    held, crew = project(cast), team(cast.xu, since=MONDAY)
    good, bad = sheet(cast.tang, crew, held), sheet(cast.tang, crew, held, MONDAY - dt.timedelta(days=3))
    with pytest.raises(errors.RateMissing) as refused:
        services.approve_labour(cast.liang, ids=[good.pk, bad.pk])
    assert "2026-11-06 没有天单价" in refused.value.sentence("zh")
    assert set(DayLabour.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_closed_month_is_put_right_in_the_next(cast: Cast) -> None:
    held, crew = project(cast), team(cast.xu)
    old = sheet(cast.tang, crew, held, dt.date(2026, 10, 20))
    services.approve_labour(cast.liang, ids=[old.pk])
    with clock.frozen("2026-11-03T10:00+08:00"):
        services.close_month(cast.xu, first=dt.date(2026, 10, 1))
        with pytest.raises(errors.MonthClosed):
            sheet(cast.tang, crew, held, dt.date(2026, 10, 21))
        with pytest.raises(errors.RateInClosedMonth):
            services.set_rate(cast.xu, team_id=crew.pk, unit="day", since=dt.date(2026, 10, 5), rate=Money(1))
        services.set_rate(cast.xu, team_id=crew.pk, unit="day", since=dt.date(2026, 11, 1), rate=Money("500.00"))
        made = services.correct_labour(cast.liang, sheet_id=old.pk, heads=3, quantity=100, reason="多记一人")
        services.approve_labour(cast.liang, ids=[m.pk for m in made])
        sums = [settlement(cast.xu, dt.date(2026, month, 1))["total"] for month in (10, 11)]
    assert sums == [Money("1520.00"), Money("-380.00")]  # at the old day's rate
    assert actual_cost(held.pk).amount == Money("1140.00")


def test_the_settlement_over_http_and_as_a_workbook(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    body = {
        "team_id": str(team(cast.xu).pk),
        "project_id": str(held.pk),
        "worked_on": "2026-11-09",
        "heads": 4,
        "each": "0.5",
    }
    made = api.as_("tang").post("/labour", body, key="a1")
    assert made.status_code == 201 and made.json()["each"] == "0.5" and "rate" not in made.json()
    assert api.post("/labour", body, key="a1").json()["id"] == made.json()["id"]
    assert api.post("/labour", {**body, "each": "0"}).json()["errors"][0]["field"] == "each"
    assert api.as_("liang").post("/labour/approve", {"ids": [made.json()["id"]]}).status_code == 200
    told = api.as_("xu").get("/labour/settlement?month=2026-11").json()
    assert told["total"] == "760.00" and told["items"][0]["quantity"] == "2"
    assert api.as_("tang").get("/labour/settlement?month=2026-11").json()["total"] is None
    answer = api.as_("xu").get("/labour/settlement/file?month=2026-11")
    rows = read_workbook(BytesIO(b"".join(answer.streaming_content)).getvalue(), "a.xlsx").sheets[0]
    assert "点工结算" in answer["Content-Disposition"] or "filename*" in answer["Content-Disposition"]
    assert rows is not None
    assert api.as_("tang").get("/labour/settlement/file").status_code == 403
