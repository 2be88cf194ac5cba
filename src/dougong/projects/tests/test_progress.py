"""Percent, actual dates, status date, baseline, lateness."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.kit import clock
from dougong.projects import errors, services
from dougong.projects.models import Project, Reported
from dougong.projects.tests.factories import at, chain, project, row
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_lateness_is_counted_against_the_baseline(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    services.set_baseline(cast.liang, project_id=held.pk, version=None)
    services.move_task(cast.liang, task_id=first.pk, version=None, finish=at("2026-09-11 17:00"))
    fresh = Project.objects.get(pk=held.pk)
    assert (fresh.baseline_finish, fresh.forecast_finish, fresh.days_late) == (
        dt.date(2026, 9, 11), dt.date(2026, 9, 18), 7,
    )  # fmt: skip
    assert row(second.pk).baseline_finish == at("2026-09-11 17:00")


def test_planned_percent_is_what_the_baseline_promised_for_today(cast: Cast) -> None:
    with clock.frozen("2026-09-04T09:00+08:00"):
        held = project(cast)
        first, _ = chain(cast.liang, held, "吊装", "焊接")
        assert Project.objects.get(pk=held.pk).planned_percent is None
        services.set_baseline(cast.liang, project_id=held.pk, version=None)
        services.set_progress(cast.tang, task_id=first.pk, percent=40)
    fresh = Project.objects.get(pk=held.pk)
    assert (fresh.percent, fresh.planned_percent) == (20, 50)
    with clock.frozen("2026-09-09T09:00+08:00"):
        services.refresh_planned(held.pk)
    assert Project.objects.get(pk=held.pk).planned_percent == 80


def test_unfinished_work_moves_behind_the_status_date(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    with clock.frozen("2026-09-09T18:00+08:00"):
        services.set_progress(cast.tang, task_id=first.pk, percent=40, actual_start=at("2026-08-31 08:00"))
        services.set_status_date(cast.liang, project_id=held.pk, version=None, day=dt.date(2026, 9, 9))
    # Three of five days are left, from Thursday the tenth.
    assert row(first.pk).finish == at("2026-09-14 17:00")
    assert row(second.pk).start == at("2026-09-15 08:00")


def test_the_successor_follows_the_real_finish(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    with clock.frozen("2026-09-10T18:00+08:00"):
        services.set_progress(cast.tang, task_id=first.pk, actual_finish=at("2026-09-08 17:00"))
    assert (row(first.pk).percent, row(first.pk).finish) == (100, at("2026-09-08 17:00"))
    assert row(second.pk).start == at("2026-09-09 08:00")


def test_the_future_is_not_reported(cast: Cast) -> None:
    held = project(cast)
    first, _ = chain(cast.liang, held, "吊装", "焊接")
    with clock.frozen("2026-09-02T18:00+08:00"), pytest.raises(errors.ActualInFuture):
        services.set_progress(cast.tang, task_id=first.pk, actual_finish=at("2026-09-08 17:00"))
    assert row(first.pk).percent == 0


def test_work_under_way_rests_and_goes_on_as_one_act(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    rest = {"task_id": first.pk, "version": None, "stop": dt.date(2026, 9, 1), "resume": dt.date(2026, 9, 7)}
    with clock.frozen("2026-09-01T18:00+08:00"):
        with pytest.raises(errors.NotUnderWay):
            services.split_task(cast.liang, **rest)
        services.set_progress(cast.tang, task_id=first.pk, percent=40, actual_start=at("2026-08-31 08:00"))
        services.split_task(cast.liang, **rest)
        now = row(first.pk)
        assert (now.stop, now.resume, now.finish) == (
            at("2026-09-01 17:00"),
            at("2026-09-07 08:00"),
            at("2026-09-09 17:00"),
        )
        with pytest.raises(errors.DatesReversed):
            services.split_task(cast.liang, **{**rest, "resume": dt.date(2026, 9, 1)})
    with clock.frozen("2026-09-08T18:00+08:00"):
        services.set_progress(cast.tang, task_id=first.pk, percent=80)
    # Two of the three days after the rest are done: the end stays where it was.
    assert (row(first.pk).resume, row(first.pk).finish) == (at("2026-09-07 08:00"), at("2026-09-09 17:00"))
    services.split_task(cast.liang, task_id=first.pk, version=None, stop=None, resume=None)
    assert (row(first.pk).stop, row(first.pk).finish, row(second.pk).start) == (
        None, at("2026-09-04 17:00"), at("2026-09-07 08:00"),
    )  # fmt: skip
    services.undo(cast.liang, project_id=held.pk, version=None)
    assert row(first.pk).resume == at("2026-09-07 08:00")


def test_what_was_reported_is_kept_by_day_and_taking_it_back_is_a_report_too(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    with clock.frozen("2026-09-01T18:00+08:00"):
        services.report_tasks(cast.tang, percents={first.pk: 20, second.pk: 5})
    with clock.frozen("2026-09-02T18:00+08:00"):
        services.set_progress(cast.liang, task_id=first.pk, percent=60)
        services.undo(cast.liang, project_id=held.pk, version=None)
        services.save_task(cast.liang, task_id=first.pk, version=None, name="吊装一")
    told = Reported.objects.filter(task_id=first.pk).order_by("pk").values_list("day", "was", "percent")
    assert [(day.day, was, percent) for day, was, percent in told] == [(1, 0, 20), (2, 20, 60), (2, 60, 20)]
    assert Reported.objects.count() == 4
