"""Tasks of all projects: listed by state and day, put into a state, reported and assigned many at once, each taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from dougong.kit import clock
from dougong.kit.errors import NotFound
from dougong.projects import services
from dougong.projects.models import ChangeSet
from dougong.projects.tests.factories import chain, project, row
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def names(api: ApiClient, query: str) -> list[str]:
    return [item["name"] for item in api.get(f"/tasks?{query}").json()["items"]]


def test_a_task_goes_through_the_columns_and_back(cast: Cast) -> None:
    held = project(cast)
    one = chain(cast.liang, held, "吊装")[0]
    with clock.frozen("2026-09-02T10:00+08:00"):
        seen = []
        for state in ("doing", "waiting", "doing", "done", "todo"):
            before, plan = services.set_state(cast.tang, task_id=one.pk, state=state)
            seen.append((before.state, before.percent, plan.task(one.pk).percent))
        assert seen == [("todo", 0, 0), ("doing", 0, 0), ("waiting", 0, 0), ("doing", 0, 100), ("done", 100, 0)]
        services.set_progress(cast.tang, task_id=one.pk, percent=40)
        before, _ = services.set_state(cast.tang, task_id=one.pk, state="done")
        services.set_state(cast.tang, task_id=one.pk, state=before.state, percent=before.percent)
    now = row(one.pk)
    assert (now.percent, now.actual_finish, now.stop) == (40, None, None) and now.actual_start is not None


def test_many_are_one_act_a_project_and_what_is_not_his_is_refused(cast: Cast) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    acts = ChangeSet.objects.count()
    done, refused = services.report_tasks(cast.liang, percents={first.pk: 100, second.pk: 30, uuid.uuid4(): 5})
    assert sorted(b.percent for b in done) == [0, 0] and refused == [] and ChangeSet.objects.count() == acts + 1
    seen = services.report_tasks(cast.zhou, percents={first.pk: 50})
    assert seen == ([], [first.pk]) and row(first.pk).percent == 100
    with pytest.raises(NotFound):
        services.report_tasks(cast.luo, percents={first.pk: 50})
    owner = cast.user("tang").pk
    before, _ = services.assign_tasks(cast.liang, owners={first.pk: owner, second.pk: owner})
    assert {b.owner_id for b in before} == {None} and row(second.pk).owner_id == owner


def test_the_list_speaks_of_days_and_states(
    cast: Cast, api: ApiClient, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    held = project(cast)  # from Monday 2026-08-31, five days each
    chain(cast.liang, held, "吊装", "焊接", "试压")
    api.as_("tang")
    with clock.frozen("2026-09-09T10:00+08:00"):
        items = api.get("/tasks?sort=finish").json()["items"]
        assert [(i["name"], i["start"], i["finish"], i["late"]) for i in items] == [
            ("吊装", "2026-08-31", "2026-09-04", True), ("焊接", "2026-09-07", "2026-09-11", False),
            ("试压", "2026-09-14", "2026-09-18", False),
        ]  # fmt: skip
        assert items[0]["may_report"] is True and items[0]["may_plan"] is False
        services.set_progress(cast.tang, task_id=uuid.UUID(items[1]["id"]), percent=20)
        assert names(api, "filter=state:in:doing") == ["焊接"] and names(api, "filter=late:eq:true") == ["吊装"]
        assert names(api, "filter=finish:eq:2026-09-18") == names(api, "filter=finish:gt:2026-09-11") == ["试压"]
        assert names(api, "filter=finish:between:2026-09-04,2026-09-11&sort=-finish") == ["焊接", "吊装"]
        assert names(api, "filter=start:lt:2026-09-07") == ["吊装"] == names(api, "filter=start:lte:2026-09-06")
        page = api.get("/tasks?sort=finish&size=2").json()
        assert [i["name"] for i in api.get(f"/tasks?sort=finish&size=2&cursor={page['next']}").json()["items"]] == [
            "试压"
        ]
        few = count_queries(lambda: api.get("/tasks"))
        chain(cast.liang, held, *[f"任务{n}" for n in range(6)], days=1)
        assert count_queries(lambda: api.get("/tasks")) == few
    assert api.get("/tasks?filter=state:in:nowhere").status_code == 422
    assert api.as_("luo").get("/tasks").json()["items"] == []


def test_open_and_due_come_first_and_a_calendar_counts_what_it_does_not_name(cast: Cast, api: ApiClient) -> None:
    held = project(cast)  # from Monday 2026-08-31
    chain(cast.liang, held, "吊装", "焊接", days=5)
    many = [
        services.add_task(cast.liang, project_id=held.pk, version=None, name=f"排查{n}", duration=2400)[1]
        for n in range(5)
    ]
    with clock.frozen("2026-09-09T10:00+08:00"):
        services.report_tasks(cast.liang, percents={many[0].pk: 100, many[1].pk: 100})
        api.as_("tang")
        found = names(api, "")
        assert sorted(found[:4]) == ["吊装", "排查2", "排查3", "排查4"] and found[4:] == ["焊接", "排查0", "排查1"]
        first = api.get("/tasks?size=5").json()
        assert [i["state"] for i in api.get(f"/tasks?size=5&cursor={first['next']}").json()["items"]] == [
            "done",
            "done",
        ]
        asked = "/tasks/by-day?first=2026-08-31&last=2026-10-11&most=2"
        days = api.get(f"{asked}&filter=name:contains:排查").json()["days"]
        assert [(d["date"], d["count"], len(d["items"])) for d in days] == [("2026-09-04", 5, 2)]
        assert [d["date"] for d in api.get(asked).json()["days"]] == ["2026-09-04", "2026-09-11"]
        assert api.get("/tasks/by-day?first=2026-09-05&last=2026-09-10").json()["days"] == []
    assert api.as_("luo").get(asked).json()["days"] == []


def test_the_state_and_days_off_over_http(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    one = chain(cast.liang, held, "吊装")[0]
    told = api.as_("tang").post(f"/tasks/{one.pk}/state", {"state": "done"}).json()
    assert (told["state"], told["before"]["state"], told["before"]["percent"]) == ("done", "todo", 0)
    assert api.post("/tasks/report", {"items": [{"id": str(one.pk), "percent": 101}]}).status_code == 422
    assert api.post("/tasks/assign", {"items": [{"id": str(one.pk), "owner_id": None}]}).json()["refused"] == [
        str(one.pk)
    ]
    days = api.get("/tasks/days-off?first=2026-09-28&last=2026-10-11").json()["items"]
    named = {d["date"]: d["name"] for d in days}
    assert named["2026-10-01"] == "国庆节" and "2026-10-10" not in named  # 调休: a Saturday that is worked
    assert dt.date(2026, 10, 10).weekday() == 5
