"""Somebody at the HTTP contract: signs in for real, sends what the browser sends, asserts the status expected."""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest


class Person:
    def __init__(self, url: str, root: str = "/api/v1") -> None:
        self.root = root
        # trust_env: a proxy of the machine has no business between a test and its own server.
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False, headers={"Accept-Language": "zh-CN"})

    def sign_in(self, login: str, password: str) -> Person:
        assert self.get("/session")["me"] is None
        self.post("/session", {"login": login, "password": password, "remember": False}, status=200)
        return self

    def window(self) -> Person:
        """The same browser at the client's window: other doors, another cookie."""
        other = Person(str(self.http.base_url), "/api/v1/portal")
        other.http.cookies = self.http.cookies
        return other

    # ---- verbs

    def get(self, path: str, *, status: int = 200, **params: Any) -> Any:
        return self.send("GET", path, status=status, params=params or None)

    def post(self, path: str, body: Any = None, *, status: int = 200, version: int | None = None) -> Any:
        return self.send("POST", path, status=status, json=body if body is not None else {}, version=version)

    def create(self, path: str, body: Any, *, key: str = "", status: int = 201, version: int | None = None) -> Any:
        """A creation, with an Idempotency-Key as the browser sends it."""
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        return self.send("POST", path, status=status, json=body, headers=headers, version=version)

    def put(self, path: str, body: Any, *, status: int = 200, version: int | None = None) -> Any:
        return self.send("PUT", path, status=status, json=body, version=version)

    def patch(self, path: str, body: Any, *, status: int = 200, version: int | None = None) -> Any:
        return self.send("PATCH", path, status=status, json=body, version=version)

    def delete(self, path: str, *, status: int = 200) -> Any:
        return self.send("DELETE", path, status=status)

    def upload(self, path: str, name: str, data: bytes, *, status: int = 201, **fields: str) -> Any:
        return self.send("POST", path, status=status, files={"file": (name, data)}, data=fields)

    def send(self, method: str, path: str, *, status: int, version: int | None = None, **options: Any) -> Any:
        headers = {**options.pop("headers", {}), "X-CSRFToken": self.http.cookies.get("dougong_csrf", "")}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        answer = self.http.request(method, f"{self.root}{path}", headers=headers, **options)
        assert answer.status_code == status, f"{method} {path} answered {answer.status_code}: {answer.text[:1000]}"
        kind = answer.headers.get("Content-Type", "")
        if status >= 400:
            assert kind.startswith("application/problem+json"), f"{method} {path} failed without a problem: {kind}"
        return answer.json() if "json" in kind else answer.content

    # ---- what a person waits for

    def waits_for_job(self, job_id: str, seconds: float = 300) -> Any:
        """The job's row once it has ended well; the test fails when it has ended otherwise."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            job = self.get(f"/jobs/{job_id}")
            if job["status"] not in ("queued", "running"):
                assert job["status"] == "done", job
                return job
            time.sleep(0.3)
        pytest.fail(f"the job {job_id} did not end in {seconds:g} s")

    def all_of(self, path: str, **params: Any) -> list[Any]:
        """Every row of a list, page by page."""
        rows: list[Any] = []
        page = self.get(path, size=100, **params)
        rows += page["items"]
        while page["next"]:
            page = self.get(path, size=100, cursor=page["next"], **params)
            rows += page["items"]
        return rows

    def saves(self, path: str, to: Path) -> Path:
        to.write_bytes(self.get(path))
        return to
