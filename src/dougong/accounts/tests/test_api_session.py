"""Signing in and out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from dougong.accounts import services
from dougong.accounts.demo_people import PASSWORD
from dougong.accounts.models import Grant, Session, User
from dougong.kit import clock
from dougong.kit.actor import Actor
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LOGIN = "lin@zhuheng.example"


def _sign_in(api: ApiClient, login: str = LOGIN, password: str = PASSWORD, **more: object) -> object:
    return api.post("/session", {"login": login, "password": password, **more})


def test_the_right_password_signs_in_and_says_who_one_is(cast: Cast, api: ApiClient) -> None:
    answer = _sign_in(api)
    assert answer.status_code == 200
    me = answer.json()["me"]
    assert (me["name"], me["roles"], me["landing"]) == ("林舒然", ["sales"], "/today")
    assert "view" in me["grants"]["clients.client"] and "assign" not in me["grants"]["clients.client"]
    assert api.get("/me").json()["name"] == "林舒然"


def test_a_wrong_password_and_an_unknown_account_answer_the_same(cast: Cast, api: ApiClient) -> None:
    wrong = _sign_in(api, password="not this one").json()
    unknown = _sign_in(api, login="nobody@zhuheng.example", password="not this one").json()
    assert wrong["detail"] == "密码不对。再错 4 次将锁定 15 分钟。"
    assert {k: v for k, v in wrong.items() if k != "request_id"} == {
        k: v for k, v in unknown.items() if k != "request_id"
    }


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(cast: Cast, api: ApiClient) -> None:
    for _ in range(4):
        assert _sign_in(api, password="x").status_code == 401
    assert _sign_in(api, password="x").status_code == 429
    assert _sign_in(api).status_code == 429
    with clock.frozen(clock.now() + dt.timedelta(minutes=16)):
        assert _sign_in(api).status_code == 200


def test_signing_out_ends_the_session_in_the_database(cast: Cast, api: ApiClient) -> None:
    _sign_in(api)
    assert Session.objects.count() == 1
    api.delete("/session")
    assert api.get("/me").status_code == 401


def test_a_new_password_ends_the_other_sessions(cast: Cast, api: ApiClient) -> None:
    _sign_in(api)
    services.set_password(Actor.system(), user_id=cast.user("lin").pk, password="another-password-1")
    assert api.get("/me").status_code == 401


def test_a_closed_account_is_out_at_once(cast: Cast, api: ApiClient) -> None:
    api.as_("lin")
    User.objects.filter(pk=cast.lin.id).update(is_active=False)
    assert api.get("/me").status_code == 401


def test_a_write_without_the_csrf_token_is_refused(cast: Cast) -> None:
    http = Client(enforce_csrf_checks=True)
    refused = http.post("/api/v1/session", {"login": LOGIN, "password": PASSWORD}, content_type="application/json")
    assert refused.status_code == 403 and refused.json()["code"] == "csrf"
    http.get("/api/v1/session")
    token = http.cookies["dougong_csrf"].value
    allowed = http.post(
        "/api/v1/session",
        {"login": LOGIN, "password": PASSWORD},
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert allowed.status_code == 200
    refused = http.post("/api/v1/clients", {"name": "甲"}, content_type="application/json")
    assert refused.status_code == 403


def test_a_grant_taken_away_counts_from_the_next_request(cast: Cast, api: ApiClient) -> None:
    from dougong.accounts.models import raise_access_version

    api.as_("lin")
    assert api.get("/clients").status_code == 200
    Grant.objects.filter(role_id="sales", resource="clients.client", action="view").delete()
    raise_access_version()
    assert api.get("/clients").status_code == 403


def test_a_view_is_one_persons(cast: Cast, api: ApiClient) -> None:
    made = api.as_("lin").post("/views", {"list": "clients", "name": "苏州", "query": "filter=region:in:3205"})
    assert made.status_code == 201
    again = api.post("/views", {"list": "clients", "name": "苏州"})
    assert again.json()["code"] == "view_name_taken"
    assert [v["name"] for v in api.get("/views?list=clients").json()["items"]] == ["苏州"]
    assert api.as_("gu").get("/views?list=clients").json()["items"] == []
    assert api.delete(f"/views/{made.json()['id']}").status_code == 404


def test_only_administrators_add_people(cast: Cast, api: ApiClient) -> None:
    body = {"name": "新人", "email": "new@zhuheng.example", "roles": ["sales"], "password": "long-enough-1"}
    assert api.as_("lin").post("/people", body).status_code == 403
    assert api.as_("admin").post("/people", body).status_code == 201
    assert api.post("/people", body).json()["code"] == "email_taken"
    weak = api.post("/people", {**body, "email": "other@zhuheng.example", "password": "short"})
    assert weak.json()["errors"][0]["field"] == "password"
