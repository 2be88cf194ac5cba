"""One leaves: all he holds goes on in one act, and comes back in one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dougong.accounts.actors import actor_by_id
from dougong.accounts.models import Session, User
from dougong.accounts.structure.departments import update_department
from dougong.audit.models import AuditEntry
from dougong.clients.models import Client, NextStep
from dougong.clients.services import add_step, assign_clients, create_client, update_client
from dougong.kit import clock
from dougong.kit.errors import Stale
from dougong.notifications.models import Notification
from dougong.organisation.models import HandOver
from dougong.organisation.services import handing
from dougong.organisation.tasks import last_days
from dougong.projects.models import Member, Project, Task
from dougong.projects.tests import factories as project_factories
from dougong.tokens.models import ApiToken
from dougong.tokens.services import create_token
from tests.api import ApiClient
from tests.cast import Cast, departments


@pytest.fixture
def admin(cast: Cast, api: ApiClient) -> ApiClient:
    return api.as_("admin").sure("离职")


def give(admin: ApiClient, leaver: User, to: User, **more: Any) -> Any:
    return admin.post(f"/people/{leaver.pk}/hand-overs", {"successor_id": str(to.pk), **more})


def test_all_a_salesperson_holds_goes_to_his_successor_and_comes_back(cast: Cast, admin: ApiClient) -> None:
    lin, gu = cast.user("lin"), cast.user("gu")
    clients = [create_client(cast.lin, name=f"客户{n}") for n in range(3)]
    step = add_step(cast.lin, client_id=clients[0].pk, title="回访", due_on=dt.date(2026, 12, 1))
    token, _ = create_token(cast.lin, name="ERP", purpose="x", scopes={"clients.client": ["view"]}, days=9)
    browser = ApiClient().as_("lin")
    seen = admin.post(f"/people/{lin.pk}/hand-overs/preview", {"successor_id": str(gu.pk)}).json()
    assert {k["code"]: k["count"] for k in seen["kinds"]} == {"tokens.token": 1, "clients.client": 3, "clients.step": 1}
    assert all(k["names"] == [] for k in seen["kinds"] if k["code"] != "tokens.token"), (
        "an administrator sees no client"
    )
    made = give(admin, lin, gu).json()
    assert (made["status"], made["passed"], made["ended"], made["planned"]) == ("done", 4, 1, False)
    assert set(Client.objects.values_list("owner_id", "version")) == {(gu.pk, 2)}
    assert NextStep.objects.get(pk=step.pk).assignee_id == gu.pk
    assert browser.get("/me").status_code == 401 and not Session.objects.filter(user=lin).exists()
    assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
    assert Notification.objects.get(user=gu).params["count"] == 4
    entry = AuditEntry.objects.get(action="hand_over", object_id=str(clients[1].pk))
    assert (entry.reason, entry.actor_id) == ("离职", cast.admin.id)
    back = admin.post(f"/hand-overs/{made['id']}/undo").json()
    assert (back["status"], back["back"], back["left"]) == ("undone", 4, 0)
    assert set(Client.objects.values_list("owner_id", flat=True)) == {lin.pk}
    assert NextStep.objects.get(pk=step.pk).assignee_id == lin.pk
    lin.refresh_from_db()
    assert lin.is_active and ApiToken.objects.get(pk=token.pk).revoked_at is not None


def test_a_kind_may_go_to_another_and_what_was_given_on_since_is_left_and_told(cast: Cast, admin: ApiClient) -> None:
    lin, gu, zhou, shen = (cast.user(name) for name in ("lin", "gu", "zhou", "shen"))
    first, second = (create_client(cast.lin, name=name) for name in ("甲", "乙"))
    add_step(cast.lin, client_id=first.pk, title="回访")
    made = give(admin, lin, gu, overrides={"clients.step": str(zhou.pk)}).json()
    assert NextStep.objects.get().assignee_id == zhou.pk
    zhou_actor = actor_by_id(zhou.pk)
    assert zhou_actor is not None
    assign_clients(zhou_actor, client_ids=[second.pk], owner_id=shen.pk)
    back = admin.post(f"/hand-overs/{made['id']}/undo").json()
    assert (back["back"], back["left"]) == (2, 1)
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.owner_id, first.department_id, second.owner_id) == (lin.pk, lin.department_id, shen.pk)
    assert [k["left"] for k in back["kinds"] if k["code"] == "clients.client"] == [1]


def test_a_project_gets_its_new_manager_as_a_member_and_back(cast: Cast, admin: ApiClient) -> None:
    project: Project = project_factories.project(cast)
    liang, luo = cast.user("liang"), cast.user("luo")
    task = Task.objects.create(project=project, position=0, name="封闭", duration=480, owner=liang)
    before = sorted(Member.objects.values_list("user__name", "role"))
    made = give(admin, liang, luo).json()
    project.refresh_from_db()
    task.refresh_from_db()
    assert (project.manager_id, task.owner_id) == (luo.pk, luo.pk)
    assert Member.objects.get(project=project, user=luo).role == "manager"
    assert Member.objects.filter(project=project, role="manager").count() == 1
    admin.post(f"/hand-overs/{made['id']}/undo")
    project.refresh_from_db()
    assert project.manager_id == liang.pk and sorted(Member.objects.values_list("user__name", "role")) == before


def test_the_successor_who_was_his_report_does_not_become_his_own_manager(cast: Cast, admin: ApiClient) -> None:
    zhou, gu, lin = cast.user("zhou"), cast.user("gu"), cast.user("lin")
    east = departments()["华东销售部"]
    update_department(cast.admin, department_id=east.pk, version=None, manager_id=zhou.pk)
    User.objects.filter(pk__in=[gu.pk, lin.pk]).update(manager=zhou)
    made = give(admin, zhou, gu).json()
    gu.refresh_from_db()
    lin.refresh_from_db()
    east.refresh_from_db()
    assert (gu.manager_id, lin.manager_id, east.manager_id) == (None, gu.pk, gu.pk)
    admin.post(f"/hand-overs/{made['id']}/undo")
    gu.refresh_from_db()
    assert gu.manager_id == zhou.pk


def test_on_a_later_day_the_account_stays_open_till_then_and_new_work_goes_the_same_way(
    cast: Cast, admin: ApiClient
) -> None:
    lin, gu = cast.user("lin"), cast.user("gu")
    create_client(cast.lin, name="现在的")
    day = clock.today() + dt.timedelta(days=3)
    made = give(admin, lin, gu, leaves_on=day.isoformat()).json()
    assert made["planned"] and User.objects.get(pk=lin.pk).is_active
    assert give(admin, lin, gu).json()["code"] == "leaving_already"
    later = create_client(cast.lin, name="后来的")
    with clock.frozen(clock.now() + dt.timedelta(days=3)):
        last_days(None)  # type: ignore[arg-type]  # its context is not used
    later.refresh_from_db()
    row = HandOver.objects.get()
    assert (later.owner_id, row.passed_count, row.closed_at is not None) == (gu.pk, 2, True)
    assert not User.objects.get(pk=lin.pk).is_active


def test_who_may_and_to_whom(cast: Cast, admin: ApiClient) -> None:
    lin, gu = cast.user("lin"), cast.user("gu")
    asks = ApiClient().as_("admin").post(f"/people/{lin.pk}/hand-overs", {"successor_id": str(gu.pk)})
    assert asks.json()["code"] == "confirmation_needed"
    assert give(admin, lin, lin).json()["code"] == "successor_unknown"
    User.objects.filter(pk=gu.pk).update(is_active=False)
    assert give(admin, lin, gu).json()["code"] == "successor_unknown"
    wrong = give(admin, lin, cast.user("zhou"), overrides={"tokens.token": str(cast.user("zhou").pk)})
    assert wrong.json()["code"] == "hand_over_kind_unknown"
    assert give(admin, cast.user("admin"), lin).json()["code"] == "not_yourself"
    zhou = ApiClient().as_("zhou").sure()
    assert give(zhou, lin, cast.user("zhou")).status_code == 403
    assert zhou.post(f"/people/{lin.pk}/hand-overs/preview", {}).status_code == 403
    assert zhou.get(f"/people/{lin.pk}/hand-overs").status_code == 403
    assert not HandOver.objects.exists()


def test_many_go_by_a_job_that_goes_on_where_it_was_stopped(
    cast: Cast, admin: ApiClient, deliver: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "AT_ONCE", 3)
    monkeypatch.setattr(handing.moving, "CHUNK", 2)
    lin, gu = cast.user("lin"), cast.user("gu")
    for n in range(5):
        create_client(cast.lin, name=f"客户{n}")
    made = give(admin, lin, gu).json()
    assert (made["status"], made["job"]["status"], made["passed"]) == ("running", "queued", 0)
    chunks: list[int] = []

    def killed(done: int, total: int) -> None:
        chunks.append(done)
        raise RuntimeError("the worker is gone")

    with pytest.raises(RuntimeError):
        handing.run(cast.admin, HandOver.objects.get().pk, killed)
    assert chunks == [2] and Client.objects.filter(owner=gu).count() == 2
    deliver()
    row = HandOver.objects.get()
    assert (row.status, row.passed_count, row.items.count()) == ("done", 5, 5)
    assert not Client.objects.filter(owner=lin).exists()


def test_an_edit_begun_before_the_hand_over_is_told_and_keeps_nothing(cast: Cast, admin: ApiClient) -> None:
    lin, gu = cast.user("lin"), cast.user("gu")
    client = create_client(cast.lin, name="客户")
    give(admin, lin, gu)
    with pytest.raises(Stale):
        update_client(cast.gu, client_id=client.pk, version=1, industry="电子")
    client.refresh_from_db()
    assert (client.owner_id, client.industry) == (gu.pk, "")


def test_a_preview_costs_the_same_however_much_there_is(
    cast: Cast, admin: ApiClient, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    lin = cast.user("lin")
    create_client(cast.lin, name="一")
    path = f"/people/{lin.pk}/hand-overs/preview"
    one = count_queries(lambda: admin.post(path, {}))
    for n in range(4):
        create_client(cast.lin, name=f"更多{n}")
    assert count_queries(lambda: admin.post(path, {})) == one
