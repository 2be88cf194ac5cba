"""Nobody who reads the log or the metrics learns a secret: a day's work is done, and every line is searched."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from dougong.accounts.demo_people import PASSWORD
from dougong.config import logs, metrics
from dougong.tokens import using
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WRONG, PHONE, FRESH = "wrong-horse-battery-9", "13876543219", "fresh-Kiln-4-otter"
CONTENT = "合同底价 4,150,000.00"


@pytest.fixture(params=["plain", "json"])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What would have come to stderr, down to DEBUG."""
    using.forget()
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    form = "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"
    handler.setFormatter(logs._Json() if request.param == "json" else logs._Lines(form))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


def _work(api: ApiClient) -> list[str]:
    """Sign in, make a client, send a file, make and use a token, change the password, fail; the secrets met on the way."""
    api.post("/session", {"login": "lin@zhuheng.example", "password": WRONG})
    assert api.post("/session", {"login": "lin@zhuheng.example", "password": PASSWORD}).status_code == 200
    session = api.http.cookies["dougong_session"].value
    api.sure("换系统")
    client = api.post("/clients", {"name": "启岳半导体", "phone": PHONE}).json()
    part = io.BytesIO(CONTENT.encode())
    part.name = "底价.txt"
    assert api.upload(f"/records/clients.client/{client['id']}/files", file=part).status_code == 201
    scopes = {"clients.client": ["view"]}
    token = api.post("/tokens", {"name": "ERP", "purpose": "x", "scopes": scopes}).json()["token"]
    erp = Client(headers={"Authorization": f"Bearer {token}"})
    assert erp.get("/api/v1/clients").status_code == 200
    erp.get("/api/v1/me")
    erp.get(f"/api/v1/clients?token={token}&password={PASSWORD}")
    api.post("/me/totp")
    api.post("/me/password", {"current": PASSWORD, "password": FRESH, "new": FRESH})
    api.post("/clients", {"name": "x" * 500, "phone": PHONE, "password": FRESH})
    logging.getLogger("dougong.test").error("sent with %s", f"Authorization: Bearer {token}")
    return [PASSWORD, WRONG, FRESH, PHONE, CONTENT, session, token, token[36:], api.http.cookies["dougong_csrf"].value]


def test_no_secret_is_in_a_line_of_the_log_or_in_the_metrics(
    cast: Cast, api: ApiClient, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.get("/session")
    found = _work(api)
    monkeypatch.setattr("dougong.clients.services.create_client", _breaks)
    api.http.raise_request_exception = False
    assert api.post("/clients", {"name": "启岳", "phone": PHONE}).status_code == 500
    text, figures = written.getvalue(), metrics.render().decode()
    assert "sent with" in text and "Traceback" in text and "dougong_requests_total" in figures
    assert [secret for secret in found if secret in text or json.dumps(secret)[1:-1] in text] == []
    assert [secret for secret in found if secret in figures] == []


def _breaks(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError(f"connection to postgres://dougong:{PASSWORD}@db/dougong lost, password={FRESH}")
