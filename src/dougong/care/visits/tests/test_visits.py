"""Quarterly unless a segment says otherwise; a talk that is logged is a visit; what was put off says why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict

from dougong.audit.models import AuditEntry
from dougong.care.segments import services as segments
from dougong.care.segments.errors import SegmentInUse
from dougong.care.visits import errors, rules, selectors, services
from dougong.care.visits.models import VisitPlan
from dougong.clients import services as clients
from dougong.clients.models import Client, NextStep
from dougong.kit import clock
from dougong.kit.listing import page
from dougong.kit.workcalendar import is_working_day
from dougong.notifications.models import Notification
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = "2026-11-18T10:00+08:00"


def client(cast: Cast, name: str = "启岳半导体", day: str = "2026-08-03", owner: str = "lin") -> Client:
    """Made, and last spoken with, on a day."""
    with clock.frozen(f"{day}T10:00+08:00"):
        made = clients.create_client(getattr(cast, owner), name=name, industry="半导体")
        clients.add_note(getattr(cast, owner), client_id=made.pk, kind="visit", text="拜访")
    return made


def listed(api: ApiClient, query: str = "") -> list[tuple[str, str, int]]:
    items = api.get(f"/visits?{query}").json()["items"]
    return [(i["client"], i["due_on"], i["days"]) for i in items]


def test_the_next_visit_is_a_quarter_after_the_last_talk_and_never_on_a_day_off() -> None:
    day = dt.date(2026, 7, 1)  # three months later is National Day
    assert rules.due(day, 3, not_before=None, is_working=is_working_day) == dt.date(2026, 10, 8)
    assert rules.due(dt.date(2026, 11, 30), 3, not_before=None, is_working=is_working_day) == dt.date(2027, 3, 1)
    later = rules.due(day, 3, not_before=dt.date(2026, 12, 1), is_working=is_working_day)
    assert later == dt.date(2026, 12, 1)


def test_overdue_stand_first_and_a_talk_takes_it_off_at_once(cast: Cast, api: ApiClient) -> None:
    late, soon = client(cast), client(cast, "沧澜水务", "2026-09-01")
    client(cast, "别人的", "2026-08-03", "shen")
    with clock.frozen(NOW):
        assert services.plan_changed() == 3 and services.plan_changed() == 0
        assert listed(api.as_("lin")) == [(late.name, "2026-11-03", -15), (soon.name, "2026-12-01", 13)]
        assert listed(api, "filter=due:lte:today") == [(late.name, "2026-11-03", -15)]
        clients.add_note(cast.lin, client_id=late.pk, kind="note", text="备注不算拜访")
        assert len(listed(api)) == 2
        with clock.frozen("2026-11-18T11:00+08:00"):
            clients.add_note(cast.lin, client_id=late.pk, kind="call", text="电话回访")
            assert listed(api) == [(soon.name, "2026-12-01", 13)]
            assert api.get(f"/clients/{late.pk}/visit").json()["due_on"] == "2027-02-18"
            assert services.plan_changed() == 1
            assert listed(api)[1][:2] == (late.name, "2027-02-18")
        told = {"kind": "visit", "text": "补记昨天的拜访", "happened_on": dt.date(2026, 11, 17)}
        clients.add_note(cast.lin, client_id=soon.pk, **told)
        assert services.plan_changed() == 1 and (soon.name, "2027-02-17", 91) in listed(api)


def test_a_segment_is_visited_as_often_as_its_rule_says(cast: Cast, api: ApiClient) -> None:
    made = client(cast)
    other = client(cast, "沧澜水务")
    clients.update_client(cast.lin, client_id=other.pk, version=None, industry="水务")
    chips = segments.create_segment(cast.fang, name="芯片", filters=["industry:contains:半导体"], share="all")
    own = segments.create_segment(cast.lin, name="我的", filters=["industry:contains:半导体"])
    with clock.frozen(NOW):
        answer = api.as_("fang").put("/visit-rules", {"rules": [{"segment_id": str(chips.pk), "months": 1}]})
        assert answer.json()["rules"] == [{"segment_id": str(chips.pk), "name": "芯片", "months": 1}]
        services.plan_all()
        plans = {p.client_id: (p.months, str(p.due_on)) for p in VisitPlan.objects.all()}
        assert plans == {made.pk: (1, "2026-09-03"), other.pk: (3, "2026-11-03")}
        assert api.as_("lin").get(f"/clients/{made.pk}/visit").json()["segment"] == "芯片"
        with pytest.raises(SegmentInUse):
            segments.set_archived(cast.fang, segment_id=chips.pk, archived=True)
        with pytest.raises(errors.SegmentNotForAll):
            services.save_rules(cast.fang, wanted=[{"segment_id": own.pk, "months": 1}])
        assert api.put("/visit-rules", {"rules": []}).status_code == 403


def test_put_off_with_a_reason_until_its_day_or_the_next_talk(cast: Cast, api: ApiClient) -> None:
    made = client(cast)
    with clock.frozen(NOW):
        services.plan_changed()
        address = f"/clients/{made.pk}/visit"
        assert api.as_("lin").post(f"{address}/skip", {"reason": " "}).status_code == 422
        skipped = api.post(f"{address}/skip", {"reason": "年底封账，不接待"}).json()
        assert (skipped["due_on"], skipped["put_off"], skipped["reason"]) == ("2027-02-18", "skip", "年底封账，不接待")
        wrong = api.post(f"{address}/pause", {"until": "2026-11-01", "reason": "停产"})
        assert wrong.json()["code"] == "visit_pause_wrong"
        paused = api.post(f"{address}/pause", {"until": "2027-06-01", "reason": "停产改造"}).json()
        assert (paused["due_on"], paused["put_off"]) == ("2027-06-01", "pause")
        services.plan_all()
        assert VisitPlan.objects.get().due_on == dt.date(2027, 6, 1)
        assert api.as_("shen").post(f"{address}/skip", {"reason": "x"}).status_code == 404
        resumed = api.as_("lin").post(f"{address}/resume", {}).json()
        assert (resumed["due_on"], resumed["put_off"]) == ("2026-11-03", "")
        api.post(f"{address}/pause", {"until": "2027-06-01", "reason": "停产改造"})
    with clock.frozen("2026-12-01T10:00+08:00"):
        clients.add_note(cast.lin, client_id=made.pk, kind="visit", text="提前复工，拜访")
        services.plan_changed()
        assert VisitPlan.objects.get().due_on == dt.date(2027, 3, 1) and VisitPlan.objects.get().put_off == ""
    acts = AuditEntry.objects.filter(resource="care.visit").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["skip_visit", "pause_visits", "resume_visits", "pause_visits"]


def test_an_owner_is_told_once_and_the_next_owner_takes_over(cast: Cast) -> None:
    made = client(cast)
    with clock.frozen(NOW):
        services.plan_changed()
        assert (services.remind(), services.remind()) == (1, 0)
        told = Notification.objects.get(kind="care.visits_due")
        assert told.user_id == cast.lin.id and made.name in str(told.params)
        clients.assign_clients(cast.zhou, client_ids=[made.pk], owner_id=cast.gu.user_id)
        assert [i["client"] for i in page(selectors.VISITS, cast.gu, QueryDict(""))["items"]] == [made.name]
        assert page(selectors.VISITS, cast.lin, QueryDict(""))["items"] == []


def test_a_milestone_asks_once_for_what_the_dossier_lacks(cast: Cast, api: ApiClient) -> None:
    made = client(cast)
    asked: dict[str, Any] = {
        "client_id": made.pk,
        "key": "milestone:1",
        "cause": "里程碑「封闭」已完成",
        "cause_en": "x",
    }
    with clock.frozen(NOW):
        step = services.ask_for_update(**asked)
        assert step is not None and step.title.startswith("里程碑「封闭」已完成：更新档案，问清统一社会信用代码")
        assert services.ask_for_update(**asked) is None and NextStep.objects.count() == 1
        assert Notification.objects.filter(kind="care.update_asked").count() == 1
        assert "update_asked" in {e["kind"] for e in api.as_("lin").get(f"/clients/{made.pk}/timeline").json()["items"]}


def test_dossiers_that_nobody_touched_are_found_by_department(cast: Cast, api: ApiClient) -> None:
    client(cast, "旧档案", "2026-01-05")
    with clock.frozen(NOW):
        client(cast, "新档案", "2026-11-01")
        api.as_("zhou")
        names = [c["name"] for c in api.get("/clients?filter=touched:lt:today-180").json()["items"]]
        assert names == ["旧档案"]
        here = api.get(f"/clients?filter=touched:lt:today-180&filter=department:in:{cast.lin.department_id}").json()
        assert len(here["items"]) == 1
        assert api.get("/clients?filter=touched:gte:today-180").json()["items"][0]["name"] == "新档案"


def test_the_list_takes_as_many_queries_for_five_as_for_one(cast: Cast, django_assert_num_queries: Any) -> None:
    for n in range(5):
        client(cast, f"客户{n}")
    services.plan_all()
    with django_assert_num_queries(1):
        assert len(page(selectors.VISITS, cast.lin, QueryDict(""))["items"]) == 5
