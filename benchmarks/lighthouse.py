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

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dougong.accounts.demo_people import DOMAIN, PASSWORD  # noqa: E402  the root has to be on the path first
from dougong.config import testdb  # noqa: E402
from dougong.config.webbuild import node_folder  # noqa: E402
from tests.journeys.desk import FLAGS  # noqa: E402
from tests.journeys.house import House  # noqa: E402

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


@contextmanager
def signed_in(url: str, login: str | None, chromium: str) -> Iterator[tuple[Page, int]]:
    """A browser whose own profile is signed in, as a person comes back to it; its page and its debugger's port."""
    port = testdb.free_port()
    with tempfile.TemporaryDirectory(prefix="dougong-lighthouse-") as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=[*FLAGS, f"--remote-debugging-port={port}"], locale="zh-CN"
        )
        page = context.new_page()
        if login is not None:
            page.goto(url)
            page.get_by_label("手机号或邮箱").fill(f"{login}@{DOMAIN}")
            page.get_by_label("密码").first.fill(PASSWORD)
            page.keyboard.press("Enter")
            page.locator("main#content").wait_for()
        page.goto("about:blank")
        yield page, port
        context.close()


def once(address: str, page: Page, port: int) -> dict[str, float]:
    """Scores of 100; milliseconds until the largest part was painted and in which the page was blocked; the machine's speed.

    The cache is emptied, the sign-in is kept. A machine at rest has an index of 1,500 and more: below 1,000 it was busy,
    and the scores say more about it than about the page.
    """
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    node = str(node_folder() / "node")
    cli = str(ROOT / "web" / "node_modules" / "lighthouse" / "cli" / "index.js")
    command = [
        node, cli, address, "--preset=desktop", "--output=json", "--quiet", f"--port={port}", "--disable-storage-reset",
        "--only-categories=performance,accessibility",
    ]  # fmt: skip
    done = subprocess.run(command, env={**os.environ, "NO_PROXY": "*"}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"lighthouse failed on {address}: {done.stderr[-800:]}")
    report = json.loads(done.stdout)
    scores = {name: 100 * report["categories"][name]["score"] for name in FLOORS}
    audits = report["audits"]
    return {
        **scores,
        "paint": audits["largest-contentful-paint"]["numericValue"],
        "blocked": audits["total-blocking-time"]["numericValue"],
        "speed": report["environment"]["benchmarkIndex"],
    }


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
            with signed_in(house.url, login, chromium) as (page, port):
                runs = [once(house.url + path, page, port) for _ in range(chosen.runs)]
            middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            fine = all(middle[key] >= floor for key, floor in FLOORS.items())
            kept = kept and fine
            told = "  ".join(f"{key} {middle[key]:3.0f} (floor {floor})" for key, floor in FLOORS.items())
            rest = (
                f"paint {middle['paint']:5.0f} ms  blocked {middle['blocked']:4.0f} ms  machine {middle['speed']:5.0f}"
            )
            print(f"{name:<12} {told}  {rest}  {'kept' if fine else 'MISSED'}", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
