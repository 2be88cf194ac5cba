"""Draws of a plan's finish, cash by month, health, reports."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.contracts.models import Instalment
from dougong.control import errors, printing, services
from dougong.control.models import Forecast, HealthReport, ProjectFigures
from dougong.control.selectors import cash, comparison, health
from dougong.control.selectors.networks import network_of
from dougong.control.services.forecasts import drawn
from dougong.control.tests.factories import book, cost, funded
from dougong.kit import clock
from dougong.kit.errors import NotAllowed
from dougong.kit.jobs import run_due
from dougong.kit.money import Money
from dougong.notifications.models import Notification
from dougong.projects import services as projects
from dougong.projects.models import Baseline, Project
from dougong.projects.tests.factories import at, chain, project, row
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_network_of_a_plan_draws_its_own_dates_without_spread(cast: Cast) -> None:
    """A summary with links, lags, a constraint and begun work."""
    held = project(cast)
    one, two, three = chain(cast.liang, held, "吊装", "焊接", "试压")
    _, stage = projects.add_task(cast.liang, project_id=held.pk, version=None, name="调试")
    _, inner = projects.add_task(
        cast.liang, project_id=held.pk, version=None, name="单机", parent_id=stage.pk, duration=960
    )
    projects.add_link(cast.liang, project_id=held.pk, version=None, pred_id=one.pk, succ_id=stage.pk, lag=480)
    _, after = projects.add_task(cast.liang, project_id=held.pk, version=None, name="移交", duration=480)
    projects.add_link(cast.liang, project_id=held.pk, version=None, pred_id=stage.pk, succ_id=after.pk)
    projects.add_link(
        cast.liang, project_id=held.pk, version=None, pred_id=two.pk, succ_id=after.pk, type="SS", lag=240
    )
    values = {"constraint": "snet", "constraint_at": at("2026-10-12 08:00")}
    projects.save_task(cast.liang, task_id=three.pk, version=None, **values)
    with clock.frozen("2026-09-02T12:00+08:00"):
        projects.set_progress(cast.tang, task_id=one.pk, percent=40, actual_start=at("2026-08-31 08:00"))
        services.save_setting(cast.liang, project_id=held.pk, version=None, low=100, high=100)
        found = drawn(book(held), draws=10, seed=1)
    finish = Project.objects.get(pk=held.pk).forecast_finish
    assert found["p50"] == found["p80"] == finish
    assert found["days"] == [[str(finish), 10]]
    assert [task["name"] for task in found["tasks"]] == ["试压"]
    assert row(inner.pk).start is not None


def test_draws_are_a_job_whose_answer_can_be_drawn_again(cast: Cast) -> None:
    held, _ = funded(cast, "10000.00", "30000.00")
    for _ in range(2):
        services.start_draws(cast.liang, project_id=held.pk, draws=300, seed=42)
        run_due()
    first, second = Forecast.objects.order_by("id")
    assert (first.p50, first.p80, first.body) == (second.p50, second.p80, second.body)
    assert first.p50 is not None and first.p80 is not None and held.forecast_finish is not None
    assert held.forecast_finish <= first.p50 <= first.p80
    assert sum(b["count"] for b in first.body["bins"]) == 300
    assert ProjectFigures.objects.get(pk=held.pk).p80 == first.p80
    told = health.health_of(cast.liang, held.pk)["drawn"]
    assert told["old"] is False and told["tasks"][0]["index"] == 1.0


def test_an_estimate_of_its_own_counts_for_a_task(cast: Cast) -> None:
    held, (task, _) = funded(cast, "10000.00", "30000.00")
    services.save_task(cast.liang, task_id=task.pk, low=2400, likely=2400, high=9600)
    work = next(w for w in network_of(book(held)).works if w.id == task.pk)
    assert (work.low, work.likely, work.high) == (1.0, 1.0, 4.0)


def test_nothing_is_drawn_of_an_empty_plan(cast: Cast) -> None:
    held = project(cast)
    with pytest.raises(errors.NothingToDraw):
        services.start_draws(cast.liang, project_id=held.pk)


def _slipped(cast: Cast) -> Project:
    """The milestone that 5,000,000 wait for comes three weeks late, into another month."""
    held, (first, second) = funded(cast, "10000.00", "30000.00", baseline=False)
    _, gate = projects.add_task(cast.liang, project_id=held.pk, version=None, name="封闭", kind="milestone")
    projects.add_link(cast.liang, project_id=held.pk, version=None, pred_id=second.pk, succ_id=gate.pk)
    waiting = Instalment.objects.get(contract_id=held.contract_id, title="进度款一")
    projects.link_instalment(cast.liang, task_id=gate.pk, instalment_id=waiting.pk)
    projects.set_baseline(cast.liang, project_id=held.pk, version=None)
    projects.move_task(cast.liang, task_id=first.pk, version=None, finish=at("2026-09-25 17:00"))
    return Project.objects.get(pk=held.pk)


def test_a_slip_is_told_in_money_and_months(cast: Cast) -> None:
    held = _slipped(cast)
    found = cash.cash_of(cast.liang, held.pk)
    part = next(item for item in found["items"] if item["title"] == "进度款一")
    assert (part["planned"], part["forecast"], part["days"]) == (dt.date(2026, 9, 25), dt.date(2026, 10, 23), 28)
    months = {m["month"]: (str(m["planned"]), str(m["forecast"])) for m in found["months"]}
    assert months[dt.date(2026, 9, 1)] == ("5000000.00", "0.00")
    assert months[dt.date(2026, 10, 1)] == ("2000000.00", "5000000.00")
    assert months[dt.date(2026, 11, 1)] == ("0.00", "2000000.00")  # the settlement, four weeks after the finish
    assert found["shifted"] == Money("7000000.00") and found["undated"] == Money()
    whole = cash.portfolio_cash(cast.manager)
    assert whole["months"] == found["months"]
    assert [(p["name"], p["days"]) for p in whole["projects"]] == [(held.name, 28)]


def test_a_drag_says_what_it_does_to_cash_before_it_is_done(cast: Cast) -> None:
    from dougong.projects import selectors

    held = _slipped(cast)
    first = held.tasks.get(name="任务1")
    preview = projects.preview_move(cast.liang, task_id=first.pk, finish=at("2026-10-16 17:00"))
    told = selectors.move_out(cast.liang, preview.plan, preview.moves)["cash"]
    assert [(line["title"], str(line["amount"]), line["days"]) for line in told] == [("进度款一", "5000000.00", 14)]
    assert selectors.move_out(cast.tang, preview.plan, preview.moves)["cash"] == []


def test_two_baselines_side_by_side(cast: Cast) -> None:
    held, (first, second) = funded(cast, "10000.00", "30000.00")
    projects.move_task(cast.liang, task_id=first.pk, version=None, finish=at("2026-09-11 17:00"))
    services.save_task(cast.liang, task_id=first.pk, budget=Money("12000.00"))
    projects.add_task(cast.liang, project_id=held.pk, version=None, name="补焊", duration=480)
    projects.delete_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[second.pk])
    kept = str(Baseline.objects.get().pk)
    found = comparison.compared(cast.liang, held.pk, kept, "plan")
    states = {r["name"]: (r["state"], r["finish_days"], str(r["cost"])) for r in found["rows"]}
    assert states == {
        "任务1": ("moved", 7, "2000.00"), "任务2": ("removed", None, "-30000.00"), "补焊": ("added", None, "None"),
    }  # fmt: skip
    assert found["counts"] == {"moved": 1, "added": 1, "removed": 1, "same": 0}
    other = comparison.compared(cast.tang, held.pk, kept, "plan")
    assert other["money"] is False and all(r["cost"] is r["left_budget"] is None for r in other["rows"])
    name, data = comparison.comparison_file(cast.liang, held.pk, kept, "plan", "zh-CN", states=["moved"])
    assert name.endswith(".xlsx") and data[:2] == b"PK"


def test_health_is_explained_line_by_line(cast: Cast) -> None:
    held = _slipped(cast)
    with clock.frozen("2026-09-30T20:00+08:00"):
        found = health.health_of(cast.liang, held.pk)
    lines = {line["code"]: (line["points"], line["value"]) for line in found["lines"]}
    assert lines["schedule"] == (0, "0.00") and lines["finish"] == (38, "28") and lines["cost"] == (None, "")
    assert lines["payment"] == (0, "100") and found["points"] == round(15 * 38 / 60)


def test_a_report_says_what_the_portfolio_says_and_is_told_once(cast: Cast) -> None:
    held, _ = funded(cast, "10000.00")
    with clock.frozen("2026-09-07T07:00+08:00"):  # a Monday
        cost(cast, held.pk, "500.00")
        assert len(services.announce_due()) == 1
        assert services.announce_due() == []
    made = HealthReport.objects.get()
    assert (made.span, made.first, made.last) == ("week", dt.date(2026, 8, 31), dt.date(2026, 9, 6))
    figures = ProjectFigures.objects.get(pk=held.pk)
    assert made.facts["projects"][0]["points"] == figures.points and made.facts["projects"][0]["name"] == held.name
    told = Notification.objects.filter(kind="control.report")
    assert [n.user_id for n in told] == [cast.manager.id]
    shown = printing.printed(made, en=False)
    assert shown["title"] == "项目健康周报" and shown["projects"][0]["name"] == held.name
    services.save_report_setting(cast.manager, weekly=False, weekday=2, monthly=True)
    with clock.frozen("2026-09-14T07:00+08:00"):
        assert services.announce_due() == []
    with clock.frozen("2026-10-01T07:00+08:00"):
        assert [r.span for r in services.announce_due()] == ["month"]
    with pytest.raises(NotAllowed):
        services.make_report(cast.liang, span="week")


def test_a_report_is_printed(cast: Cast) -> None:
    funded(cast, "10000.00")
    with clock.frozen("2026-09-07T07:00+08:00"):
        made = services.make_report(cast.manager, span="month")
    name, data = printing.print_report(cast.manager, report_id=made.pk, language="en")
    assert name == "Project health Monthly-20260907.pdf" and data.startswith(b"%PDF")


def test_a_baseline_without_budgets_is_compared_by_dates_alone(cast: Cast) -> None:
    held, (task,) = funded(cast, "10000.00")
    services.save_task(cast.liang, task_id=task.pk, budget=None)
    projects.set_baseline(cast.liang, project_id=held.pk, version=None, name="无预算")
    services.save_task(cast.liang, task_id=task.pk, budget=Money("9000.00"))
    found = comparison.compared(cast.liang, held.pk, str(Baseline.objects.get(name="无预算").pk), "plan")
    assert (found["money"], found["counts"]["same"]) == (False, 1)
