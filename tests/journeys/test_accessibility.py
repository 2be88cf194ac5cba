"""Every page of every role through axe, light and dark: nothing serious, nothing critical."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dougong.accounts.demo_people import CONTACT, DOMAIN
from tests.journeys.desk import Desk
from tests.journeys.house import House
from tests.journeys.person import Person

pytestmark = [pytest.mark.services, pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
#: WCAG 2.1 A and AA, and what axe holds good practice.
RUN = "() => axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations)"
#: Of a page that was looked at in light, the dark can change colours alone.
COLOURS = (
    "() => axe.run(document, {runOnly: ['color-contrast'], resultTypes: ['violations']}).then((r) => r.violations)"
)
ROLES = {
    "lin": (
        "/today", "/search", "/search?q=工程", "/clients", "/clients/new", "/clients/map", "/clients/{client}",
        "/clients/{client}?tab=details",
        "/clients/{client}?tab=contracts",
        "/clients/{client}?tab=interviews", "/clients/{client}?tab=points", "/clients/{client}?tab=files",
        "/clients/{client}?tab=window", "/clients/{client}?tab=quality", "/clients/{client}?tab=chain",
        "/clients/{client}?tab=credit", "/clients/{client}?tab=care", "/clients/manual", "/approvals",
        "/opportunities", "/opportunities?as=list", "/opportunities?as=calendar",
        "/opportunities?new=1", "/opportunities/{opportunity}", "/contracts", "/contracts/new", "/points", "/notifications",
        "/notifications/preferences", "/account/security", "/account/tokens", "/account/tokens?new=1", "/nowhere",
    ),
    "liang": ("/projects", "/projects/{project}", "/projects/{project}?tab=plan", "/projects/{project}?tab=acceptance",
        "/projects/{project}?tab=specification", "/projects/{project}?tab=control", "/portfolio", "/portfolio/cash",
        "/projects/{project}?tab=control&view=earned", "/projects/{project}?tab=control&view=baselines",
        "/specifications", "/interviews", "/workload", "/resources", "/levelling",
        "/clients/0198b5a0-0000-7000-8000-0000000000ab"),
    "xu": ("/receivables", "/receipts", "/contracts/{contract}", "/contracts/{contract}?tab=receipts", "/points-statistics",
        "/credit/rules", "/credit/risks", "/credit/sanctions"),
    "fang": ("/imports", "/clients", "/clients/archived", "/fields",
        "/interview-templates", "/interview-templates/new", "/approvals/rules", "/quality", "/quality/issues",
        "/duplicates", "/duplicates/merges",
        "/segments", "/tag-rules", "/visits", "/visits/stale", "/enquiries", "/public-forms"),
    "manager": ("/dashboard", "/points/entries", "/points/rules", "/points/tiers", "/points/adjustments",
        "/points/reconciliation", "/points/proof", "/projects", "/projects/archived",
        "/tasks", "/tasks?as=board", "/hours/missing", "/hours/months", "/wbs-templates", "/labour", "/labour/settlement"),
    "admin": ("/people", "/departments", "/invitations", "/people/{leaver}/hand-over", "/people/{leaver}?tab=hand_over",
        "/sign-in-rules", "/tokens", "/audit", "/audit/{audit}", "/legal-entities", "/backups", "/operations",
        "/privacy", "/privacy/requests", "/privacy/consents", "/privacy/notices", "/privacy/retention", "/privacy/register",
        "/privacy/notice", "/keys", "/roles/sales", "/roles/duties", "/single-sign-on", "/separation"),
}  # fmt: skip
WINDOW = (
    "/portal",
    "/portal/files",
    "/portal/points",
    "/portal/payments",
    "/portal/me",
    "/portal/privacy",
    "/portal/projects/{portal_project}",
)


@pytest.fixture(scope="module")
def ids(demo: House) -> dict[str, str]:
    """A record of each kind that the people below may open."""
    lin, liang, xu = (demo.person(f"{who}@{DOMAIN}") for who in ("lin", "liang", "xu"))
    window = _contact(demo)
    contract = xu.get("/contracts", filter="status:in:in_force")["items"][0]
    return {
        "client": lin.get("/clients", sort="-receivable")["items"][0]["id"],
        "opportunity": lin.get("/opportunities", filter="status:in:open")["items"][0]["id"],
        "leaver": lin.get("/me")["id"],
        "project": liang.get("/projects", filter="status:in:running")["items"][0]["id"],
        "contract": contract["id"],
        "audit": str(demo.person(f"admin@{DOMAIN}").get("/audit")["items"][0]["id"]),
        "import": _import(demo.person(f"fang@{DOMAIN}")),
        "portal_project": window.get("/home")["projects"][0]["id"],
    }


def _import(fang: Person) -> str:
    """A spreadsheet that is checked and waits."""
    batch = fang.upload("/imports", "客户.csv", "单位,电话,备注\n云汀数据中心,138 1234 5603,无\n".encode(), target="clients")
    fang.waits_for_job(fang.create(f"/imports/{batch['id']}/check", {}, status=202)["job"]["id"])
    return str(batch["id"])


def _contact(demo: House) -> Person:
    return demo.visitor().window().sign_in(f"{CONTACT[0]}@{DOMAIN}", demo.password)


@pytest.mark.parametrize("who", ROLES)
def test_no_page_of_the_staff_has_a_serious_finding(
    who: str, demo: House, ids: dict[str, str], browser: Browser, shots: Path
) -> None:
    desk = Desk(browser, demo, shots).sign_in(f"{who}@{DOMAIN}", demo.password)
    try:
        _look_at(desk, [path.format(**ids) for path in ROLES[who]])
    finally:
        desk.close()


def test_no_page_of_the_clients_window_and_no_door_has_a_serious_finding(
    demo: House, ids: dict[str, str], browser: Browser, shots: Path
) -> None:
    desk = Desk(browser, demo, shots, phone=True)
    try:
        doors = ["/", "/f/none", "/password#none", "/password", "/invitation#none-that-anybody-has", "/sso/none", "/points/heads",
                 "/portal"]
        _look_at(desk, [*doors, "/portal/welcome#none"])
        desk.page.goto("/portal")
        desk.field("手机号或邮箱").fill(f"{CONTACT[0]}@{DOMAIN}")
        desk.field("密码").fill(demo.password)
        desk.press("Enter")
        desk.sees(CONTACT[1])
        _look_at(desk, [path.format(**ids) for path in WINDOW])
    finally:
        desk.close()


def _look_at(desk: Desk, paths: list[str]) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (make setup)")
    axe = AXE.read_text(encoding="utf-8")
    found: list[str] = []
    for path in paths:
        desk.goto(path)
        # In an isolated world of the debugger's: the page's policy lets no script of ours in.
        desk.page.evaluate(axe)
        for dark, run in ((False, RUN), (True, COLOURS)):
            desk.light(dark=dark)
            told = [line for finding in desk.page.evaluate(run) for line in _told(finding)]
            found += [f"{path} in the {'dark' if dark else 'light'}: {line}" for line in told]
        desk.light(dark=False)
    assert found == [], "\n".join(found)


def _told(finding: dict[str, Any]) -> list[str]:
    """One line for each place of a serious or critical finding."""
    if finding["impact"] not in ("serious", "critical"):
        return []
    return [
        f"{finding['id']} ({finding['impact']}) at {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for node in finding["nodes"][:5]
    ]
