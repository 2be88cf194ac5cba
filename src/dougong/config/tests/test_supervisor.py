"""`dougong up` as an operator meets it: real processes, real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from dougong.config import env, supervisor
from tests.processes import free_pair, is_free

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("supervisor")]


class House:
    """One `dougong up` on a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_pair()
        self.log = data.parent / f"{data.name}.log"
        self.process = self.launch(self.port)

    def launch(self, port: int) -> subprocess.Popen[bytes]:
        environ = {"PATH": os.environ["PATH"], "DOUGONG_DATA": str(self.data)}
        command = [sys.executable, "-m", "dougong", "up", "--port", str(port)]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, env=environ, stdout=log, stderr=log)

    def said(self) -> str:
        return self.log.read_text()

    def pids(self) -> list[int]:
        """Every living process that was started for this data folder."""
        mark = f"DOUGONG_DATA={self.data}".encode()
        return [pid for pid in _processes() if mark in _environ(pid)]

    def child(self, name: str) -> int | None:
        wanted = f"dougong.config.children\0{name}\0".encode()
        mine = f"PPid:\t{self.process.pid}\n".encode()
        ours = [pid for pid in self.pids() if mine in _read(f"/proc/{pid}/status")]
        found = [pid for pid in ours if wanted in _read(f"/proc/{pid}/cmdline")]
        return found[0] if found else None

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as failure:
            return failure.code
        except OSError:
            return 0


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def _environ(pid: int) -> list[bytes]:
    return _read(f"/proc/{pid}/environ").split(b"\0")


def until(true: Callable[[], object], seconds: float, what: str) -> None:
    limit = time.monotonic() + seconds
    while not true():
        if time.monotonic() > limit:
            pytest.fail(f"not within {seconds:g} s: {what}")
        time.sleep(0.1)


@pytest.fixture
def house(tmp_path: Path) -> Generator[House, None, None]:
    running = House(tmp_path / "data")
    try:
        until(lambda: running.get("/healthz") == 200, 240, f"healthz; it said {running.said()[-2000:]}")
        yield running
    finally:
        for pid in running.pids():
            os.kill(pid, signal.SIGKILL)
        running.process.wait()


def test_it_serves_refuses_a_second_revives_the_dead_and_ends_clean(house: House) -> None:
    until(lambda: house.get("/readyz") == 200, 120, "readyz: database, migrations, worker")
    until(lambda: _is_taken(house.port + 1), 120, "the stream's port")

    second = house.launch(free_pair())
    assert second.wait(timeout=120) == 1
    assert f"another dougong (process {house.process.pid}) is using {house.data}" in house.said()

    for name in ("worker", "web"):
        dead = house.child(name)
        assert dead is not None
        os.kill(dead, signal.SIGKILL)
        until(lambda name=name, dead=dead: house.child(name) not in (None, dead), 120, f"{name} again")
        assert f"{name} ended (signal SIGKILL); starting it again" in house.said()
    until(lambda: house.get("/healthz") == 200, 120, "the web process answers again")

    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(timeout=120) == 0
    assert house.pids() == []
    assert "Traceback" not in house.said() and "was killed" not in house.said()


def _is_taken(port: int) -> bool:
    return not is_free(port)


def test_a_supervisor_killed_outright_leaves_nothing_behind(house: House) -> None:
    assert len(house.pids()) >= 4
    house.process.kill()
    house.process.wait()
    until(lambda: house.pids() == [], 12, f"no process left, there are {house.pids()}")


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        with pytest.raises(supervisor.Refused, match=rf"port {port} on 127\.0\.0\.1 is in use; choose .* --port"):
            supervisor.check_port("127.0.0.1", port, "--port")


def test_beyond_loopback_a_certificate_or_a_proxy_is_demanded() -> None:
    with pytest.raises(supervisor.Refused, match="DOUGONG_TLS_CERT"):
        supervisor.check_exposure(env.load({"DOUGONG_HOST": "0.0.0.0"}))
    proxied = {"DOUGONG_HOST": "0.0.0.0", "DOUGONG_BEHIND_PROXY": "yes"}
    with pytest.raises(supervisor.Refused, match="DOUGONG_ALLOWED_HOSTS"):
        supervisor.check_exposure(env.load(proxied))
    supervisor.check_exposure(env.load({**proxied, "DOUGONG_ALLOWED_HOSTS": "crm.example.com"}))
    supervisor.check_exposure(env.load({"DOUGONG_HOST": "127.0.0.1"}))


def test_the_folderis_free_again_when_the_lock_is_let_go(tmp_path: Path) -> None:
    first = supervisor.hold(tmp_path)
    with pytest.raises(supervisor.Refused, match=f"process {os.getpid()}"):
        supervisor.hold(tmp_path)
    os.close(first)
    os.close(supervisor.hold(tmp_path))


def test_a_child_that_keeps_dying_is_started_with_growing_pauses(capsys: pytest.CaptureFixture[str]) -> None:
    lock = os.open(os.devnull, os.O_RDONLY)
    child = supervisor.Child("web", [sys.executable, "-c", "raise SystemExit(3)"], lock)
    pauses = []
    for _ in range(3):
        child.due = 0.0
        child.check()
        assert child.process is not None
        child.process.wait()
        before = time.monotonic()
        child.check()
        pauses.append(round(child.due - before, 1))
    os.close(lock)
    assert pauses == [0.5, 1.0, 2.0]
    assert capsys.readouterr().err.count("web ended (exit 3); starting it again") == 3
