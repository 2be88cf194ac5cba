from __future__ import annotations

from typing import Any

import pytest

from dougong.accounts import errors, services
from dougong.accounts.actors import actor_by_id
from dougong.accounts.models import Department, Session, User
from dougong.accounts.services import create_person
from dougong.accounts.sign_in.entering import check_sign_in
from dougong.audit.models import AuditEntry
from dougong.kit.errors import NotAllowed, NotFound
from tests.api import ApiClient
from tests.cast import Cast, departments


def one(api: ApiClient, user: User) -> Any:
    return api.get(f"/people/{user.pk}").json()


def test_a_person_deactivated_is_signed_out_and_can_be_let_in_again(cast: Cast, api: ApiClient) -> None:
    lin = cast.user("lin")
    browser = ApiClient().as_("lin")
    assert browser.get("/me").status_code == 200
    answer = api.as_("admin").post(f"/people/{lin.pk}/deactivate")
    assert answer.json()["is_active"] is False
    assert browser.get("/me").status_code == 401
    assert not Session.objects.filter(user=lin).exists()
    assert AuditEntry.objects.filter(action="deactivate", object_id=str(lin.pk)).count() == 1
    assert api.post(f"/people/{lin.pk}/reactivate").json()["is_active"] is True
    assert ApiClient().as_("lin").get("/me").status_code == 200


def test_roles_are_replaced_and_hold_at_once(cast: Cast, api: ApiClient) -> None:
    lin = cast.user("lin")
    api.as_("admin").sure()
    answer = api.put(f"/people/{lin.pk}/roles", {"roles": ["finance"]}, version=lin.version)
    assert answer.json()["roles"] == ["finance"]
    actor = actor_by_id(lin.pk)
    assert actor is not None and actor.can("contracts.contract", "record_receipt")
    assert not actor.can("clients.client", "create")
    assert api.put(f"/people/{lin.pk}/roles", {"roles": ["sales"]}, version=lin.version).status_code == 412
    unknown = api.put(f"/people/{lin.pk}/roles", {"roles": ["king"]}, version=answer.json()["version"])
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "roles")


def test_nobody_locks_himself_out_and_one_administrator_stays(cast: Cast) -> None:
    admin = cast.user("admin")
    with pytest.raises(errors.NotYourself):
        services.deactivate_person(cast.admin, user_id=admin.pk, version=None)
    with pytest.raises(errors.NotYourself):
        services.set_roles(cast.admin, user_id=admin.pk, version=None, roles=["sales"])
    other = create_person(cast.admin, name="另一位", email="other@example.com", roles=["admin"])
    services.deactivate_person(cast.admin, user_id=other.pk, version=None)
    second = actor_by_id(create_person(cast.admin, name="第三位", email="third@example.com", roles=["admin"]).pk)
    assert second is not None
    services.set_roles(second, user_id=admin.pk, version=None, roles=[])
    with pytest.raises(NotAllowed):  # no longer an administrator: the actor is built anew
        services.deactivate_person(actor_by_id(admin.pk), user_id=second.id, version=None)  # type: ignore[arg-type]  # an actor that exists


def test_the_last_administrator_stays_one_even_for_a_script(cast: Cast) -> None:
    from dougong.kit.actor import Actor

    with pytest.raises(errors.LastAdministrator):
        services.deactivate_person(Actor.system(), user_id=cast.user("admin").pk, version=None)


def test_others_may_look_but_not_change(cast: Cast, api: ApiClient) -> None:
    lin = cast.user("lin")
    api.as_("zhou")
    assert one(api, lin)["name"] == "林舒然"
    assert one(api, lin)["phone"] is None
    assert api.patch(f"/people/{lin.pk}", {"title": "总监"}, version=lin.version).status_code == 403
    assert api.put(f"/people/{lin.pk}/roles", {"roles": ["admin"]}, version=lin.version).status_code == 403
    assert api.post(f"/people/{lin.pk}/deactivate").status_code == 403
    assert api.post(f"/people/{lin.pk}/password", {"password": "a-long-password"}).status_code == 403
    lin.refresh_from_db()
    assert (lin.title, lin.is_active) == ("销售代表", True)


def test_a_person_is_changed_in_what_is_named_only(cast: Cast, api: ApiClient) -> None:
    lin, south = cast.user("lin"), departments()["华南销售部"]
    api.as_("admin")
    body = {"title": "高级销售", "department_id": str(south.pk), "phone": "13800001111"}
    answer = api.patch(f"/people/{lin.pk}", body, version=lin.version).json()
    assert (answer["title"], answer["department"]["name"], answer["phone"]) == ("高级销售", "华南销售部", "13800001111")
    assert answer["email"] == lin.email
    taken = api.patch(f"/people/{lin.pk}", {"email": cast.user("gu").email}, version=answer["version"])
    assert taken.json()["code"] == "email_taken"
    entry = AuditEntry.objects.filter(action="update", object_id=str(lin.pk)).latest("pk")
    assert "13800001111" not in str(entry.after)


def test_a_password_set_by_the_administrator_ends_all_sessions(cast: Cast, api: ApiClient) -> None:
    lin = cast.user("lin")
    browser = ApiClient().as_("lin")
    api.as_("admin")
    assert api.post(f"/people/{lin.pk}/password", {"password": "short"}).json()["code"] == "weak_password"
    assert api.post(f"/people/{lin.pk}/password", {"password": "a-long-password"}).status_code == 200
    assert browser.get("/me").status_code == 401
    email = lin.email or ""
    assert check_sign_in(login=email, password="a-long-password", address="127.0.0.1", kind="staff") == lin


def test_a_clients_contact_is_nobody_here(cast: Cast) -> None:
    contact = create_person(cast.admin, name="孙立衡", email="sun@example.com", kind="contact")
    with pytest.raises(NotFound):
        services.deactivate_person(cast.admin, user_id=contact.pk, version=None)
    with pytest.raises(NotFound):  # else an administrator could sign in to the client's window in his place
        services.set_password(cast.admin, user_id=contact.pk, password="a-long-password")


def test_what_must_stand_is_not_emptied(cast: Cast, api: ApiClient) -> None:
    lin = cast.user("lin")
    api.as_("admin")
    for body in ({"name": None}, {"title": None}, {"phone": None}, {"name": "林" * 61}, {"title": "x\x00"}):
        assert api.patch(f"/people/{lin.pk}", body, version=lin.version).status_code == 422, body
    department = lin.department_id
    assert api.patch(f"/departments/{department}", {"name": None}, version=1).status_code == 422
    assert api.post("/departments", {"name": "部" * 81}).status_code == 422


def test_a_department_moves_with_all_below_it_and_never_below_itself(cast: Cast, api: ApiClient) -> None:
    found = departments()
    sales, east, works = found["销售中心"], found["华东销售部"], found["工程部"]
    api.as_("admin")
    loop = api.patch(f"/departments/{sales.pk}", {"parent_id": str(east.pk)}, version=sales.version)
    assert loop.json()["code"] == "department_loop"
    moved = api.patch(f"/departments/{sales.pk}", {"parent_id": str(works.pk), "name": "销售"}, version=sales.version)
    assert (moved.status_code, moved.json()["name"]) == (200, "销售")
    works.refresh_from_db()
    assert Department.objects.get(pk=east.pk).path.startswith(works.path)
    liang = actor_by_id(cast.user("liang").pk)
    assert liang is not None and east.pk in liang.tree_ids


def test_the_list_names_roles_and_filters_by_them(cast: Cast, api: ApiClient) -> None:
    items = api.as_("admin").get("/people?filter=role:in:sales_manager").json()["items"]
    assert sorted(i["name"] for i in items) == ["周予安", "陈砚"]
    assert items[0]["role_codes"] == ["sales_manager"]
    tree = api.get("/departments").json()["items"]
    assert {d["name"]: d["people_count"] for d in tree}["华东销售部"] == 3
