"""From a dirty spreadsheet to what the client sees, through HTTP only, on PostgreSQL; on SQLite the browser walks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import materials
from tests.journeys.house import POSTGRES, House
from tests.journeys.story import AMOUNT, Story, day

pytestmark = [pytest.mark.services, pytest.mark.slow]


@pytest.mark.parametrize("company", [POSTGRES], indirect=True)
def test_the_main_loop_on_files_made_here(company: House) -> None:
    story = Story(company, materials.made())
    _walk(story)
    assert story.fang.get("/clients/summary")["total"] == 4


@pytest.mark.parametrize("company", [POSTGRES], indirect=True)
def test_the_main_loop_on_the_real_files(shared_data: Path, company: House) -> None:
    _walk(Story(company, materials.real(shared_data)))


def _walk(story: Story) -> None:
    acts: list[Callable[[], None]] = [
        story.import_clients,
        story.open_dossier,
        story.sell,
        story.sign,
        story.plan_project,
        story.deliver,
        story.accept,
        story.collect,
        story.share_document,
        story.look_at_the_whole,
    ]
    for act in acts:
        act()
    _sees_his_own_and_nothing_else(story)
    _failed_nowhere(story)


def _sees_his_own_and_nothing_else(story: Story) -> None:
    contact = story.invite_contact()
    home = contact.get("/home")
    assert [c["id"] for c in home["clients"]] == [story.client["id"]]
    assert [(p["id"], p["status"], p["accepted_on"]) for p in home["projects"]] == [
        (story.project, "accepted", day(-1))
    ]
    assert (home["money"]["overdue"], home["money"]["next"]["title"]) == (None, "进度款")
    assert (home["money"]["next"]["owed"], home["money"]["next"]["due_on"]) == ("1718390.01", day(3))
    assert home["points"]["balance"] == 1080
    paid = contact.get("/payments")["contracts"]
    assert [(c["number"], c["amount"], c["owed"]) for c in paid] == [(story.contract["number"], AMOUNT, "2409746.01")]
    entries = [(e["amount"], e["balance_after"], e["cause"]) for e in contact.get("/points")["items"]]
    assert entries == [
        (-20, 1080, "receipt"),
        (20, 1100, "receipt"),
        (1030, 1080, "receipt"),
        (50, 50, "acceptance_on_time"),
    ]
    files = contact.get("/files")["items"]
    assert [f["name"] for f in files] == ["竣工图.pdf"]
    assert contact.get(f"/files/{files[0]['id']}/content").startswith(b"%PDF")
    hidden = story.liang.get(f"/records/projects.project/{story.project}/files")["items"]
    secret = next(f["id"] for f in hidden if f["name"] == "成本分析.pdf")
    contact.get(f"/files/{secret}/content", status=404)
    other = next(c["id"] for c in story.fang.get("/clients")["items"] if c["id"] != story.client["id"])
    for path in ("/home", "/payments", "/files", "/points"):
        contact.get(path, client=other, status=404)
    for path in ("/me", "/clients", f"/clients/{story.client['id']}", "/contracts", "/points", "/search?q=a"):
        assert story.stranger_at(contact, path).status_code == 401, path


def _failed_nowhere(story: Story) -> None:
    failed = story.house.person("admin@zhuheng.example").get("/operations/failures")
    assert (failed["deliveries"], failed["jobs"]) == ([], [])
    assert "Traceback" not in story.house.said()
