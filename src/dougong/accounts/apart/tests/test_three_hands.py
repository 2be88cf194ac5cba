"""System, security and audit in three hands: over the whole matrix of rights, on every way by which rights come together."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.accounts import services as people
from dougong.accounts.actors import actor_by_id, forget
from dougong.accounts.apart import services
from dougong.accounts.granting import errors, held, matrix, separation
from dougong.accounts.granting import services as granting
from dougong.accounts.models import Role, User, raise_access_version
from dougong.accounts.roles import ROLES
from dougong.audit.models import AuditEntry
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed
from dougong.kit.registry import POWERS, powers, resources
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def fresh(cast: Cast, login: str) -> Actor:
    found = actor_by_id(cast.user(login).pk)
    assert found is not None
    return found


@pytest.fixture
def three(cast: Cast) -> Cast:
    """The administrator keeps the system, 方禹洲 rights and keys, 陈砚 reads the record."""
    services.make_security_role(cast.admin)
    people.set_roles(cast.admin, user_id=cast.user("fang").pk, version=None, roles=["security"])
    people.set_roles(cast.admin, user_id=cast.user("chen").pk, version=None, roles=["auditor"])
    services.turn_on(cast.admin, adjust=True)
    return cast


def test_every_right_is_of_one_duty_or_said_to_be_nobodys(cast: Cast) -> None:
    """An app that is added tomorrow must say where its keeping belongs, else it is business."""
    unsaid, found = set(), dict.fromkeys([*POWERS, separation.BUSINESS], 0)
    for item in matrix.grantable():
        for action in item.actions:
            power = separation.power_of((item.code, action), matrix.reach(item, action)[-1])
            if power is not None:
                found[power] += 1
            elif action != "view":
                unsaid.add(f"{item.code} {action}")
    assert unsaid == {
        "accounts.saved_view create", "accounts.saved_view archive", "notifications.notification update", "tokens.token create",
    }  # fmt: skip
    assert min(found.values()) >= 3, found
    codes = {r.code for r in resources()} | {item.code for item in matrix.grantable()}
    assert {code for code, _ in powers()} <= codes


def test_of_every_two_rights_only_those_of_one_duty_meet(cast: Cast) -> None:
    """The whole matrix: each right with each other, by the rule as it is written in words."""
    every = {(i.code, a): separation.power_of((i.code, a)) for i in matrix.grantable() for a in i.actions}
    wrong, asked = [], 0
    for one, of_one in every.items():
        for other, of_other in every.items():
            asked += 1
            apart = of_one is not None and of_other is not None and of_one != of_other
            if separation.meet(separation.powers_of({one: "all", other: "all"})) != apart:
                wrong.append((one, other))
    assert wrong == [] and asked > 5000
    assert not separation.meet(
        separation.powers_of({("audit.entry", "view"): "own", ("accounts.user", "update"): "all"})
    )


def test_it_is_previewed_and_is_not_turned_on_while_duties_meet(cast: Cast, api: ApiClient) -> None:
    api.as_("admin").sure("等保整改")
    now = api.get("/separation").json()
    assert (now["on"], now["security_role"], now["may_turn_on"]) == (False, False, False)
    assert [m["name"] for m in now["meetings"]] == ["秦守一"]
    assert {c["code"] for c in now["changes"]} == {"admin", "auditor"}
    assert api.post("/separation/on", {"adjust": False}).json()["code"] == "powers_meet"
    api.post("/separation/security-role")
    people.set_roles(cast.admin, user_id=cast.user("fang").pk, version=None, roles=["security", "steward"])
    people.set_roles(cast.admin, user_id=cast.user("chen").pk, version=None, roles=["auditor"])
    then = api.get("/separation?adjust=true").json()
    assert [(m["name"], [p["code"] for p in m["powers"]]) for m in then["meetings"]] == [
        ("方禹洲", ["business", "security"])
    ]
    assert api.post("/separation/on", {"adjust": True}).json()["code"] == "powers_meet"
    assert not separation.on() and ("accounts.role", "update") in fresh(cast, "admin").grants
    people.set_roles(cast.admin, user_id=cast.user("fang").pk, version=None, roles=["security"])
    assert api.get("/separation?adjust=true").json()["may_turn_on"]
    api.always = {}
    assert api.as_("admin").post("/separation/on", {"adjust": True}).json()["code"] == "confirmation_needed"
    done = api.sure("等保整改").post("/separation/on", {"adjust": True}).json()
    assert (done["on"], done["meetings"], done["changes"]) == (True, [], [])
    assert AuditEntry.objects.get(action="separation_on").reason == "等保整改"


def test_each_hand_does_its_own_and_nothing_of_the_others(three: Cast, api: ApiClient) -> None:
    admin, security, auditor = (fresh(three, login) for login in ("admin", "fang", "chen"))
    for hand, power in ((admin, "system"), (security, "security"), (auditor, "audit")):
        assert separation.powers_of(dict(hand.grants)) == {power}
    lin = three.user("lin")
    people.update_person(admin, user_id=lin.pk, version=None, title="高级销售")
    with pytest.raises(NotAllowed):
        people.set_roles(admin, user_id=lin.pk, version=None, roles=["admin"])
    with pytest.raises(NotAllowed):
        granting.create_role(admin, zh="新角色")
    with pytest.raises(NotAllowed):
        people.create_person(admin, name="甲", email="jia@zhuheng.example", roles=["sales"])
    people.set_roles(security, user_id=lin.pk, version=None, roles=["sales", "service"])
    with pytest.raises(NotAllowed):
        people.update_person(security, user_id=lin.pk, version=None, title="x")
    for login, path, status in (
        ("admin", "/clients", 403), ("fang", "/clients", 403), ("chen", "/clients", 403), ("chen", "/audit", 200),
        ("fang", "/audit", 403), ("fang", "/roles/matrix", 200), ("chen", "/contracts", 403), ("admin", "/operations/failures", 200),
        ("fang", "/operations/failures", 403), ("lin", "/clients", 200),
    ):  # fmt: skip
        assert api.as_(login).get(path).status_code == status, (login, path)


def test_what_would_bring_them_together_is_refused_whoever_asks(three: Cast, api: ApiClient) -> None:
    security = fresh(three, "fang")
    with pytest.raises(errors.PowersMeet) as refused:
        people.set_roles(security, user_id=three.user("admin").pk, version=None, roles=["admin", "auditor"])
    assert refused.value.sentence("zh") == "三权分立已开启，秦守一会同时有系统管理、安全审计的权限，不能这样给。"
    with pytest.raises(errors.PowersMeet):
        people.set_roles(security, user_id=three.user("lin").pk, version=None, roles=["sales", "security"])
    with pytest.raises(errors.PowersMeet):
        people.create_person(SYSTEM, name="乙", email="yi@zhuheng.example", roles=["admin", "sales"])
    for code, item, action in (
        ("admin", "accounts.role", "update"),
        ("auditor", "clients.client", "view"),
        ("sales", "audit.entry", "export"),
    ):
        grants = matrix.grants_of(code)
        grants.setdefault(item, {})[action] = "all"
        version = Role.objects.values_list("version", flat=True).get(pk=code)
        with pytest.raises(errors.PowersMeet):
            granting.update_role(security, code=code, version=version, grants=grants)
    with pytest.raises(errors.NoLookWhileApart):
        from dougong.accounts.granting import seeing

        seeing.begin(security, session_key="x", user_id=three.user("lin").pk)
    with pytest.raises(errors.NobodyKeepsGrants):
        people.set_roles(security, user_id=security.user_id, version=None, roles=[])


def test_whoever_keeps_people_cannot_take_over_another_hand(three: Cast) -> None:
    admin = fresh(three, "admin")
    from dougong.accounts.sign_in import keeping

    for login in ("fang", "chen"):
        user = three.user(login)
        for act in (
            lambda pk=user.pk: people.set_password(admin, user_id=pk, password="a-new-password-9"),
            lambda pk=user.pk: people.update_person(admin, user_id=pk, version=None, email="mine@zhuheng.example"),
            lambda pk=user.pk: keeping.clear_second_factor(admin, user_id=pk),
        ):
            with pytest.raises(errors.OtherPower):
                act()
    people.set_password(admin, user_id=three.user("lin").pk, password="a-new-password-9")


def test_rights_that_came_together_beside_the_rules_count_for_nothing(three: Cast) -> None:
    user = three.user("admin")
    user.roles.add(Role.objects.get(pk="security"))  # by hand in the database
    raise_access_version()
    forget()
    assert separation.powers_of(dict(fresh(three, "admin").grants)) == set()
    user.roles.remove(Role.objects.get(pk="security"))
    raise_access_version()
    assert separation.powers_of(dict(fresh(three, "admin").grants)) == {"system"}


def test_the_security_officer_turns_it_off_and_the_operator_can(three: Cast, api: ApiClient, capsys: Any) -> None:
    assert api.as_("admin").sure().post("/separation/off").status_code == 403
    assert api.as_("fang").sure().post("/separation/off").json()["on"] is False
    granting.restore_default(fresh(three, "fang"), code="admin", version=Role.objects.get(pk="admin").version)
    assert ("accounts.role", "update") in fresh(three, "admin").grants
    assert held.held_in(["admin"]).rights and len(ROLES) == 12 and User.objects.filter(roles="security").count() == 1
