"""An administrator connects the company's accounts, somebody links hers and comes in by it: against a provider that really answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from dougong.accounts.demo_people import DOMAIN, PEOPLE
from tests.journeys.desk import PATIENCE, Desk
from tests.journeys.house import PASSWORD, House
from tests.providers import CLIENT, SECRET, Oidc

pytestmark = [pytest.mark.services, pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def house(templates: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A company whose operator allows calls to this machine, where the provider answers."""
    found: House = templates("sqlite").house(tmp_path_factory.mktemp("sso") / "sqlite")
    found.environ["DOUGONG_OUTGOING_ALLOWED"] = "127.0.0.1"
    try:
        yield found.open()
    finally:
        found.close()


def test_from_an_issuer_to_a_sign_in_without_a_password(house: House, browser: Browser, shots: Path) -> None:
    folder = shots / "single-sign-on"
    folder.mkdir(exist_ok=True)
    with Oidc().running() as provider:
        _connect(Desk(browser, house, folder), provider)
        lin = Desk(browser, house, folder)
        try:
            lin.sign_in(f"lin@{DOMAIN}", PASSWORD)
            lin.goto("/account/security")
            lin.click(re.compile("^关联$"))
            lin.confirm()
            lin.sees("取消关联")
            lin.both("linked")
            lin.page.context.clear_cookies(name="dougong_session")
            lin.page.goto("/")
            lin.sees("用公司账号登录")
            lin.both("door")
            lin.click("用公司账号登录")
            expect(lin.page.locator("main#content")).to_be_visible(timeout=PATIENCE)
            lin.page.goto("/sso/company?state=forged&code=forged")
            lin.sees("这次登录已过期，或已经用过")
        finally:
            lin.close()


def _connect(desk: Desk, provider: Oidc) -> None:
    try:
        desk.sign_in(PEOPLE[0][0] + f"@{DOMAIN}", PASSWORD)
        desk.goto("/single-sign-on")
        desk.click("添加登录方式")
        dialog = desk.page.get_by_role("dialog", name="添加登录方式")
        for label, value in (("中文名", "公司账号"), ("英文名", "Company account"), ("代码", "company"), ("issuer", provider.url),
                             ("应用标识", CLIENT), ("应用密钥", SECRET)):  # fmt: skip
            dialog.get_by_label(label).fill(value)
        desk.click("添加", dialog)
        desk.confirm("接入公司账号")
        desk.click("测试")
        desk.sees("应用标识和密钥都对")
        desk.page.get_by_role("switch", name="启用公司账号").click()
        desk.confirm("接入公司账号", lately=True)
        desk.sees("已启用公司账号")
    finally:
        desk.both("providers")
        desk.close()
