"""The drill: an archive is restored aside, as on another machine, looked through, timed, and thrown away. What remains is a certificate."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dougong
from dougong.kit import clock
from dougong.kit.jsonable import plain
from dougong.stewardship.backup.making import digest_of
from dougong.stewardship.backup.places import Place
from dougong.stewardship.backup.restoring import Clock, Restored, Run, Telling, fill
from dougong.stewardship.backup.sealing import header_of

Progress = Callable[[int, int, str], None]
SCHEMA = "dougong_drill"
#: Files of which every byte is read again from where they were restored to. While they were restored all were.
SAMPLE = 200
#: No drill takes as long: what is older was left by one that was killed.
LEFT_SECONDS = 12 * 3600


def drill(
    path: Path,
    key: str,
    folder: Path,
    database_url: str = "",
    *,
    progress: Progress = lambda done, total, message: None,
    run: Run | None = None,
) -> dict[str, Any]:
    """The certificate's facts. Raises what is wrong with the archive; findings in what it holds are in `checks`.

    `recovery_seconds` is from the command to an installation that could be opened: schema, rows, files, comparison, migrations,
    checks. Aside means a folder in `folder` and, with PostgreSQL, a schema of its own in the same database.
    """
    begun_at, begun = clock.now(), time.monotonic()
    telling = Telling(progress)
    run = run or telling.run
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.glob(".drill-*"):  # of one that was killed
        if time.time() - left.stat().st_mtime > LEFT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=".drill-", dir=folder))
    place = Place(aside / "data", database_url, schema=SCHEMA)
    seconds: dict[str, float] = {}
    try:
        place.clear()
        place.begin()
        watch = Clock(seconds)
        found = fill(path, key, place, progress=telling, run=run, clock=watch)
        with watch.step("check"):
            found.checks = run(place, "check", {"sample": SAMPLE})
        took = round(time.monotonic() - begun, 2)
    finally:
        place.clear()
        shutil.rmtree(aside, ignore_errors=True)
    return _certificate(path, found, begun_at, took, seconds, place)


def _certificate(
    path: Path, found: Restored, begun_at: Any, took: float, seconds: dict[str, float], place: Place
) -> dict[str, Any]:
    counts = {"code": "counts", "ok": True, "looked": found.rows, "wrong": [], "count": 0}
    names = [missing["name"] or missing["id"] for missing in found.missing]
    gone = {"code": "complete", "ok": not names, "looked": found.files, "wrong": names[:20], "count": len(names)}
    checks = [counts, gone, *found.checks["checks"]]
    head = found.head
    told = {
        "format": 1,
        "passed": all(check["ok"] for check in checks),
        "company": head.get("company", ""),
        "archive": {
            "name": path.name, "size": path.stat().st_size, "sha256": digest_of(path), "made_at": header_of(path)[0]["made_at"],
            "made_with": head["made_with"], "engine": head["engine"],
        },
        "restored": {"engine": "postgresql" if place.on_server else "sqlite", "version": dougong.__version__,
                     "migrated": found.migrated},
        "begun_at": begun_at, "finished_at": clock.now(),
        "recovery_seconds": took, "seconds": seconds,
        "rows": found.rows, "tables": found.tables, "files": found.files,
        "checks": checks,
    }  # fmt: skip
    made: dict[str, Any] = plain(told)
    return made
