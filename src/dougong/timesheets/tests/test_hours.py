"""A week is filed cell by cell, handed in, approved or returned; a closed month stays as it was."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from dougong.audit.models import AuditEntry
from dougong.kit import clock
from dougong.kit.errors import NotAllowed, NotFound, Stale
from dougong.kit.money import Money
from dougong.notifications.models import Notification
from dougong.projects.models import Task
from dougong.projects.services import close_project, delete_tasks
from dougong.projects.tests.factories import chain, project
from dougong.staffing.services import update_resource
from dougong.staffing.tests import factories as staff
from dougong.timesheets import errors, services
from dougong.timesheets.models import Month, TimeEntry
from dougong.timesheets.selectors import actual_cost, actual_lines, missing_hours, pending_hours, week
from dougong.timesheets.services import Cell, deciding
from dougong.timesheets.tests.factories import HOUR, MONDAY, approved, filed
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)


def save(cast: Cast, *cells: Cell) -> None:
    services.save_cells(cast.tang, monday=MONDAY, cells=cells)


def test_cells_are_written_together_or_not_at_all_and_emptied_ones_are_gone(cast: Cast) -> None:
    held = project(cast)
    task = chain(cast.liang, held, "吊装")[0]
    save(cast, Cell(held.pk, None, MONDAY, 120), Cell(held.pk, task.pk, TUESDAY, 450, "overtime", "夜间吊装"))
    told = week(cast.tang, MONDAY)
    assert [(r["project"]["code"], r["task"] and r["task"]["name"], r["kind"]) for r in told["rows"]] == [
        (held.code, None, "normal"), (held.code, "吊装", "overtime"),
    ]  # fmt: skip
    assert told["expected"] == 5 * 8 * HOUR
    wrong = (Cell(held.pk, None, MONDAY, 180, version=1), Cell(held.pk, uuid.uuid4(), TUESDAY, 60))
    with pytest.raises(errors.TaskElsewhere):
        save(cast, *wrong)
    assert sorted(TimeEntry.objects.values_list("minutes", flat=True)) == [120, 450]
    save(cast, Cell(held.pk, None, MONDAY, 0, version=1))
    assert [e.minutes for e in TimeEntry.objects.all()] == [450]
    acts = AuditEntry.objects.filter(resource="timesheets.hours", action="file")
    assert acts.count() == 2


def test_a_cell_written_elsewhere_meanwhile_is_not_overwritten(cast: Cast) -> None:
    held = project(cast)
    save(cast, Cell(held.pk, None, MONDAY, 120))
    with pytest.raises(Stale) as refused:
        save(cast, Cell(held.pk, None, MONDAY, 240))
    assert refused.value.params["current"] == {"version": 1, "minutes": 120}
    assert "2 小时" in refused.value.sentence("zh")
    assert TimeEntry.objects.get().minutes == 120


def test_a_day_has_twenty_four_hours_over_all_projects(cast: Cast) -> None:
    held = project(cast)
    task = chain(cast.liang, held, "吊装")[0]
    save(cast, Cell(held.pk, None, MONDAY, 23 * HOUR))
    with pytest.raises(errors.DayTooLong) as refused:
        save(cast, Cell(held.pk, task.pk, MONDAY, HOUR + 1))
    assert refused.value.params == {"day": "11-09", "hours": "24.02"}
    save(cast, Cell(held.pk, task.pk, MONDAY, HOUR))
    assert sum(TimeEntry.objects.values_list("minutes", flat=True)) == 24 * HOUR


def test_only_open_projects_that_one_sees_take_hours(cast: Cast) -> None:
    held = project(cast)
    with pytest.raises(NotFound):
        filed(cast.luo, held)
    held.status = "accepted"
    held.store("status")
    close_project(cast.liang, project_id=held.pk)
    with pytest.raises(errors.ProjectNotOpen):
        filed(cast.tang, held)
    with pytest.raises(NotAllowed):
        filed(cast.admin, held)


def test_a_week_is_handed_in_taken_back_returned_and_approved(cast: Cast) -> None:
    held = project(cast)
    entry = filed(cast.tang, held)
    services.submit_week(cast.tang, monday=MONDAY)
    with pytest.raises(errors.HoursDecided):
        save(cast, Cell(held.pk, None, MONDAY, 60, version=2))
    services.take_back_week(cast.tang, monday=MONDAY)
    services.submit_week(cast.tang, monday=MONDAY)
    with pytest.raises(errors.NothingToSubmit):
        services.submit_week(cast.tang, monday=MONDAY)
    waiting = pending_hours(cast.liang)
    assert [(g["person"]["name"], g["minutes"], g["monday"]) for g in waiting] == [("唐知远", 480, MONDAY)]
    with pytest.raises(NotFound):
        services.approve_hours(cast.luo, ids=[entry.pk])
    services.return_hours(cast.liang, ids=[entry.pk], reason="任务填错了")
    entry.refresh_from_db()
    assert (entry.state, entry.reason, entry.decided_by) == ("returned", "任务填错了", "梁见山")
    told = Notification.objects.get(kind="timesheets.returned")
    assert (told.user_id, told.params["reason"]) == (cast.tang.user_id, "任务填错了")
    save(cast, Cell(held.pk, None, MONDAY, 420, version=entry.version))
    services.submit_week(cast.tang, monday=MONDAY)
    assert services.approve_hours(cast.liang, ids=[entry.pk, uuid.uuid4()]) == {"done": [entry.pk], "refused": []}
    assert actual_cost(held.pk).minutes == 420
    services.undecide_hours(cast.liang, ids=[entry.pk])
    assert actual_cost(held.pk).minutes == 0 and pending_hours(cast.liang)[0]["minutes"] == 420


def test_nobody_approves_his_own(cast: Cast) -> None:
    held = project(cast)
    mine = filed(cast.liang, held)
    services.submit_week(cast.liang, monday=MONDAY)
    with pytest.raises(NotAllowed):
        services.approve_hours(cast.liang, ids=[mine.pk])
    assert pending_hours(cast.liang) == []
    assert services.approve_hours(cast.manager, ids=[mine.pk])["done"] == [mine.pk]


def test_a_task_taken_out_of_the_plan_keeps_its_hours(cast: Cast) -> None:
    held = project(cast)
    task = chain(cast.liang, held, "吊装")[0]
    filed(cast.tang, held, task_id=task.pk)
    delete_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[task.pk])
    assert not Task.objects.filter(pk=task.pk).exists()
    row = week(cast.tang, MONDAY)["rows"][0]
    assert row["task"] == {"id": task.pk, "name": "吊装"}


def test_overtime_costs_its_own_rate_and_without_one_as_other_hours(cast: Cast) -> None:
    held = project(cast)
    tang = staff.person(cast, "tang", rate=Money("100.00"), overtime_rate=Money("150.00"))
    for day, rate in ((MONDAY, "150.00"), (TUESDAY, "100.00")):
        made = [filed(cast.tang, held, day, 60, kind=kind) for kind in ("normal", "overtime")]
        services.submit_week(cast.tang, monday=MONDAY)
        services.approve_hours(cast.liang, ids=[entry.pk for entry in made])
        found = TimeEntry.objects.filter(worked_on=day).order_by("kind").values_list("amount", flat=True)
        assert list(found) == [Money("100.00"), Money(rate)]
        update_resource(cast.liang, resource_id=tang.pk, version=None, overtime_rate=None)


def test_cost_is_minutes_at_the_rate_of_the_day_and_hours_without_one_are_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = {MONDAY: Money("120.50"), TUESDAY: None}
    monkeypatch.setattr(deciding, "hourly", lambda people: lambda person, day, kind: rates[day])
    held = project(cast)
    approved(cast.liang, cast.tang, held, MONDAY, 450)
    approved(cast.liang, cast.tang, held, TUESDAY, 60)
    found = actual_cost(held.pk)
    assert (found.minutes, found.unrated_minutes, found.amount) == (510, 60, Money("903.75"))
    assert actual_cost(held.pk, until=MONDAY).minutes == 450
    assert [(line.day, line.amount, line.unrated_minutes) for line in actual_lines(held.pk)] == [
        (MONDAY, Money("903.75"), 0), (TUESDAY, Money(), 60),
    ]  # fmt: skip


# ---- months


def test_a_closed_month_takes_nothing_and_is_put_right_by_reversal(cast: Cast) -> None:
    held = project(cast)
    day = dt.date(2026, 10, 20)
    old = approved(cast.liang, cast.tang, held, day)
    with clock.frozen("2026-11-03T10:00+08:00"):
        with pytest.raises(errors.NotClosedYet):
            services.correct_hours(cast.tang, entry_id=old.pk, minutes=300, reason="多记了")
        services.close_month(cast.xu, first=OCTOBER)
        for refused in (
            lambda: filed(cast.tang, held, dt.date(2026, 10, 21)),
            lambda: services.undecide_hours(cast.liang, ids=[old.pk]),
            lambda: services.return_hours(cast.liang, ids=[old.pk], reason="改"),
        ):
            with pytest.raises(errors.MonthClosed):
                refused()
        made = services.correct_hours(cast.tang, entry_id=old.pk, minutes=300, reason="多记了")
        assert [(m.minutes, m.worked_on, m.booked_on, m.state) for m in made] == [
            (-480, day, dt.date(2026, 11, 3), "submitted"), (300, day, dt.date(2026, 11, 3), "submitted"),
        ]  # fmt: skip
        with pytest.raises(errors.CorrectedAlready):
            services.correct_hours(cast.tang, entry_id=old.pk, minutes=310, reason="多记了")
        services.approve_hours(cast.liang, ids=[m.pk for m in made])
    assert actual_cost(held.pk).minutes == 300
    sums = {first: _sum(first) for first in (OCTOBER, NOVEMBER)}
    assert sums == {OCTOBER: 480, NOVEMBER: -180}


def _sum(first: dt.date) -> int:
    inside = TimeEntry.objects.filter(booked_on__year=first.year, booked_on__month=first.month, state="approved")
    return sum(inside.values_list("minutes", flat=True))


def test_what_is_not_approved_stops_the_close_or_is_carried(cast: Cast) -> None:
    held = project(cast)
    filed(cast.tang, held, dt.date(2026, 10, 20))
    with clock.frozen("2026-11-03T10:00+08:00"):
        with pytest.raises(errors.MonthNotOver):
            services.close_month(cast.xu, first=NOVEMBER)
        with pytest.raises(errors.NotDecidedYet):
            services.close_month(cast.xu, first=OCTOBER)
        with pytest.raises(NotAllowed):
            services.close_month(cast.liang, first=OCTOBER, carry=True)
        services.close_month(cast.xu, first=OCTOBER, carry=True)
        entry = TimeEntry.objects.get()
        assert (entry.worked_on, entry.booked_on) == (dt.date(2026, 10, 20), NOVEMBER)
        # It is still its owner's to finish, in the month it went to.
        services.save_cells(
            cast.tang, monday=dt.date(2026, 10, 19), cells=[Cell(held.pk, None, entry.worked_on, 60, version=1)]
        )
        services.submit_week(cast.tang, monday=dt.date(2026, 10, 19))
        services.approve_hours(cast.liang, ids=[entry.pk])
        assert (_sum(OCTOBER), _sum(NOVEMBER)) == (0, 60)
        with pytest.raises(errors.ReasonMissing):
            services.reopen_month(cast.xu, first=OCTOBER, reason=" ")
        services.reopen_month(cast.xu, first=OCTOBER, reason="漏记一张点工单")
    assert Month.objects.get().closed_at is None
    assert AuditEntry.objects.get(resource="timesheets.month", action="reopen").reason == "漏记一张点工单"


def test_months_are_closed_in_order_and_reopened_from_the_last(cast: Cast) -> None:
    held = project(cast)
    approved(cast.liang, cast.tang, held, dt.date(2026, 9, 15))
    with clock.frozen("2026-11-03T10:00+08:00"):
        with pytest.raises(errors.MonthBefore):
            services.close_month(cast.xu, first=OCTOBER)
        services.close_month(cast.xu, first=dt.date(2026, 9, 1))
        services.close_month(cast.xu, first=OCTOBER)
        with pytest.raises(errors.MonthClosedAlready):
            services.close_month(cast.xu, first=OCTOBER)
        with pytest.raises(errors.MonthAfter):
            services.reopen_month(cast.xu, first=dt.date(2026, 9, 1), reason="改")


# ---- who has not filed


def test_who_has_not_filed_is_listed_and_reminded_once_a_day(cast: Cast) -> None:
    held = project(cast)
    held.status = "running"
    held.store("status")
    for offset in range(5):
        filed(cast.liang, held, MONDAY + dt.timedelta(days=offset))
    services.submit_week(cast.liang, monday=MONDAY)
    filed(cast.tang, held, minutes=300)
    with clock.frozen("2026-11-16T10:00+08:00"):
        assert [(p["name"], p["filed"], p["drafted"], p["expected"]) for p in missing_hours(cast.liang, MONDAY)] == [
            ("唐知远", 0, 300, 2400)
        ]
        assert missing_hours(cast.luo, MONDAY) == []
        assert services.remind_by_clock() == 1 and services.remind(cast.liang, monday=MONDAY) == 0
        told = Notification.objects.get(kind="timesheets.missing")
        assert (told.user_id, told.params["hours"]) == (cast.tang.user_id, "40")
        assert missing_hours(cast.liang, MONDAY)[0]["reminded_at"] is not None
    with clock.frozen("2026-11-17T10:00+08:00"):
        assert services.remind_by_clock() == 0


# ---- over HTTP


def test_a_week_over_http(cast: Cast, api: ApiClient, count_queries: Callable[[Callable[[], Any]], int]) -> None:
    held = project(cast)
    cells = [{"project_id": str(held.pk), "day": "2026-11-09", "minutes": 480}]
    told = api.as_("tang").put("/hours/week/cells", {"monday": "2026-11-11", "cells": cells})
    assert told.status_code == 200 and told.json()["monday"] == "2026-11-09"
    cell = told.json()["rows"][0]["cells"][0]
    assert (cell["minutes"], cell["state"], cell["version"]) == (480, "draft", 1)
    again = api.put("/hours/week/cells", {"monday": "2026-11-09", "cells": cells})
    assert again.status_code == 412 and again.json()["code"] == "hours_cell_changed"
    wrong = api.put("/hours/week/cells", {"monday": "2026-11-09", "cells": [{**cells[0], "minutes": 1441}]})
    assert wrong.json()["errors"][0]["field"] == "cells.0.minutes"
    assert api.post("/hours/week/submit", {"monday": "2026-11-09"}).status_code == 200
    items = api.as_("liang").get("/hours/pending").json()["items"]
    ids = [e["id"] for e in items[0]["entries"]]
    assert api.post("/hours/approve", {"ids": ids}).json() == {"done": ids, "refused": []}
    assert api.get("/hours?filter=state:in:approved").json()["items"][0]["hours"] == 8.0
    assert api.as_("tang").get("/hours").json()["items"][0].keys().isdisjoint({"amount", "rate"})
    assert api.get("/hours/pending").status_code == 403
    few = count_queries(lambda: api.get("/hours"))
    for offset in range(1, 5):
        filed(cast.tang, held, MONDAY + dt.timedelta(days=offset))
    assert count_queries(lambda: api.get("/hours")) == few
    assert len(api.get("/hours").json()["items"]) == 5
