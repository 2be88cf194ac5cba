"""One `dougong up` on a data folder and ports of its own, as an operator starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from dougong.accounts.demo_people import PASSWORD as DEMO_PASSWORD
from tests.journeys.person import Person
from tests.processes import free_pair

#: Everybody of a journey signs in with it; the demo company has its own.
PASSWORD = "correct horse 3 stable"
#: The engines of a company, as parameters. What is on PostgreSQL runs in one process, which founds one company on one server.
SQLITE = pytest.param("sqlite")
POSTGRES = pytest.param("postgres", marks=pytest.mark.xdist_group("journeys-postgres"))


def until(true: Callable[[], Any], seconds: float, what: str | Callable[[], str]) -> Any:
    """The first true answer; the test fails in words when there is none in time."""
    limit = time.monotonic() + seconds
    while not (found := true()):
        if time.monotonic() > limit:
            pytest.fail(f"not within {seconds:g} s: {what if isinstance(what, str) else what()}")
        time.sleep(0.2)
    return found


class House:
    def __init__(self, data: Path, *, database_url: str = "", demo: bool = False, **settings: str) -> None:
        self.data, self.demo = data, demo
        self.password = DEMO_PASSWORD if demo else PASSWORD
        self.port = free_pair()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / f"{data.name}.log"
        given = {"DOUGONG_DATA": str(data), "DOUGONG_DATABASE_URL": database_url, **settings}
        self.environ = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **{k: v for k, v in given.items() if v}}
        data.parent.mkdir(parents=True, exist_ok=True)
        self.process: subprocess.Popen[bytes] | None = None

    # ---- its life

    def open(self) -> House:
        command = [sys.executable, "-m", "dougong", "up", "--port", str(self.port), *(["--demo"] if self.demo else [])]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environ, stdout=log, stderr=log)
        until(self._ready, 600 if self.demo else 180, lambda: f"readyz; it said {self.said()[-3000:]}")
        return self

    def close(self) -> None:
        """Asked to end; what is left of it after that is killed."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=30)
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _ready(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            pytest.fail(f"dougong up ended with {self.process.returncode}: {self.said()[-3000:]}")
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False).status_code == 200
        return False

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def command(self, *argv: str, text: str = "") -> str:
        """Run `dougong …` beside the running house; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "dougong", *argv], env=self.environ, input=text, text=True, capture_output=True
        )
        assert done.returncode == 0, f"dougong {' '.join(argv)}: {done.stderr}"
        return done.stdout

    # ---- its processes

    def _pids(self) -> list[int]:
        mark = f"DOUGONG_DATA={self.data}".encode()
        return [pid for pid in _processes() if mark in _read(f"/proc/{pid}/environ").split(b"\0")]

    def child(self, name: str) -> int | None:
        """The process of `web`, `stream` or `worker` under the supervisor."""
        assert self.process is not None
        wanted, parent = f"dougong.config.children\0{name}\0".encode(), f"PPid:\t{self.process.pid}\n".encode()
        ours = (pid for pid in self._pids() if parent in _read(f"/proc/{pid}/status"))
        return next((pid for pid in ours if wanted in _read(f"/proc/{pid}/cmdline")), None)

    # ---- its people

    def person(self, login: str, password: str = "") -> Person:
        return Person(self.url).sign_in(login, password or self.password)

    def visitor(self) -> Person:
        return Person(self.url)


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""
