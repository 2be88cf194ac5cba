"""What the access rules add to a page of a list in CPU: the same requests with the rules on and off, in one run.

    python benchmarks/access.py [--sample]

On is a person's session looked up, his grants, the row filter and the field rules; off is the system, which is asked nothing
and filtered by nothing. Both read 50 rows of the same list in the same order. The database's part counts too. Batches of the
two take turns, and the best of each is taken, so that other work on the machine falls on both. --sample is for every build.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import _server

LIMITS = {"all": 0.5, "tree": 1.2, "own": 1.2}
LISTS = ("clients", "opportunities")
BATCHES = 9


def child(requests: int, name: str, pids: list[int]) -> bool:
    import django

    django.setup()
    from django.conf import settings

    from dougong.config import api  # noqa: F401  registers the lists
    from dougong.kit.actor import Actor

    sessions: dict[str, str] = json.loads(Path(settings.ENV.data, "sessions.json").read_text())
    kept = True
    for code in LISTS:
        for scope, limit in LIMITS.items():
            added = measure(code, sessions[scope], Actor.system(), max(1, requests // BATCHES), pids)
            kept &= added <= limit
            verdict = "kept" if added <= limit else "MISSED"
            print(f"{name} {code}, {scope:<5} rules add {added:6.2f} ms  limit {limit:4.1f}  {verdict}", flush=True)
    return kept


def measure(code: str, session: str, system: Any, each: int, pids: list[int]) -> float:
    """Milliseconds of CPU that a page with the rules costs above one without."""
    from django.http import QueryDict

    from dougong.accounts.actors import actor_of_session
    from dougong.kit.access import require
    from dougong.kit.jsonable import dumps
    from dougong.kit.listing import list_spec, page

    spec, query = list_spec(code), QueryDict("size=50")
    assert spec is not None

    def on() -> None:
        actor = actor_of_session(session)
        assert actor is not None
        require(actor, spec.resource, "view")
        dumps(page(spec, actor, query))

    def off() -> None:
        dumps(page(spec, system, query))

    for _ in range(10):
        on(), off()
    best = {on: float("inf"), off: float("inf")}
    for _ in range(BATCHES):
        for run in (on, off):
            begun = time.process_time() + _server.cpu(pids)
            for _ in range(each):
                run()
            best[run] = min(best[run], (time.process_time() + _server.cpu(pids) - begun) * 1000 / each)
    return best[on] - best[off]


def main() -> int:
    sample = "--sample" in sys.argv
    kept = True
    for place in _server.places(10_000 if sample else 100_000):
        more = {"DOUGONG_DATABASE_URL": place.url} if place.url else {}
        command = [sys.executable, __file__, "--child", str(90 if sample else 900), place.name, json.dumps(place.pids)]
        environ = _server._environ(DOUGONG_DATA=str(place.folder), **more)
        kept &= subprocess.run(command, env=environ, check=False).returncode == 0
    return 0 if kept else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
        sys.exit(0 if child(int(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])) else 1)
    sys.exit(main())
