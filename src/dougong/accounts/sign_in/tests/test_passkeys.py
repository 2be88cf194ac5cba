"""Passkeys: made, used with and without a password, and everything that is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from dougong.accounts.models import Challenge, Passkey
from dougong.accounts.sign_in.tests.doors import Browser, SoftKey, with_passkey
from dougong.kit import clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(cast: Cast) -> SoftKey:
    """林舒然 has a passkey."""
    lin, made = Browser(), SoftKey()
    lin.enter()
    answer = with_passkey(lin, made)
    assert answer.status_code == 201, answer.content
    assert len(answer.json()["recovery_codes"]) == 10
    return made


def _ask(browser: Browser, path: str = "/session/passkey/options") -> Any:
    return browser.post(path).json()


def _show(browser: Browser, key: SoftKey, asked: Any, **more: Any) -> Any:
    body = {"challenge_id": asked["challenge_id"], "credential": key.answer(asked["options"], **more)}
    return browser.post("/session/passkey", body)


def test_a_passkey_signs_in_without_a_password_and_is_two_factors_in_one(key: SoftKey) -> None:
    lin = Browser()
    assert _show(lin, key, _ask(lin)).json()["me"]["name"] == "林舒然"
    row = Passkey.objects.get()
    assert (row.name, row.sign_count, row.last_used_at is not None) == ("办公室电脑", 1, True)
    security = lin.get("/me/security").json()
    assert [(p["name"], p["here"]) for p in security["passkeys"]] == [("办公室电脑", True)]


def test_it_is_the_second_step_after_a_password(key: SoftKey) -> None:
    lin = Browser()
    assert lin.enter().json()["step"]["methods"] == ["passkey", "recovery"]
    asked = _ask(lin, "/session/second/passkey")
    answer = {"challenge_id": asked["challenge_id"], "credential": key.answer(asked["options"])}
    assert lin.post("/session/second", {"method": "passkey", "passkey": answer}).json()["me"]["name"] == "林舒然"


def test_a_challenge_is_answered_once_and_within_five_minutes(key: SoftKey) -> None:
    lin = Browser()
    asked = _ask(lin)
    body = {"challenge_id": asked["challenge_id"], "credential": key.answer(asked["options"])}
    assert lin.post("/session/passkey", body).status_code == 200
    replayed = Browser().post("/session/passkey", body)
    assert (replayed.status_code, replayed.json()["code"]) == (401, "passkey_refused")
    late = _ask(lin)
    with clock.frozen(clock.now() + dt.timedelta(minutes=5, seconds=1)):
        assert _show(Browser(), key, late).status_code == 401


def test_what_is_signed_elsewhere_or_by_another_is_refused(key: SoftKey) -> None:
    lin = Browser()
    key.origin = "https://localhost.phish.example"
    assert _show(lin, key, _ask(lin)).status_code == 401
    key.origin, key.rp = "http://localhost:8000", "phish.example"
    assert _show(lin, key, _ask(lin)).status_code == 401
    key.rp = "localhost"
    assert _show(lin, key, _ask(lin), verified=False).status_code == 401, "nobody's finger was on it"
    stranger = SoftKey()
    stranger.id = key.id
    assert _show(lin, stranger, _ask(lin)).status_code == 401
    stranger.id = b"unknown-unknown!"
    assert _show(lin, stranger, _ask(lin)).status_code == 401
    assert lin.get("/me").status_code == 401
    assert _show(lin, key, _ask(lin)).status_code == 200


def test_a_challenge_of_one_purpose_or_person_serves_no_other(key: SoftKey) -> None:
    lin, gu, other = Browser(), Browser(), SoftKey()
    gu.enter("gu")
    with_passkey(gu, other)
    lin.enter()
    asked = _ask(lin, "/session/second/passkey")
    assert _show(Browser(), key, asked).status_code == 401, "it was put as a second step"
    again = _ask(lin, "/session/second/passkey")
    answer = {"challenge_id": again["challenge_id"], "credential": other.answer(again["options"])}
    assert lin.post("/session/second", {"method": "passkey", "passkey": answer}).status_code == 401
    assert lin.get("/me").status_code == 401


def test_a_key_that_counts_backwards_was_copied(key: SoftKey) -> None:
    lin = Browser()
    key.count = 9
    assert _show(lin, key, _ask(lin)).status_code == 200
    key.count = 4
    assert _show(Browser(), key, _ask(lin)).status_code == 401


def test_who_has_left_does_not_come_in_by_a_passkey(cast: Cast, key: SoftKey) -> None:
    from dougong.accounts.services import deactivate_person

    deactivate_person(cast.admin, user_id=cast.lin.user_id, version=None)
    lin = Browser()
    assert _show(lin, key, _ask(lin)).status_code == 401


@pytest.mark.parametrize(
    "junk", [{}, {"id": "x"}, {"id": 1, "rawId": [], "response": {}}, {"rawId": "AAAA", "response": "no"}]
)
def test_an_answer_that_is_none_is_refused_in_words(key: SoftKey, junk: dict[str, Any]) -> None:
    lin = Browser()
    body = {"challenge_id": _ask(lin)["challenge_id"], "credential": junk}
    assert lin.post("/session/passkey", body).json()["code"] == "passkey_refused"
    lin.enter("gu")
    lin.sure()
    asked = _ask(lin, "/me/passkeys/options")
    made = lin.post("/me/passkeys", {"challenge_id": asked["challenge_id"], "credential": junk, "name": "x"})
    assert made.json()["code"] == "passkey_refused"


def test_one_renames_and_removes_only_ones_own(cast: Cast, key: SoftKey) -> None:
    lin, gu = Browser(), Browser()
    _show(lin, key, _ask(lin))
    gu.enter("gu")
    pk = Passkey.objects.get().pk
    assert gu.patch(f"/me/passkeys/{pk}", {"name": "mine"}).status_code == 404
    assert gu.sure().delete(f"/me/passkeys/{pk}").status_code == 404
    assert lin.delete(f"/me/passkeys/{pk}").json()["code"] == "confirmation_needed"
    assert lin.patch(f"/me/passkeys/{pk}", {"name": "家里"}).json()["name"] == "家里"
    lin.sure()
    assert lin.delete(f"/me/passkeys/{pk}").status_code == 200
    assert Browser().enter().json()["step"] is None
    assert lin.get("/me/security").json()["recovery_left"] == 0


def test_at_a_bare_address_there_are_no_passkeys(cast: Cast) -> None:
    lin = Browser()
    lin.http = Client(HTTP_HOST="127.0.0.1:8000")
    assert lin.get("/session").json()["offer"]["passkeys"] is False
    assert lin.post("/session/passkey/options").json()["code"] == "passkeys_need_name"
    assert Challenge.objects.count() == 0
