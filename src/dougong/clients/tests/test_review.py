"""Draft, looked at, in force: by rules, by others than who asks, together or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.accounts.models import Department
from dougong.approvals import errors
from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.clients import review, services
from dougong.clients.models import Client
from dougong.kit.errors import FieldErrors, NotAllowed
from dougong.notifications.models import Notification
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FACTS = {"trade": "C39", "pain": "停机一天损失三百万", "purchasing": "三家比选"}


@pytest.fixture
def headed(cast: Cast) -> Cast:
    """林舒然's department has its head."""
    Department.objects.filter(pk=cast.lin.department_id).update(manager_id=cast.zhou.id)
    return cast


def rule(cast: Cast, **more: Any) -> None:
    one = {"kinds": [], "decider": "manager", "again": ["name", "uscc", "facts.turnover"], **more}
    approvals.save_rules(cast.fang, code="clients.client", version=0, wanted=[one])


def full(cast: Cast, **more: Any) -> Client:
    values = {"uscc": "91320594MA2Y8K4T3X", "legal_rep": "郑立衡", "facts": FACTS, **more}
    return services.create_client(cast.lin, name="启岳半导体", **values)


def state(client: Client) -> str:
    client.refresh_from_db()
    return client.state


def test_a_draft_that_lacks_something_says_what(headed: Cast, api: ApiClient) -> None:
    rule(headed)
    client = services.create_client(headed.lin, name="启岳半导体", kind="dealer")
    answer = api.as_("lin").post(f"/clients/{client.pk}/submit", {})
    assert answer.status_code == 422
    assert {e["field"] for e in answer.json()["errors"]} == {"uscc", "legal_rep", "facts.trade"}
    assert state(client) == "draft" and not Approval.objects.exists()


def test_without_a_rule_a_complete_draft_is_in_force_at_once(headed: Cast) -> None:
    client = full(headed)
    assert review.submit_dossier(headed.lin, client_id=client.pk).state == "in_force"
    with pytest.raises(Exception) as again:
        review.submit_dossier(headed.lin, client_id=client.pk)
    assert getattr(again.value, "code", "") == "not_a_draft"


def test_the_manager_decides_and_who_asked_is_told(headed: Cast, api: ApiClient) -> None:
    rule(headed)
    client = full(headed)
    asked = api.as_("lin").post(f"/clients/{client.pk}/submit", {"note": "下周要签约"}).json()
    assert asked["state"] == "review" and asked["review"]["deciders"] == ["周予安"]
    assert Notification.objects.get(kind="approvals.asked").user_id == headed.zhou.id
    waiting = api.as_("zhou").get("/approvals?filter=for_me:eq:true").json()["items"]
    assert [(w["title"], w["may_decide"], w["link"]) for w in waiting] == [
        ("启岳半导体 建档", True, f"/clients/{client.pk}")
    ]
    done = api.post(f"/approvals/{waiting[0]['id']}/decide", {"approve": True})
    assert done.json()["state"] == "approved" and state(client) == "in_force"
    assert Notification.objects.get(kind="approvals.decided").user_id == headed.lin.id
    assert api.get(f"/clients/{client.pk}").json()["review"] is None
    late = api.post(f"/approvals/{waiting[0]['id']}/decide", {"approve": False})
    assert (late.status_code, late.json()["code"]) == (409, "already_decided")


def test_what_is_sent_back_is_a_draft_with_the_reason(headed: Cast, api: ApiClient) -> None:
    rule(headed)
    client = full(headed)
    review.submit_dossier(headed.lin, client_id=client.pk)
    approvals.decide(headed.zhou, approval_id=Approval.objects.get().pk, approve=False, comment="营业执照没传")
    told = api.as_("lin").get(f"/clients/{client.pk}").json()
    assert told["state"] == "draft" and told["review"]["comment"] == "营业执照没传"
    first = told["timeline"]["items"][0]
    assert (first["kind"], first["text"], first["actor"]) == ("dossier_rejected", "营业执照没传", "周予安")
    assert review.submit_dossier(headed.lin, client_id=client.pk).state == "review"


def test_nobody_decides_on_what_he_asked_for_nor_a_stranger(headed: Cast, api: ApiClient) -> None:
    rule(headed)
    client = full(headed)
    review.submit_dossier(headed.lin, client_id=client.pk)
    row = Approval.objects.get()
    with pytest.raises(errors.NotYoursToDecide):
        approvals.decide(headed.lin, approval_id=row.pk, approve=True)
    assert api.as_("gu").post(f"/approvals/{row.pk}/decide", {"approve": True}).status_code == 404
    assert state(client) == "review"


def test_who_asked_takes_it_back(headed: Cast) -> None:
    rule(headed)
    client = full(headed)
    review.submit_dossier(headed.lin, client_id=client.pk)
    approvals.withdraw(headed.lin, approval_id=Approval.objects.get().pk)
    assert state(client) == "draft"


def test_a_change_of_what_counts_asks_again_and_another_does_not(headed: Cast) -> None:
    client = full(headed)
    review.submit_dossier(headed.lin, client_id=client.pk)
    rule(headed)
    services.update_client(headed.lin, client_id=client.pk, version=None, industry="半导体", facts={"staff": 30})
    assert state(client) == "in_force"
    services.update_client(headed.lin, client_id=client.pk, version=None, facts={"turnover": "3亿"})
    assert state(client) == "review" and Approval.objects.get().note == "改了年营业额"


def test_where_no_manager_is_a_steward_decides_and_never_nobody(cast: Cast) -> None:
    rule(cast)
    client = full(cast)
    review.submit_dossier(cast.lin, client_id=client.pk)
    assert list(Approval.objects.get().deciders.values_list("user_id", flat=True)) == [cast.fang.id]
    approvals.save_rules(
        cast.fang, code="clients.client", version=1, wanted=[{"kinds": [], "decider": "service", "again": []}]
    )
    with pytest.raises(errors.NobodyDecides):
        approvals.ask(cast.he, code="clients.client", object_id=client.pk, title="x", kind="employer")


def test_rules_are_kept_by_whoever_may_and_name_only_what_is_known(cast: Cast, api: ApiClient) -> None:
    with pytest.raises(NotAllowed):
        approvals.save_rules(cast.lin, code="clients.client", version=0, wanted=[])
    api.as_("fang")
    for wrong in ({"decider": "nobody"}, {"kinds": ["moon"]}, {"again": ["nothing"]}):
        body = {"rules": [{"kinds": [], "decider": "manager", "again": [], **wrong}]}
        refused = api.put("/approval-rules/clients.client", body, version=0)
        assert (refused.status_code, refused.json()["code"]) == (422, "approval_rule_wrong")
    body = {"rules": [{"kinds": ["dealer"], "decider": "steward", "again": ["uscc"]}]}
    saved = api.put("/approval-rules/clients.client", body, version=0).json()
    assert saved["version"] == 1 and saved["rules"] == body["rules"]
    assert api.put("/approval-rules/clients.client", body, version=0).status_code == 412
    client = full(cast)
    assert review.submit_dossier(cast.lin, client_id=client.pk).state == "in_force", "no rule for this kind"


def test_the_dossier_stays_a_draft_when_nobody_can_be_asked(cast: Cast) -> None:
    approvals.save_rules(
        cast.fang, code="clients.client", version=0, wanted=[{"kinds": [], "decider": "management", "again": []}]
    )
    from dougong.accounts.models import User

    User.objects.filter(roles__pk="management").update(is_active=False)
    client = full(cast)
    with pytest.raises(errors.NobodyDecides):
        review.submit_dossier(cast.lin, client_id=client.pk)
    assert state(client) == "draft"
    with pytest.raises(FieldErrors):
        services.update_client(cast.lin, client_id=client.pk, version=None, facts={"staff": "many"})
