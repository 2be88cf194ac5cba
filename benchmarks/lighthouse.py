"""Lighthouse on the pages people meet first, of a running demo company.

    python benchmarks/lighthouse.py [--runs 3] [--url http://localhost:8000]

Desktop preset, the median of three runs; prints performance and accessibility beside their floors, and fails below one.
Without --url it starts a demo company of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dougong.accounts.demo_people import DOMAIN, PASSWORD  # noqa: E402  the root has to be on the path first
from dougong.config.webbuild import node_folder  # noqa: E402
from tests.journeys.desk import FLAGS  # noqa: E402
from tests.journeys.house import House  # noqa: E402
from tests.journeys.person import Person  # noqa: E402

FLOORS = {"performance": 90, "accessibility": 95}
PAGES = (("login", "/", None), ("dashboard", "/dashboard", "manager"), ("client list", "/clients", "fang"))


@contextmanager
def running(url: str) -> Iterator[Any]:
    if url:
        yield SimpleNamespace(url=url)
        return
    with tempfile.TemporaryDirectory(prefix="dougong-lighthouse-") as folder:
        house = House(Path(folder) / "data", demo=True, DOUGONG_LOG_LEVEL="WARNING")
        try:
            yield house.open()
        finally:
            house.close()


def cookies(url: str, login: str | None) -> str:
    """Lighthouse empties the browser's storage first, so a sign-in travels in a header."""
    if login is None:
        return ""
    jar = Person(url).sign_in(f"{login}@{DOMAIN}", PASSWORD).http.cookies
    return "; ".join(f"{name}={value}" for name, value in jar.items())


def once(address: str, cookie: str, chromium: str) -> dict[str, float]:
    """Scores of 100, and the milliseconds until the largest part was painted."""
    node = str(node_folder() / "node")
    cli = str(ROOT / "web" / "node_modules" / "lighthouse" / "cli" / "index.js")
    headers = [f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []
    command = [
        node, cli, address, "--preset=desktop", "--output=json", "--quiet", "--only-categories=performance,accessibility",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}", *headers,
    ]  # fmt: skip
    environ = {**os.environ, "CHROME_PATH": chromium, "NO_PROXY": "*"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"lighthouse failed on {address}: {done.stderr[-800:]}")
    report = json.loads(done.stdout)
    if not report["finalDisplayedUrl"].startswith(address.rstrip("/")):
        raise SystemExit(f"{address} led to {report['finalDisplayedUrl']}")
    scores = {name: 100 * report["categories"][name]["score"] for name in FLOORS}
    return {**scores, "paint": report["audits"]["largest-contentful-paint"]["numericValue"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--url", default="")
    chosen = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("SKIPPED: Chromium is not installed (make system)")
        return 0
    kept = True
    with running(chosen.url) as house:
        for name, path, login in PAGES:
            cookie = cookies(house.url, login)
            runs = [once(house.url + path, cookie, chromium) for _ in range(chosen.runs)]
            middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            fine = all(middle[key] >= floor for key, floor in FLOORS.items())
            kept = kept and fine
            told = "  ".join(f"{key} {middle[key]:3.0f} (floor {floor})" for key, floor in FLOORS.items())
            print(
                f"{name:<12} {told}  largest paint {middle['paint']:5.0f} ms  {'kept' if fine else 'MISSED'}",
                flush=True,
            )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
