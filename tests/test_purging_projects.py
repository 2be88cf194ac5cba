"""Projects into the bin, out of it and out of the world; and what lay in the bin for its time, by rule."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dougong.audit.models import AuditEntry
from dougong.clients import services as clients
from dougong.clients.models import Client, TimelineEntry
from dougong.contracts.tests import factories as contract_factories
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.bin import PurgeStopped, preview
from dougong.kit.errors import NotAllowed
from dougong.kit.jobs import enqueue
from dougong.privacy.models import RetentionRun
from dougong.privacy.services import retention
from dougong.projects import errors as project_errors
from dougong.projects import services as projects
from dougong.projects.models import Project
from dougong.projects.policies import PROJECT
from dougong.projects.tests import factories as project_factories
from tests.api import ApiClient
from tests.cast import Cast
from tests.test_purging import project_of

pytestmark = pytest.mark.django_db


def test_a_project_is_archived_unasked_undone_and_purged_with_its_plan(cast: Cast, api: ApiClient) -> None:
    client = clients.create_client(cast.lin, name="启岳半导体")
    project = project_of(cast, contract_factories.in_force(cast, client))
    projects.add_task(cast.liang, project_id=project.pk, version=None, name="封闭", duration=480)
    ids = {"ids": [str(project.pk)]}
    assert api.as_("liang").post("/projects/archive", ids).json()["done"] == [str(project.pk)]
    assert api.get("/projects").json()["items"] == []
    assert [p["id"] for p in api.get("/projects/archived").json()["items"]] == [str(project.pk)]
    assert api.get(f"/projects/{project.pk}").json()["may"] == {
        "update": False, "plan": False, "progress": False, "accept": False, "export": True, "archive": True, "purge": False,
    }  # fmt: skip
    with pytest.raises(project_errors.ProjectArchived):
        projects.add_task(cast.liang, project_id=project.pk, version=None, name="试压", duration=480)
    assert api.sure().post("/projects/purge", ids).status_code == 403, "to archive is not to purge"
    assert api.post("/projects/restore", ids).json()["done"] == [str(project.pk)]
    projects.add_task(cast.liang, project_id=project.pk, version=None, name="试压", duration=480)
    projects.archive_projects(cast.liang, project_ids=[project.pk])
    told = preview(cast.manager, PROJECT, [project.pk], "en")
    counts = {t["code"]: t["count"] for t in told["goes"]}
    assert (counts["projects.task"], counts["projects.member"]) == (2, 1) and counts["clients.timeline"] >= 1
    assert api.as_("manager").sure("建错了").post("/projects/purge", ids).json()["done"] == [str(project.pk)]
    assert not Project.objects.exists() and not TimelineEntry.objects.filter(resource=PROJECT).exists()
    assert TimelineEntry.objects.filter(client=client).exists(), "the client's own story goes on"
    assert AuditEntry.objects.get(action="purge").after == counts


def test_an_acceptance_and_an_instalment_that_waits_stop_a_project(cast: Cast) -> None:
    world = project_factories.project(cast)
    _, stone = projects.add_task(cast.liang, project_id=world.pk, version=None, name="封顶", kind="milestone")
    waiting = next(i for i in contract_factories.rows_of(world.contract) if i.due_kind == "milestone")
    projects.link_instalment(cast.liang, task_id=stone.pk, instalment_id=waiting.pk)
    projects.hold_kickoff(cast.liang, project_id=world.pk, held_on=dt.date(2026, 9, 1))
    projects.accept(cast.liang, project_id=world.pk, accepted_on=dt.date(2026, 11, 10))
    projects.archive_projects(cast.liang, project_ids=[world.pk])
    stops = preview(cast.manager, PROJECT, [world.pk], "zh")["stopped"][0]["stops"]
    assert {s["code"] for s in stops} == {"projects.acceptance", "projects.milestone_instalment"}
    with pytest.raises(PurgeStopped):
        projects.purge_projects(cast.manager, project_ids=[world.pk])
    assert Project.objects.filter(pk=world.pk).exists()


# ---- by rule


def test_a_rule_purges_what_lay_in_the_bin_for_its_time_and_reports_what_it_left(
    cast: Cast, api: ApiClient, deliver: Any
) -> None:
    old, new, held = (clients.create_client(cast.lin, name=name) for name in ("旧的", "新的", "有账的"))
    contract_factories.in_force(cast, held)
    clients.archive_clients(cast.fang, client_ids=[old.pk, new.pk, held.pk])
    long_ago = clock.now() - dt.timedelta(days=45)
    Client.objects.filter(pk__in=[old.pk, held.pk]).update(archived_at=long_ago)
    rule = {"months": 1, "action": "delete", "is_on": True}
    with pytest.raises(NotAllowed):
        retention.set_rule(cast.admin, target="bin_clients", **rule)  # type: ignore[arg-type]
    assert api.as_("fang").put("/privacy/retention/bin_clients", rule).json()["params"]["act"] == "privacy.purge_rule"
    told = api.sure("清理回收站").put("/privacy/retention/bin_clients", rule).json()["items"]
    assert next(r["due"] for r in told if r["target"] == "bin_clients") == 2
    assert (
        next(
            r["due"] for r in api.as_("admin").get("/privacy/retention").json()["items"] if r["target"] == "bin_clients"
        )
        == 0
    )
    enqueue("privacy.retain", actor=Actor.system())
    deliver()
    report = RetentionRun.objects.get()
    assert (report.found, report.done, report.refused) == (2, 1, 1)
    assert set(Client.objects.values_list("name", flat=True)) == {"新的", "有账的"}
    entry = AuditEntry.objects.get(action="purge")
    assert (entry.title, entry.actor_id, "Retention" in entry.reason) == ("旧的", None, True)
