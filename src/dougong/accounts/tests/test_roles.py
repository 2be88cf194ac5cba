from __future__ import annotations

from typing import Any

import pytest

from dougong.accounts.actors import actor_by_id
from dougong.accounts.granting import errors, matrix, services
from dougong.accounts.models import Role, RoleChange, User
from dougong.accounts.roles import ROLES
from dougong.audit.models import AuditEntry
from dougong.kit.errors import NotAllowed, Stale
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def fresh(cast: Cast, login: str) -> Any:
    return actor_by_id(cast.user(login).pk)


def with_grant(code: str, resource: str, action: str, scope: str) -> dict[str, Any]:
    grants = matrix.grants_of(code)
    grants.setdefault(resource, {})[action] = scope
    return grants


def test_thirteen_roles_stand_ready_and_none_differs_from_its_default(cast: Cast, api: ApiClient) -> None:
    found = api.as_("admin").get("/roles/matrix").json()
    assert [r["zh"] for r in found["roles"] if r["code"] in ROLES] == [Role.objects.get(pk=c).zh for c in sorted(ROLES)]
    assert found["roles"][-1]["zh"] == "客户联系人" and len(found["roles"]) == 13
    assert [r["code"] for r in found["roles"] if r["changed"]] == []
    for item in found["resources"]:
        for action in item["actions"]:
            assert action["label"] != action["code"], (item["code"], action["code"])


def test_a_change_is_one_act_that_holds_at_once_and_can_be_taken_back(cast: Cast, api: ApiClient) -> None:
    grants = with_grant("sales", "clients.client", "view", "department")
    api.as_("admin").sure()
    told = api.post("/roles/sales/preview", {"grants": grants}).json()
    assert told["grants"] == [{"resource": "clients.client", "key": "view", "before": "own", "after": "department"}]
    assert (told["people"], told["duties"], told["locks_out"]) == (3, [], False)
    assert fresh(cast, "lin").scope("clients.client", "view") == "own"

    answer = api.patch("/roles/sales", {"grants": grants}, version=1)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert fresh(cast, "lin").scope("clients.client", "view") == "department"
    entry = AuditEntry.objects.get(resource="accounts.role", object_id="sales")
    assert (entry.before, entry.after) == ({"clients.client view": "own"}, {"clients.client view": "department"})
    assert [r["code"] for r in api.get("/roles/matrix").json()["roles"] if r["changed"]] == ["sales"]

    assert api.patch("/roles/sales", {"grants": {}}, version=1).json()["code"] == "stale"
    assert api.post("/roles/sales/undo", version=2).json()["version"] == 3
    assert fresh(cast, "lin").scope("clients.client", "view") == "own"
    assert matrix.grants_of("sales") == matrix.defaults("sales")


def test_the_default_is_restored_fields_too(cast: Cast) -> None:
    fields = {"clients.client": {"phone": "mask", "points": "hide"}}
    services.update_role(cast.admin, code="sales", version=1, grants={}, fields=fields)
    assert fresh(cast, "lin").grants == {} and matrix.fields_of("sales") != matrix.default_fields("sales")
    services.restore_default(cast.admin, code="sales", version=2)
    assert matrix.grants_of("sales") == matrix.defaults("sales")
    assert matrix.fields_of("sales") == matrix.default_fields("sales")


def test_a_copied_role_may_what_the_other_may_and_is_removed_when_nobody_has_it(cast: Cast) -> None:
    made = services.create_role(cast.admin, zh="大区经理", en="Regional manager", copy_of="sales_manager")
    assert matrix.grants_of(made.code) == matrix.grants_of("sales_manager")
    gu = cast.user("gu")
    gu.roles.add(made)
    with pytest.raises(errors.RoleHeld):
        services.remove_role(cast.admin, code=made.code, version=1)
    gu.roles.remove(made)
    services.remove_role(cast.admin, code=made.code, version=1)
    assert made.code not in [r["code"] for r in matrix.roles()]
    services.undo_change(cast.admin, code=made.code, version=2)
    assert made.code in [r["code"] for r in matrix.roles()]
    with pytest.raises(errors.RoleBuiltIn):
        services.remove_role(cast.admin, code="sales", version=1)
    with pytest.raises(errors.RoleNameTaken):
        services.create_role(cast.admin, zh="财务专员")


def test_the_last_who_can_keep_grants_is_never_locked_out(cast: Cast) -> None:
    grants = matrix.grants_of("admin")
    del grants["accounts.role"]
    assert services.preview(cast.admin, code="admin", language="zh", grants=grants)["locks_out"] is True
    with pytest.raises(errors.NobodyKeepsGrants):
        services.update_role(cast.admin, code="admin", version=1, grants=grants)
    assert Role.objects.get(pk="admin").version == 1 and matrix.grants_of("admin") == matrix.defaults("admin")

    keeper = services.create_role(cast.admin, zh="权限管理员", copy_of="admin")
    cast.user("manager").roles.add(keeper)
    services.update_role(cast.admin, code="admin", version=1, grants=grants)
    assert not fresh(cast, "admin").can("accounts.role", "update")
    with pytest.raises(errors.NobodyKeepsGrants):
        services.update_role(fresh(cast, "manager"), code=keeper.code, version=1, grants={})


def test_nonsense_is_refused_and_so_is_whoever_may_not(cast: Cast) -> None:
    for grants in ({"clients.client": {"fly": "all"}}, {"nothing.here": {"view": "all"}},
                   {"clients.client": {"update": "member"}}, {"loyalty.entry": {"view": "own"}}):  # fmt: skip
        with pytest.raises(errors.UnknownGrant):
            services.update_role(cast.admin, code="sales", version=1, grants=grants)
    for fields in ({"clients.client": {"points": "mask"}}, {"clients.client": {"shoe": "hide"}}):
        with pytest.raises(errors.UnknownFieldRule):
            services.update_role(cast.admin, code="sales", version=1, fields=fields)
    with pytest.raises(errors.RoleFixed):
        services.update_role(cast.admin, code="contact", version=1, grants={})
    for actor in (cast.lin, cast.manager, cast.zhou):
        with pytest.raises(NotAllowed):
            services.update_role(actor, code="sales", version=1, grants={})
    with pytest.raises(Stale):
        services.undo_change(cast.admin, code="sales", version=1)
    assert RoleChange.objects.count() == 0


def test_the_reach_of_a_projects_members_can_be_given_and_taken(cast: Cast) -> None:
    from dougong.clients.models import Client
    from dougong.contracts.models import Contract
    from dougong.projects.models import Project
    from dougong.projects.tests.factories import project

    held = project(cast)
    assert cast.tang.scope("clients.client", "view") == "member"
    assert list(Client.objects.visible_to(cast.tang)) == [held.client]
    assert list(Contract.objects.visible_to(cast.tang)) == [held.contract]
    for code in ("site", "engineer"):
        grants = matrix.grants_of(code)
        del grants["clients.client"]
        services.update_role(cast.admin, code=code, version=1, grants=grants)
    tang = fresh(cast, "tang")
    assert not Client.objects.visible_to(tang).exists()
    assert list(Project.objects.visible_to(tang)) == [held]


def test_duties_that_meet_are_warned_of_and_listed(cast: Cast, api: ApiClient) -> None:
    grants = with_grant("finance", "loyalty.account", "post", "all")
    met = services.preview(cast.admin, code="finance", language="zh", grants=grants)["duties"]
    assert [(d["code"], [p["name"] for p in d["people"]]) for d in met] == [("receipts_and_points", ["许闻溪"])]
    listed = {d["code"]: d["people"] for d in api.as_("admin").get("/roles/duties").json()["items"]}
    assert set(listed) == {"points_and_rewards", "receipts_and_points", "rights_and_business"} and not any(listed.values())
    warned = api.post("/people/roles/preview", {"roles": ["finance", "admin"]}).json()["duties"]
    assert [d["code"] for d in warned] == ["rights_and_business"]
    User.objects.get(pk=cast.xu.id).roles.add("admin")
    held = {d["code"]: d["people"] for d in api.get("/roles/duties").json()["items"]}["rights_and_business"]
    assert [(p["name"], p["one"], p["other"]) for p in held] == [("许闻溪", ["管理员"], ["财务专员"])]
    assert api.as_("lin").get("/roles/duties").status_code == 403


def test_a_persons_rights_are_summed_with_the_roles_they_come_from(cast: Cast, api: ApiClient) -> None:
    tang = cast.user("tang").pk
    found = api.as_("tang").get(f"/people/{tang}/rights").json()
    rights = {(r["resource"], r["action"]): r for r in found["rights"]}
    assert rights["projects.project", "plan"] == {
        "resource": "projects.project", "action": "plan", "scope": "own", "roles": ["工程师"]
    }  # fmt: skip
    assert sorted(rights["projects.project", "view"]["roles"]) == ["工程师", "现场人员"]
    assert {"resource": "clients.client", "field": "points", "mode": "hide"} in found["fields"]
    assert api.as_("lin").get(f"/people/{tang}/rights").status_code == 403
    assert api.as_("admin").get(f"/people/{tang}/rights").status_code == 200
