from __future__ import annotations

import uuid
from typing import Any

import pytest

from dougong.clients.services import create_client
from dougong.loyalty.models import PointsAccount
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def why(api: ApiClient, cast: Cast, login: str, code: str, key: Any = "", language: str = "zh-CN") -> Any:
    return api.get(f"/people/{cast.user(login).pk}/why?resource={code}&id={key}", language=language).json()


def test_the_owner_the_department_the_role_or_the_project_decides(cast: Cast, api: ApiClient) -> None:
    from dougong.projects.tests.factories import project

    held = project(cast)
    client = held.client_id
    api.as_("admin")
    told = why(api, cast, "lin", "clients.client", client)
    assert told["visible"] is True and told["sentence"] == "林舒然 能看到：是负责人"
    assert told["steps"] == ["角色「销售代表」可以查看：本人负责的客户"]
    assert why(api, cast, "zhou", "clients.client", client)["sentence"] == "周予安 能看到：属于他的部门华东销售部"
    assert why(api, cast, "manager", "clients.client", client)["sentence"] == "沈望舒 能看到：他的角色看全部"
    assert why(api, cast, "tang", "clients.client", client)["sentence"] == "唐知远 能看到：是有关项目的成员"
    instalment = held.contract.instalments.first().pk
    assert why(api, cast, "liang", "contracts.instalment", instalment)["sentence"].startswith(
        "梁见山 能看到：随它的合同："
    )


def test_why_not_names_whose_it_is_instead(cast: Cast, api: ApiClient) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    api.as_("admin")
    told = why(api, cast, "shen", "clients.client", client.pk)
    assert (told["visible"], told["title"]) == (False, None)
    assert told["sentence"] == "沈知微 看不到：它由林舒然负责，属于华东销售部，不在他的范围里，他也不是有关项目的成员。"
    assert why(api, cast, "admin", "clients.client", client.pk)["steps"] == ["管理员没有查看客户的权限。"]
    english = why(api, cast, "shen", "clients.client", client.pk, "en")["sentence"]
    assert english.startswith("沈知微 doesn't see it: it is 林舒然's, of 华东销售部")


def test_the_field_rules_are_told_too(cast: Cast, api: ApiClient) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    told = why(api.as_("admin"), cast, "xu", "clients.client", client.pk)
    assert told["visible"] is True and told["fields"] == [{"label": "可用积分", "mode": "hide"}]


def test_whoever_was_refused_learns_his_own_reach_and_nothing_of_the_record(cast: Cast, api: ApiClient) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    api.as_("shen")
    outside = api.get(f"/why?resource=clients.client&id={client.pk}").json()
    absent = api.get(f"/why?resource=clients.client&id={uuid.uuid4()}").json()
    assert outside == absent and outside["steps"] == ["角色「销售代表」可以查看：本人负责的客户"]
    assert "林舒然" not in str(outside) and "启岳" not in str(outside)
    assert api.as_("lin").get(f"/why?resource=clients.client&id={client.pk}").json()["visible"] is True
    refused = api.as_("xu").get("/why?resource=loyalty.account").json()
    assert (refused["visible"], refused["steps"]) == (False, ["财务专员没有查看积分账户的权限。"])
    assert not PointsAccount.objects.exists()


def test_only_who_may_explain_asks_about_others_and_it_stands_on_record(cast: Cast, api: ApiClient) -> None:
    from dougong.audit.models import AuditEntry

    client = create_client(cast.lin, name="启岳半导体")
    path = f"/people/{cast.user('shen').pk}/why?resource=clients.client&id={client.pk}"
    assert api.as_("zhou").get(path).status_code == 403
    assert api.as_("admin").get(path).status_code == 200
    assert AuditEntry.objects.get(action="explained").after == {"person": "沈知微", "visible": False}
    assert api.get(f"/people/{uuid.uuid4()}/why?resource=clients.client").status_code == 404
    assert api.get(f"/people/{cast.user('shen').pk}/why?resource=no.such").status_code == 404
