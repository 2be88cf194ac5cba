"""Who came in, who was refused, who was locked out, who left: from where, and never with what was typed as a secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from dougong.accounts.demo_people import DOMAIN, PASSWORD
from dougong.audit.models import AuditEntry
from dougong.kit import noting
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WRONG = "wrong-Horse-battery-9"


@pytest.fixture(autouse=True)
def _nothing_yet(cast: Cast) -> Iterator[None]:
    noting.forget()
    yield
    noting.forget()


def _sign_in(api: ApiClient, login: str, password: str) -> int:
    token = api.get("/session").cookies["dougong_csrf"].value
    answer = api.http.post(
        "/api/v1/session",
        {"login": login, "password": password, "remember": False},
        content_type="application/json",
        headers={"X-CSRFToken": token, "User-Agent": "Firefox"},
        REMOTE_ADDR="10.1.2.3",
    )
    return int(answer.status_code)


def _entries(*actions: str) -> list[Any]:
    return list(AuditEntry.objects.filter(action__in=actions).order_by("pk"))


def test_coming_in_and_leaving(api: ApiClient, cast: Cast) -> None:
    assert _sign_in(api, f"lin@{DOMAIN}", PASSWORD) == 200
    assert api.delete("/session").status_code == 200
    came, left = _entries("sign_in", "sign_out")
    assert (came.action, left.action) == ("sign_in", "sign_out")
    assert (came.actor_id, came.object_id, came.title) == (cast.lin.id, str(cast.lin.id), cast.lin.name)
    assert (came.address, came.device, came.channel) == ("10.1.2.3", "Firefox", "api")


def test_a_wrong_password_is_of_the_account_and_by_nobody(api: ApiClient, cast: Cast) -> None:
    assert _sign_in(api, f"lin@{DOMAIN}", WRONG) == 401
    (failed,) = _entries("sign_in_failed")
    assert (failed.actor_id, failed.actor_name, failed.object_id) == (None, "", str(cast.lin.id))
    assert failed.after == {"method": "password", "login": f"l***@{DOMAIN}"}


@pytest.mark.parametrize(
    ("typed", "kept"), [("nobody@firm.cn", "n***@firm.cn"), ("13800009999", "138****9999"), (WRONG, "***")]
)
def test_an_unknown_account_is_kept_without_what_was_typed(api: ApiClient, typed: str, kept: str) -> None:
    assert _sign_in(api, typed, WRONG) == 401
    (failed,) = _entries("sign_in_failed")
    assert (failed.object_id, failed.after["login"]) == ("", kept)


def test_a_lock_is_put_down_once_a_minute(api: ApiClient) -> None:
    for _ in range(5):
        _sign_in(api, f"lin@{DOMAIN}", WRONG)
    assert {_sign_in(api, f"lin@{DOMAIN}", WRONG) for _ in range(4)} == {429}
    assert len(_entries("sign_in_failed")) == 4
    assert [e.after["why"] for e in _entries("sign_in_locked")] == ["sign_in_locked"]


def test_no_password_is_anywhere_on_record(api: ApiClient) -> None:
    _sign_in(api, f"lin@{DOMAIN}", WRONG)
    _sign_in(api, WRONG, WRONG)
    _sign_in(api, f"lin@{DOMAIN}", PASSWORD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_auditentry")
        text = str(cursor.fetchall())
    assert len(_entries("sign_in", "sign_in_failed")) == 3
    assert WRONG not in text and PASSWORD not in text
