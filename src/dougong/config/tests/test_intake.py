"""What is refused before anything is done with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from dougong.config import intake
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
OUTSIDE = "203.0.113.9"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> Iterator[None]:
    intake.forget()
    yield
    intake.forget()


def _code(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content[:200]
    return answer.status_code, answer.json()["code"]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(cast: Cast, api: ApiClient) -> None:
    big = b'{"name": "' + b"x" * intake.JSON_MAX + b'"}'
    http = api.as_("lin").http
    assert _code(http.post("/api/v1/clients", data=big, content_type=JSON)) == (413, "body_too_large")
    assert _code(http.post("/api/v1/clients", data=b"{}", content_type=JSON, CONTENT_LENGTH="-1")) == (
        400,
        "bad_request",
    )
    assert _code(http.post("/api/v1/clients", data=b"{}", content_type=JSON, CONTENT_LENGTH="x")) == (
        400,
        "bad_request",
    )


def test_an_upload_may_be_as_large_as_set_and_no_larger(cast: Cast, api: ApiClient, settings: Any) -> None:
    settings.DOUGONG_UPLOAD_MAX_BYTES = 1024
    http = api.as_("lin").http
    kind = "multipart/form-data; boundary=x"
    large = http.post("/api/v1/imports", data=b"--x--", content_type=kind, CONTENT_LENGTH=str(3 * 1024 * 1024))
    assert _code(large) == (413, "body_too_large")


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 40 + b"1" + b"}" * 40, b'{"name": ' + b"[" * 33 + b"]" * 33 + b"}"]
)
def test_json_that_is_too_deep_is_refused(cast: Cast, api: ApiClient, body: bytes) -> None:
    answer = api.as_("lin").http.post("/api/v1/clients", data=body, content_type=JSON)
    assert _code(answer) == (400, "bad_request")


def test_json_of_the_allowed_depth_is_read(cast: Cast, api: ApiClient) -> None:
    body = b'{"name": ' + b"[" * 31 + b"]" * 31 + b"}"
    assert api.as_("lin").http.post("/api/v1/clients", data=body, content_type=JSON).status_code == 422


def test_too_many_parts_and_fields_are_refused(cast: Cast, api: ApiClient) -> None:
    api.as_("lin")
    fields = {f"f{n}": "x" for n in range(201)}
    assert _code(api.upload("/imports", **fields)) == (400, "bad_request")
    from django.core.files.uploadedfile import SimpleUploadedFile

    parts = {f"f{n}": SimpleUploadedFile("a.txt", b"x") for n in range(21)}
    assert _code(api.upload("/imports", **parts)) == (400, "bad_request")


def test_a_form_that_breaks_off_is_refused(cast: Cast, api: ApiClient) -> None:
    http = api.as_("lin").http
    for kind in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 300):
        answer = http.post("/api/v1/imports", data=b"--x\r\nContent-Disp", content_type=kind)
        assert answer.status_code in (400, 422) and answer.json()["code"] in ("bad_request", "invalid"), kind


def test_a_large_head_and_a_long_address_are_refused() -> None:
    assert _code(Client().get("/api/v1/me", headers={"X-Long": "x" * 40_000})) == (431, "head_too_large")
    assert _code(Client().get("/api/v1/clients?q=" + "x" * 17_000)) == (414, "address_too_long")


def test_an_address_without_a_sign_in_may_ask_so_often(settings: Any) -> None:
    settings.DOUGONG_ANONYMOUS_PER_MINUTE = 3
    http = Client(REMOTE_ADDR=OUTSIDE)
    assert [http.get("/api/v1/session").status_code for _ in range(3)] == [200, 200, 200]
    refused = http.get("/api/v1/session")
    assert _code(refused) == (429, "rate_limited") and 1 <= int(refused.headers["Retry-After"]) <= 60
    assert http.get("/").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.10").get("/api/v1/session").status_code == 200


def test_made_up_cookies_and_a_whole_ipv6_net_count_as_one_place(cast: Cast, settings: Any) -> None:
    settings.DOUGONG_ANONYMOUS_PER_MINUTE = 3
    answers = []
    for n in range(4):
        http = Client(REMOTE_ADDR=f"2001:db8:1:2::{n:x}")
        http.cookies["dougong_session"] = f"made-up-{n}"
        answers.append(http.get("/api/v1/me").status_code)
    assert answers == [401, 401, 401, 429]
    assert Client(REMOTE_ADDR="2001:db8:1:3::1").get("/api/v1/me").status_code == 401


def test_a_person_has_a_measure_of_his_own_and_none_of_his_address(cast: Cast, api: ApiClient, settings: Any) -> None:
    settings.DOUGONG_ANONYMOUS_PER_MINUTE, settings.DOUGONG_PERSON_PER_MINUTE = 3, 5
    lin, gu = ApiClient().as_("lin").http, ApiClient().as_("gu").http
    assert [lin.get("/api/v1/me", REMOTE_ADDR=OUTSIDE).status_code for _ in range(7)] == [200] * 6 + [429]
    assert gu.get("/api/v1/me", REMOTE_ADDR=OUTSIDE).status_code == 200
    # Strangers of the same office use up their own measure, not that of those who are in.
    for _ in range(5):
        Client().get("/api/v1/session", REMOTE_ADDR=OUTSIDE)
    assert Client().get("/api/v1/session", REMOTE_ADDR=OUTSIDE).status_code == 429
    assert gu.get("/api/v1/me", REMOTE_ADDR=OUTSIDE).status_code == 200


def test_the_machine_itself_is_not_counted_and_nothing_is_when_switched_off(settings: Any) -> None:
    settings.DOUGONG_ANONYMOUS_PER_MINUTE = 1
    assert [Client().get("/api/v1/session").status_code for _ in range(3)] == [200] * 3
    settings.DOUGONG_ANONYMOUS_PER_MINUTE = 0
    assert [Client(REMOTE_ADDR=OUTSIDE).get("/api/v1/session").status_code for _ in range(3)] == [200] * 3


def test_a_flood_of_keys_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    from dougong.kit import limits

    monkeypatch.setattr(limits, "_REMEMBERED", 10)
    counter = limits.Counter()
    for n in range(100):
        counter.count(n)
    assert len(counter._seen) <= 10
