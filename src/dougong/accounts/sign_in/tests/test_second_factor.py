"""Codes of an app and recovery codes: as the second step, once each, and demanded of a role."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.accounts.models import RecoveryCode, Session, Totp
from dougong.accounts.sign_in.tests.doors import Browser, code_now, with_app
from dougong.audit.models import AuditEntry
from dougong.kit import clock
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEXT = dt.timedelta(seconds=31)


@pytest.fixture
def bound(cast: Cast) -> tuple[str, list[str]]:
    """林舒然 has an authenticator app."""
    lin = Browser()
    lin.enter()
    return with_app(lin)


def _second(browser: Browser, method: str, code: str) -> object:
    return browser.post("/session/second", {"method": method, "code": code})


def test_with_the_password_alone_one_is_nobody(bound: tuple[str, list[str]]) -> None:
    lin = Browser()
    step = lin.enter().json()["step"]
    assert (step["stage"], step["methods"]) == ("second", ["totp", "recovery"])
    for path in ("/me", "/clients", "/people", "/me/security", "/me/sessions", "/jobs"):
        assert lin.get(path).status_code == 401, path
    for path in ("/session/password", "/session/continue", "/me/totp", "/me/password", "/session/confirm"):
        assert lin.post(path, {"password": "pickled-turbine-91"}).status_code in (401, 422), path
    assert Session.objects.filter(stage="").count() == 1, "only the browser in which it was set up is in"


def test_a_code_lets_one_in_and_is_not_taken_twice(bound: tuple[str, list[str]]) -> None:
    secret, _ = bound
    with clock.frozen(clock.now() + NEXT):
        code = code_now(secret)
        first, second = Browser(), Browser()
        first.enter()
        second.enter()
        assert _second(first, "totp", f" {code[:3]} {code[3:]} ").json()["me"]["name"] == "林舒然"
        refused = _second(second, "totp", code)
        assert (refused.status_code, refused.json()["code"], refused.json()["params"]["left"]) == (401, "wrong_code", 4)
        assert second.get("/me").status_code == 401
        assert _second(second, "totp", code_now(secret, 1)).status_code == 200


def test_wrong_codes_lock_the_second_step_and_not_the_password(bound: tuple[str, list[str]]) -> None:
    secret, codes = bound
    with clock.frozen(clock.now() + NEXT):
        lin = Browser()
        lin.enter()
        for _ in range(4):
            assert _second(lin, "totp", "000000").json()["code"] == "wrong_code"
        assert _second(lin, "recovery", "no-such-code").json()["code"] == "sign_in_locked"
        assert _second(lin, "totp", code_now(secret)).status_code == 429, "the right one comes too late"
        again = Browser()
        assert again.enter().json()["step"]["stage"] == "second"
        assert _second(again, "recovery", codes[0]).status_code == 429
    with clock.frozen(clock.now() + dt.timedelta(minutes=17)):
        later = Browser()
        later.enter()
        assert _second(later, "totp", code_now(secret)).status_code == 200


def test_a_recovery_code_is_good_once(bound: tuple[str, list[str]]) -> None:
    _, codes = bound
    assert len(set(codes)) == 10
    assert codes[0].replace("-", "") not in str(list(RecoveryCode.objects.values_list("digest", flat=True)))
    lin, other = Browser(), Browser()
    lin.enter()
    other.enter()
    assert _second(lin, "recovery", codes[0].upper()).status_code == 200
    assert _second(other, "recovery", codes[0]).json()["code"] == "wrong_code"
    assert lin.get("/me/security").json()["recovery_left"] == 9
    fresh = lin.sure().post("/me/recovery-codes").json()["recovery_codes"]
    assert _second(other, "recovery", codes[1]).json()["code"] == "wrong_code"
    assert _second(other, "recovery", fresh[0]).status_code == 200


def test_the_secret_is_ciphertext_and_set_up_only_by_whoever_proved_who_he_is(cast: Cast) -> None:
    lin = Browser()
    lin.enter()
    refused = lin.post("/me/totp").json()
    assert (refused["code"], refused["params"]["act"], refused["params"]["reason"]) == (
        "confirmation_needed", "accounts.second_factor", False,
    )  # fmt: skip
    secret, _ = with_app(lin)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_totp")
        assert secret not in str(cursor.fetchone())
    assert lin.post("/me/totp").json()["code"] == "totp_there"
    assert AuditEntry.objects.filter(action="add_totp", actor_id=cast.lin.id).count() == 1


def test_a_secret_counts_from_its_first_right_code(cast: Cast) -> None:
    lin = Browser()
    lin.enter()
    lin.sure().post("/me/totp")
    assert lin.post("/me/totp/confirm", {"code": "000000"}).status_code == 401
    assert Browser().enter().json()["step"] is None
    assert Totp.objects.filter(confirmed_at__isnull=False).count() == 0


def test_a_role_may_demand_it_and_leads_its_people_there(cast: Cast, api: ApiClient) -> None:
    inside = Browser()
    inside.enter()
    gu = Browser()
    gu.enter("gu")
    xu = Browser()
    xu.enter("xu")
    assert api.as_("lin").sure().put("/sign-in/roles/sales", {"needed": True}).status_code == 403
    admin = ApiClient().as_("admin")
    assert admin.put("/sign-in/roles/sales", {"needed": True}).json()["code"] == "confirmation_needed"
    with_app(gu)
    assert admin.sure("安全检查").put("/sign-in/roles/sales", {"needed": True}).status_code == 200
    assert (inside.get("/me").status_code, gu.get("/me").status_code, xu.get("/me").status_code) == (401, 200, 200)
    assert inside.get("/session").json()["step"]["stage"] == "enrol"
    lin = Browser()
    assert lin.enter().json()["step"]["stage"] == "enrol"
    for path in ("/clients", "/me", "/me/sessions"):
        assert lin.get(path).status_code == 401, path
    assert lin.post("/session/continue").json()["step"]["stage"] == "enrol"
    secret = lin.post("/me/totp").json()["secret"]
    assert lin.post("/me/totp/confirm", {"code": code_now(secret)}).status_code == 200
    assert lin.post("/session/continue").json()["me"]["name"] == "林舒然"
    assert lin.get("/clients").status_code == 200
    assert lin.sure().delete("/me/totp").json()["code"] == "second_factor_needed"


def test_a_sign_in_of_this_morning_ends_when_its_role_demands_it(cast: Cast, api: ApiClient) -> None:
    """Whoever has found the screen open must not bind a telephone of his own."""
    lin = Browser()
    lin.enter()
    with clock.frozen(clock.now() + dt.timedelta(minutes=20)):
        assert api.as_("admin").sure().put("/sign-in/roles/sales", {"needed": True}).status_code == 200
        assert lin.get("/session").json()["step"] is None
        assert lin.post("/me/totp").status_code == 401
    assert not Session.objects.filter(user=cast.user("lin")).exists()


def test_a_role_given_to_somebody_counts_at_once(cast: Cast, api: ApiClient) -> None:
    he = Browser()
    he.enter("he")
    admin = api.as_("admin").sure()
    admin.put("/sign-in/roles/finance", {"needed": True})
    assert he.get("/me").status_code == 200
    user = cast.user("he")
    assert admin.put(f"/people/{user.pk}/roles", {"roles": ["finance"]}, version=user.version).status_code == 200
    assert he.get("/me").status_code == 401


def test_who_lost_telephone_and_codes_is_helped_by_the_administrator(
    cast: Cast, bound: tuple[str, list[str]], api: ApiClient
) -> None:
    pk = cast.user("lin").pk
    admin = api.as_("admin")
    assert admin.get(f"/people/{pk}/sign-in").json()["methods"] == ["totp", "recovery"]
    assert admin.post(f"/people/{pk}/clear-second-factor").json()["code"] == "confirmation_needed"
    assert ApiClient().as_("gu").sure().post(f"/people/{pk}/clear-second-factor").json()["code"] == "not_allowed"
    assert admin.sure("电话核实").post(f"/people/{pk}/clear-second-factor").json()["methods"] == []
    assert not Session.objects.filter(user_id=pk).exists()
    assert Browser().enter().json()["me"]["name"] == "林舒然"
    entry = AuditEntry.objects.get(action="clear_second_factor")
    assert (entry.object_id, entry.reason) == (str(pk), "电话核实")
