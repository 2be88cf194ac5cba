"""The main loop as its people do it, act by act, through HTTP. Each act asserts what the next ones stand on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from dougong.accounts.demo_people import DOMAIN
from tests.journeys.house import PASSWORD, House, until
from tests.journeys.materials import Materials
from tests.journeys.person import Person

TODAY = dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()
AMOUNT = "3456780.00"
#: kind, title, amount, due; together the amount, to the fen.
PLAN = (
    ("advance", "预付款", "1037034.00", "date"),
    ("progress", "进度款", "1728390.00", "milestone"),
    ("final", "结算款", "587652.60", "acceptance"),
    ("retention", "质保金", "103703.40", "acceptance"),
)


def day(distance: int) -> str:
    return (TODAY + dt.timedelta(days=distance)).isoformat()


class Story:
    def __init__(self, house: House, materials: Materials) -> None:
        self.house, self.materials = house, materials
        self.cast = {
            login: house.person(f"{login}@{DOMAIN}") for login in ("zhou", "lin", "liang", "xu", "fang", "manager")
        }
        self.ids = {login: one.get("/me")["id"] for login, one in self.cast.items()}
        self.client: dict[str, Any] = {}
        self.contract: dict[str, Any] = {}
        self.opportunity = self.project = ""

    def __getattr__(self, login: str) -> Person:
        """`story.lin` is 林舒然."""
        if login.startswith("_") or login not in self.cast:
            raise AttributeError(login)
        return self.cast[login]

    # ---- b: a spreadsheet becomes dossiers

    def import_clients(self) -> None:
        fang, m = self.fang, self.materials
        batch = fang.upload("/imports", "clients.xlsx", m.workbook, target="clients")
        path = f"/imports/{batch['id']}"
        fang.put(f"{path}/options", {"owner_id": self.ids["lin"]})
        fang.waits_for_job(fang.create(f"{path}/check", {}, status=202)["job"]["id"])
        checked = fang.get(path)
        verdicts = checked["counts"]["verdicts"]
        assert (checked["status"], checked["counts"]["total"], verdicts["rejected"]) == ("review", m.rows, m.refused)
        assert fang.get(f"{path}/rows", show="rejected")["count"] == m.refused
        fang.waits_for_job(fang.create(f"{path}/commit", {}, status=202)["job"]["id"])
        done = fang.get(path)
        assert (done["status"], done["counts"]["states"]["committed"]) == ("done", m.rows - m.refused)
        assert fang.get(f"{path}/rejected")[:2] == b"PK"
        rows = fang.get("/clients/summary")
        assert rows["count"] == rows["total"] == self._new_clients(path) < m.rows - m.refused

    def _new_clients(self, path: str) -> int:
        """One client for each that was new; a second row of the same code was an update."""
        batch = self.fang.get("/imports")["items"][0]
        assert batch["id"] == path.rpartition("/")[2] and batch["created_count"] + batch["updated_count"] > 0
        return int(batch["created_count"])

    def open_dossier(self) -> None:
        """林舒然 sees hers alone; 陈砚's team sees nothing of them."""
        rows = self.lin.get("/clients", size=50)["items"]
        found = [self.lin.get(f"/clients/{row['id']}") for row in rows[:20]]
        self.client = next(c for c in found if c["contacts"] and c["contacts"][0]["phone"] and c["uscc"])
        south = self.house.person(f"shen@{DOMAIN}")
        assert south.get("/clients")["items"] == []
        south.get(f"/clients/{self.client['id']}", status=404)
        part = re.findall(r"[\u4e00-\u9fff]{2,}", self.client["name"])[0]
        found = self.lin.all_of("/clients", q=part[1:4] or part)
        assert self.client["id"] in [row["id"] for row in found], self.client["name"]

    # ---- c: opportunity, contract

    def sell(self) -> None:
        lin = self.lin
        body = {"client_id": self.client["id"], "title": "二期洁净厂房", "amount": AMOUNT, "expected_on": day(30)}
        made = lin.create("/opportunities", body)
        self.opportunity = made["id"]
        stages = {s["code"]: s for s in lin.get("/stages")["items"]}
        assert made["stage"]["code"] == "contact" and [*stages][:4] == ["contact", "proposal", "contract", "kickoff"]
        path = f"/opportunities/{made['id']}"
        moved = lin.post(f"{path}/move", {"stage_id": stages["proposal"]["id"]}, version=made["version"])
        assert moved["stage"]["code"] == "proposal"
        refused = lin.post(f"{path}/move", {"stage_id": stages["contact"]["id"]}, version=made["version"], status=412)
        assert refused["code"] == "stale"
        columns = {s["code"]: s for s in lin.get("/opportunities/board")["stages"]}
        assert [c["id"] for c in columns["proposal"]["cards"]] == [made["id"]] and columns["contact"]["cards"] == []
        assert (columns["proposal"]["count"], columns["proposal"]["amount"]) == (1, AMOUNT)

    def sign(self) -> None:
        lin, zhou = self.lin, self.zhou
        plan = [
            {"kind": kind, "title": title, "amount": amount, "due_kind": due, "due_on": day(-10) if due == "date" else None,
             "days_after": 28 if kind == "final" else 730 if kind == "retention" else 7 if due == "milestone" else 0}
            for kind, title, amount, due in PLAN
        ]  # fmt: skip
        body = {
            "title": "二期洁净厂房机电安装工程", "opportunity_id": self.opportunity, "amount": AMOUNT, "tax_rate": "9.00",
            "signed_on": day(-20), "starts_on": day(-20), "ends_on": day(90), "instalments": plan,
        }  # fmt: skip
        body["instalments"][0]["amount"] = "1037034.01"
        draft = lin.create("/contracts", body)
        path = f"/contracts/{draft['id']}"
        lin.post(f"{path}/activate", {}, version=draft["version"], status=403)
        wrong = zhou.post(f"{path}/activate", {}, version=draft["version"], status=422)
        assert wrong["errors"], "a plan that is a fen too long is refused with the place"
        plan[0]["amount"] = PLAN[0][2]
        right = lin.patch(path, {"instalments": plan}, version=draft["version"])
        self.contract = zhou.post(f"{path}/activate", {}, version=right["version"])
        assert (self.contract["status"], self.contract["figures"]["owed"]) == ("in_force", AMOUNT)
        assert self.contract["number"].startswith(f"HT-{TODAY.year}-")
        assert lin.get(f"/opportunities/{self.opportunity}")["stage"]["code"] == "contract"

    def instalment(self, kind: str) -> dict[str, Any]:
        rows = self.xu.get(f"/contracts/{self.contract['id']}")["instalments"]
        found: dict[str, Any] = next(row for row in rows if row["kind"] == kind)
        return found

    # ---- d: delivery

    def plan_project(self) -> None:
        body = {
            "contract_id": self.contract["id"],
            "name": "二期洁净厂房",
            "manager_id": self.ids["liang"],
            "starts_on": day(-20),
        }
        self.project = self.zhou.create("/projects", body)["id"]
        liang, m = self.liang, self.materials
        draft = liang.upload(f"/projects/{self.project}/schedule/preview", "schedule.xml", m.schedule)
        seen = draft["preview"]
        assert (seen["tasks"], seen["milestones"], seen["links"]) == (m.tasks, m.milestones, m.links)
        version = liang.get(f"/projects/{self.project}/schedule")["version"]
        liang.post(f"/projects/{self.project}/schedule/commit", {"draft_id": draft["id"]}, version=version)
        plan = liang.get(f"/projects/{self.project}/schedule")
        assert len([t for t in plan["tasks"] if t["kind"] != "summary"]) >= m.tasks and len(plan["links"]) == m.links
        stone = self._milestone(plan)
        liang.create(f"/tasks/{stone}/instalments", {"instalment_id": self.instalment("progress")["id"]})
        assert self.instalment("progress")["due_on"] is None and self.instalment("progress")["expected_on"]

    def _milestone(self, plan: dict[str, Any]) -> str:
        return str(next(t["id"] for t in plan["tasks"] if "milestone" in t["kind"]))

    def deliver(self) -> None:
        liang, path = self.liang, f"/projects/{self.project}"
        liang.post(f"{path}/kickoff", {"held_on": day(-15)})
        won = self.lin.get(f"/opportunities/{self.opportunity}")
        assert (won["status"], won["stage"]["code"], won["won_on"]) == ("won", "kickoff", day(-15))
        plan = liang.get(f"{path}/schedule")
        stone = self._milestone(plan)
        liang.post(f"/tasks/{stone}/progress", {"percent": 100, "actual_finish": f"{day(-4)}T17:00"})
        assert self.instalment("progress")["due_on"] == day(3), "seven days after the milestone was reached"
        work = next(t for t in plan["tasks"] if t["kind"] == "task")
        liang.post(f"/tasks/{work['id']}/progress", {"percent": 60})
        assert liang.get(path)["percent"] > 0

    def accept(self) -> None:
        liang, path = self.liang, f"/projects/{self.project}"
        body = {"accepted_on": day(-1), "planned_on": day(0)}
        assert liang.create(f"{path}/acceptances", body)["on_time"] is True
        assert liang.create(f"{path}/acceptances", body, status=409)["code"] == "accepted_already"
        assert self.instalment("final")["due_on"] == day(27)
        assert self.instalment("retention")["due_on"] == day(729)
        self.has_points(50)

    # ---- money and points

    def receive(self, amount: str, *, status: int = 201, key: str = "", **more: Any) -> Any:
        body = {"amount": amount, "received_on": day(0), "payer": self.client["name"], **more}
        return self.xu.create(f"/contracts/{self.contract['id']}/receipts", body, status=status, key=key)

    def collect(self) -> None:
        first = self.receive("1037034.00", key="the advance")
        again = self.receive("1037034.00", key="the advance")
        assert again["id"] == first["id"], "the same receipt sent twice is recorded once"
        assert self.instalment("advance")["owed"] == "0.00"
        self.has_points(50 + 1030)
        assert self.receive("9999.99")["amount"] == "9999.99"
        assert self.instalment("progress")["received"] == "9999.99"
        wrong = self.receive("20000.00")
        self.has_points(50 + 1030 + 20)
        self.xu.create(f"/receipts/{wrong['id']}/reverse", {"reason": "付款方填错"})
        self.has_points(50 + 1030)
        over = self.receive("2409746.02", status=409)
        assert over["code"] == "more_than_owed" and over["params"]["excess_amount"] == "0.01", over
        page = self.xu.get(f"/contracts/{self.contract['id']}")
        assert (page["figures"]["received"], page["figures"]["owed"]) == ("1047033.99", "2409746.01")

    def has_points(self, balance: int) -> None:
        """The ledger is written by the worker, a moment later."""
        path = f"/clients/{self.client['id']}/points"
        until(
            lambda: (self.lin.get(path)["account"] or {}).get("balance") == balance, 60,
            lambda: f"{balance} points; there are {self.lin.get(path)['account']}",
        )  # fmt: skip

    # ---- what the client sees

    def share_document(self) -> None:
        path = f"/records/projects.project/{self.project}/files"
        self.liang.upload(path, "竣工图.pdf", b"%PDF-1.4\n%%EOF\n", shared_with_client="true")
        self.liang.upload(path, "成本分析.pdf", b"%PDF-1.4\n%%EOF\n\n", shared_with_client="false")

    def invite_contact(self) -> Person:
        """The contact opens the link, sets a password, and is in."""
        link = self.lin.post(f"/contacts/{self.client['contacts'][0]['id']}/portal", status=201)["link"]
        contact = self.house.visitor().window()
        contact.get("/session")
        contact.post("/invitation/session", {"token": link.partition("#")[2], "password": PASSWORD})
        return contact

    # ---- what management sees

    def look_at_the_whole(self) -> None:
        """The rollups follow a moment later; then every figure's own link opens a list that makes the same sum."""
        wanted = {"signed": AMOUNT, "received": "1047033.99", "points": 1080}
        board: dict[str, Any] = {}

        def whole() -> bool:
            nonlocal board
            board = self.manager.get("/dashboard")
            found = {figure["key"]: figure["value"] for figure in board["figures"]}
            stages = [(stage["count"], stage["amount"]) for stage in board["funnel"]]  # won: it has come to every stage
            panels = (stages, board["ages"]["owed"], board["months"]["items"][-1]["received"])
            panels_wanted = ([(1, AMOUNT)] * 4, "2409746.01", "1047033.99")
            return {**found, **wanted} == found and panels == panels_wanted and self._adds_up(board)

        until(whole, 120, lambda: f"{board}")

    def _adds_up(self, board: dict[str, Any]) -> bool:
        """Whether each figure's list makes it: the rollups of different metrics follow one after another."""
        sums = {"/contracts": "amount", "/receipts": "amount", "/receivables": "owed", "/points/entries": "amount"}
        for figure in board["figures"]:
            page, _, query = figure["link"].partition("?")
            found = self.manager.get(f"{page}/summary?{query}")
            made = found["sums"][sums[page]] if page in sums else found["count"]
            if str(made) != str(figure["value"]):
                return False
        return True

    def stranger_at(self, contact: Person, path: str) -> httpx.Response:
        """The contact at the staff's doors, with what cookies he has."""
        return contact.http.get(f"/api/v1{path}")
