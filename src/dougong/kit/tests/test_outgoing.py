"""Calls to other machines: none to the house by a stranger's wish."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dougong.kit import outgoing
from dougong.kit.outgoing import OutgoingFailed, OutgoingRefused, OutgoingTooLarge
from tests.fixtures.places import ROOT

INSIDE = (
    "127.0.0.1", "127.9.9.9", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::7f00:1", "fd00:ec2::254",
)  # fmt: skip
OUTSIDE = ("1.1.1.1", "8.8.8.8", "223.5.5.5", "2606:4700:4700::1111")


@pytest.mark.parametrize("text", INSIDE)
def test_an_address_inside_is_not_public(text: str) -> None:
    assert not outgoing.is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", OUTSIDE)
def test_an_address_outside_is_public(text: str) -> None:
    assert outgoing.is_public(ipaddress.ip_address(text))


class _Stranger(BaseHTTPRequestHandler):
    seen: list[tuple[str, dict[str, str]]] = []

    def do_GET(self) -> None:
        self.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        if self.path == "/large":
            self.wfile.write(b"x" * 3000)
        elif self.path == "/slow":
            for _ in range(20):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        else:
            self.wfile.write(b"hello")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def stranger(settings: Any) -> Iterator[str]:
    """A server on this machine, allowed by name only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.DOUGONG_OUTGOING_ALLOWED = ("localhost",)
    _Stranger.seen = []
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_allowed_is_reached_under_its_own_name(stranger: str) -> None:
    answer = outgoing.get(f"{stranger}/x?a=1", headers={"Authorization": "Bearer s"})
    assert (answer.status, answer.content) == (200, b"hello")
    path, headers = _Stranger.seen[0]
    assert (path, headers["host"], headers["authorization"]) == ("/x?a=1", stranger[7:], "Bearer s")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "127.0.0.1.", "[::ffff:127.0.0.1]"]
)
def test_the_same_server_under_a_name_that_is_not_allowed_is_refused(stranger: str, host: str) -> None:
    with pytest.raises((OutgoingRefused, OutgoingFailed)):
        outgoing.get(f"http://{host}:{stranger.rpartition(':')[2]}/")
    assert _Stranger.seen == []


def test_a_network_can_be_allowed(stranger: str, settings: Any) -> None:
    settings.DOUGONG_OUTGOING_ALLOWED = ("127.0.0.0/8",)
    assert outgoing.get(f"http://127.0.0.1:{stranger.rpartition(':')[2]}/").status == 200


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://x/",
        "http://",
        "//x",
        "http://a@127.0.0.1/",
        "http://[::1%25lo]/",
        "http://x:99999/",
        "",
    ],
)
def test_other_schemes_and_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(OutgoingRefused):
        outgoing.get(url)


def test_a_redirect_to_the_inside_is_refused(stranger: str) -> None:
    port = stranger.rpartition(":")[2]
    with pytest.raises(OutgoingRefused):
        outgoing.get(f"{stranger}/to/http://127.0.0.1:{port}/secret")
    with pytest.raises(OutgoingRefused):
        outgoing.get(f"{stranger}/to/http://169.254.169.254/latest/meta-data/")
    assert [path for path, _ in _Stranger.seen if "secret" in path and not path.startswith("/to/")] == []


def test_a_redirect_elsewhere_loses_the_secret_and_an_endless_one_ends(stranger: str, settings: Any) -> None:
    settings.DOUGONG_OUTGOING_ALLOWED = ("localhost", "127.0.0.1")
    other = f"http://127.0.0.1:{stranger.rpartition(':')[2]}"
    answer = outgoing.get(f"{stranger}/to/{other}/end", headers={"Authorization": "Bearer s", "X-Kept": "1"})
    assert answer.url == f"{other}/end" and answer.content == b"hello"
    assert "authorization" not in _Stranger.seen[-1][1] and _Stranger.seen[-1][1]["x-kept"] == "1"
    with pytest.raises(OutgoingFailed):
        outgoing.get(f"{stranger}/to//to//to//to//to//to/x")


def test_a_name_that_changes_its_mind_gains_nothing(
    stranger: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """The address that was checked is the one that is called: the name is asked once."""
    settings.DOUGONG_OUTGOING_ALLOWED = ()
    port = int(stranger.rpartition(":")[2])
    answers = iter(["93.184.215.14", "127.0.0.1"])
    asked: list[str] = []

    def resolver(host: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        address = next(answers) if host == "rebind.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    with pytest.raises(OutgoingFailed):
        outgoing.get(f"http://rebind.example:{port}/", seconds=0.5)
    assert asked.count("rebind.example") == 1 and _Stranger.seen == []


def test_one_inner_address_among_several_spoils_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, 1, 6, "", (a, 80)) for a in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: both)
    with pytest.raises(OutgoingRefused):
        outgoing.checked("mixed.example", 80)


def test_a_large_answer_and_a_slow_one_are_cut(stranger: str) -> None:
    with pytest.raises(OutgoingTooLarge):
        outgoing.get(f"{stranger}/large", most_bytes=1000)
    with pytest.raises(OutgoingFailed):
        outgoing.get(f"{stranger}/slow", seconds=0.4)


def test_proxies_of_the_environment_are_not_asked(stranger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert outgoing.get(f"{stranger}/").status == 200


def test_nothing_else_of_the_product_calls_out() -> None:
    """Mail (smtplib by Django) aside, no module opens connections by itself."""
    import re

    calls = re.compile(
        r"^\s*(?:import|from)\s+(?:httpx|requests|urllib\.request|urllib3|http\.client|aiohttp|socket)\b", re.M
    )
    found = {
        str(path.relative_to(ROOT / "src" / "dougong"))
        for path in (ROOT / "src" / "dougong").rglob("*.py")
        if "tests" not in path.parts and calls.search(path.read_text())
    }
    allowed = {
        "kit/outgoing.py",
        "config/supervisor.py",
        "config/testdb.py",
        "kit/worker.py",
        "kit/jobs.py",
        "kit/beside.py",  # a pair of sockets between two processes of ours
    }
    assert found - allowed == set()
