"""Proposals for real plans: asked for, worked out by the job, applied and undone as one act over several projects."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from dougong.kit import clock
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.jobs import run_due, stop
from dougong.kit.models import Job
from dougong.projects import services as projects
from dougong.projects.errors import PlanChangedSince
from dougong.projects.models import ChangeSet, Link, Project, Task
from dougong.projects.plan import COMPUTED, INPUT, LINK, OWN
from dougong.projects.services.writing import FIGURES
from dougong.staffing import errors, selectors, services
from dougong.staffing.models import Levelling
from dougong.staffing.tests.factories import assigned, person, project, side_by_side, team
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.frozen("2026-08-31T07:00+08:00"):
        yield


def everything(*ids: uuid.UUID) -> list[Any]:
    """All of these plans that is theirs, byte for byte; the number of their versions goes on."""
    return [
        repr(list(Task.objects.filter(project__in=ids).order_by("pk").values_list(*INPUT, *COMPUTED))),
        repr(list(Link.objects.filter(project__in=ids).order_by("pk").values_list(*LINK))),
        repr(list(Project.objects.filter(pk__in=ids).order_by("pk").values_list(*OWN, *FIGURES))),
    ]


def levelled(cast: Cast, *held: Project) -> Levelling:
    made = services.begin_levelling(cast.liang, project_ids=[one.pk for one in held])
    run_due()
    made.refresh_from_db()
    assert made.state == "ready", Job.objects.get(pk=made.job_id).error
    return made


def two_projects(cast: Cast) -> tuple[Project, Project]:
    """One person all day at a task of each; the first has a milestone that money waits for behind it."""
    held, other = project(cast), project(cast, name="别处")
    (one,), (two,) = side_by_side(cast, held, "布管"), side_by_side(cast, other, "吊装")
    _, stone = projects.add_task(cast.liang, project_id=held.pk, version=None, name="交付", kind="milestone")
    projects.add_link(cast.liang, project_id=held.pk, version=None, pred_id=one.pk, succ_id=stone.pk)
    instalment = held.contract.instalments.get(due_kind="milestone")
    projects.link_instalment(cast.liang, task_id=stone.pk, instalment_id=instalment.pk)
    assigned(cast, person(cast), one, two)
    return held, other


def test_a_proposal_says_what_moves_why_and_what_it_costs(cast: Cast) -> None:
    held, other = two_projects(cast)
    told = selectors.levelling(cast.liang, levelled(cast, held, other).pk)
    assert (told["overloaded"], told["people"], told["stale"]) == (5, 1, False)
    assert [p["kind"] for p in told["proposals"]] == ["fewest"], "the two others say nothing new"
    (proposal,) = told["proposals"]
    (move,) = proposal["moves"]
    assert move["task"]["name"] == "吊装" and move["start"] == "2026-09-07" and move["days"] == 5.0 and move["held"]
    assert move["why"]["resource"]["name"] == "唐知远" and move["why"]["tasks"] == ["布管"]
    assert (proposal["solved"], proposal["overtime"], proposal["left"]) == (5, 0.0, [])
    assert {p["name"]: p["later"] for p in proposal["projects"]} == {held.name: 0, "别处": 7}
    assert proposal["instalments"] == []
    one = Task.objects.get(name="吊装")
    projects.save_task(cast.liang, task_id=one.pk, version=None, constraint="mso", constraint_at=one.start)
    (only,) = selectors.levelling(cast.liang, levelled(cast, held, other).pk)["proposals"]
    assert [m["task"]["name"] for m in only["moves"]] == ["布管", "交付"]
    assert only["moves"][1]["why"]["after"] == "布管"
    (paid,) = only["instalments"]
    assert (paid["title"], (paid["now"], paid["was"])) == ("进度款一", ("2026-09-25", "2026-09-18"))


def test_applied_and_undone_the_plans_are_the_same_byte_for_byte(cast: Cast) -> None:
    held, other = two_projects(cast)
    ids = (held.pk, other.pk)
    before = everything(*ids)
    made = levelled(cast, held, other)
    services.apply_levelling(cast.liang, levelling_id=made.pk, kind="fewest")
    assert everything(*ids) != before
    assert selectors.all_overloads(cast.liang, from_on=None, to_on=None)["items"] == [], "what it claimed"
    assert ChangeSet.objects.filter(kind="level").count() == 1, "a project in which nothing moves has no act"
    services.undo_levelling(cast.liang, levelling_id=made.pk)
    assert everything(*ids) == before and Levelling.objects.get().state == "undone"
    with pytest.raises(errors.NotApplied):
        services.undo_levelling(cast.liang, levelling_id=made.pk)


def both_move(cast: Cast) -> tuple[Project, Project, Levelling]:
    """Two people, each needed first in one project and then in the other, so that both plans change."""
    held, other = project(cast), project(cast, name="别处")
    tang, crew = person(cast), team(cast)
    a, b = side_by_side(cast, held, "甲一", "甲二", days=3)
    c, d = side_by_side(cast, other, "乙一", "乙二", days=3)
    assigned(cast, tang, a, b)
    assigned(cast, crew, c, d)
    return held, other, levelled(cast, held, other)


def test_an_act_on_two_plans_is_taken_back_in_both_or_in_none(cast: Cast) -> None:
    held, other, made = both_move(cast)
    before = everything(held.pk, other.pk)
    services.apply_levelling(cast.liang, levelling_id=made.pk, kind="fewest")
    after = everything(held.pk, other.pk)
    projects.undo(cast.liang, project_id=other.pk, version=None)  # where one of the plans is edited
    assert everything(held.pk, other.pk) == before
    told = selectors.levelling(cast.liang, made.pk)
    assert (told["state"], told["applied"], told["applied_by"]) == ("undone", "", "")
    projects.redo(cast.liang, project_id=held.pk, version=None)
    assert everything(held.pk, other.pk) == after
    projects.add_task(cast.liang, project_id=other.pk, version=None, name="后来的")
    changed = everything(held.pk, other.pk)
    with pytest.raises(PlanChangedSince):
        projects.undo(cast.liang, project_id=held.pk, version=None)
    with pytest.raises(PlanChangedSince):
        services.undo_levelling(cast.liang, levelling_id=made.pk)
    assert everything(held.pk, other.pk) == changed


def test_a_proposal_that_no_longer_fits_is_told_and_refused_whole(cast: Cast) -> None:
    held, other, made = both_move(cast)
    services.take_people_in(cast.liang)
    assert selectors.levelling(cast.liang, made.pk)["stale"] is False, "what does not concern it leaves it as it is"
    crew = Task.objects.get(name="乙一").assignments.get()
    services.change_assignment(cast.liang, assignment_id=crew.pk, percent=50)
    assert selectors.levelling(cast.liang, made.pk)["stale"] is True
    before = everything(held.pk, other.pk)
    with pytest.raises(errors.LevellingStale):
        services.apply_levelling(cast.liang, levelling_id=made.pk, kind="fewest")
    assert everything(held.pk, other.pk) == before
    services.begin_again(cast.liang, levelling_id=made.pk)
    run_due()
    assert selectors.levelling(cast.liang, made.pk)["stale"] is False
    services.apply_levelling(cast.liang, levelling_id=made.pk, kind="fewest")
    assert selectors.all_overloads(cast.liang, from_on=None, to_on=None)["items"] == []


def test_who_may_ask_and_who_may_apply(cast: Cast, api: ApiClient) -> None:
    held, _, made = both_move(cast)
    with pytest.raises(NotFound):
        services.begin_levelling(cast.luo, project_ids=[held.pk])
    with pytest.raises(NotAllowed):
        services.begin_levelling(cast.manager, project_ids=[held.pk])
    assert api.as_("manager").get(f"/levellings/{made.pk}").json()["may"] is False
    assert api.post(f"/levellings/{made.pk}/apply", {"kind": "fewest"}).status_code == 403
    assert api.as_("luo").get(f"/levellings/{made.pk}").status_code == 404
    answer = api.as_("liang").post(f"/levellings/{made.pk}/apply", {"kind": "fewest"})
    assert answer.json()["state"] == "applied" and answer.json()["applied_by"] == "梁见山"
    assert api.post(f"/levellings/{made.pk}/apply", {"kind": "fewest"}).json()["code"] == "levelling_not_ready"
    assert api.post("/levellings", {"project_ids": [str(held.pk)]}).json()["code"] == "nothing_to_level"


def test_a_stopped_job_leaves_the_plans_alone_and_can_be_begun_again(cast: Cast) -> None:
    held, other = two_projects(cast)
    made = services.begin_levelling(cast.liang, project_ids=[held.pk, other.pk])
    row = Job.objects.get(pk=made.job_id)
    Job.objects.filter(pk=row.pk).update(stop_requested=True)
    run_due()
    assert selectors.levelling(cast.liang, made.pk)["state"] == "stopped"
    services.begin_again(cast.liang, levelling_id=made.pk)
    made.refresh_from_db()
    stop(Job.objects.get(pk=made.job_id))  # before it has begun
    assert selectors.levelling(cast.liang, made.pk)["state"] == "stopped"
    services.begin_again(cast.liang, levelling_id=made.pk)
    run_due()
    made.refresh_from_db()
    assert made.state == "ready"
