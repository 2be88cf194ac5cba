"""The three processes under the supervisor: `python -m dougong.config.children web|stream|worker`."""

from __future__ import annotations

import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")

NAMES = ("web", "stream", "worker")
STOP_SECONDS = 3  # open streams and slow requests get this long


def _server(target: str, interface: str, port: int, **options: Any) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from dougong.config import env

    settings = env.load_or_exit()
    Granian(
        target,
        address=settings.host,
        port=port,
        interface=Interfaces(interface),
        websockets=False,
        log_level=LogLevels.warning,
        ssl_cert=settings.tls_cert,
        ssl_key=settings.tls_key,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=STOP_SECONDS,
        **options,
    ).serve()


def web() -> None:
    from dougong.config import env

    settings = env.load_or_exit()
    threads, workers = settings.web_threads, settings.web_workers
    _server("dougong.config.wsgi:application", "wsgi", settings.port, workers=workers, blocking_threads=threads)


def stream() -> None:
    from dougong.config import env

    _server("dougong.config.asgi:application", "asginl", env.load_or_exit().stream_port)


def worker() -> None:
    import django

    django.setup()
    from dougong.kit.worker import run_forever

    run_forever()


def main(name: str) -> None:
    {"web": web, "stream": stream, "worker": worker}[name]()


if __name__ == "__main__":
    main(sys.argv[1])
