"""The stream process: server-sent events and nothing else (the ORM is six times slower under ASGI)."""

from __future__ import annotations

import multiprocessing
import os
import signal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")

import django

from dougong.config import lifeline

_parent = multiprocessing.parent_process()
if _parent is not None and _parent.pid:
    lifeline.die_with_parent(_parent.pid, signal.SIGKILL)

django.setup()

from dougong.kit.stream_app import application as application  # noqa: E402 - needs the set-up above
