"""`dougong up`: one command, three processes, one end."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType

from dougong.config import env as envs
from dougong.config import lifeline
from dougong.config.children import NAMES
from dougong.stewardship.backup.restoring import finish_interrupted

GRACE = 8.0  # seconds until a child that does not end is killed
BACK_OFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
STEADY = 60.0  # a child that lived this long starts again at the first pause


def say(sentence: str) -> None:
    """To the terminal, not to the log: this is for whoever typed the command."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


class Refused(Exception):
    """Why nothing was started, as a sentence."""


def hold(data: Path) -> int:
    """Lock the data folder; the descriptor holds it, also in children, so long as one of us lives."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.read(handle, 100).decode().strip() or "unknown"
        os.close(handle)
        raise Refused(
            f"another dougong (process {holder}) is using {data}; "
            "stop that one, or give this one a folder of its own with --data"
        ) from None
    os.ftruncate(handle, 0)
    os.write(handle, f"{os.getpid()}\n".encode())
    return handle


def check_port(host: str, port: int, option: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as failure:
            why = "is in use" if failure.errno in (98, 48) else f"can't be used ({failure.strerror})"
            raise Refused(f"port {port} on {host} {why}; choose another with {option}") from None


def check_exposure(env: envs.Env) -> None:
    """Beyond this machine, sign-in needs a secure origin, and so do camera and place on phones."""
    if not env.loopback and not env.secure:
        raise Refused(
            f"{env.host} is reachable from other machines: set DOUGONG_TLS_CERT and DOUGONG_TLS_KEY, "
            "or DOUGONG_BEHIND_PROXY=yes when a proxy in front ends TLS"
        )
    if (env.behind_proxy or not env.loopback) and not env.allowed_hosts:
        raise Refused("name the host names people type in DOUGONG_ALLOWED_HOSTS; other names are not answered")


@dataclass
class Child:
    """One process in a process group of its own, so that its helpers end with it."""

    name: str
    argv: list[str]
    lock: int
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0

    def start(self) -> None:
        before = partial(lifeline.die_with_parent, os.getpid())
        self.process = subprocess.Popen(self.argv, process_group=0, preexec_fn=before, pass_fds=(self.lock,))
        self.started = time.monotonic()

    def check(self) -> None:
        """Start it when its time has come; when it has died, say so and set that time."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.signal(signal.SIGKILL)
        self.process = None
        self.failures = 0 if now - self.started > STEADY else self.failures + 1
        pause = BACK_OFF[min(self.failures, len(BACK_OFF)) - 1] if self.failures else BACK_OFF[0]
        self.due = now + pause
        say(f"dougong: {self.name} ended ({_ending(code)}); starting it again in {pause:g} s")

    def signal(self, number: int) -> None:
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}"


@dataclass
class Supervisor:
    children: list[Child]
    ended: bool = False
    pause: Callable[[float], None] = field(default=time.sleep)

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        try:
            while not self.ended:
                for child in self.children:
                    child.check()
                self.pause(0.2)
        finally:
            self.stop()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.ended = True

    def stop(self) -> None:
        """Ask all to end, wait, then kill what is left of their groups."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        limit = time.monotonic() + GRACE
        while time.monotonic() < limit and any(child.alive() for child in self.children):
            self.pause(0.05)
        for child in self.children:
            if child.alive():
                say(f"dougong: {child.name} did not end in {GRACE:g} s and was killed")
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()


def step(*argv: str, lock: int) -> None:
    """Run one of our own commands to its end before the children start."""
    command = [sys.executable, "-m", "dougong", *argv]
    before = partial(lifeline.die_with_parent, os.getpid())
    done = subprocess.run(command, preexec_fn=before, pass_fds=(lock,), check=False)
    if done.returncode:
        raise Refused(f"`dougong {' '.join(argv)}` failed; nothing was started")


def _fresh_run_folder(data: Path) -> None:
    """Counters of the last run are gone with it."""
    folder = data / "run" / "metrics"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in folder.glob("*.db"):
        old.unlink()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def up(env: envs.Env) -> int:
    """Start all and stay until told to end; 0 after a clean end, 1 when nothing could be started."""
    try:
        check_exposure(env)
        finish_interrupted(env.data, env.database_url)
        envs.keys(env)
        lock = hold(env.data)
        check_port(env.host, env.port, "--port")
        check_port(env.host, env.stream_port, "DOUGONG_STREAM_PORT")
        step("manage", "migrate", "--verbosity", "0", "--no-input", lock=lock)
        if env.demo:
            step("demo", lock=lock)
    except Refused as refusal:
        say(f"dougong: {refusal}")
        return 1
    except KeyboardInterrupt:
        return 1
    _fresh_run_folder(env.data)
    module = [sys.executable, "-m", "dougong.config.children"]
    children = [Child(name, [*module, name], lock) for name in NAMES]
    scheme, name = ("https" if env.tls_cert else "http"), ("localhost" if env.loopback else env.host)
    say(f"斗拱 Dougong: {scheme}://{name}:{env.port}  (data {env.data}; Ctrl-C ends it)")
    Supervisor(children).run()
    say("dougong: ended")
    return 0
