"""A person at a browser: clicks and types what the screen offers, by role and name; keeps a picture of each step."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as Timeout

from tests.journeys.house import PASSWORD, House

WIDE = (1440, 900)
PHONE = (390, 844)
#: Of one step on a machine that is busy with other work.
PATIENCE = 45_000
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Desk:
    def __init__(self, browser: Browser, house: House, shots: Path, *, phone: bool = False) -> None:
        self.house, self.shots, self.phone = house, shots, phone
        width, height = PHONE if phone else WIDE
        self.context: BrowserContext = browser.new_context(
            base_url=house.url, viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai",
            color_scheme="light", reduced_motion="reduce", has_touch=phone,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.said.append(f"uncaught: {e}"))

    # ---- moving about

    def sign_in(self, login: str, password: str = PASSWORD) -> Desk:
        """By the keyboard alone."""
        self.page.goto("/")
        self.field("手机号或邮箱").fill(login)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(password)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("main#content")).to_be_visible(timeout=PATIENCE)
        return self

    def goto(self, path: str) -> None:
        self.page.goto(path)
        self.settle()

    def settle(self) -> None:
        """Until nothing is loading: no skeleton, and no request under way for a moment, if that moment comes at all: on a
        machine with much to do answers follow each other without one."""
        with suppress(Timeout):
            self.page.wait_for_load_state("networkidle", timeout=10_000)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0, timeout=PATIENCE)

    def light(self, *, dark: bool) -> None:
        """The light that the person's machine asks for; until the page has followed it."""
        wanted = "dark" if dark else "light"
        self.page.emulate_media(color_scheme=wanted, reduced_motion="reduce")
        expect(self.page.locator(f":root[data-theme={wanted}]")).to_have_count(1)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def find(self, text: str, *words: str) -> None:
        """Ctrl K, a part of the name, and the record. What was written a moment ago is found a moment later."""
        self.press("Control+k")
        box = self.page.get_by_role("combobox", name="搜索或跳转")
        hit = self.page.get_by_role("option")
        for word in words:
            hit = hit.filter(has_text=word)
        for _ in range(30):
            box.fill("")
            box.press_sequentially(text)
            with suppress(AssertionError):
                expect(hit.first).to_be_visible(timeout=4_000)
                break
        hit.first.click()
        self.settle()

    # ---- what is on the page

    def heading(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("heading", name=name)

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name)

    def click(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        self.button(name, within).first.click()

    def tab(self, name: str) -> None:
        """Until it is the one shown: a tab that moves between the finger's down and up (its page was just made wider) hears
        no click."""
        tab = self.page.get_by_role("tab", name=name).first
        for _ in range(10):
            tab.click()
            with suppress(AssertionError):
                expect(tab).to_have_attribute("aria-selected", "true", timeout=4_000)
                break

    def field(self, label: str, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_label(label, exact=False).first

    def text(self, words: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_text(words)

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.text(words).first).to_be_visible(timeout=PATIENCE)

    # ---- filling in

    def type(self, label: str, value: str, within: Locator | None = None) -> None:
        box = self.field(label, within)
        box.fill(value)
        box.press("Tab")

    def date(self, label: str, value: str, within: Locator | None = None) -> None:
        """Typed, and taken on leaving the field."""
        box = self.field(label, within)
        box.click()
        box.fill(value)
        box.press("Tab")
        expect(box).to_have_value(value)

    def pick(self, label: str, option: str, within: Locator | None = None, *, search: str = "") -> None:
        """From a list that opens under the field; `search` is typed first where the list is long."""
        box = self.field(label, within)
        box.click()
        if search:
            box.fill(search)
        found = self.page.locator(
            ".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option"
        ).filter(has_text=option)
        found.first.click()

    def upload(self, name: str, data: bytes) -> None:
        chosen: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        self.page.locator("input[type=file]").first.set_input_files(chosen)

    def confirm(self, reason: str = "", *, lately: bool = False) -> None:
        """Who it is, once more, and why where that is asked; after a confirmation of `lately` only why."""
        dialog = self.page.get_by_role("dialog", name="再确认一次身份")
        expect(dialog).to_be_visible(timeout=PATIENCE)
        password = dialog.get_by_label("登录密码")
        if lately:
            expect(password).to_have_count(0)
        else:
            password.fill(PASSWORD)
        if reason:
            dialog.get_by_label("原因").fill(reason)
        self.click(re.compile("^确认$"), dialog)
        expect(dialog).to_be_hidden(timeout=PATIENCE)

    # ---- pictures

    def shot(self, name: str) -> None:
        self.page.screenshot(path=self.shots / f"{name}.png")

    def both(self, name: str) -> None:
        """Wide and narrow; the width of the desk is put back."""
        self.shot(name)
        width, height = PHONE
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_timeout(400)
        self.shot(f"{name}-phone")
        width, height = WIDE
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_timeout(400)

    def tells(self) -> str:
        """Where this desk is and what it reads, for the report of a test that failed."""
        tabs = self.page.locator("[role=tab][aria-selected=true]").all_inner_texts()
        words = " ".join(self.page.locator("main").inner_text(timeout=2_000).split())
        return f"{self.page.url} tabs {tabs} console {self.said} reads: {words[:700]}"

    def close(self) -> None:
        self.context.close()
