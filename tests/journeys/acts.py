"""The story act by act in the browser. Each act is one person's, and leaves what the next one stands on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import expect

from dougong.accounts.demo_people import DOMAIN
from tests.journeys.desk import PATIENCE, Desk
from tests.journeys.house import House
from tests.journeys.materials import Materials
from tests.journeys.story import TODAY, day

AMOUNT = "3,456,780.00"
#: Long work in the background: an import of thousands of rows on a busy machine.
LONG = 300_000


@dataclass
class Scene:
    """Who is at which desk, and what came of the acts so far."""

    house: House
    materials: Materials
    password: str
    new_desk: Callable[..., Desk]
    desks: dict[str, Desk] = field(default_factory=dict)
    title: str = "二期洁净厂房机电安装工程"
    client: str = ""
    contact: str = ""
    link: str = ""

    def at(self, login: str) -> Desk:
        if login not in self.desks:
            self.desks[login] = self.new_desk().sign_in(f"{login}@{DOMAIN}", self.password)
        return self.desks[login]


def imports_the_workbook(scene: Scene) -> None:
    """方禹洲: the file, its columns, what is wrong, the preview, and the bar that a reload does not lose."""
    desk, m = scene.at("fang"), scene.materials
    desk.goto("/imports")
    desk.shot("01-imports")
    desk.upload("clients.xlsx", m.workbook)
    check = desk.button(re.compile(r"^检查 [\d,]+ 行"))
    expect(check).to_be_visible(timeout=LONG)
    desk.both("02-columns")
    check.click()
    results = desk.button(re.compile(r"^看 [\d,]+ 行的检查结果"))
    expect(results).to_be_visible(timeout=LONG)
    desk.both("02b-cleaned")
    results.click()
    expect(desk.heading(re.compile(rf"^{m.rows:,} 行已检查，{m.refused:,} 行有错"))).to_be_visible(timeout=LONG)
    desk.both("03-check")
    desk.click(re.compile(r"^预览可导入的 [\d,]+ 行"))
    desk.pick("没有写明负责人的客户归", "林舒然", search="林舒然")
    desk.settle()
    desk.shot("04-preview")
    desk.click(re.compile(r"^导入 [\d,]+ 行"))
    bar = desk.page.get_by_role("progressbar", name="正在导入")
    done = desk.heading(re.compile(r"^已导入 [\d,]+ 行"))
    # A handful of rows may be in before the bar is drawn; thousands may not.
    expect(bar if m.rows > 1000 else bar.or_(done)).to_be_visible(timeout=PATIENCE)
    desk.page.reload()
    if m.rows > 1000:
        expect(bar).to_be_visible(timeout=PATIENCE)
        desk.shot("05-running-after-reload")
    expect(done).to_be_visible(timeout=LONG)
    desk.both("06-imported")


def opens_a_dossier(scene: Scene) -> None:
    """林舒然 finds one of hers by a part of its name."""
    desk = scene.at("lin")
    scene.client, scene.contact = _one_with_a_contact(scene)
    desk.find(scene.client[:4], scene.client)
    expect(desk.heading(scene.client)).to_be_visible(timeout=PATIENCE)
    desk.both("07-dossier")
    desk.press("g", "c")
    expect(desk.heading("客户").first).to_be_visible(timeout=PATIENCE)
    desk.settle()
    desk.both("08-clients")


def _one_with_a_contact(scene: Scene) -> tuple[str, str]:
    """A client that the import gave her, with a contact who has a phone."""
    lin = scene.house.person(f"lin@{DOMAIN}")
    for row in lin.get("/clients", sort="-created_at", size=50)["items"]:
        found: dict[str, Any] = lin.get(f"/clients/{row['id']}")
        if found["contacts"] and found["contacts"][0]["phone"]:
            return str(found["name"]), str(found["contacts"][0]["name"])
    raise AssertionError("no client of hers has a contact with a phone")


def sells(scene: Scene) -> None:
    """A new opportunity, and its card moved a stage on by the keyboard."""
    desk = scene.at("lin")
    desk.press("g", "o")
    expect(desk.heading("商机").first).to_be_visible(timeout=PATIENCE)
    desk.settle()
    desk.click("新建商机")
    drawer = desk.page.get_by_role("dialog")
    desk.pick("客户", scene.client, drawer, search=scene.client[:6])
    desk.type("商机名称", scene.title, drawer)
    desk.type("预计金额", "3456780", drawer)
    desk.date("预计签约", day(30), drawer)
    desk.shot("09-new-opportunity")
    desk.click("新建商机", drawer)
    card = desk.page.get_by_role("link").filter(has_text=scene.title)
    first = desk.page.get_by_role("region", name="初步洽谈")
    expect(first.get_by_role("link").filter(has_text=scene.title)).to_be_visible(timeout=PATIENCE)
    card.first.focus()
    desk.press(" ", "ArrowRight")
    desk.shot("10-card-lifted")
    desk.press(" ")
    second = desk.page.get_by_role("region", name="方案报价")
    expect(second.get_by_role("link").filter(has_text=scene.title)).to_be_visible(timeout=PATIENCE)
    desk.settle()
    desk.both("11-board")
    card.first.click()
    expect(desk.heading(scene.title)).to_be_visible(timeout=PATIENCE)


def drafts_the_contract(scene: Scene) -> None:
    """From the opportunity, its amount and client brought along; the plan from a template."""
    desk = scene.at("lin")
    desk.click("起草合同")
    expect(desk.field("合同金额（含税）")).to_have_value(AMOUNT, timeout=PATIENCE)
    desk.date("签订日期", day(-20))
    desk.date("开工日期", day(-20))
    desk.date("竣工日期", day(90))
    desk.click("套用模板")
    desk.page.get_by_role("menuitem", name="预付 30 / 进度 40 / 结算 27 / 质保 3").click()
    desk.sees(f"合计 {AMOUNT}，与合同金额一致")
    desk.both("12-contract-draft")
    desk.click("保存草稿")
    expect(desk.heading(scene.title)).to_be_visible(timeout=PATIENCE)
    expect(desk.button("合同生效")).to_have_count(0), "sales may not put it in force"


def puts_it_in_force(scene: Scene) -> None:
    desk = scene.at("zhou")
    desk.find(scene.client[:4], scene.title)
    if "/contracts/" not in desk.page.url:
        desk.goto("/contracts?filter=status:in:draft")
        desk.page.get_by_role("link", name=scene.title).first.click()
    expect(desk.heading(scene.title)).to_be_visible(timeout=PATIENCE)
    desk.click("合同生效")
    desk.click("合同生效", desk.page.get_by_role("dialog"))
    desk.sees("履行中")
    desk.settle()
    desk.both("13-contract-in-force")
    lin = scene.at("lin")
    lin.press("g", "o")
    third = lin.page.get_by_role("region", name="合同签署")
    expect(third.get_by_role("link").filter(has_text=scene.title)).to_be_visible(timeout=PATIENCE)


def founds_the_project(scene: Scene) -> None:
    desk = scene.at("zhou")
    desk.press("g", "p")
    desk.settle()
    desk.click("新建项目")
    desk.pick("合同", scene.title, search=scene.title[:6])
    desk.type("项目名称", scene.title)
    desk.pick("项目经理", "梁见山", search="梁见山")
    desk.shot("14-new-project")
    desk.click("建立项目")
    desk.sees("这个项目还没有计划")


def plans(scene: Scene) -> None:
    """梁见山 takes the schedule over and ties an instalment to its milestone."""
    desk = scene.at("liang")
    desk.press("g", "p")
    desk.settle()
    desk.page.get_by_role("link", name=scene.title).first.click()
    desk.click("导入计划")
    desk.upload("schedule.xml", scene.materials.schedule)
    go = desk.button(re.compile(r"^导入 \d+ 行"))
    expect(go).to_be_enabled(timeout=PATIENCE)
    desk.shot("15-schedule-preview")
    go.click()
    desk.page.get_by_text("计划", exact=True).first.click()
    expect(desk.page.locator(".gantt_task_line").first).to_be_visible(timeout=PATIENCE)
    desk.settle()
    desk.both("16-gantt")
    desk.page.locator(".gantt_milestone .gantt_task_content").first.dblclick()
    panel = desk.page.locator("aside.pl-panel")
    desk.pick("到期的款项", "进度款", panel)
    desk.sees("已关联，到期日随里程碑走")
    desk.shot("17-milestone-tied")
    desk.click("关闭", panel)


def _project(scene: Scene) -> Desk:
    """梁见山 at the project, found by its name."""
    desk = scene.at("liang")
    if "/projects/" not in desk.page.url:
        desk.goto("/projects")
        desk.page.get_by_role("link", name=scene.title).first.click()
    return desk


def holds_the_kickoff(scene: Scene) -> None:
    desk = _project(scene)
    desk.page.get_by_text("概况", exact=True).first.click()
    desk.click("记录启动会")
    dialog = desk.page.get_by_role("dialog")
    desk.date("召开日期", day(-15), dialog)
    desk.click("记录启动会", dialog)
    desk.sees("施工中")
    desk.shot("18-kicked-off")


def reports_progress(scene: Scene) -> None:
    """The milestone is reached, so what hangs on it falls due; a task is moved on by the keyboard."""
    desk = _project(scene)
    desk.page.get_by_text("计划", exact=True).first.click()
    desk.page.locator(".gantt_milestone .gantt_task_content").first.dblclick()
    panel = desk.page.locator("aside.pl-panel")
    finished = desk.field("实际完成", panel)
    finished.click()
    finished.fill(f"{day(-4)} 17:00")
    finished.press("Enter")
    slider = desk.page.get_by_role("slider", name="进度")
    expect(slider).to_have_attribute("aria-valuenow", "100", timeout=PATIENCE)
    desk.click("关闭", panel)
    desk.page.locator(
        ".gantt_task_line.g-bar:not(.gantt_milestone):not(.g-summary) .gantt_task_content"
    ).first.dblclick()
    slider.focus()
    desk.press("ArrowRight", "ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", "2", timeout=PATIENCE)
    desk.settle()
    desk.shot("19-progress")
    desk.click("关闭", desk.page.locator("aside.pl-panel"))


def accepts(scene: Scene) -> None:
    desk = _project(scene)
    desk.page.get_by_text("验收", exact=True).first.click()
    desk.click("记录验收")
    dialog = desk.page.get_by_role("dialog")
    desk.date("验收日期", day(-1), dialog)
    desk.click("记录验收", dialog)
    desk.sees("已记录验收")
    desk.settle()
    expect(desk.page.get_by_role("listitem").filter(has_text="竣工验收").filter(has_text="按期")).to_be_visible()
    desk.both("20-accepted")


def collects(scene: Scene) -> None:
    """许闻溪 records the advance; 林舒然's open page counts the points without a reload."""
    lin = scene.at("lin")
    lin.find(scene.client[:4], scene.client)
    lin.tab("积分")
    lin.settle()
    balance = lin.page.get_by_role("main").get_by_role("status").first
    expect(balance).to_have_text("50", timeout=PATIENCE)
    loads: list[str] = []
    lin.page.on("load", lambda page: loads.append(page.url))
    xu = scene.at("xu")
    xu.find(scene.title[:6], scene.title, f"HT-{TODAY.year}-")
    xu.click("登记回款")
    drawer = xu.page.get_by_role("dialog")
    xu.type("到账金额", "1037034", drawer)
    xu.shot("21-receipt")
    xu.click("登记回款", drawer)
    xu.sees("已登记回款")
    xu.settle()
    xu.both("22-contract-received")
    expect(balance).to_have_text("1,080", timeout=PATIENCE)
    assert loads == [], "the balance changed without a reload"
    lin.both("23-points")


def invites(scene: Scene) -> None:
    desk = scene.at("lin")
    desk.tab("客户窗口")
    row = desk.page.get_by_role("listitem").filter(has_text=scene.contact)
    desk.click("邀请进入客户窗口", row.first)
    link = desk.page.get_by_label("设置密码的链接")
    expect(link).to_have_value(re.compile("/portal/welcome#"), timeout=PATIENCE)
    desk.shot("24-invited")
    scene.link = link.input_value()


def looks_in(scene: Scene) -> None:
    """The client's contact on a phone."""
    desk = scene.new_desk(phone=True)
    desk.page.goto(scene.link)
    desk.field("新密码").fill("a window of my own")
    desk.field("再输一次").fill("a window of my own")
    desk.click("设置密码并进入")
    if scene.house.demo:  # a company on its first day has published no notice yet
        desk.sees("使用之前，请看一下")
        desk.shot("24-consent")
        desk.page.get_by_role("checkbox", name=re.compile("我已阅读并同意")).check()
        desk.click("同意并进入")
    desk.sees(scene.title)
    desk.settle()
    desk.shot("25-window")
    desk.goto("/portal/points")
    desk.sees("按时验收通过")
    desk.sees(re.compile("您的付款 .*已到账"))
    desk.shot("26-window-points")
    desk.goto("/portal/payments")
    desk.shot("27-window-payments")
    desk.goto("/portal/files")
    desk.shot("28-window-files")
    scene.desks["contact"] = desk


def looks_at_the_whole(scene: Scene) -> None:
    desk = scene.at("manager")
    desk.goto("/dashboard")
    desk.settle()
    desk.both("29-dashboard")


ACTS = (
    imports_the_workbook, opens_a_dossier, sells, drafts_the_contract, puts_it_in_force, founds_the_project, plans,
    holds_the_kickoff, reports_progress, accepts, collects, invites, looks_in, looks_at_the_whole,
)  # fmt: skip
