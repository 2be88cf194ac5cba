from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dougong.insights import services, tasks
from dougong.insights.models import Cube, Difference, Rollup
from dougong.insights.tests import factories
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed
from tests.api import ApiClient
from tests.cast import Cast

SYSTEM = Actor.system()


def signed(api: ApiClient) -> str:
    board = api.as_("manager").get("/dashboard?period=month").json()
    return str(next(f["value"] for f in board["figures"] if f["key"] == "signed"))


def test_a_contract_is_in_the_figures_after_the_worker_has_run(
    cast: Cast, api: ApiClient, deliver: Callable[[], int]
) -> None:
    with clock.frozen("2026-11-18T10:00+08:00"):
        services.rebuild(SYSTEM)
        of = factories.client(cast.lin, "启岳半导体(苏州)有限公司", "江苏省苏州市")
        factories.contract(cast, cast.lin, of, "1000000.00", "2026-11-10", "2026-12-01")
        assert signed(api) == "0.00"
        deliver()
    with clock.frozen("2026-11-18T10:01+08:00"):
        assert services.refresh_due() >= 4
        assert signed(api) == "1000000.00"
        assert services.refresh_due() == 0


def test_rollups_of_yesterday_are_built_anew_because_ages_grow(cast: Cast, api: ApiClient) -> None:
    with clock.frozen("2026-11-18T23:00+08:00"):
        of = factories.client(cast.lin, "启岳半导体(苏州)有限公司", "江苏省苏州市")
        factories.contract(cast, cast.lin, of, "1000000.00", "2026-11-10", "2026-11-18")
        services.rebuild(SYSTEM)
        assert api.as_("manager").get("/dashboard").json()["ages"]["items"][0]["owed"] == "1000000.00"
    with clock.frozen("2026-11-19T00:01+08:00"):
        services.refresh_due()
        ages = {a["age"]: a["owed"] for a in api.as_("manager").get("/dashboard").json()["ages"]["items"]}
        assert (ages["not_due"], ages["d1_30"]) == ("0.00", "1000000.00")


def test_a_second_build_writes_nothing(cast: Cast) -> None:
    with clock.frozen(factories.TODAY):
        factories.company(cast)
        assert sum(services.rebuild(SYSTEM).values()) > 0
        before = set(Rollup.objects.values_list("pk", "amount"))
        assert sum(services.rebuild(SYSTEM).values()) == 0
        assert set(Rollup.objects.values_list("pk", "amount")) == before


def test_the_night_finds_what_differs_keeps_it_and_mends_it(cast: Cast, api: ApiClient) -> None:
    with clock.frozen(factories.TODAY):
        factories.company(cast)
        services.rebuild(SYSTEM)
        assert services.compare() == []
        month = "2026-11-01"
        Rollup.objects.filter(metric="signed", day=month, level="d").update(amount=1)
        Rollup.objects.filter(metric="received", day="2026-04-01").delete()
        found = {(d.metric, str(d.month), d.was, d.found) for d in services.compare()}
        assert ("signed", month, 1, 400_000_000) in found
        assert ("received", "None", 0, 0) in found  # a month without rollups: the number of rows tells
        assert Difference.objects.count() == len(found)
        services.rebuild(SYSTEM)
        assert services.compare() == []
        assert signed(api) == "4000000.00"


def test_two_workers_do_not_build_the_same_at_once(cast: Cast) -> None:
    with clock.frozen(factories.TODAY):
        services.rebuild(SYSTEM)
        Cube.objects.filter(metric="signed").update(lease_until=clock.now() + services.LEASE)
        assert "signed" not in services.rebuild(SYSTEM)
        assert "received" in services.rebuild(SYSTEM)


def test_a_build_that_fails_leaves_the_rollups_and_its_lease(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.frozen(factories.TODAY):
        factories.company(cast)
        services.rebuild(SYSTEM)
        held = Rollup.objects.filter(metric="signed").count()

        def broken(*args: Any) -> int:
            raise RuntimeError("no room")

        monkeypatch.setattr(services, "_store", broken)
        with pytest.raises(RuntimeError):
            services.rebuild(SYSTEM, "signed")
        assert Rollup.objects.filter(metric="signed").count() == held
        assert Cube.objects.get(metric="signed").lease_until is None


def test_only_whoever_keeps_the_installation_may_rebuild(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.rebuild(cast.manager)
    services.rebuild(cast.admin)


def test_the_worker_looks_every_few_seconds_only(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(services, "refresh_due", lambda: looked.append(1) or 0)
    monkeypatch.setattr(tasks, "_next_look", 0.0)
    assert [tasks.keep_fresh() for _ in range(5)] == [0] * 5
    assert len(looked) == 1


def test_the_dashboard_costs_a_fixed_number_of_queries(
    cast: Cast, api: ApiClient, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    with clock.frozen(factories.TODAY):
        made = factories.company(cast)
        services.rebuild(SYSTEM)
        api.as_("manager")
        before = count_queries(lambda: api.get("/dashboard"))
        for n in range(5):
            factories.contract(cast, cast.lin, made["east"], f"{n + 1}000000.00", "2026-11-10", "2026-11-12")
            factories.opportunity(cast.lin, made["east"], "100.00", "contact", f"2026-0{n + 1}-10")
        services.rebuild(SYSTEM)
        assert count_queries(lambda: api.get("/dashboard")) == before
        assert before <= 22
