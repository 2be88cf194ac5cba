"""How long a sign-in lasts, where one is signed in, and a browser not seen before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from dougong.accounts.models import Device, Session
from dougong.accounts.sign_in.tests.doors import Browser
from dougong.kit import clock
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def test_a_sign_in_that_is_not_kept_ends_when_it_is_not_used(cast: Cast) -> None:
    lin, start = Browser(), clock.now()
    lin.enter()
    for minutes in (100, 200, 300):
        with clock.frozen(start + minutes * MINUTE):
            assert lin.get("/me").status_code == 200, minutes
    with clock.frozen(start + 421 * MINUTE):
        assert lin.get("/me").status_code == 401


def test_it_ends_after_a_day_however_much_it_is_used(cast: Cast) -> None:
    lin, start = Browser(), clock.now()
    lin.enter()
    for hours in range(1, 24):
        with clock.frozen(start + hours * 60 * MINUTE):
            assert lin.get("/me").status_code == 200, hours
    with clock.frozen(start + 24 * 60 * MINUTE + MINUTE):
        assert lin.get("/me").status_code == 401


def test_a_kept_sign_in_lasts_its_days_unused_and_is_not_offered_when_the_company_says_so(
    cast: Cast, settings: Any
) -> None:
    lin, start = Browser(), clock.now()
    lin.enter(remember=True)
    with clock.frozen(start + dt.timedelta(days=6, hours=23)):
        assert lin.get("/me").status_code == 200
    with clock.frozen(start + dt.timedelta(days=7, minutes=1)):
        assert lin.get("/me").status_code == 401
    settings.DOUGONG_SESSION_DAYS = 0
    gu = Browser()
    gu.enter("gu", remember=True)
    with clock.frozen(clock.now() + 121 * MINUTE):
        assert gu.get("/me").status_code == 401


def test_its_use_is_written_once_a_minute_and_costs_no_query_else(
    cast: Cast, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    lin, start = Browser(), clock.now()
    lin.enter()
    lin.get("/me")
    usual = count_queries(lambda: lin.get("/me"))
    with clock.frozen(start + 2 * MINUTE):
        assert count_queries(lambda: lin.get("/me")) == usual + 1
        assert count_queries(lambda: lin.get("/me")) == usual
    assert Session.objects.get().last_used_at == start + 2 * MINUTE


def test_one_sees_where_one_is_signed_in_and_ends_one_or_all_others(cast: Cast) -> None:
    here, there, third = Browser("10.0.0.1"), Browser("10.0.0.2"), Browser("10.0.0.3")
    for browser in (here, there, third):
        browser.enter()
    Browser().enter("gu")
    rows = here.get("/me/sessions").json()["items"]
    assert (rows[0]["address"], rows[0]["current"], rows[0]["device"]) == ("10.0.0.1", True, "Chrome · Windows")
    assert sorted(r["address"] for r in rows) == ["10.0.0.1", "10.0.0.2", "10.0.0.3"]
    assert there.http.cookies["dougong_session"].value not in str(rows), "the key is a secret"
    gone = next(r["id"] for r in rows if r["address"] == "10.0.0.2")
    assert here.delete(f"/me/sessions/{gone}").status_code == 200
    assert (there.get("/me").status_code, third.get("/me").status_code) == (401, 200)
    assert here.delete(f"/me/sessions/{gone}").status_code == 404
    stranger = Session.objects.get(user__name="顾明川").uid
    assert here.delete(f"/me/sessions/{stranger}").status_code == 404
    assert here.post("/me/sessions/end-others").json() == {"ended": 1}
    assert (third.get("/me").status_code, here.get("/me").status_code) == (401, 200)
    assert Session.objects.filter(user__name="顾明川").count() == 1


def test_the_administrator_signs_a_person_out_everywhere(cast: Cast, api: ApiClient) -> None:
    lin = Browser()
    lin.enter()
    pk = cast.user("lin").pk
    assert ApiClient().as_("gu").post(f"/people/{pk}/end-sessions").status_code == 403
    assert lin.get("/me").status_code == 200
    assert api.as_("admin").post(f"/people/{pk}/end-sessions").json()["sessions"] == []
    assert lin.get("/me").status_code == 401


def test_a_browser_not_seen_before_is_told_by_mail_and_the_first_one_is_not(
    cast: Cast, deliver: Callable[[], int], settings: Any
) -> None:
    settings.DOUGONG_SENDS_MAIL = True
    first, other = Browser(), Browser("203.0.113.4")
    first.enter()
    first.enter()
    deliver()
    assert mail.outbox == []
    other.enter()
    other.enter()
    deliver()
    assert [(m.to, "203.0.113.4" in str(m.body), "Chrome · Windows" in str(m.body)) for m in mail.outbox] == [
        ([cast.user("lin").email], True, True)
    ]
    cookie = other.http.cookies["dougong_device"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not Device.objects.filter(digest=cookie.value).exists()


def test_a_session_of_before_a_step_is_worth_nothing_after_it(cast: Cast) -> None:
    lin = Browser()
    lin.enter()
    planted = lin.http.cookies["dougong_session"].value
    lin.enter()
    assert lin.http.cookies["dougong_session"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()
