"""Budgets, ways of counting, costs, and what a project's page says of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dougong.control import errors, services
from dougong.control.models import CostEntry, ProjectFigures, TaskSetting
from dougong.control.selectors import measures
from dougong.control.tests.factories import book, cost, funded
from dougong.kit import clock
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.money import Money
from dougong.projects import services as projects
from dougong.projects.tests.factories import at, chain, project, row
from dougong.timesheets import services as hours
from dougong.timesheets.tests import factories as labour
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_project_measured_half_way(cast: Cast) -> None:
    """Two weeks of 10,000 and 30,000; the first is done, the second, half its time gone, is at 20 %; 12,000 was spent."""
    held, (first, second) = funded(cast, "10000.00", "30000.00")
    with clock.frozen("2026-09-09T20:00+08:00"):  # Wednesday of the second week: three of its five days
        projects.set_progress(cast.tang, task_id=first.pk, percent=100, actual_start=at("2026-08-31 08:00"))
        projects.set_progress(cast.tang, task_id=second.pk, percent=20)
        cost(cast, held.pk, "9000.00", task_id=first.pk)
        cost(cast, held.pk, "3000.00")
        found = measures.measured(cast.liang, held.pk)
        past = measures.measured(cast.liang, held.pk, dt.date(2026, 9, 4))
    assert [str(found["sums"][key]) for key in ("bac", "pv", "ev", "ac")] == [
        "40000.00", "28000.00", "16000.00", "12000.00",
    ]  # fmt: skip
    told = found["measures"]
    assert (told["spi"], told["cpi"], str(told["eac"]), told["tcpi"]) == (0.571, 1.333, "30000.00", 0.857)
    assert str(found["unassigned"]) == "3000.00" and str(found["rows"][0]["ac"]) == "9000.00"
    assert found["schedule"]["planned_days"] == 12 and found["status_on"] == dt.date(2026, 9, 9)
    assert str(past["sums"]["pv"]) == "10000.00" and past["status_on"] == dt.date(2026, 9, 4)


def test_without_baseline_and_costs_nothing_is_made_up(cast: Cast) -> None:
    held, _ = funded(cast, "10000.00", baseline=False)
    found = measures.measured(cast.liang, held.pk)
    assert found["sums"] == {"bac": Money("10000.00"), "pv": None, "ev": Money(), "ac": None}
    assert {key: found["measures"][key] for key in ("spi", "cpi", "sv", "cv", "eac")} == dict.fromkeys(
        ("spi", "cpi", "sv", "cv", "eac")
    )
    assert found["schedule"] is None and found["notes"][0]["code"] == "no_baseline"
    assert measures.s_curve(cast.liang, held.pk)["points"] == []


def test_the_baseline_keeps_the_budget_that_was_promised(cast: Cast) -> None:
    held, (task,) = funded(cast, "10000.00")
    services.save_task(cast.liang, task_id=task.pk, budget=Money("12000.00"))
    found = measures.measured(cast.liang, held.pk)
    assert str(found["sums"]["bac"]) == "10000.00"
    note = {"code": "budget_changed", "count": 1, "amount": Money("2000.00")}
    assert found["notes"] == [note]
    projects.set_baseline(cast.liang, project_id=held.pk, version=None)
    assert str(measures.measured(cast.liang, held.pk)["sums"]["bac"]) == "12000.00"


def test_a_budget_from_the_contract_is_spread_to_the_fen(cast: Cast) -> None:
    held = project(cast)
    tasks = chain(cast.liang, held, "甲", "乙", "丙", days=1)
    services.save_task(cast.liang, task_id=tasks[0].pk, budget=Money("1000.00"))
    services.save_setting(cast.liang, project_id=held.pk, version=1, source="contract", contract_percent=70)
    budgets = book(held).budgets
    assert budgets[tasks[0].pk] == 1000_00 and sum(budgets.values()) == 7_000_000_00
    assert abs(budgets[tasks[1].pk] - budgets[tasks[2].pk]) <= 1


def test_units_and_steps_are_reported_to_the_plan(cast: Cast) -> None:
    held, (pipes, frame) = funded(cast, "10000.00", "10000.00")
    with clock.frozen("2026-09-09T20:00+08:00"):
        services.save_task(cast.liang, task_id=pipes.pk, method="units", units=320, units_done=80, unit="m")
        steps = [{"name": "放线", "weight": 1, "done": True}, {"name": "吊装 🏗", "weight": 2, "done": False}]
        services.save_task(cast.liang, task_id=frame.pk, method="steps", steps=steps)
        found = measures.measured(cast.liang, held.pk)
    assert (row(pipes.pk).percent, row(frame.pk).percent) == (25, 33)
    assert [str(r["ev"]) for r in found["rows"]] == ["2500.00", "3333.33"]
    assert measures.task_setting(cast.liang, frame.pk)["steps"][1]["name"] == "吊装 🏗"


def test_physical_percent_earns_and_leaves_the_plan_alone(cast: Cast) -> None:
    held, (task,) = funded(cast, "10000.00")
    services.save_task(cast.liang, task_id=task.pk, method="physical", physical=40)
    assert row(task.pk).percent == 0
    assert str(measures.measured(cast.liang, held.pk)["sums"]["ev"]) == "4000.00"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"method": "units"}, errors.MethodLacks),
        ({"method": "physical"}, errors.MethodLacks),
        ({"method": "steps"}, errors.MethodLacks),
        ({"low": 900, "likely": 480}, errors.EstimateOrder),
        ({"steps": [{"name": "甲", "weight": 0, "done": False}]}, errors.StepsDoubled),
    ],
)
def test_what_can_not_be_counted_is_refused(cast: Cast, values: dict[str, Any], error: type[Exception]) -> None:
    _, (task,) = funded(cast, "10000.00")
    with pytest.raises(error):
        services.save_task(cast.liang, task_id=task.pk, **values)
    assert TaskSetting.objects.get(task_id=task.pk).method == "duration"


def test_a_deleted_task_that_comes_back_finds_its_budget(cast: Cast) -> None:
    held, (first, _) = funded(cast, "10000.00", "5000.00")
    projects.delete_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[first.pk])
    assert str(measures.measured(cast.liang, held.pk)["sums"]["bac"]) == "5000.00"
    projects.undo(cast.liang, project_id=held.pk, version=None)
    assert str(measures.measured(cast.liang, held.pk)["sums"]["bac"]) == "15000.00"


def test_costs_are_withdrawn_and_come_back(cast: Cast) -> None:
    held, _ = funded(cast, "10000.00")
    with clock.frozen("2026-09-09T20:00+08:00"):
        entry = cost(cast, held.pk, "500.00")
        cost(cast, held.pk, "-20.00", note="退货")
        services.withdraw_cost(cast.liang, cost_id=entry.pk)
        assert str(measures.measured(cast.liang, held.pk)["sums"]["ac"]) == "-20.00"
        services.restore_cost(cast.liang, cost_id=entry.pk)
        assert str(measures.measured(cast.liang, held.pk)["sums"]["ac"]) == "480.00"
        with pytest.raises(errors.CostInFuture):
            cost(cast, held.pk, spent_on=dt.date(2026, 9, 10))
        with pytest.raises(errors.CostNothing):
            cost(cast, held.pk, "0.00")
    assert CostEntry.objects.count() == 2


def test_what_was_earned_by_a_day_is_what_was_reported_by_then(cast: Cast) -> None:
    """20 % on Tuesday, 70 % on Friday, and the 70 put right to 60 on Monday: the days between keep what was said before."""
    held, (frame, site) = funded(cast, "10000.00", "1000.00")
    for day, percent in ((1, 20), (4, 70), (7, 60)):
        with clock.frozen(f"2026-09-0{day}T18:00+08:00"):
            projects.set_progress(cast.tang, task_id=frame.pk, percent=percent, actual_start=at("2026-08-31 08:00"))
            services.save_task(cast.liang, task_id=site.pk, method="physical", physical=percent)
            seen = {
                d: str(measures.measured(cast.liang, held.pk, dt.date(2026, 9, d))["sums"]["ev"])
                for d in (1, 3, 4, 6, 7)
                if d <= day
            }
    assert seen == {1: "2200.00", 3: "2200.00", 4: "7700.00", 6: "7700.00", 7: "6600.00"}
    with clock.frozen("2026-09-07T18:00+08:00"):
        points = {
            p["day"]: str(p["ev"]) for p in measures.s_curve(cast.liang, held.pk)["points"] if p["ev"] is not None
        }
    assert points[dt.date(2026, 9, 4)] == "7700.00" and points[dt.date(2026, 8, 31)] == "0.00"


def test_finance_enters_costs_and_sees_no_earned_value(cast: Cast) -> None:
    held, (task,) = funded(cast, "10000.00")
    services.add_cost(
        cast.xu,
        project_id=held.pk,
        task_id=task.pk,
        spent_on=dt.date(2026, 9, 1),
        kind="material",
        amount=Money("80.00"),
    )
    assert [entry.by_name for entry in CostEntry.objects.visible_to(cast.xu)] == [cast.xu.name]
    with pytest.raises(NotFound):
        measures.measured(cast.xu, held.pk)


def test_money_is_for_who_answers_for_it(cast: Cast) -> None:
    held, (task,) = funded(cast, "10000.00")
    for nobody in (cast.tang, cast.lin, cast.zhou):
        with pytest.raises((NotAllowed, NotFound)):
            measures.measured(nobody, held.pk)
        with pytest.raises((NotAllowed, NotFound)):
            services.add_cost(
                nobody, project_id=held.pk, spent_on=dt.date(2026, 9, 1), kind="other", amount=Money("1.00")
            )
    with pytest.raises(NotFound):
        services.save_task(cast.luo, task_id=task.pk, budget=Money("1.00"))
    assert TaskSetting.objects.get(task_id=task.pk).budget == Money("10000.00")


def test_lists_follow_what_was_changed(cast: Cast) -> None:
    held, (first, _) = funded(cast, "10000.00", "30000.00")
    with clock.frozen("2026-09-09T20:00+08:00"):
        assert services.refresh_changed() == 1
        assert services.refresh_changed() == 0
        projects.set_progress(cast.tang, task_id=first.pk, percent=100, actual_start=at("2026-08-31 08:00"))
        cost(cast, held.pk, "9000.00")
        assert services.refresh_changed() == 1
    figures = ProjectFigures.objects.get(pk=held.pk)
    assert (figures.spi, figures.cpi, str(figures.ev)) == (357, 1111, "10000.00")
    assert (figures.schedule_light, figures.cost_light, figures.payment_light) == ("red", "green", "red")
    # 30 × 0 + 15 × 100 + 25 × 100 + 15 × 0, by 85: the advance payment is overdue, nobody has to report before the kick-off.
    assert (figures.light, figures.points, str(figures.overdue)) == ("red", 47, "3000000.00")


def test_a_budget_from_assignments_is_chosen_by_who_sees_rates(cast: Cast) -> None:
    held, _ = funded(cast, "10000.00")
    with pytest.raises(errors.RatesHidden):
        services.save_setting(
            replace(cast.liang, fields={**cast.liang.fields, "staffing.resource": {"rate": "hide"}}),
            project_id=held.pk, version=None, source="assignments",
        )  # fmt: skip
    services.save_setting(cast.manager, project_id=held.pk, version=None, source="assignments")
    assert book(held).budgets == {held.tasks.get().pk: 10000_00}  # what was entered counts


def test_approved_day_labour_is_part_of_what_was_spent(cast: Cast) -> None:
    held, (task,) = funded(cast, "10000.00")
    crew = labour.team(cast.xu)
    made = labour.sheet(cast.liang, crew, held, task_id=task.pk)
    assert measures.measured(cast.liang, held.pk)["sums"]["ac"] is None
    hours.approve_labour(cast.manager, ids=[made.pk])
    with clock.frozen(f"{made.worked_on}T20:00+08:00"):
        found = measures.measured(cast.liang, held.pk)
    assert str(found["rows"][0]["ac"]) == "1520.00" == str(found["sums"]["ac"])  # four heads at 380.00
