"""The worker of a running house killed in the middle: nothing half-done, nothing lost, nothing doubled.

The exact middle (between a row and its commit) is held in the apps' own tests; here real signals meet a real supervisor.
"""

from __future__ import annotations

import io
import os
import signal
import uuid
from typing import Any

import pytest
import xlsxwriter

from dougong.accounts.demo_people import DOMAIN
from tests.journeys.house import POSTGRES, SQLITE, House, until
from tests.journeys.materials import code
from tests.journeys.person import Person
from tests.journeys.story import day

pytestmark = [pytest.mark.services, pytest.mark.slow]
ROWS = 3000
RECEIPTS = 30
#: The lease of a dead worker runs out first; then the work is taken up again.
PATIENCE = 240


def _workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("客户")
    page.write_row(0, 0, ("客户名称", "统一社会信用代码", "联系人", "联系电话"))
    for n in range(1, ROWS + 1):
        page.write_row(n, 0, (f"第{n}号客户有限公司", code(n), "孙立衡", f"138{n:08d}"))
    book.close()
    return out.getvalue()


def _kill_worker(company: House) -> None:
    """SIGKILL; the supervisor starts another."""
    pid = until(lambda: company.child("worker"), 240, "a worker")
    os.kill(pid, signal.SIGKILL)
    until(lambda: company.child("worker") not in (None, pid), 240, "another worker")


@pytest.mark.parametrize("company", [SQLITE, POSTGRES], indirect=True)
def test_an_import_goes_on_where_its_worker_was_killed(company: House) -> None:
    fang = company.person(f"fang@{DOMAIN}")
    path = f"/imports/{fang.upload('/imports', 'clients.xlsx', _workbook(), target='clients')['id']}"
    fang.waits_for_job(fang.create(f"{path}/check", {}, status=202)["job"]["id"])
    job = fang.create(f"{path}/commit", {}, status=202)["job"]["id"]
    until(lambda: fang.get(f"/jobs/{job}")["done"] > 0, 240, "the import on its way")
    _kill_worker(company)
    left = fang.get(path)["counts"]["states"]
    assert 0 < left["committed"] < ROWS, "it was killed in the middle"
    assert fang.get("/clients/summary")["total"] == left["committed"], (
        "what is marked as written is written, and no more"
    )
    until(
        lambda: fang.get(f"/jobs/{job}")["status"] == "done", PATIENCE, lambda: f"the job is {fang.get(f'/jobs/{job}')}"
    )
    batch = fang.get(path)
    assert (batch["status"], batch["counts"]["states"]["committed"]) == ("done", ROWS)
    assert fang.get("/clients/summary")["total"] == ROWS
    names = [row["name"] for row in fang.all_of("/clients")]
    assert len(names) == len(set(names)) == ROWS


@pytest.mark.parametrize("company", [SQLITE, POSTGRES], indirect=True)
def test_points_are_given_once_however_often_the_worker_is_killed(company: House) -> None:
    zhou, xu = company.person(f"zhou@{DOMAIN}"), company.person(f"xu@{DOMAIN}")
    client, contract = _contract(zhou, xu)
    for number in range(RECEIPTS):
        body = {"amount": "20000.00", "received_on": day(0)}
        xu.create(f"/contracts/{contract}/receipts", body, key=uuid.uuid4().hex)
        if number % 10 == 9:
            _kill_worker(company)
    path = f"/clients/{client}/points"
    until(
        lambda: (zhou.get(path)["account"] or {}).get("entries", 0) >= RECEIPTS, PATIENCE,
        lambda: f"{RECEIPTS} entries; there is {zhou.get(path)['account']}",
    )  # fmt: skip
    account = zhou.get(path)["account"]
    assert (account["entries"], account["balance"]) == (RECEIPTS, 20 * RECEIPTS)
    entries = zhou.all_of("/points/entries", filter=f"client:in:{client}")
    assert sorted(e["balance_after"] for e in entries) == [20 * n for n in range(1, RECEIPTS + 1)]
    assert len({e["source_id"] for e in entries}) == RECEIPTS
    admin = company.person(f"admin@{DOMAIN}")
    assert [d for d in admin.get("/operations/failures")["deliveries"] if d["status"] == "dead"] == []


def _contract(zhou: Person, xu: Person) -> tuple[str, str]:
    """A client and a contract in force, with one instalment that takes all receipts."""
    client = zhou.create("/clients", {"name": "启岳半导体（苏州）有限公司"})["id"]
    due: dict[str, Any] = {"kind": "progress", "title": "进度款", "amount": "9000000.00", "due_on": day(-5)}
    draft = zhou.create(
        "/contracts",
        {
            "title": "二期", "client_id": client, "amount": "9000000.00", "signed_on": day(-20), "starts_on": day(-20),
            "ends_on": day(90), "instalments": [due],
        },
    )  # fmt: skip
    xu.post(f"/contracts/{draft['id']}/activate", {}, version=draft["version"])
    return client, draft["id"]
