"""What a browser must load before management sees its figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dougong.accounts.demo_people import DOMAIN
from tests.journeys.desk import PATIENCE, Desk
from tests.journeys.house import House

pytestmark = [pytest.mark.services, pytest.mark.browser, pytest.mark.slow]
LIMIT = 450_000  # bytes of JavaScript, gzip
#: Chunks of their own that come after the page stands.
LAZY = re.compile(r"^\w*Chart-|^charts-|^Planner-")


def test_from_the_door_to_the_dashboard_little_is_loaded(
    demo: House, browser: Browser, built_web: Path, shots: Path
) -> None:
    desk = Desk(browser, demo, shots)
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url.partition("?")[0].rpartition("/")[2]))
    try:
        desk.sign_in(f"manager@{DOMAIN}", demo.password)
        desk.page.wait_for_url("**/dashboard")
        expect(desk.heading("签约与回款")).to_be_visible(timeout=PATIENCE)
        desk.settle()
    finally:
        desk.close()
    scripts = {name for name in asked if name.endswith(".js")}
    sizes = {name: _packed(built_web / "assets" / name) for name in scripts if not LAZY.search(name)}
    print(
        f"login to dashboard: {sum(sizes.values()):,} bytes of JavaScript (gzip) in {len(sizes)} files; lazy: {scripts - set(sizes)}"
    )
    assert len(scripts) > len(sizes) > 3, "the charts are chunks of their own"
    assert sum(sizes.values()) <= LIMIT, sorted(sizes.items(), key=lambda pair: -pair[1])[:10]


def _packed(file: Path) -> int:
    """As sent to a browser that takes gzip; what is too small to be packed goes as it is."""
    packed = file.with_name(f"{file.name}.gz")
    return (packed if packed.exists() else file).stat().st_size
