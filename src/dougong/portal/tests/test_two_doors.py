"""The staff's door and the window's door: neither session opens the other, and both count wrong passwords."""

from __future__ import annotations

import pytest

from dougong.accounts.demo_people import DOMAIN
from dougong.accounts.demo_people import PASSWORD as STAFF_PASSWORD
from dougong.clients.services import add_contact, create_client
from dougong.kit.registry import resources
from dougong.portal.tests.factories import PASSWORD, let_in, sign_in, strict_browser
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PHONE = "13812345678"
WINDOW = ("/portal/home", "/portal/payments", "/portal/files", "/portal/points")
STAFF = ("/me", "/clients", "/points", "/contracts", "/projects", "/people", "/jobs", "/points/statistics")


@pytest.fixture
def browser(cast: Cast) -> ApiClient:
    client = create_client(cast.lin, name="启岳半导体(苏州)有限公司")
    return let_in(cast, add_contact(cast.lin, client_id=client.pk, name="孙立衡", phone=PHONE))


def test_a_contacts_session_opens_nothing_of_the_staffs(cast: Cast, browser: ApiClient) -> None:
    key = browser.http.cookies["dougong_portal"].value
    assert all(browser.get(path).status_code == 401 for path in STAFF)
    browser.http.cookies["dougong_session"] = key  # moved by hand into the other cookie
    assert all(browser.get(path).status_code == 401 for path in STAFF)
    assert browser.get("/session").json()["me"] is None


def test_a_staff_session_opens_nothing_of_the_window(cast: Cast, api: ApiClient) -> None:
    api.as_("manager")
    assert all(api.get(path).status_code == 401 for path in WINDOW)
    api.http.cookies["dougong_portal"] = api.http.cookies["dougong_session"].value
    assert all(api.get(path).status_code == 401 for path in WINDOW)
    assert api.get("/portal/session").json()["me"] is None


def test_neither_signs_in_at_the_others_door(cast: Cast, browser: ApiClient) -> None:
    at_window = sign_in(ApiClient(), f"lin@{DOMAIN}", STAFF_PASSWORD)
    at_staff = ApiClient().post("/session", {"login": PHONE, "password": PASSWORD, "remember": False})
    assert (at_window.status_code, at_window.json()["code"]) == (401, "sign_in_refused")
    assert (at_staff.status_code, at_staff.json()["code"]) == (401, "sign_in_refused")


def test_both_may_be_open_in_one_browser(cast: Cast, api: ApiClient, browser: ApiClient) -> None:
    api.as_("lin")
    api.http.cookies["dougong_portal"] = browser.http.cookies["dougong_portal"].value
    assert api.get("/me").json()["name"] == "林舒然"
    assert api.get("/portal/session").json()["me"]["name"] == "孙立衡"
    assert api.delete("/portal/session").status_code == 200
    assert api.get("/me").status_code == 200 and api.get("/portal/home").status_code == 401


def test_five_wrong_passwords_lock_the_window_however_the_phone_is_typed(cast: Cast, browser: ApiClient) -> None:
    for typed in (PHONE, "+86 138 1234 5678", "138 1234 5678", PHONE):
        assert sign_in(ApiClient(), typed, "wrong").json()["code"] == "sign_in_refused"
    assert sign_in(ApiClient(), PHONE, "wrong").json()["code"] == "sign_in_locked"
    assert sign_in(ApiClient(), PHONE, PASSWORD).status_code == 429
    unknown = sign_in(ApiClient(), "13900000000", "wrong").json()
    assert unknown["code"] == "sign_in_refused"


def test_writes_ask_for_the_csrf_token(cast: Cast, browser: ApiClient) -> None:
    strict = strict_browser()
    assert sign_in(strict, PHONE, PASSWORD).json()["code"] == "csrf"
    token = strict.get("/portal/session") and strict.http.cookies["dougong_csrf"].value
    login = {"login": PHONE, "password": PASSWORD, "remember": True}
    answer = strict.http.post(
        "/api/v1/portal/session", login, content_type="application/json", headers={"X-CSRFToken": token}
    )
    cookie = answer.cookies["dougong_portal"]
    assert answer.status_code == 200 and cookie["httponly"] and cookie["samesite"] == "Lax" and int(cookie["max-age"])
    assert strict.post("/portal/stream/tickets").json()["code"] == "csrf"
    assert strict.delete("/portal/session").json()["code"] == "csrf"


def test_a_contact_may_write_nothing_through_the_registry(cast: Cast, browser: ApiClient) -> None:
    from dougong.accounts.actors import actor_by_id
    from dougong.accounts.models import User

    actor = actor_by_id(User.objects.get(kind="contact").pk)
    assert actor is not None and not actor.grants
    for kind in resources():
        for action in kind.actions:
            assert not actor.can(kind.code, action)
            if action != "view":
                assert not kind.rows_for(actor, action).exists(), (kind.code, action)
