"""Several baselines by name, one of them in use."""

from __future__ import annotations

import pytest

from dougong.kit.errors import NotAllowed, NotFound
from dougong.projects import errors, selectors, services
from dougong.projects.models import Baseline, BaselineTask, Project
from dougong.projects.tests.factories import at, chain, contract, project, row
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_each_baseline_keeps_its_own_dates_and_the_chosen_one_is_compared(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    services.set_baseline(cast.liang, project_id=held.pk, version=None, name="投标")
    services.move_task(cast.liang, task_id=first.pk, version=None, finish=at("2026-09-11 17:00"))
    services.set_baseline(cast.liang, project_id=held.pk, version=None, name="开工后", note="甲方供货推迟")
    fresh = Project.objects.get(pk=held.pk)
    bid = Baseline.objects.get(name="投标")
    assert (fresh.days_late, fresh.baseline_id) == (0, Baseline.objects.get(name="开工后").pk)
    services.choose_baseline(cast.liang, baseline_id=bid.pk, version=None)
    fresh.refresh_from_db()
    assert (fresh.days_late, fresh.baseline_id, fresh.baseline_finish) == (7, bid.pk, bid.finish)
    assert row(second.pk).baseline_finish == at("2026-09-11 17:00")
    told = selectors.baseline_dates(cast.tang, bid.pk)["dates"]
    assert {one["task"]: one["finish"] for one in told}[second.pk] == "2026-09-11T17:00"
    with pytest.raises(NotFound):
        selectors.baseline_dates(cast.luo, bid.pk)
    services.undo(cast.liang, project_id=held.pk, version=None)
    fresh.refresh_from_db()
    assert (fresh.days_late, fresh.baseline_id) == (0, Baseline.objects.get(name="开工后").pk)
    assert row(second.pk).baseline_finish == at("2026-09-18 17:00")


def test_a_task_made_later_has_no_baseline_and_a_removed_one_stays_in_it(cast: Cast) -> None:
    held = project(cast)
    first, _ = chain(cast.liang, held, "吊装", "焊接")
    services.set_baseline(cast.liang, project_id=held.pk, version=None)
    services.delete_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[first.pk])
    _, late = services.add_task(cast.liang, project_id=held.pk, version=None, name="补焊", duration=480)
    services.choose_baseline(cast.liang, baseline_id=Baseline.objects.get().pk, version=None)
    assert row(late.pk).baseline_finish is None
    assert list(BaselineTask.objects.order_by("place").values_list("wbs", "name")) == [("1", "吊装"), ("2", "焊接")]


def test_names_are_told_apart_and_the_one_in_use_stays(cast: Cast) -> None:
    held = project(cast)
    chain(cast.liang, held, "吊装")
    for _ in range(2):
        services.set_baseline(cast.liang, project_id=held.pk, version=None)
    assert set(Baseline.objects.values_list("name", flat=True)) == {"基线 1", "基线 2"}
    with pytest.raises(errors.BaselineNameTaken):
        services.set_baseline(cast.liang, project_id=held.pk, version=None, name="基线 1")
    one, two = Baseline.objects.order_by("name")
    with pytest.raises(errors.BaselineNameTaken):
        services.rename_baseline(cast.liang, baseline_id=two.pk, name="基线 1")
    with pytest.raises(errors.BaselineInUse):
        services.remove_baseline(cast.liang, baseline_id=two.pk)
    services.remove_baseline(cast.liang, baseline_id=one.pk)
    assert [b["name"] for b in selectors.baselines_of(cast.tang, held.pk)["items"]] == ["基线 2"]
    services.rename_baseline(cast.liang, baseline_id=two.pk, name="基线 1")
    with pytest.raises(errors.BaselineNameTaken):
        services.restore_baseline(cast.liang, baseline_id=one.pk)
    services.rename_baseline(cast.liang, baseline_id=two.pk, name="开工后")
    services.restore_baseline(cast.liang, baseline_id=one.pk)
    assert Baseline.objects.filter(removed_at__isnull=True).count() == 2


def test_only_who_plans_keeps_baselines(cast: Cast) -> None:
    held = project(cast)
    chain(cast.liang, held, "吊装")
    services.set_baseline(cast.liang, project_id=held.pk, version=None)
    kept = Baseline.objects.get()
    with pytest.raises(NotAllowed):
        services.set_baseline(cast.tang, project_id=held.pk, version=None)
    with pytest.raises(NotAllowed):
        services.rename_baseline(cast.tang, baseline_id=kept.pk, name="我的")
    with pytest.raises(NotFound):
        services.choose_baseline(cast.luo, baseline_id=kept.pk, version=None)


def test_the_doors_of_baselines(cast: Cast, api: ApiClient) -> None:
    held = project(cast, contract(cast))
    chain(cast.liang, held, "吊装")
    me = api.as_("liang")
    version = Project.objects.get(pk=held.pk).plan_version
    made = me.post(f"/projects/{held.pk}/baselines", {"name": "投标 🏗", "note": ""}, key="b", version=version)
    assert made.status_code == 201
    listed = me.get(f"/projects/{held.pk}/baselines").json()
    assert [b["name"] for b in listed["items"]] == ["投标 🏗"]
    assert listed["current"] == listed["items"][0]["id"] == made.json()["project"]["baseline_id"]
    stale = me.post(f"/baselines/{listed['current']}/choose", {}, version=version)
    assert stale.status_code == 412
    assert me.post(f"/baselines/{listed['current']}/remove", {}).status_code == 409
