"""Signing in strongly, in the browser: a passkey of Chromium's own virtual authenticator, codes, a second confirmation."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dougong.accounts.demo_people import DOMAIN, PEOPLE
from dougong.accounts.sign_in.rules import totp_code
from tests.journeys.desk import PATIENCE, Desk
from tests.journeys.house import PASSWORD, House

pytestmark = [pytest.mark.services, pytest.mark.browser, pytest.mark.slow]
ADMIN = PEOPLE[0][0] + f"@{DOMAIN}"
LIN = f"lin@{DOMAIN}"


class NamedHouse:
    """The same house under a name: browsers make passkeys for names only."""

    def __init__(self, house: House) -> None:
        self.url = house.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def desk(company: House, browser: Browser, shots: Path) -> Iterator[Desk]:
    folder = shots / "sign-in"
    folder.mkdir(exist_ok=True)
    made: Any = NamedHouse(company)
    desk = Desk(browser, made, folder)
    yield desk
    desk.close()


def _authenticator(page: Page) -> Any:
    """A fingerprint reader that always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def _leave(desk: Desk) -> None:
    desk.page.context.clear_cookies(name="dougong_session")
    desk.page.goto("/")
    expect(desk.field("手机号或邮箱")).to_be_visible(timeout=PATIENCE)


def _code(secret: str, ahead: int = 0) -> str:
    """What the app shows now; with `ahead` 1 what it shows in the next half minute, which a fast clock shows already: a code
    is taken once only."""
    plain = secret.replace(" ", "")
    return totp_code(base64.b32decode(plain + "=" * (-len(plain) % 8)), int(time.time()) // 30 + ahead)


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_from_a_password_to_a_passkey_and_a_code(desk: Desk) -> None:
    page = desk.page
    session, authenticator = _authenticator(page)
    desk.sign_in(LIN, PASSWORD)
    desk.goto("/account/security")
    secret = _set_up_the_app(desk)
    _add_a_passkey(desk)
    assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]) == 1
    desk.both("security")

    _leave(desk)  # by passkey alone: it is two factors in one
    desk.click("用通行密钥登录")
    expect(page.locator("main#content")).to_be_visible(timeout=PATIENCE)

    _leave(desk)  # by password, then a code
    desk.field("手机号或邮箱").fill(LIN)
    desk.field("密码").fill(PASSWORD)
    desk.press("Enter")
    desk.sees("第二步验证")
    desk.both("second-step")
    desk.click("用验证器的验证码")
    desk.field("验证码").fill("000000")
    desk.press("Enter")
    desk.sees(re.compile("验证码不对"))
    desk.field("验证码").fill(_code(secret, 1))
    desk.press("Enter")
    expect(page.locator("main#content")).to_be_visible(timeout=PATIENCE)
    desk.goto("/account/security")
    desk.sees("这台设备")
    desk.click("退出其他设备")
    desk.sees("已退出其他设备")


def _set_up_the_app(desk: Desk) -> str:
    desk.click("绑定验证器")
    desk.confirm()
    dialog = desk.page.get_by_role("dialog", name="绑定验证器")
    expect(dialog.get_by_alt_text("绑定验证器的二维码")).to_be_visible(timeout=PATIENCE)
    dialog.get_by_text("扫不了？手工输入密钥").click()
    desk.shot("authenticator")
    secret = dialog.locator("code").inner_text()
    dialog.get_by_label("验证码").fill(_code(secret))
    desk.press("Enter")
    codes = desk.page.get_by_role("dialog", name="恢复码")
    expect(codes.get_by_role("listitem")).to_have_count(10, timeout=PATIENCE)
    desk.click("我已存好", codes)
    desk.sees("还剩 10 个")
    return str(secret)


def _add_a_passkey(desk: Desk) -> None:
    desk.click("添加通行密钥")
    dialog = desk.page.get_by_role("dialog", name="添加通行密钥")
    dialog.get_by_label("名称").fill("办公室电脑")
    desk.press("Enter")
    desk.sees("办公室电脑")


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_a_role_that_demands_it_leads_its_people_to_a_second_factor(
    desk: Desk, company: House, browser: Browser
) -> None:
    page = desk.page
    desk.sign_in(ADMIN, PASSWORD)
    desk.goto("/sign-in-rules")
    page.get_by_role("switch", name="销售代表必须两步登录").click()
    desk.confirm("年度安全检查")
    desk.sees("已保存")
    desk.both("sign-in-rules")

    lin = Desk(browser, desk.house, desk.shots, phone=True)
    try:
        lin.page.goto("/")
        lin.field("手机号或邮箱").fill(LIN)
        lin.field("密码").fill(PASSWORD)
        lin.press("Enter")
        lin.sees("设置两步登录")
        lin.page.goto("/clients")  # nothing else is open meanwhile
        lin.sees("设置两步登录")
        lin.shot("enrol-phone")
        lin.click("绑定验证器")
        lin.page.get_by_text("扫不了？手工输入密钥").click()
        secret = lin.page.locator("code").inner_text()
        lin.field("验证码").fill(_code(secret))
        lin.press("Enter")
        lin.click("我已存好，继续")
        expect(lin.page.locator("main#content")).to_be_visible(timeout=PATIENCE)
    finally:
        lin.close()
    desk.goto("/people")
    page.get_by_role("link", name="林舒然").first.click()
    page.get_by_role("tab", name="登录").click()
    desk.sees("验证器")
    desk.both("person-sign-in")
