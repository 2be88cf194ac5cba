"""The web process: static files before Django, then Django."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")

import ninja
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from dougong.config import csp, lifeline

ASSETS = "/assets/"


def _headers(headers: Any, path: str, url: str) -> None:
    for name, value in csp.ALWAYS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = csp.FILES
    if settings.SESSION_COOKIE_SECURE:
        headers["Strict-Transport-Security"] = csp.ONE_YEAR


def _immutable(path: str, url: str) -> bool:
    """The build puts a hash of the content into the names under /assets/."""
    return url.startswith(ASSETS)


def with_files(django: Callable[..., Iterable[bytes]], dist: Path) -> WhiteNoise:
    """Built files, with their .gz and .br beside them, from memory-mapped names; all else goes to Django."""
    served = WhiteNoise(
        django,
        max_age=3600,
        allow_all_origins=False,
        add_headers_function=_headers,
        immutable_file_test=_immutable,
        autorefresh=settings.DEBUG,
    )
    served.add_files(str(Path(ninja.__file__).parent / "static" / "ninja"), prefix="/api/docs/static/")
    if dist.is_dir():
        served.add_files(str(dist), prefix="/")
        for name in ("/index.html", "/index.html.gz", "/index.html.br"):
            served.files.pop(name, None)  # Django fills its nonce
    return served


_parent = multiprocessing.parent_process()
if _parent is not None and _parent.pid:
    lifeline.die_with_parent(_parent.pid, signal.SIGKILL)

application = with_files(get_wsgi_application(), settings.WEB_DIST)

# What is loaded by now stays: no collection need look at it again. A page makes a thousand objects and no cycles, so that
# looking for cycles after each 700 objects only costs.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
