"""Projects over HTTP: who sees what, two planners at once, what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from dougong.clients.models import Client
from dougong.contracts.models import Contract
from dougong.contracts.services.judged import set_instalments
from dougong.kit.workcalendar import known_until
from dougong.projects import services
from dougong.projects.models import Project, Task
from dougong.projects.tests.factories import at, chain, contract, project
from dougong.requirements import services as requirements
from dougong.requirements.tests.factories import specification
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ABSENT = "0198b5a0-0000-7000-8000-000000000000"


def _post(api: ApiClient, path: str, body: object, version: int) -> object:
    headers = {"If-Match": f'"{version}"'}
    return api.http.post(f"/api/v1{path}", body, content_type="application/json", headers=headers)


def test_a_project_is_made_from_a_contract_with_a_number(cast: Cast, api: ApiClient) -> None:
    agreed = contract(cast)
    body = {"contract_id": str(agreed.pk), "name": "启岳二期", "manager_id": str(cast.user("liang").pk)}
    made = api.as_("zhou").post("/projects", body, key="a")
    again = api.post("/projects", body, key="a")
    assert made.status_code == 201 and made.json() == again.json()
    year = Project.objects.get().created_at.year
    assert made.json()["code"] == f"XM-{year}-001"
    record = api.as_("liang").get(f"/projects/{made.json()['id']}").json()
    assert record["client"]["name"] == agreed.client.name and record["may"]["plan"] is True


def test_members_see_the_project_its_client_and_its_contract_others_nothing(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    for login, status in (("tang", 200), ("liang", 200), ("manager", 200), ("lin", 200), ("luo", 404), ("gu", 404)):
        assert api.as_(login).get(f"/projects/{held.pk}").status_code == status, login
        assert api.get(f"/projects/{held.pk}/schedule").status_code == status, login
    assert [c.pk for c in Client.objects.visible_to(cast.tang)] == [held.client_id]
    assert [c.pk for c in Contract.objects.visible_to(cast.tang)] == [held.contract_id]
    assert not Client.objects.visible_to(cast.luo).exists()
    outside, absent = api.as_("luo").get(f"/projects/{held.pk}"), api.get(f"/projects/{ABSENT}")
    assert {**outside.json(), "request_id": ""} == {**absent.json(), "request_id": ""}


def test_who_may_not_plan_can_report_only(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    first, _ = chain(cast.liang, held, "吊装", "焊接")
    version = Project.objects.get(pk=held.pk).plan_version
    api.as_("tang")
    assert _post(api, f"/projects/{held.pk}/tasks", {"name": "偷加"}, version).status_code == 403
    assert api.post(f"/tasks/{first.pk}/progress", {"percent": 0}).status_code == 200
    api.as_("luo")
    assert api.post(f"/tasks/{first.pk}/progress", {"percent": 10}).status_code == 404
    assert api.post(f"/tasks/{ABSENT}/progress", {"percent": 10}).status_code == 404
    ids = {"ids": [str(first.pk)]}
    assert _post(api, f"/projects/{held.pk}/tasks/indent", ids, version).status_code == 404
    assert Task.objects.count() == 2


def test_of_two_planners_of_one_task_the_second_is_told_who_was_first(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    version = api.as_("liang").get(f"/projects/{held.pk}/schedule").json()["version"]
    members = [(cast.user("liang").pk, "manager"), (cast.user("luo").pk, "planner")]
    services.set_members(cast.liang, project_id=held.pk, members=members)
    services.save_task(cast.luo, task_id=first.pk, version=version, name="钢梁吊装")
    late = api.patch(f"/tasks/{first.pk}", {"duration": 960}, version=version)
    assert late.status_code == 412
    said = late.json()["params"]
    assert (said["who"], said["version"]) == ("罗一帆", version + 1)
    assert [(t["id"], t["name"]) for t in said["current"]["tasks"]] == [(str(first.pk), "钢梁吊装")]
    # Another row is another matter: the answer also brings what 罗一帆 did.
    other = api.patch(f"/tasks/{second.pk}", {"duration": 960}, version=version).json()
    assert other["version"] == version + 2 and {t["name"] for t in other["tasks"]} == {"钢梁吊装", "焊接"}
    assert other["edited"] == [str(first.pk), str(second.pk)]
    assert [(a["who"], a["mine"]) for a in other["acts"]] == [("罗一帆", False), ("梁见山", True)]
    assert api.post(f"/projects/{held.pk}/tasks", {"name": "涂装"}).status_code == 428


def test_an_act_answers_with_what_it_changed(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    first, second, _ = chain(cast.liang, held, "吊装", "焊接", "探伤")
    version = Project.objects.get(pk=held.pk).plan_version
    answer = api.as_("liang").patch(f"/tasks/{first.pk}", {"name": "钢梁吊装"}, version=version).json()
    assert (answer["full"], [t["name"] for t in answer["tasks"]]) == (False, ["钢梁吊装"])
    assert (answer["version"], answer["undo"]) == (version + 1, {"kind": "edit", "title": "钢梁吊装"})
    dry = api.post(f"/tasks/{second.pk}/move/preview", {"start": "2026-09-14T00:00"}).json()
    assert [m["name"] for m in dry["moves"]] == ["焊接", "探伤"]
    assert dry["moves"][0]["start"] == "2026-09-14T08:00" and dry["forecast_finish"] == "2026-09-24"
    assert api.get(f"/projects/{held.pk}/schedule/changes?since={version + 1}").json()["tasks"] == []
    zoned = api.post(f"/tasks/{second.pk}/move/preview", {"start": "2026-09-14T00:00Z"})
    assert zoned.status_code == 422


def test_the_cost_of_list_and_plan_does_not_grow(
    cast: Cast, api: ApiClient, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    agreed = contract(cast)
    held = project(cast, agreed)
    chain(cast.liang, held, "吊装", "焊接")
    api.as_("liang").get("/projects")
    few = count_queries(lambda: api.get("/projects"))
    plan_few = count_queries(lambda: api.get(f"/projects/{held.pk}/schedule"))
    for n in range(5):
        project(cast, agreed, name=f"标段{n}")
    chain(cast.liang, held, *(f"任务{n}" for n in range(8)))
    assert count_queries(lambda: api.get("/projects")) == few <= 5
    assert count_queries(lambda: api.get(f"/projects/{held.pk}/schedule")) == plan_few <= 20
    page = api.get("/projects?filter=mine:eq:true&q=启岳").json()
    assert len(page["items"]) == len({i["id"] for i in page["items"]}) == 6


def test_whoever_looks_on_fetches_only_what_changed(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    first, second, third = chain(cast.liang, held, "吊装", "焊接", "探伤")
    version = api.as_("tang").get(f"/projects/{held.pk}/schedule").json()["version"]
    services.delete_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[second.pk])
    path = f"/projects/{held.pk}/schedule/changes?since="
    found = api.get(f"{path}{version}").json()
    assert found["full"] is False and len(found["gone"]) == 3 and str(second.pk) in found["gone"]
    assert [t["id"] for t in found["tasks"]] == [str(third.pk)] and first.name == "吊装"
    assert found["edited"] == [] and found["acts"][0]["kind"] == "delete"
    services.undo(cast.liang, project_id=held.pk, version=None)
    back = api.get(f"{path}{version}").json()
    assert back["gone"] == [] and str(second.pk) in {t["id"] for t in back["tasks"]} and len(back["links"]) == 2
    assert api.get(f"{path}{back['version']}").json()["tasks"] == []
    assert api.get(f"{path}{10**8}").json()["full"] is True
    assert api.as_("gu").get(f"{path}{version}").status_code == 404


def test_late_projects_come_first(cast: Cast, api: ApiClient) -> None:
    agreed = contract(cast)
    for days, name in ((None, "无基线"), (3, "晚三天"), (9, "晚九天"), (-2, "早两天")):
        held = project(cast, agreed, name=name)
        Project.objects.filter(pk=held.pk).update(days_late=days)
    names = [i["name"] for i in api.as_("manager").get("/projects").json()["items"]]
    assert names[:3] == ["晚九天", "晚三天", "早两天"]
    late = api.get("/projects?filter=late:eq:true").json()["items"]
    assert [i["name"] for i in late] == ["晚九天", "晚三天"]


def test_every_date_says_why_it_is_then(cast: Cast, api: ApiClient) -> None:
    held = project(cast)
    first, second, third = chain(cast.liang, held, "吊装", "焊接", "探伤")
    services.move_task(cast.liang, task_id=first.pk, version=None, start=at("2026-09-07 08:00"))
    why = api.as_("tang").get(f"/tasks/{third.pk}/why").json()
    assert [(r["kind"], r["task"]) for r in why["reasons"]] == [("link", str(second.pk))]
    assert "「焊接」" in why["reasons"][0]["text"] and second.pk.hex not in why["reasons"][0]["text"]
    assert [step["name"] for step in why["path"]] == ["吊装", "焊接", "探伤"] and len(why["links"]) == 2
    (reason,) = api.get(f"/tasks/{first.pk}/why").json()["reasons"]
    assert (reason["kind"], reason["at"]) == ("constraint", "2026-09-07T08:00")
    assert api.as_("gu").get(f"/tasks/{third.pk}/why").status_code == 404


def test_what_is_judged_stands_at_the_instalment_that_waits_and_unknown_holidays_are_told(
    cast: Cast, api: ApiClient
) -> None:
    spec = specification(cast)
    held = project(cast, contract(cast, opportunity_id=spec.opportunity_id))
    standard = requirements.add_criterion(cast.liang, specification_id=spec.pk, title="洁净度七级")
    waiting = held.contract.instalments.get(due_kind="milestone")
    set_instalments(cast.lin, criterion_id=standard.pk, instalment_ids=[waiting.pk])
    told = api.as_("liang").get(f"/projects/{held.pk}").json()
    assert {i["title"]: [c["title"] for c in i["criteria"]] for i in told["instalments"]} == {
        "进度款一": ["洁净度七级"], "结算款": [],
    }  # fmt: skip
    beyond = known_until() + dt.timedelta(days=40)
    Project.objects.filter(pk=held.pk).update(finishes_on=known_until(), forecast_finish=known_until())
    assert api.get(f"/projects/{held.pk}").json()["weekends_only_from"] is None
    Project.objects.filter(pk=held.pk).update(finishes_on=beyond)
    assert api.get(f"/projects/{held.pk}").json()["weekends_only_from"] == f"{beyond.year}-01-01"
    Project.objects.filter(pk=held.pk).update(calendar="daily")
    assert api.get(f"/projects/{held.pk}").json()["weekends_only_from"] is None
