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

#: How a worker begins that is to be killed: with the test's database and files, and `stand_still` for the middle of its work.
_BEGUN = """
import pathlib, sys, time
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"], settings.MEDIA_ROOT, reached = sys.argv[1:]
def stand_still():
    pathlib.Path(reached).touch()
    time.sleep(600)
"""


def kill_in_the_middle(code: str, reached: Path, seconds: float = 60) -> None:
    """Run `code`, which calls `stand_still` in the middle of its work and so makes the file `reached`, and SIGKILL it there."""
    told = [str(settings.DATABASES["default"]["NAME"]), str(settings.MEDIA_ROOT), str(reached)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "dougong.config.settings"}
    worker = subprocess.Popen([sys.executable, "-c", _BEGUN + code, *told], env=environment)
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
