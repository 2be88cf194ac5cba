"""Running a reader of strangers' documents in a process of its own: limits of memory and time, no settings, no database, no keys."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import dougong

MEMORY = 3 * 1024**3


def run(module: str, *args: str, data: bytes | None = None, seconds: int) -> dict[str, Any]:
    """What `python -m module` writes as JSON, given `data` on its input. Never raises for what a document does to its reader:
    `{"problem": "too_long"}` or `{"problem": "damaged"}`."""
    # Nothing of the server's settings, and none of its secrets, goes along.
    environ = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(Path(dougong.__file__).parent.parent)}
    given: dict[str, Any] = {"stdin": subprocess.DEVNULL} if data is None else {"input": data}
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *args], env=environ, capture_output=True, timeout=seconds, check=False, **given
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"problem": "damaged"}
    except subprocess.TimeoutExpired:
        return {"problem": "too_long"}
    except ValueError:
        return {"problem": "damaged"}
    return answer


def limit(seconds: int) -> None:
    """Of the process that reads: so much processor time, MEMORY, and no file written."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
