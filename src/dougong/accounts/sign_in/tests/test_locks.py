"""Wrong tries: the account locks, an address is slowed down, and nobody else is locked out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import override_settings

from dougong.accounts.demo_people import PASSWORD
from dougong.accounts.models import SignInFailure
from dougong.accounts.sign_in.tests.doors import Browser, with_app
from dougong.kit import clock
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LOGINS = ("lin", "gu", "xu", "liang")


def _guess_for_everybody(address: str, tries: int = 2) -> None:
    for who in LOGINS:
        for _ in range(tries):
            Browser(address).enter(who, password="Summer-2026!")


@pytest.fixture(autouse=True)
def _few(settings: Any) -> None:
    settings.DOUGONG_SIGN_IN_ADDRESS_FAILURES = 8


def test_one_password_guessed_for_everybody_stops_the_address_and_no_account(cast: Cast) -> None:
    _guess_for_everybody("198.51.100.7")
    stopped = Browser("198.51.100.7").enter("zhou")
    assert (stopped.status_code, stopped.json()["code"]) == (429, "address_locked")
    assert 1 <= stopped.json()["params"]["minutes"] <= 15
    for who in (*LOGINS, "zhou"):
        assert Browser("198.51.100.8").enter(who).status_code == 200, who


def test_behind_the_same_address_a_browser_that_is_known_goes_on(cast: Cast) -> None:
    colleague = Browser("198.51.100.7")
    assert colleague.enter("zhou").status_code == 200
    _guess_for_everybody("198.51.100.7")
    assert colleague.enter("zhou").status_code == 200
    assert colleague.enter("he").status_code == 429, "the browser is known to one person only"
    assert Browser("198.51.100.7").enter("zhou").status_code == 429


def test_the_address_is_free_again_when_its_tries_are_forgotten(cast: Cast) -> None:
    _guess_for_everybody("198.51.100.7")
    with clock.frozen(clock.now() + dt.timedelta(minutes=16)):
        assert Browser("198.51.100.7").enter("zhou").status_code == 200


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(cast: Cast) -> None:
    with override_settings(DOUGONG_BEHIND_PROXY=True):
        proxy = Browser("10.0.0.1")
        header = {"X-Forwarded-For": "1.2.3.4, 198.51.100.7"}
        body = {"login": "lin@zhuheng.example", "password": "wrong"}
        proxy.http.post("/api/v1/session", body, content_type="application/json", headers=header)
    assert SignInFailure.objects.get().address == "198.51.100.7"


def test_the_administrator_sees_the_lock_and_opens_it(cast: Cast, api: ApiClient) -> None:
    for _ in range(5):
        answer = Browser().enter(password="wrong")
    assert answer.json()["code"] == "sign_in_locked"
    lin, admin = cast.user("lin"), api.as_("admin")
    assert 14 <= admin.get(f"/people/{lin.pk}/sign-in").json()["locked_minutes"] <= 15
    assert ApiClient().as_("gu").get(f"/people/{lin.pk}/sign-in").status_code == 403
    assert ApiClient().as_("gu").post(f"/people/{lin.pk}/unlock").status_code == 403
    assert admin.post(f"/people/{lin.pk}/unlock").json()["locked_minutes"] is None
    assert Browser().enter(password=PASSWORD).status_code == 200


def test_when_no_administrator_can_the_server_lets_one_in(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    from dougong.config.cli import main

    admin = Browser()
    admin.enter("admin")
    with_app(admin)
    for _ in range(5):
        Browser().enter("admin", password="wrong")
    assert main(["let-in", "nobody@zhuheng.example"]) == 1
    assert main(["let-in", "admin@zhuheng.example"]) == 0
    assert Browser().enter("admin").json()["step"]["stage"] == "second"
    assert main(["let-in", "admin@zhuheng.example", "--clear-second-factor"]) == 0
    assert Browser().enter("admin").json()["me"]["name"] == "秦守一"
