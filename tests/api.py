"""A thin client of the API for tests: signs in as one of the cast, speaks JSON."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

import orjson
from django.test import Client

from dougong.accounts.demo_people import DOMAIN
from dougong.accounts.models import Session, User, email_key
from dougong.kit import clock


class ApiClient:
    def __init__(self) -> None:
        self.http = Client()
        self.always: dict[str, str] = {}

    def as_(self, login: str) -> ApiClient:
        """Sign in without the password's hashing; `test_api_session` signs in for real."""
        from dougong.accounts.actors import stamp_of
        from dougong.accounts.session_store import PERSON, STAMP

        user = User.objects.get(email_index=email_key(f"{login}@{DOMAIN}"))
        self.http = Client()
        session = self.http.session
        session[PERSON] = str(user.pk)
        session[STAMP] = stamp_of(user.password)
        session.save()
        # Its use is written once a minute: not in the middle of a test that counts queries.
        Session.objects.filter(session_key=session.session_key).update(last_used_at=clock.now() + dt.timedelta(days=1))
        return self

    def sure(self, reason: str = "测试") -> ApiClient:
        """As after the second confirmation: the session is confirmed, and every request gives the reason."""
        key = self.http.cookies["dougong_session"].value
        Session.objects.filter(session_key=key).update(confirmed_at=clock.now())
        self.always = {"X-Confirm-Reason": quote(reason)}
        return self

    def get(self, path: str, *, language: str = "zh-CN") -> Any:
        return self.http.get(f"/api/v1{path}", headers={"Accept-Language": language})

    def post(
        self, path: str, body: Any = None, *, key: str = "", language: str = "zh-CN", version: int | None = None
    ) -> Any:
        given = {"Idempotency-Key": key} if key else {}
        if version is not None:
            given["If-Match"] = f'"{version}"'
        return self._send("post", path, body, {"Accept-Language": language, **given})

    def patch(self, path: str, body: Any, *, version: int | None = None) -> Any:
        return self._send("patch", path, body, {"If-Match": f'"{version}"'} if version is not None else {})

    def put(self, path: str, body: Any, *, version: int | None = None) -> Any:
        return self._send("put", path, body, {"If-Match": f'"{version}"'} if version is not None else {})

    def delete(self, path: str) -> Any:
        return self.http.delete(f"/api/v1{path}")

    def upload(self, path: str, **parts: Any) -> Any:
        return self.http.post(f"/api/v1{path}", parts)

    def _send(self, verb: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        data = orjson.dumps(body if body is not None else {})
        return getattr(self.http, verb)(
            f"/api/v1{path}", data=data, content_type="application/json", headers={**self.always, **headers}
        )
