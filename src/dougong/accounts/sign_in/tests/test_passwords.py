"""One's own password, the administrator's reset, and the forgotten one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from dougong.accounts import services
from dougong.accounts.demo_people import DOMAIN, PASSWORD
from dougong.accounts.models import ResetLink, Session
from dougong.accounts.sign_in import errors
from dougong.accounts.sign_in.tests.doors import Browser
from dougong.kit import clock
from dougong.kit.models import Job
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEW = "pickled-turbine-91"


def test_a_changed_password_ends_every_other_sign_in_and_keeps_this_one(cast: Cast) -> None:
    here, there = Browser(), Browser()
    here.enter()
    there.enter()
    key = here.http.cookies["dougong_session"].value
    wrong = here.post("/me/password", {"current": "not this one", "password": NEW}).json()
    assert (wrong["code"], wrong["errors"][0]["field"]) == ("wrong_password", "current")
    assert here.post("/me/password", {"current": PASSWORD, "password": NEW}).status_code == 200
    assert here.http.cookies["dougong_session"].value != key
    assert (here.get("/me").status_code, there.get("/me").status_code) == (200, 401)
    assert (Browser().enter().status_code, Browser().enter(password=NEW).status_code) == (401, 200)


def test_none_of_the_last_five_is_taken_again(cast: Cast) -> None:
    for n in range(5):
        services.set_password(cast.lin, user_id=cast.lin.user_id, password=f"{NEW}-{n}")
    for old in range(5):
        with pytest.raises(errors.PasswordUsedBefore):
            services.set_password(cast.lin, user_id=cast.lin.user_id, password=f"{NEW}-{old}")
    services.set_password(cast.lin, user_id=cast.lin.user_id, password=PASSWORD)
    assert cast.user("lin").past_passwords.count() == 4


def test_a_password_that_the_administrator_set_is_changed_before_anything_else(cast: Cast) -> None:
    services.set_password(cast.admin, user_id=cast.lin.user_id, password="from-the-office-1")
    lin = Browser()
    answer = lin.enter(password="from-the-office-1").json()
    assert (answer["me"], answer["step"]["stage"]) == (None, "password")
    assert lin.get("/session").json()["step"]["stage"] == "password"
    for path in ("/me", "/clients", "/people", "/me/security", "/me/sessions"):
        assert lin.get(path).status_code == 401, path
    assert lin.post("/session/password", {"password": "from-the-office-1"}).json()["code"] == "password_used_before"
    assert lin.post("/session/password", {"password": NEW}).json()["me"]["name"] == "林舒然"
    assert lin.get("/me").status_code == 200
    assert Browser().enter(password=NEW).json()["step"] is None


def test_a_password_that_is_too_old_is_changed_too(cast: Cast, settings: Any) -> None:
    settings.DOUGONG_PASSWORD_MAX_DAYS = 90
    assert Browser().enter().json()["step"] is None
    with clock.frozen(clock.now() + dt.timedelta(days=91)):
        assert Browser().enter().json()["step"]["stage"] == "password"


def _ask(email: str) -> Any:
    return Browser().post("/password/forgotten", {"email": email})


def test_a_forgotten_password_is_set_by_a_mailed_link_once(
    cast: Cast, settings: Any, deliver: Callable[[], int]
) -> None:
    settings.DOUGONG_SENDS_MAIL = True
    there = Browser()
    there.enter()
    assert _ask(f" LIN@{DOMAIN} ").status_code == 202
    deliver()
    assert [m.to for m in mail.outbox] == [[f"lin@{DOMAIN}"]]
    found = re.search(r"/password#([\w-]{43})", str(mail.outbox[0].body))
    assert found is not None
    token = found[1]
    assert token not in str(list(Job.objects.values_list("args", "result", "error")))
    assert not ResetLink.objects.filter(digest=token).exists()
    weak = Browser().post("/password/reset", {"token": token, "password": "short"})
    assert weak.json()["code"] == "weak_password"
    assert Browser().post("/password/reset", {"token": token, "password": NEW}).json() == {"reset": True}
    assert there.get("/me").status_code == 401 and not Session.objects.exists()
    assert Browser().enter(password=NEW).status_code == 200
    spent = Browser().post("/password/reset", {"token": token, "password": f"{NEW}-b"})
    assert spent.json()["code"] == "link_spent"


def test_a_link_ends_after_an_hour_and_with_the_next_one(cast: Cast) -> None:
    from dougong.accounts.sign_in.keeping import new_link

    first, second = new_link(cast.user("lin")), new_link(cast.user("lin"))
    assert Browser().post("/password/reset", {"token": first, "password": NEW}).json()["code"] == "link_spent"
    with clock.frozen(clock.now() + dt.timedelta(minutes=61)):
        assert Browser().post("/password/reset", {"token": second, "password": NEW}).json()["code"] == "link_spent"


def test_nobody_learns_whether_an_address_has_an_account(
    cast: Cast, settings: Any, deliver: Callable[[], int], count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    settings.DOUGONG_SENDS_MAIL = True
    answers: list[Any] = []
    known = count_queries(lambda: answers.append(_ask(f"lin@{DOMAIN}")))
    unknown = count_queries(lambda: answers.append(_ask(f"nobody@{DOMAIN}")))
    assert known == unknown > 0
    assert answers[0].content == answers[1].content
    deliver()
    assert len(mail.outbox) == 1


def test_so_many_links_an_hour(cast: Cast, settings: Any, deliver: Callable[[], int]) -> None:
    settings.DOUGONG_SENDS_MAIL = True
    answers = [_ask(f"lin@{DOMAIN}") for _ in range(5)]
    assert {a.status_code for a in answers} == {202}
    deliver()
    assert len(mail.outbox) == 3
    for n in range(15):
        assert _ask(f"person{n}@elsewhere.example").status_code == 202
    assert _ask("one-more@elsewhere.example").status_code == 429


def test_without_a_mail_server_the_way_is_not_offered(cast: Cast) -> None:
    assert Browser().get("/session").json()["offer"]["forgotten"] is False
    assert _ask(f"lin@{DOMAIN}").json()["code"] == "no_mail"
