"""The second confirmation: what asks for it, how it is given, how long it holds, and that its reason is on record."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest

from dougong.accounts.demo_people import PASSWORD
from dougong.accounts.sign_in.tests.doors import Browser, SoftKey, code_now, with_app, with_passkey
from dougong.audit.models import AuditEntry
from dougong.clients.services import create_client
from dougong.kit import clock
from dougong.kit.models import Job
from tests.cast import Cast

pytestmark = pytest.mark.django_db
EXPORT = {"list": "clients", "query": "", "columns": ["name"], "format": "csv"}


@pytest.fixture
def lin(cast: Cast, settings: Any) -> Browser:
    """In the browser of 林舒然, who has two clients; more than one row asks for a confirmation."""
    settings.DOUGONG_EXPORT_CONFIRM_ROWS = 1
    for name in ("启岳半导体", "沧澜生物"):
        create_client(cast.lin, name=name)
    browser = Browser()
    browser.enter()
    return browser


def _confirm(browser: Browser, **body: Any) -> Any:
    return browser.post("/session/confirm", {"method": "password", "password": PASSWORD, "act": "kit.export", **body})


def test_a_large_export_asks_who_it_is_and_why(lin: Browser, cast: Cast) -> None:
    refused = lin.post("/exports", EXPORT, key="k1")
    assert refused.status_code == 403
    assert {k: refused.json()[k] for k in ("code", "params")} == {
        "code": "confirmation_needed",
        "params": {"act": "kit.export", "methods": ["password"], "minutes": 5, "reason": True},
    }
    assert Job.objects.count() == 0
    assert _confirm(lin).status_code == 200
    bare = lin.post("/exports", EXPORT, key="k1").json()
    assert (bare["code"], bare["params"]["methods"]) == ("confirmation_needed", []), "only the reason is missing"
    lin.always = {"X-Confirm-Reason": quote("季度盘点")}
    assert lin.post("/exports", EXPORT, key="k1").status_code == 202
    assert lin.post("/exports", EXPORT, key="k1").headers["Idempotency-Replayed"] == "true"
    assert Job.objects.count() == 1
    entry = AuditEntry.objects.get(action="confirm")
    assert (entry.actor_id, entry.after) == (cast.lin.id, {"act": "kit.export", "method": "password"})


def test_a_small_export_asks_nothing(lin: Browser, settings: Any) -> None:
    settings.DOUGONG_EXPORT_CONFIRM_ROWS = 2
    assert lin.post("/exports", EXPORT).status_code == 202


def test_it_holds_for_five_minutes_and_for_this_browser(lin: Browser) -> None:
    lin.always = {"X-Confirm-Reason": "x"}
    other = Browser()
    other.enter()
    other.always = lin.always
    assert _confirm(lin).status_code == 200
    with clock.frozen(clock.now() + dt.timedelta(minutes=4, seconds=50)):
        assert lin.post("/exports", EXPORT).status_code == 202
        assert other.post("/exports", EXPORT).status_code == 403
    with clock.frozen(clock.now() + dt.timedelta(minutes=5, seconds=5)):
        assert lin.post("/exports", EXPORT).status_code == 403


def test_a_replayed_answer_needs_no_new_confirmation(lin: Browser) -> None:
    lin.sure()
    first = lin.post("/exports", EXPORT, key="once").json()["id"]
    with clock.frozen(clock.now() + dt.timedelta(minutes=6)):
        assert lin.post("/exports", EXPORT, key="once").json()["id"] == first


def test_who_may_not_do_it_at_all_is_told_so_first(lin: Browser, cast: Cast) -> None:
    body = {"roles": ["admin"]}
    assert lin.put(f"/people/{cast.lin.id}/roles", body, version=1).json()["code"] == "not_allowed"
    tang = Browser()
    tang.enter("tang")
    assert tang.post("/exports", EXPORT).json()["code"] == "not_allowed"


def test_wrong_answers_lock_the_confirmation_and_neither_the_account_nor_the_session(lin: Browser) -> None:
    for left in (4, 3, 2, 1):
        answer = _confirm(lin, password="wrong").json()
        assert (answer["code"], answer["params"]["left"]) == ("wrong_password", left)
    assert _confirm(lin, password="wrong").status_code == 429
    assert _confirm(lin).json()["code"] == "sign_in_locked"
    assert lin.get("/me").status_code == 200
    assert Browser().enter().status_code == 200
    assert Browser().enter("gu").status_code == 200


def test_a_code_or_a_passkey_will_do_and_a_recovery_code_will_not(lin: Browser) -> None:
    key = SoftKey()
    secret, codes = with_app(lin)
    with_passkey(lin, key)
    fresh = Browser()
    asked = lin.post("/session/confirm/passkey").json()
    answer = {"challenge_id": asked["challenge_id"], "credential": key.answer(asked["options"])}
    assert lin.post("/session/confirm", {"method": "passkey", "passkey": answer}).status_code == 200
    with clock.frozen(clock.now() + dt.timedelta(minutes=10)):
        lin.always = {}
        methods = lin.post("/exports", EXPORT).json()["params"]["methods"]
        assert methods == ["password", "passkey", "totp"]
        assert lin.post("/session/confirm", {"method": "recovery", "code": codes[0]}).status_code == 422
        assert lin.post("/session/confirm", {"method": "totp", "code": code_now(secret)}).status_code == 200
    assert fresh.post("/session/confirm", {"method": "password", "password": PASSWORD}).status_code == 401


def test_roles_are_changed_for_a_reason_that_stays_on_record(lin: Browser, cast: Cast) -> None:
    admin, user = Browser(), cast.user("lin")
    admin.enter("admin")
    refused = admin.put(f"/people/{user.pk}/roles", {"roles": ["finance"]}, version=user.version)
    assert (refused.status_code, refused.json()["params"]["act"]) == (403, "accounts.set_roles")
    assert list(user.roles.values_list("code", flat=True)) == ["sales"]
    _confirm(admin, act="accounts.set_roles")
    admin.always = {"X-Confirm-Reason": quote("调岗：转财务")}
    assert admin.put(f"/people/{user.pk}/roles", {"roles": ["finance"]}, version=user.version).status_code == 200
    assert AuditEntry.objects.get(action="set_roles").reason == "调岗：转财务"


def test_archiving_asks_nothing(lin: Browser, cast: Cast) -> None:
    client = create_client(cast.lin, name="云汀")
    assert lin.post("/clients/archive", {"ids": [str(client.pk)]}).status_code == 200
