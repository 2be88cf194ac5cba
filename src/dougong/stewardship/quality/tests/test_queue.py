"""Scores, the queue and the trend, as they are kept and as they are seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dougong.audit.models import AuditEntry
from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.kit import clock, exports
from dougong.kit.errors import NotFound
from dougong.notifications.models import Notification
from dougong.stewardship.quality import errors, report, services, tasks
from dougong.stewardship.quality.models import QualityDay, QualityIssue, QualityScore
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def codes(client: Client, state: str = "open") -> set[str]:
    return set(QualityIssue.objects.filter(client=client, state=state).values_list("rule", flat=True))


def test_what_is_mended_leaves_the_queue_and_what_comes_back_returns_to_it(cast: Cast) -> None:
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    assert services.judge_changed() == 1 and services.judge_changed() == 0
    assert {"missing.uscc", "missing.phone", "missing.contact", "missing.region"} <= codes(client)
    before = QualityScore.objects.get(client=client).score
    clients.update_client(cast.lin, client_id=client.pk, version=client.version, phone="0512-62880000")
    assert services.judge_changed() == 1 and "missing.phone" in codes(client, "fixed")
    assert QualityScore.objects.get(client=client).score == before + 8
    Client.objects.filter(pk=client.pk).update(phone="", updated_at=clock.now())
    found = QualityIssue.objects.get(client=client, rule="missing.phone").found_at
    services.judge_changed()
    again = QualityIssue.objects.get(client=client, rule="missing.phone")
    assert again.state == "open" and again.found_at > found


def test_done_is_looked_at_and_ignored_needs_a_reason(cast: Cast) -> None:
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    services.judge_clients([client.pk])
    issue = QualityIssue.objects.get(client=client, rule="missing.phone")
    with pytest.raises(errors.StillFound) as refused:
        services.settle(cast.fang, issue_id=issue.pk, act="done")
    assert "没有电话" in refused.value.sentence("zh")
    with pytest.raises(errors.ReasonNeeded):
        services.settle(cast.fang, issue_id=issue.pk, act="ignore", reason="  ")
    services.settle(cast.fang, issue_id=issue.pk, act="ignore", reason="只用微信联系")
    services.judge_clients([client.pk])
    issue.refresh_from_db()
    assert (issue.state, issue.reason, issue.settled_by) == ("ignored", "只用微信联系", cast.fang.name)
    services.settle(cast.fang, issue_id=issue.pk, act="reopen")
    clients.update_client(cast.lin, client_id=client.pk, version=client.version, phone="13800002207")
    done = services.settle(cast.lin, issue_id=issue.pk, act="done")
    assert (done.state, done.settled_by) == ("fixed", cast.lin.name)
    acts = AuditEntry.objects.filter(resource="stewardship.quality").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["quality_ignore", "quality_reopen", "quality_done"]
    with pytest.raises(NotFound):
        services.settle(cast.gu, issue_id=issue.pk, act="reopen")


def test_an_archived_dossier_is_no_longer_judged(cast: Cast) -> None:
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    services.judge_all()
    Client.objects.filter(pk=client.pk).update(archived_at=clock.now())
    services.judge_all()
    assert not QualityScore.objects.exists() and not QualityIssue.objects.exists()


def test_each_sees_the_scores_of_his_own_clients(cast: Cast, api: ApiClient) -> None:
    for who, name in ((cast.lin, "沧澜水务集团有限公司"), (cast.shen, "启岳半导体有限公司")):
        clients.create_client(who, name=name)
    services.judge_all()
    seen = {login: api.as_(login).get("/quality").json() for login in ("fang", "lin", "zhou")}
    assert [seen[who]["dossiers"] for who in ("fang", "lin", "zhou")] == [2, 1, 1]
    assert seen["fang"]["trend"] == [
        {"day": str(clock.today()), "score": seen["fang"]["score"], "open": sum(seen["fang"]["open"].values())}
    ]
    assert [o["name"] for o in seen["lin"]["owners"]] == [cast.lin.name] and seen["lin"]["months"] == []
    rows = api.as_("lin").get("/quality/issues?filter=kind:in:missing&sort=-points").json()["items"]
    assert {row["client"] for row in rows} == {"沧澜水务集团有限公司"} and rows[0]["text"] == "没有统一社会信用代码"
    assert (
        api.as_("lin").get("/quality/issues?filter=field:in:phone", language="en").json()["items"][0]["text"]
        == "No phone"
    )
    assert api.as_("xu").get("/quality").status_code == 403


def test_a_dossier_says_what_it_lost_points_for(cast: Cast, api: ApiClient) -> None:
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    services.judge_all()
    told = api.as_("lin").get(f"/clients/{client.pk}/quality").json()
    assert told["score"] == 100 - sum(issue["points"] for issue in told["issues"])
    issue = told["issues"][0]
    settled = api.as_("lin").post(f"/quality/issues/{issue['id']}/settle", {"act": "ignore", "reason": "老客户"})
    assert settled.json()["state"] == "ignored" and settled.json()["reason"] == "老客户"
    assert api.as_("gu").get(f"/clients/{client.pk}/quality").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(
    cast: Cast, api: ApiClient, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    for number in range(6):
        clients.create_client(cast.lin, name=f"沧澜水务{number}号有限公司")
    services.judge_all()
    steward = api.as_("fang")
    steward.get("/quality/issues?size=1")
    assert count_queries(lambda: steward.get("/quality/issues?size=1")) == count_queries(
        lambda: steward.get("/quality/issues?size=40")
    )


def test_judging_a_hundred_costs_as_many_queries_as_judging_one(
    cast: Cast, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    ids = [clients.create_client(cast.lin, name=f"沧澜水务{number}号有限公司").pk for number in range(20)]
    services.judge_clients(ids)
    assert count_queries(lambda: services.judge_clients(ids[:1])) == count_queries(lambda: services.judge_clients(ids))


def test_the_month_is_printed_from_the_days_that_were_kept(
    cast: Cast, api: ApiClient, deliver: Callable[[], int]
) -> None:
    with clock.frozen("2026-10-30T04:00+08:00"):
        client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
        services.judge_all()
    with clock.frozen("2026-11-30T04:00+08:00"):
        clients.update_client(cast.lin, client_id=client.pk, version=client.version, phone="0512-62880000")
        services.judge_all()
        told = report.facts(dt.date(2026, 11, 1))
        assert told["change"] == "+8.0" and told["trend"][0]["day"] == 30 and told["before_day"] == "2026-10-30"
        assert [row["name"] for row in told["owners"]] == [cast.lin.name]
    job = api.as_("fang").post("/quality/reports", {"month": "2026-11"}, key="r1").json()["job_id"]
    deliver()
    file = b"".join(api.as_("fang").get(f"/jobs/{job}/file").streaming_content)
    assert file.startswith(b"%PDF-")
    refused = api.as_("fang").post("/quality/reports", {"month": "2020-01"}, key="r2").json()
    assert refused["code"] == "quality_no_days"
    assert api.as_("lin").post("/quality/reports", {"month": "2026-11"}, key="r3").status_code == 403
    assert exports.folder().is_dir()


def test_on_the_first_the_stewards_are_told(cast: Cast) -> None:
    QualityDay.objects.create(day=dt.date(2026, 10, 31), level="company", version=1, dossiers=2, score_sum=150)
    tasks._announce(dt.date(2026, 10, 31))
    tasks._announce(dt.date(2026, 10, 31))
    told = Notification.objects.get(kind="stewardship.quality_report")
    assert told.user_id == cast.fang.id and told.params["score"] == 75.0
