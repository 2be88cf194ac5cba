"""What no browser of ours sends: each is refused in words, nothing of it ends in a failure of the server."""

from __future__ import annotations

import base64
import re
import uuid
from typing import Any

import orjson
import pytest
from django.http import QueryDict
from django.test import Client

from dougong.clients.services import create_client
from dougong.kit.errors import BusinessError
from dougong.kit.listing import list_specs, page
from dougong.kit.models import Job
from dougong.kit.registry import resource
from tests.api import ApiClient
from tests.cast import Cast
from tests.fixtures.contract import document

pytestmark = pytest.mark.django_db
VALUES = (
    "today+99999999999", "today+9999999", "9999-12-31", "0001-01-01", "2026-02-30", "9" * 400 + ".0", "9" * 30, "-1", "1.5",
    "\x00", "me", "true", str(uuid.UUID(int=7)), "9999999999999.99", "9999-12-31,0001-01-01", "2,1", "nan", "²", "x" * 3000,
)  # fmt: skip
PLACES = (
    None, 1, -1, 1.5, 10**18, "x", "", "2026-01-01", "2026-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-10:00", [1], {"a": 1}, True, "\x00", "1.00",
)  # fmt: skip


def _cursor(*parts: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(list(parts))).decode().rstrip("=")


def _ask(spec: Any, actor: Any, **query: str) -> None:
    asked = QueryDict(mutable=True)
    asked.update(query)
    try:
        page(spec, actor, asked)
    except BusinessError:
        return


def test_no_filter_breaks_a_list(cast: Cast) -> None:
    for spec in list_specs():
        for item in spec.filters:
            for op in item.ops:
                for value in VALUES:
                    _ask(spec, cast.shen, filter=f"{item.key}:{op}:{value}")
        _ask(spec, cast.shen, q="\x00")
        _ask(spec, cast.shen, q="x" * 5000)


def test_no_cursor_of_another_list_or_order_breaks_a_list(cast: Cast) -> None:
    for spec in list_specs():
        for col in spec.cols:
            if not col.sort:
                continue
            for value in PLACES:
                for pk in (str(uuid.UUID(int=7)), "5", 5, None, "9" * 30, "²"):
                    _ask(spec, cast.shen, sort=col.key, cursor=_cursor(value, pk, 0))
                    _ask(spec, cast.shen, sort=f"-{col.key}", cursor=_cursor(value, pk, 1))


def test_no_version_header_breaks_a_change(cast: Cast, api: ApiClient) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    api.as_("lin")
    for tag in ("²", "9" * 5000, "99999999999999999999", "-1", "a"):
        answer = api.http.patch(
            f"/api/v1/clients/{client.pk}",
            data=b'{"name": "x"}',
            content_type="application/json",
            headers={"If-Match": tag.encode("latin-1").decode("latin-1")},
        )
        assert answer.status_code == 428, tag
    assert resource("clients.client").visible_to(cast.lin).get().name == "启岳半导体"


def test_a_character_that_no_database_keeps_is_refused_at_its_field(cast: Cast, api: ApiClient) -> None:
    api.as_("lin")
    answer = api.post("/clients", {"name": "启岳\x00半导体"})
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "name"
    assert api.post("/clients", {"name": "启岳", "industry": "业" * 41}).status_code == 422
    nobody = {"login": "a\x00@b", "password": "x"}
    assert ApiClient().post("/session", nobody).status_code == 422


def test_a_failed_job_shows_its_trace_to_nobody_but_the_administrator(cast: Cast, api: ApiClient) -> None:
    trace = "Traceback (most recent call last): secret"
    row = Job.objects.create(kind="kit.export", status="failed", actor_id=cast.lin.id, error=trace)
    Job.objects.create(
        kind="kit.export", status="failed", actor_id=cast.lin.id, error="登录已过期", result={"code": "not_signed_in"}
    )
    assert "secret" not in api.as_("lin").get(f"/jobs/{row.pk}").content.decode()
    shown = api.get("/jobs").content.decode()
    assert "secret" not in shown and "登录已过期" in shown
    assert "secret" in api.as_("admin").get("/operations/failures").content.decode()


def test_every_unsafe_method_wants_the_csrf_token(cast: Cast) -> None:
    """The doors before a session check the body first, and the token before they look at an account."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ApiClient().as_("admin").http.cookies
    open_: list[str] = []
    for path, operations in document()["paths"].items():
        address = re.sub(r"{[^}]*}", str(uuid.UUID(int=7)), path)
        for verb in set(operations) - {"get"}:
            if path.endswith("/back-channel-logout"):
                continue  # from the provider's server, which has no cookie: its token is signed
            if path.endswith("/intake/forms/{key}/submissions"):
                continue  # from strangers, who have no session: their challenge is signed and good for once
            answer = strict.generic(verb.upper(), address, b"{}", content_type="application/json")
            if answer.status_code not in (401, 403) or answer.json()["code"] not in ("csrf", "not_signed_in"):
                open_.append(f"{verb} {path} {answer.status_code}")
    link, own = {"token": "x" * 43, "password": "long-enough-1"}, {"login": "x", "password": "x"}
    answer_of_key = {"challenge_id": str(uuid.UUID(int=7)), "credential": {}}
    before = {
        "/api/v1/session": own,
        "/api/v1/session/passkey": answer_of_key,
        "/api/v1/password/forgotten": {"email": "x@y.example"},
        "/api/v1/password/reset": link,
        "/api/v1/invitation/look": {"token": "x" * 43},
        "/api/v1/invitation/accept": link,
        "/api/v1/sso/{code}/finish": {"params": {}},
        "/api/v1/portal/session": own,
        "/api/v1/portal/invitation/session": link,
    }
    assert sorted(open_) == sorted(f"post {path} 422" for path in before)
    for path, body in before.items():
        answer = strict.post(path, orjson.dumps(body), content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf"), path
