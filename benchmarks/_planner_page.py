"""The planner's page on a large plan, in Debian's Chromium: CPU of its renderer, how long a row takes to follow a hand, frames.

Seconds of CPU are those of the page's own process (they do not know how busy the machine is); frames are told by their length and
by what of it was work of the page's main thread.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def session_of(person: Any) -> str:
    """The key of a session in which he is signed in."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    from dougong.accounts import sessions

    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    sessions.begin(store, person, remember=True)
    store.save()
    return str(store.session_key)


def missing() -> str:
    """Why the page can't be measured here, or nothing."""
    if shutil.which("chromium") is None:
        return "Chromium is not installed (make system)"
    return "" if (ROOT / "web" / "dist" / "index.html").is_file() else "the web app is not built (make web)"


class Chart:
    """The chart on its page, and what its process has used so far."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("Performance.enable")

    def used(self) -> dict[str, float]:
        """Milliseconds: work of the page's main thread since it began, and of that scripts, styles and layout."""
        found = {m["name"]: m["value"] for m in self.cdp.send("Performance.getMetrics")["metrics"]}
        names = {
            "work": "TaskDuration",
            "script": "ScriptDuration",
            "style": "RecalcStyleDuration",
            "layout": "LayoutDuration",
        }
        return {name: 1000 * found[key] for name, key in names.items()}

    def cost(self, name: str, act: Any) -> None:
        """What an act took until the page was quiet, and what of it was work of the page."""
        before, begun = self.used(), time.perf_counter()
        act()
        wall = 1000 * (time.perf_counter() - begun)
        self.quiet()
        after = self.used()
        parts = "  ".join(f"{key} {after[key] - before[key]:5.0f}" for key in after)
        print(f"    {name:<30} {wall:6.0f} ms seen   {parts}", flush=True)

    def quiet(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("() => new Promise((done) => requestIdleCallback(() => done(), { timeout: 3000 }))")

    def bars(self) -> None:
        self.page.wait_for_selector(".gantt_task_line", timeout=120_000)

    def frames(self, name: str, by: tuple[int, int], times: int) -> None:
        """Frames while the wheel turns, one turn for each."""
        self.page.mouse.move(1000, 500)
        before = self.used()
        self.page.evaluate(_BEGIN)
        for _ in range(times):
            self.page.mouse.wheel(*by)
            self.page.wait_for_timeout(16)
        lengths = sorted(self.page.evaluate(_END))
        work = (self.used()["work"] - before["work"]) / times
        share = sum(length <= 17.5 for length in lengths) / len(lengths)
        print(
            f"    {name:<30} median {lengths[len(lengths) // 2]:4.0f} ms  95 % within {lengths[int(0.95 * len(lengths))]:4.0f} ms"
            f"  {share:4.0%} in a frame of 60 Hz  work {work:4.1f} ms a turn",
            flush=True,
        )


_BEGIN = """() => {
  window.frameLengths = [];
  let last = performance.now();
  const next = () => {
    const now = performance.now();
    window.frameLengths?.push(now - last);
    last = now;
    if (window.frameLengths) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""
_END = "() => { const found = window.frameLengths; window.frameLengths = undefined; return found; }"


def measure(url: str, project: Any, session: str) -> None:
    """Prints what the page takes to come, to follow a drag and to scroll."""
    from playwright.sync_api import sync_playwright

    from tests.journeys.desk import FLAGS

    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        context.add_cookies([{"name": "dougong_session", "value": session, "url": url}])
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{url}/projects/{project.pk}")
        page.wait_for_load_state("networkidle")
        chart = Chart(page)
        _walk(chart)
        browser.close()


def _walk(chart: Chart) -> None:
    page = chart.page
    chart.cost("the plan, until its bars", lambda: (page.get_by_text("计划", exact=True).first.click(), chart.bars()))
    boxes = [bar.bounding_box() for bar in page.locator(".gantt_task_line:not(.g-fixed)").all()[:60]]
    box = next(
        x for x in boxes if x and x["x"] > 740 and x["x"] + x["width"] < 1300 and x["width"] > 12 and x["y"] > 180
    )
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 5)
    page.mouse.down()
    chart.cost("a drag, until its answer", lambda: _drag(page, box))
    chart.cost("let go, until it is kept", lambda: _let_go(page))
    chart.cost("undo by key", lambda: _undo(page))
    for name, by in (("scroll down", (0, 90)), ("scroll sideways", (90, 0))):
        chart.frames(name, by, 60)


def _drag(page: Any, box: dict[str, float]) -> None:
    with page.expect_response(lambda r: "/preview" in r.url):
        for step in range(1, 13):
            page.mouse.move(box["x"] + box["width"] / 2 + 6 * step, box["y"] + 5)
    page.wait_for_selector(".g-tip .t2")


def _let_go(page: Any) -> None:
    with page.expect_response(lambda r: r.url.endswith("/move")):
        page.mouse.up()
    page.wait_for_timeout(50)


def _undo(page: Any) -> None:
    page.locator(".g-host").focus()
    with page.expect_response(lambda r: r.url.endswith("/undo")):
        page.keyboard.press("Control+z")
    page.wait_for_timeout(50)


def serve(data: str) -> tuple[subprocess.Popen[bytes], str]:
    """`dougong up` on this data folder; its process and its address. The caller ends it."""
    import httpx

    from tests.journeys.house import House

    house = House(Path(data), DOUGONG_LOG_LEVEL="WARNING")
    command = [sys.executable, "-m", "dougong", "up", "--port", str(house.port)]
    process = subprocess.Popen(command, env=house.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        with suppress(httpx.HTTPError):
            if httpx.get(f"{house.url}/readyz", timeout=5, trust_env=False).status_code == 200:
                return process, house.url
        time.sleep(0.2)
    raise SystemExit("dougong up did not come up")
