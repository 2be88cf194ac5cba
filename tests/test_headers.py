"""The headers of every route of the API, of the pages and of the static files; and Django's own checks for production."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dougong.config import csp
from tests.api import ApiClient
from tests.cast import Cast
from tests.fixtures.contract import document
from tests.fixtures.places import ROOT, tracked

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ID = "0198b5a0-0000-7000-8000-0000000000ab"


def _routes() -> Iterator[tuple[str, str]]:
    for path, operations in document()["paths"].items():
        for method in operations:
            yield (
                method,
                re.sub(r"\{[^}]*id\}", ID, path)
                .replace("{code}", "clients")
                .replace("{resource}", "x")
                .replace("{sheet}", "0"),
            )


def _wrong(answer: Any, name: str) -> list[tuple[str, str]]:
    head = answer.headers
    policy = head.get("Content-Security-Policy", "")
    wrong = [(name, header) for header, value in ALWAYS.items() if head.get(header) != value]
    if "frame-ancestors" not in policy or "'unsafe-eval'" in policy:
        wrong.append((name, "Content-Security-Policy"))
    if head.get("X-Frame-Options") not in ("DENY", "SAMEORIGIN"):
        wrong.append((name, "X-Frame-Options"))
    if "geolocation=(self)" not in head.get("Permissions-Policy", ""):
        wrong.append((name, "Permissions-Policy"))
    if "no-store" not in head.get("Cache-Control", "") and "private" not in head.get("Cache-Control", ""):
        wrong.append((name, "Cache-Control"))
    if not head.get("X-Request-ID") or "Access-Control-Allow-Origin" in head or "Server" in head:
        wrong.append((name, "X-Request-ID"))
    return wrong


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["", "manager"])
def test_every_route_of_the_api_answers_with_the_headers(cast: Cast, who: str) -> None:
    http = ApiClient().as_(who).http if who else Client()
    wrong: list[tuple[str, str]] = []
    asked = 0
    for method, path in _routes():
        if who and path.endswith("/session") and method == "delete":
            continue
        answer = (
            http.get(path)
            if method == "get"
            else getattr(http, method)(path, data=b"{}", content_type="application/json")
        )
        wrong += _wrong(answer, f"{method} {path}")
        asked += 1
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", (method, path, answer.status_code)
            assert b"Traceback" not in answer.content and b'File "' not in answer.content
    assert asked > 150 and wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/clients",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/docs",
        "/api/v1/openapi.json",
        "/api/v1/none",
        "/api/none",
    ],
)
def test_pages_and_what_operations_ask_have_them_too(path: str) -> None:
    assert _wrong(Client().get(path), path) == []


@pytest.mark.django_db
def test_a_page_runs_no_script_but_the_files_of_its_own_origin(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text((ROOT / "web" / "index.html").read_text())
    settings.WEB_DIST = tmp_path
    policy = Client().get("/").headers["Content-Security-Policy"]
    parts = {name: rest.split() for name, _, rest in (part.partition(" ") for part in policy.split("; "))}
    assert parts["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert parts["default-src"] == ["'self'"] and parts["object-src"] == ["'none'"] and parts["base-uri"] == ["'none'"]
    assert parts["frame-ancestors"] == ["'none'"] and parts["form-action"] == ["'self'"]
    assert [s for s in parts["style-src"] if "unsafe" in s] == []
    assert Client().get("/").headers["Content-Security-Policy"] != policy  # a nonce is used once


def test_no_page_of_ours_holds_a_script_of_its_own() -> None:
    pages = [ROOT / "web" / "index.html", *tracked("web/public/*.html")]
    for page in pages:
        text = page.read_text()
        assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == [], page
        assert re.findall(r"\son\w+\s*=|javascript:", text) == [], page
    from dougong.config import web

    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", web._DOCS)
    assert inline == [' type="application/json" id="swagger-settings"']  # data, which no browser runs


def test_the_web_app_makes_no_markup_of_text() -> None:
    risky = re.compile(
        r"dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\("
    )
    found = {str(p.relative_to(ROOT)) for p in tracked("web/src/*.ts", "web/src/*.tsx") if risky.search(p.read_text())}
    assert found == set()


@pytest.mark.django_db
def test_static_files_carry_them_with_hsts_only_where_it_is_secure(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a.js").write_text("1")
    assert "Strict-Transport-Security" not in _file(tmp_path)
    settings.SESSION_COOKIE_SECURE = True
    got = _file(tmp_path)
    assert {name: value for name, value in got.items() if name in ALWAYS} == ALWAYS
    assert "immutable" in got["Cache-Control"] and got["Strict-Transport-Security"] == csp.ONE_YEAR
    assert got["Content-Security-Policy"] == csp.FILES and "Access-Control-Allow-Origin" not in got


def _file(dist: Path) -> dict[str, str]:
    from dougong.config import wsgi

    got: dict[str, str] = {}
    environ = {"PATH_INFO": "/assets/a.js", "REQUEST_METHOD": "GET"}
    list(wsgi.with_files(lambda *told: [b""], dist)(environ, lambda status, headers, exc=None: got.update(headers)))
    return got


@pytest.mark.django_db
def test_answers_over_tls_say_so_for_a_year(settings: Any) -> None:
    assert "Strict-Transport-Security" not in Client().get("/healthz").headers
    settings.SESSION_COOKIE_SECURE = True
    assert Client().get("/healthz").headers["Strict-Transport-Security"] == csp.ONE_YEAR
    assert int(csp.ONE_YEAR.partition("=")[2]) >= 31_536_000


@pytest.mark.django_db
def test_cookies_are_for_this_site_and_the_sessions_for_no_script(cast: Cast, settings: Any) -> None:
    from dougong.accounts.demo_people import PASSWORD

    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    api = ApiClient()
    api.get("/session")
    assert api.post("/session", {"login": "lin@zhuheng.example", "password": PASSWORD}).status_code == 200
    session, csrf = api.http.cookies["dougong_session"], api.http.cookies["dougong_csrf"]
    assert (session["httponly"], session["secure"], session["samesite"], session["path"]) == (True, True, "Lax", "/")
    assert (csrf["secure"], csrf["samesite"]) == (True, "Lax")
    for name, cookie in api.http.cookies.items():
        assert cookie["secure"] and (cookie["httponly"] or name == "dougong_csrf") and not cookie["domain"], name


def test_djangos_checks_for_production_find_nothing(tmp_path: Path) -> None:
    """As an installation behind a proxy has it."""
    environ = {
        "PATH": "/usr/bin",
        "DOUGONG_DATA": str(tmp_path),
        "DOUGONG_BEHIND_PROXY": "yes",
        "DOUGONG_ALLOWED_HOSTS": "dougong.example",
    }
    command = [sys.executable, "-m", "dougong", "manage", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "no issues (2 silenced)" in done.stdout + done.stderr
