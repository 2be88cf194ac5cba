"""Processes of a test's own: a worker killed at a chosen moment, and ports to serve on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from dougong.config import supervisor
from dougong.config.testdb import free_port


def kill_in_the_middle(code: str, reached: Path, seconds: float = 60) -> None:
    """Run `code` (its arguments: the test's database, and a file it makes in the middle of its work), and SIGKILL it there."""
    database = str(settings.DATABASES["default"]["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "dougong.config.settings"}
    worker = subprocess.Popen([sys.executable, "-c", code, database, str(reached)], env=environment)
    limit = time.monotonic() + seconds
    try:
        while not reached.exists() and worker.poll() is None and time.monotonic() < limit:
            time.sleep(0.05)
        assert reached.exists(), "the worker never came to the middle"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
    assert worker.returncode == -signal.SIGKILL


def free_pair() -> int:
    """A free port with a free one after it, for the stream; below the range that outgoing connections take."""
    return next(port for port in iter(free_port, 0) if port < 60000 and is_free(port + 1))


def is_free(port: int) -> bool:
    try:
        supervisor.check_port("127.0.0.1", port, "")
    except supervisor.Refused:
        return False
    return True
