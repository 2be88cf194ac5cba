"""Taking people in, what they can, when they are away, and what of them is told to whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dougong.accounts.services import create_person
from dougong.audit.models import AuditEntry
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed
from dougong.kit.outbox import run_pending
from dougong.staffing import errors, services
from dougong.staffing.models import Resource, Skill
from dougong.staffing.tests.factories import assigned, crane, person, project, side_by_side, team
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_all_colleagues_become_resources_once_and_who_joins_later_by_himself(cast: Cast) -> None:
    first = services.take_people_in(cast.liang)
    assert first == Resource.objects.filter(kind="person").count() >= 13
    assert services.take_people_in(cast.liang) == 0
    joined = create_person(Actor.system(), name="新来的", email="xin@zhuheng.example")
    while run_pending():
        pass
    assert Resource.objects.get(user=joined).title == "新来的"
    assert AuditEntry.objects.filter(resource="staffing.resource", action="create").count() == first + 1


def test_the_name_is_the_accounts_and_a_team_needs_one(cast: Cast) -> None:
    tang = person(cast)
    with pytest.raises(errors.NameIsOfAccount):
        services.update_resource(cast.liang, resource_id=tang.pk, version=tang.version, name="别名")
    with pytest.raises(errors.PersonIsResource):
        person(cast)
    with pytest.raises(errors.NameMissing):
        services.create_resource(cast.liang, kind="team", name=" ".strip())
    with pytest.raises(errors.RegionUnknown):
        team(cast, region="999999")
    with pytest.raises(NotAllowed):
        services.create_resource(cast.tang, kind="team", name="自立门户")


def test_absences_do_not_overlap_and_fit_the_kind(cast: Cast) -> None:
    tower = crane(cast)
    days: dict[str, Any] = {"from_on": dt.date(2026, 9, 1), "until_on": dt.date(2026, 9, 3)}
    made = services.add_absence(cast.liang, resource_id=tower.pk, kind="repair", **days)
    with pytest.raises(errors.AbsenceOverlaps):
        services.add_absence(cast.liang, resource_id=tower.pk, kind="repair", **days)
    with pytest.raises(errors.AbsenceUnfit):
        services.add_absence(
            cast.liang, resource_id=tower.pk, kind="leave", from_on=days["until_on"], until_on=dt.date(2026, 9, 9)
        )
    services.remove_absence(cast.liang, resource_id=tower.pk, absence_id=made.pk)
    assert not tower.absences.exists()


def test_a_skill_that_was_put_away_comes_back_under_its_name(cast: Cast) -> None:
    made = services.create_skill(cast.liang, name="焊接")
    with pytest.raises(errors.SkillTwice):
        services.create_skill(cast.liang, name="焊接")
    services.set_skill_archived(cast.liang, skill_id=made.pk, archived=True)
    with pytest.raises(errors.SkillUnknown):
        services.set_skills(cast.liang, resource_id=team(cast).pk, skills=[(made.pk, 3)])
    assert services.create_skill(cast.liang, name="焊接").pk == made.pk
    assert Skill.objects.get().archived_at is None


def test_assigning_goes_by_the_right_to_plan_and_once(cast: Cast) -> None:
    held = project(cast)
    (task,) = side_by_side(cast, held, "布管")
    crew = team(cast)
    assigned(cast, crew, task)
    with pytest.raises(errors.AssignedAlready):
        assigned(cast, crew, task)
    with pytest.raises(NotAllowed):
        services.assign(cast.tang, task_id=task.pk, resource_id=person(cast).pk)
    services.set_archived(cast.liang, resource_ids=[crew.pk], archived=True)
    (other,) = side_by_side(cast, held, "试压")
    with pytest.raises(errors.ResourceAway):
        assigned(cast, crew, other)


def test_of_two_resources_with_one_name_an_import_takes_neither(cast: Cast) -> None:
    held = project(cast)
    (task,) = side_by_side(cast, held, "布管")
    team(cast, "一班"), team(cast, "二班"), team(cast, "二班")
    unknown = services.take_assignments(
        cast.liang, held, [(task.pk, "一班", 2.0), (task.pk, "二班", 1.0), (task.pk, "外人", 1.0)]
    )
    assert unknown == ["二班", "外人"]
    assert list(task.assignments.values_list("resource__name", "percent")) == [("一班", 200)]


def test_rates_are_shown_to_whom_they_are_open(cast: Cast, api: ApiClient) -> None:
    """By default an engineer and quality don't see them; lists, records, tasks and what is written obey."""
    works = cast.user("liang").department_id
    create_person(
        Actor.system(), name="工程师", email="engineer@zhuheng.example", department_id=works, roles=["engineer"]
    )
    held = project(cast)
    (task,) = side_by_side(cast, held, "布管")
    tang = person(cast, rate="731.37")
    assigned(cast, tang, task)
    from dougong.accounts.models import User, email_key
    from dougong.projects import services as projects

    engineer = User.objects.get(email_index=email_key("engineer@zhuheng.example")).pk
    members = [(cast.user("liang").pk, "manager"), (engineer, "planner")]
    projects.set_members(cast.liang, project_id=held.pk, members=members)
    places = ("/resources", f"/resources/{tang.pk}", f"/tasks/{task.pk}/staffing", "/lists/resources")
    api.as_("liang")
    told = [api.get(place).content.decode() for place in places]
    assert "731.37" in told[0] and "731.37" in told[1] and '"cost":"29254.80"' in told[2].replace(" ", "")
    api.as_("engineer")
    for place in places:
        text = api.get(place).content.decode()
        assert "731.37" not in text and "29254" not in text and '"rate"' not in text.replace('["rate"]', ""), place
    assert api.get("/resources?sort=rate").json()["code"] == "bad_query"


def test_a_list_of_resources_costs_the_same_for_many(
    cast: Cast, api: ApiClient, django_assert_num_queries: Any
) -> None:
    held = project(cast)
    (task,) = side_by_side(cast, held, "布管")
    skill = services.create_skill(cast.liang, name="焊接")
    crew = team(cast)
    services.set_skills(cast.liang, resource_id=crew.pk, skills=[(skill.pk, 4)])
    assigned(cast, crew, task)
    api.as_("liang").get("/resources")
    with django_assert_num_queries(6):
        api.get("/resources")
    services.take_people_in(cast.liang)
    with django_assert_num_queries(6):
        items = api.get("/resources").json()["items"]
    assert next(i for i in items if i["name"] == "钢筋一班")["skills"] == ["焊接 4"]
    found = api.get(f"/resources?filter=skill:in:{skill.pk}&filter=kind:in:team").json()["items"]
    assert [i["id"] for i in found] == [str(crew.pk)]
    department = cast.user("tang").department_id
    names = {i["name"] for i in api.get(f"/resources?filter=department:in:{department}").json()["items"]}
    assert "唐知远" in names and "许闻溪" not in names


def test_an_imported_schedule_brings_the_assignments_of_known_names_and_tells_of_the_others(cast: Cast) -> None:
    from dougong.projects import services as projects

    held, crew = project(cast), team(cast)
    task = "<Task><UID>{0}</UID><ID>{0}</ID><Name>{1}</Name><OutlineLevel>1</OutlineLevel><Duration>PT40H0M0S</Duration></Task>"
    who = "<Resource><UID>{0}</UID><ID>{0}</ID><Name>{1}</Name><Type>1</Type></Resource>"
    work = "<Assignment><UID>{0}</UID><TaskUID>1</TaskUID><ResourceUID>{0}</ResourceUID><Units>0.5</Units></Assignment>"
    data = (
        '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-08-31T08:00:00</StartDate>'
        f"<Tasks>{task.format(1, '土方')}</Tasks><Resources>{who.format(1, '钢筋一班')}{who.format(2, '外人')}</Resources>"
        f"<Assignments>{work.format(1)}{work.format(2)}</Assignments></Project>"
    ).encode()
    draft = projects.start_draft(cast.liang, project_id=held.pk, filename="计划.xml", data=data)
    told = [w["zh"] for w in draft.preview["warnings"] if w["code"] == "resource_unknown"]
    assert len(told) == 1 and "外人" in told[0]
    projects.import_schedule(cast.liang, project_id=held.pk, draft_id=draft.pk, version=None)
    assert list(crew.assignments.values_list("task__name", "percent")) == [("土方", 50)]
