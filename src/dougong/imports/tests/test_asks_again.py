"""An import that changes key fields of dossiers in force: each waits for its decision, whoever decides is told once."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.accounts.models import User
from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.audit.models import AuditEntry
from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.imports.models import ImportBatch
from dougong.imports.selectors import counts
from dougong.imports.tests.factories import checked, code, committed, table, undone, verdicts
from dougong.notifications.models import Notification
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HEADERS = ("客户名称", "税号", "行业", "年营业额")


@pytest.fixture
def known(cast: Cast) -> list[Client]:
    """Three in force, a draft; 沈望舒 (management) decides on the name and the turnover."""
    rule = {"kinds": [], "decider": "management", "again": ["name", "facts.turnover"]}
    approvals.save_rules(cast.fang, code="clients.client", version=0, wanted=[rule])
    made = [clients.create_client(cast.fang, name=f"客户{n}", uscc=code(n)) for n in range(4)]
    Client.objects.filter(pk__in=[c.pk for c in made[:3]]).update(state="in_force")
    return made


def sheet() -> bytes:
    return table(
        ("客户〇改", code(0), "电子", ""), ("客户1", code(1), "", "3亿"), ("客户2", code(2), "电子", ""),
        ("客户3改", code(3), "", ""), headers=HEADERS,
    )  # fmt: skip


def states(known: list[Client]) -> list[str]:
    found = dict(Client.objects.values_list("pk", "state"))
    return [found[c.pk] for c in known]


def test_the_preview_says_which_are_looked_at_again(cast: Cast, known: list[Client], api: ApiClient) -> None:
    batch = checked(cast.fang, sheet())
    assert verdicts(batch) == ["update"] * 4
    noted = [p for p in counts(batch, "en")["problems"] if p["severity"] == "note"]
    assert {(p["field"], p["code"], p["rows"]) for p in noted} == {
        ("name", "asks_review", 1), ("facts.turnover", "asks_review", 1),
    }  # fmt: skip
    rows = api.as_("fang").get(f"/imports/{batch.pk}/rows?show=ready").json()["items"]
    assert [[p["severity"] for p in row["problems"]] for row in rows] == [["note"], ["note"], [], []]


def test_each_waits_and_who_decides_is_told_once_and_decides_all(
    cast: Cast, known: list[Client], api: ApiClient
) -> None:
    committed(cast.fang, sheet())
    assert states(known) == ["review", "review", "in_force", "draft"]
    found = Approval.objects.order_by("title")
    assert {(a.note, a.object_id) for a in found} == {
        ("导入「客户.xlsx」改了客户名称", known[0].pk), ("导入「客户.xlsx」改了年营业额", known[1].pk),
    }  # fmt: skip
    told = Notification.objects.filter(kind="approvals.asked")
    assert [(n.user_id, n.params["title"]) for n in told] == [(cast.manager.id, "导入「客户.xlsx」改档")]
    assert AuditEntry.objects.filter(action="set_state", object_id=str(known[0].pk)).get().after == {"state": "review"}
    dossier = api.as_("manager").get(f"/clients/{known[0].pk}").json()
    assert dossier["review"]["deciders"] == ["沈望舒"] and dossier["state"] == "review"
    waiting: list[dict[str, Any]] = api.get("/approvals?q=客户.xlsx&filter=for_me:eq:true").json()["items"]
    ids = [w["id"] for w in waiting]
    done = api.post("/approvals/decide", {"ids": ids, "approve": True, "comment": "核过"}).json()
    assert sorted(done["done"]) == sorted(ids) and done["refused"] == []
    assert states(known) == ["in_force", "in_force", "in_force", "draft"]
    late = api.post("/approvals/decide", {"ids": ids, "approve": False}).json()
    assert late["done"] == [] and len(late["refused"]) == 2


def test_taken_back_nothing_is_left_to_decide(cast: Cast, known: list[Client]) -> None:
    batch = committed(cast.fang, sheet())
    clients.update_client(cast.fang, client_id=known[1].pk, version=None, facts={"turnover": "4亿"})
    undone(cast.fang, batch)
    assert states(known) == ["in_force", "review", "in_force", "draft"], "what was changed since is still looked at"
    assert dict(Approval.objects.values_list("object_id", "state")) == {
        known[0].pk: "withdrawn", known[1].pk: "waiting",
    }  # fmt: skip
    assert Client.objects.get(pk=known[0].pk).name == "客户0"


def test_where_nobody_can_decide_the_row_is_not_imported(cast: Cast, known: list[Client]) -> None:
    User.objects.filter(roles__pk="management").update(is_active=False)
    batch: ImportBatch = checked(cast.fang, sheet())
    assert verdicts(batch) == ["rejected", "rejected", "update", "update"]
    assert batch.rows.get(position=0).content["problems"][0]["code"] == "nobody_decides"
