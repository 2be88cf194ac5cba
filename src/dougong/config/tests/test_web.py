"""The edge: headers, the app's page, static files, what is not found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from dougong.config import csp
from dougong.config.webbuild import digest
from dougong.config.wsgi import with_files

SHELL = '<meta property="csp-nonce" nonce="__CSP_NONCE__"><div id="root"></div>'


@pytest.fixture
def dist(tmp_path: Path, settings: Settings) -> Path:
    settings.WEB_DIST = tmp_path
    (tmp_path / "index.html").write_text(SHELL)
    return tmp_path


def policy(response: Any) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split("; "))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("path", ["/", "/clients", "/contracts/0192/plan", "/clients.v2"])
def test_any_path_that_is_not_the_api_gets_the_web_app(client: Client, dist: Path, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert b'id="root"' in response.content
    assert response["Cache-Control"] == "no-store"


def test_the_page_carries_a_fresh_nonce_that_its_policy_names(client: Client, dist: Path) -> None:
    nonces = set()
    for _ in range(2):
        response = client.get("/")
        [nonce] = re.findall(r'nonce="([\w-]{22})"', response.content.decode())
        assert policy(response)["style-src"] == ["'self'", f"'nonce-{nonce}'"]
        nonces.add(nonce)
    assert len(nonces) == 2


def test_the_policy_lets_nothing_in_from_elsewhere(client: Client, dist: Path) -> None:
    rules = policy(client.get("/", headers={"host": "localhost:8000"}))
    assert rules["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert rules["connect-src"] == ["'self'", "http://localhost:8001"]
    assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == ["'none'"]
    assert rules["style-src-attr"] == ["'unsafe-inline'"]
    assert "'unsafe-inline'" not in rules["style-src"] + rules["script-src"] + rules["default-src"]


def test_behind_a_proxy_the_stream_is_of_the_same_origin(client: Client, dist: Path, settings: Settings) -> None:
    settings.DOUGONG_STREAM_PORT = None
    assert policy(client.get("/"))["connect-src"] == ["'self'"]


def test_without_a_build_the_page_says_what_to_run(client: Client, tmp_path: Path, settings: Settings) -> None:
    settings.WEB_DIST = tmp_path / "absent"
    response = client.get("/")
    assert response.status_code == 503
    assert "make setup" in response.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/nothing-here", "/api/nothing", "/assets/gone-abc123.js"])
def test_what_is_absent_is_a_problem_document(client: Client, dist: Path, path: str) -> None:
    response = client.get(path, headers={"accept-language": "en"})
    body = response.json()
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert (body["code"], body["detail"]) == ("not_found", "There is nothing at this address.")
    assert body["request_id"] == response["X-Request-ID"]
    assert response["Content-Security-Policy"] == csp.CLOSED


def test_writing_to_a_page_is_refused(dist: Path) -> None:
    assert Client(enforce_csrf_checks=True).post("/clients").status_code == 403
    assert Client().post("/clients").status_code == 404


def test_a_request_id_is_taken_over_when_harmless_and_made_when_not(client: Client) -> None:
    assert client.get("/healthz", headers={"x-request-id": "from-proxy-1"})["X-Request-ID"] == "from-proxy-1"
    assert client.get("/healthz", headers={"x-request-id": "a b\tc" * 20})["X-Request-ID"] != "a b\tc" * 20


def test_every_answer_carries_the_security_headers(client: Client, dist: Path) -> None:
    for path in ("/", "/healthz", "/api/v1/nothing"):
        response = client.get(path)
        assert {name: response[name] for name in csp.ALWAYS} == csp.ALWAYS
        assert int(response["Content-Length"]) == len(response.content)


def test_the_api_docs_are_ours_and_need_no_internet(client: Client) -> None:
    response = client.get("/api/docs")
    links = re.findall(r'(?:src|href)="([^"]+)"', response.content.decode())
    assert links and all(link.startswith("/") and not link.startswith("//") for link in links)
    for link in (link for link in links if "/static/" in link):
        assert wsgi_get(link, Path("/nowhere"))[0] == "200 OK"


def wsgi_get(path: str, dist: Path, encoding: str = "") -> tuple[str, dict[str, str], bytes]:
    seen: list[Any] = []

    def django(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("404 Not Found", [])
        return [b"django"]

    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_ACCEPT_ENCODING": encoding}
    body = b"".join(with_files(django, dist)(environ, lambda *args: seen.append(args)))
    return seen[0][0], dict(seen[0][1]), body


def test_built_files_are_immutable_and_come_compressed(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "app-h4sh.js").write_text("plain")
    (tmp_path / "assets" / "app-h4sh.js.br").write_text("br")
    (tmp_path / "index.html").write_text(SHELL)
    status, headers, body = wsgi_get("/assets/app-h4sh.js", tmp_path, "gzip, br")
    assert (status, headers["Content-Encoding"], body) == ("200 OK", "br", b"br")
    assert "immutable" in headers["Cache-Control"] and headers["X-Content-Type-Options"] == "nosniff"
    assert wsgi_get("/assets/app-h4sh.js", tmp_path)[2] == b"plain"
    assert wsgi_get("/index.html", tmp_path)[2] == b"django"


def test_the_build_stamp_changes_with_a_name_and_with_a_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dougong.config.webbuild.WEB", tmp_path)
    (tmp_path / "a.ts").write_text("1")
    first = digest([tmp_path])
    (tmp_path / "a.ts").write_text("2")
    second = digest([tmp_path])
    (tmp_path / "a.ts").rename(tmp_path / "b.ts")
    assert len({first, second, digest([tmp_path])}) == 3
