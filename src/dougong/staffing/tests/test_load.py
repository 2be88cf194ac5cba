"""What is asked of people day by day, over all projects, and where it is more than they can give."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dougong.kit import clock
from dougong.projects import services as projects
from dougong.projects.models import Task
from dougong.projects.tests.factories import contract
from dougong.staffing import selectors, services
from dougong.staffing.models import Assignment
from dougong.staffing.tests.factories import assigned, chain, person, project, side_by_side, team
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 8, 31)  # both projects begin here
FRIDAY = dt.date(2026, 9, 4)
WEEK: dict[str, Any] = {"from_on": MONDAY, "to_on": dt.date(2026, 9, 6), "unit": "day"}


def _told(load: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in load["resources"] if r["name"] == name)
    return found


def test_the_load_of_a_project_stands_beside_that_of_others_and_of_what_there_is(cast: Cast) -> None:
    here, other = project(cast), project(cast, name="别处")
    tang = person(cast)
    one, two = side_by_side(cast, here, "布管", "吊装")
    (third,) = side_by_side(cast, other, "调试", days=2)
    assigned(cast, tang, one)
    assigned(cast, tang, two, third, percent=50)
    load = selectors.project_load(cast.liang, here.pk, **WEEK)
    row = _told(load, "唐知远")
    assert row["here"] == [12.0, 12.0, 12.0, 12.0, 12.0, 0.0, 0.0]
    assert row["elsewhere"] == [4.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert row["able"] == [8.0, 8.0, 8.0, 8.0, 8.0, 0.0, 0.0]
    (clash,) = load["overloads"]
    assert (clash["from_on"], clash["to_on"], clash["hours"], clash["peak"]) == (MONDAY, FRIDAY, 28.0, 200)
    assert {t["name"] for t in clash["tasks"]} == {"布管", "吊装", "调试"} and clash["unseen"] == 0
    weeks = selectors.project_load(cast.liang, here.pk, from_on=MONDAY, to_on=dt.date(2026, 9, 13), unit="week")
    assert _told(weeks, "唐知远")["here"] == [60.0, 0.0] and weeks["starts"] == [MONDAY, dt.date(2026, 9, 7)]


def test_tasks_of_projects_one_does_not_see_are_a_number(cast: Cast) -> None:
    here = project(cast)
    (mine,) = side_by_side(cast, here, "布管")
    theirs = projects.create_project(
        cast.zhou, contract_id=contract(cast).pk, manager_id=cast.user("luo").pk, name="罗一帆的项目", starts_on=MONDAY
    )
    (secret,) = chain(cast.luo, theirs, "密室")
    crew = team(cast)
    assigned(cast, crew, mine)
    services.assign(cast.luo, task_id=secret.pk, resource_id=crew.pk)
    for actor, names, unseen in ((cast.liang, {"布管"}, 1), (cast.manager, {"布管", "密室"}, 0)):
        (clash,) = selectors.project_load(actor, here.pk, **WEEK)["overloads"]
        assert {t["name"] for t in clash["tasks"]} == names and clash["unseen"] == unseen
    assert "密室" not in str(selectors.all_overloads(cast.liang, from_on=MONDAY, to_on=None))


def test_an_absence_leaves_nothing_to_give_and_a_team_of_six_gives_six(cast: Cast) -> None:
    held = project(cast)
    (task,) = side_by_side(cast, held, "绑扎")
    crew = team(cast, capacity=600)
    services.add_absence(cast.liang, resource_id=crew.pk, kind="leave", from_on=FRIDAY, until_on=FRIDAY)
    assigned(cast, crew, task, percent=600)
    load = selectors.project_load(cast.liang, held.pk, **WEEK)
    assert _told(load, "钢筋一班")["able"][:5] == [48.0, 48.0, 48.0, 48.0, 0.0]
    (clash,) = load["overloads"]
    assert (clash["from_on"], clash["to_on"], clash["peak"], clash["hours"]) == (FRIDAY, FRIDAY, None, 48.0)


def test_a_part_of_a_task_is_asked_for_on_its_days_alone(cast: Cast) -> None:
    held = project(cast)
    (task,) = side_by_side(cast, held, "绑扎")
    tang = person(cast)
    services.assign(
        cast.liang, task_id=task.pk, resource_id=tang.pk, from_on=dt.date(2026, 9, 2), until_on=dt.date(2026, 9, 3)
    )
    row = _told(selectors.project_load(cast.liang, held.pk, **WEEK), "唐知远")
    assert row["here"] == [0.0, 0.0, 8.0, 8.0, 0.0, 0.0, 0.0]


def test_a_deleted_task_asks_for_nothing_and_asks_again_when_that_is_undone(cast: Cast) -> None:
    held = project(cast)
    (task,) = side_by_side(cast, held, "绑扎")
    assigned(cast, person(cast), task)
    projects.delete_tasks(cast.liang, project_id=held.pk, version=None, task_ids=[task.pk])
    assert not Task.objects.exists() and Assignment.objects.count() == 1
    assert _told(selectors.project_load(cast.liang, held.pk, **WEEK), "唐知远")["here"] == [0.0] * 7
    projects.undo(cast.liang, project_id=held.pk, version=None)
    assert _told(selectors.project_load(cast.liang, held.pk, **WEEK), "唐知远")["here"][0] == 8.0


def test_cost_is_hours_by_rate_to_the_fen(cast: Cast) -> None:
    held = project(cast)
    one, two = chain(cast.liang, held, "布管", "试压", days=1)
    tang = person(cast, rate="100.33")
    assigned(cast, tang, one, percent=33)
    assigned(cast, team(cast), two)
    found = selectors.planned_cost([one.pk, two.pk])
    assert str(found[one.pk]) == "264.87" and str(found[two.pk]) == "0.00"  # 2.64 h × 100.33
    assert selectors.planned_hours([one.pk, two.pk]) == {one.pk: 2.6, two.pk: 8.0}


def test_the_heat_map_and_the_overloads_cost_the_same_for_many(
    cast: Cast, api: ApiClient, django_assert_num_queries: Any
) -> None:
    held = project(cast)
    tasks = side_by_side(cast, held, *[f"任务{n}" for n in range(4)])
    crews = [team(cast, f"{n}班") for n in range(3)]
    with clock.frozen("2026-08-31T10:00+08:00"):
        assigned(cast, crews[0], tasks[0])
        api.as_("liang").get("/workload")
        with django_assert_num_queries(5):
            few = api.get("/workload?weeks=2").json()
        for crew in crews[1:]:
            assigned(cast, crew, *tasks)
        with django_assert_num_queries(5):
            many = api.get("/workload?weeks=2").json()
        assert [r["load"] for r in few["resources"]] == [[40.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
        assert [r["load"] for r in many["resources"]] == [[40.0, 0.0], [160.0, 0.0], [160.0, 0.0]]
        clashes = api.get("/overloads").json()
        assert [(c["resource"]["name"], c["hours"]) for c in clashes["items"]] == [("1班", 120.0), ("2班", 120.0)]
        work = api.get(f"/resources/{crews[1].pk}/work?from=2026-08-31&to=2026-09-06").json()
        assert [i["hours"] for i in work["items"]] == [40.0] * 4 and work["able"] == 40.0
        for login, status in (("xu", 403), ("lin", 403), ("luo", 200)):
            assert api.as_(login).get("/workload").status_code == status
        assert api.as_("luo").get(f"/resources/{crews[1].pk}/work?from=2026-08-31&to=2026-09-06").json()["unseen"] == 4
