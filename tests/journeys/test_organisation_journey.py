"""A colleague is invited, comes in by his link and is told why a page is closed; another leaves, his work passes on, and it is taken
back; what is masked is shown in bulk, and what was archived is deleted for good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from dougong.accounts.demo_people import DOMAIN, PEOPLE
from tests.journeys.desk import PATIENCE, Desk
from tests.journeys.house import PASSWORD, House

pytestmark = [pytest.mark.services, pytest.mark.browser, pytest.mark.slow]
ADMIN = PEOPLE[0][0] + f"@{DOMAIN}"


@pytest.fixture
def desk(company: House, browser: Browser, shots: Path) -> Iterator[Desk]:
    folder = shots / "organisation"
    folder.mkdir(exist_ok=True)
    desk = Desk(browser, company, folder)
    yield desk
    desk.close()


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_one_comes_and_one_leaves(desk: Desk, company: House, browser: Browser, shots: Path) -> None:
    lin = company.person(f"lin@{DOMAIN}")
    lin.create("/clients", {"name": "沧澜水务集团", "phone": "13812341234"})
    desk.sign_in(ADMIN, PASSWORD)
    desk.goto("/invitations?new=1")
    dialog = desk.page.get_by_role("dialog", name="邀请成员")
    desk.type("姓名", "江晚晴", dialog)
    desk.type("邮箱", f"jiang@{DOMAIN}", dialog)
    desk.click("发出邀请", dialog)
    once = desk.page.get_by_role("dialog", name="给江晚晴的邀请链接")
    link = urlsplit(once.get_by_label("邀请链接").inner_text())
    desk.click("已保存好", once)
    desk.sees("等待接受")
    _comes_in(Desk(browser, company, shots / "organisation"), f"{link.path}#{link.fragment}")

    leaver = lin.get("/me")["id"]
    desk.goto(f"/people/{leaver}/hand-over")
    desk.sees("名下有 1 项要交接")
    desk.pick("接手人", "顾明川 · 销售代表", search="顾明川")
    desk.both("hand-over")
    desk.click("交接 1 项")
    desk.confirm("离职")
    desk.sees("交给顾明川，共 1 项")
    assert [c["owner"] for c in company.person(f"gu@{DOMAIN}").get("/clients")["items"]] == ["顾明川"]
    desk.click("撤销交接")
    desk.confirm("离职", lately=True)
    desk.sees("还回 1 项，0 项已转给别人，没有动")
    desk.close()
    _mask_phones(company)
    steward = Desk(browser, company, shots / "organisation").sign_in(f"fang@{DOMAIN}", PASSWORD)
    _shows_and_deletes(steward)
    assert company.person(f"fang@{DOMAIN}").get("/clients")["items"] == []
    steward.close()


def _mask_phones(company: House) -> None:
    admin = company.person(ADMIN)
    admin.http.headers["X-Confirm-Reason"] = quote("脱敏")
    admin.post("/session/confirm", {"method": "password", "act": "accounts.role", "password": PASSWORD})
    role = admin.get("/roles/steward")
    fields = {**role["fields"], "clients.client": {**role["fields"]["clients.client"], "phone": "mask"}}
    admin.patch("/roles/steward", {"grants": role["grants"], "fields": fields}, version=role["version"])


def _shows_and_deletes(steward: Desk) -> None:
    steward.goto("/clients")
    chosen = steward.page.get_by_role("checkbox", name="选择沧澜水务集团")
    chosen.check()
    steward.click("显示电话")
    steward.confirm("核对名单")
    shown = steward.page.get_by_role("dialog", name="选中行的电话")
    expect(shown.get_by_text("138 1234 1234")).to_be_visible(timeout=PATIENCE)
    steward.click("关闭", shown)
    chosen.check()
    steward.click(re.compile("^归档$"))
    steward.sees("已归档 1 个客户")
    steward.goto("/clients/archived")
    chosen.check()
    steward.click("彻底删除")
    steward.both("purge")
    steward.click("彻底删除 1 个", steward.page.get_by_role("dialog", name="彻底删除"))
    steward.confirm("重复建档", lately=True)
    steward.sees("没有归档的客户")


def _comes_in(guest: Desk, link: str) -> None:
    guest.page.goto(link)
    guest.sees("江晚晴，请为")
    guest.field("新密码").fill("an-own-pass-phrase-7")
    guest.click("设置密码并进入")
    expect(guest.page.locator("main#content")).to_be_visible(timeout=PATIENCE)
    guest.goto("/clients")  # no role yet: told why, and whom to ask
    guest.click("为什么能或不能看到")
    guest.sees("需要的话，请找")
    guest.close()
