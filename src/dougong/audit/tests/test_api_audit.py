"""The audit log is read by those who audit, filtered, exported, verified; and tells nobody what he may not see."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict

from dougong.accounts.services import create_person
from dougong.audit import selectors
from dougong.audit.models import AuditEntry
from dougong.audit.services import note, record, seal_all
from dougong.audit.tests.chain import ANNA
from dougong.clients import services as clients
from dougong.kit.actor import Actor
from dougong.kit.context import Context, using
from dougong.kit.listing import page
from dougong.kit.models import Job
from tests.api import ApiClient
from tests.cast import Cast
from tests.tampering import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(cast: Cast, api: ApiClient, settings: Any, tmp_path: Any) -> ApiClient:
    settings.DOUGONG_AUDIT_ANCHORS = tmp_path
    create_person(Actor.system(), name="周审计", email="auditor@zhuheng.example", roles=["auditor"])
    return api.as_("auditor")


@pytest.fixture
def client(cast: Cast) -> Any:
    with using(Context(channel="api", address="10.1.2.3", device="Firefox", request_id="req-1", reason="客户来电")):
        made = clients.create_client(cast.lin, name="启岳半导体有限公司")
        clients.update_client(cast.lin, client_id=made.pk, version=made.version, industry="集成电路")
    return made


def _ids(api: ApiClient, query: str) -> list[int]:
    answer = api.get(f"/audit?{query}")
    assert answer.status_code == 200, answer.json()
    return [item["id"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    "query",
    [
        "filter=actor:in:{lin}", "filter=record:eq:{client}", "q={client}", "filter=resource:in:clients.client", "q=启岳",
        "filter=address:eq:10.1.2.3", "filter=address:contains:10.1", "filter=reason:contains:来电", "filter=reason:filled:",
        "filter=channel:in:api", "filter=request:eq:req-1", "q=req-1", "filter=at:gte:today&filter=reason:filled:", "sort=at&q=半导体",
    ],
)  # fmt: skip
def test_every_filter_finds_what_was_done_to_the_client(
    auditor: ApiClient, client: Any, cast: Cast, query: str
) -> None:
    wanted = AuditEntry.objects.filter(resource="clients.client").order_by("-pk").values_list("pk", flat=True)
    query = query.format(lin=cast.lin.id, client=client.pk)
    found = _ids(auditor, query)
    assert sorted(found) == sorted(wanted) and len(found) == 2
    assert found == (sorted(found) if "sort=at" in query else sorted(found, reverse=True))


@pytest.mark.parametrize(
    "query", ["filter=actor:in:{xu}", "filter=action:in:export", "filter=at:lt:today", "filter=reason:eq:来", "q=无此"]
)
def test_what_does_not_match_is_not_found(auditor: ApiClient, client: Any, cast: Cast, query: str) -> None:
    assert _ids(auditor, query.format(xu=cast.xu.id)) == []


def test_pages_follow_each_other_by_cursor_with_a_fixed_number_of_queries(
    auditor: ApiClient, django_assert_num_queries: Any
) -> None:
    for number in range(120):
        note(ANNA, "looked", title=str(number))
    seen: list[int] = []
    cursor = ""
    for _ in range(3):
        auditor.get("/audit?size=1")
        with django_assert_num_queries(2):
            page = auditor.get(f"/audit?filter=action:in:looked&size=50&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert cursor is None and seen == sorted(set(seen), reverse=True) and len(seen) == 120
    assert auditor.get("/audit/summary?filter=action:in:looked").json()["count"] == 120


def test_an_entry_shows_each_changed_field_by_its_name_with_before_and_after(
    auditor: ApiClient, cast: Cast, client: Any
) -> None:
    user = cast.user("xu")
    record(
        cast.admin, "update", "accounts.user", user,
        before={"name": "许", "title": "财务", "department_id": cast.lin.department_id, "phone": "13800001111"},
        after={"name": "许闻溪", "title": "财务", "department_id": cast.xu.department_id, "phone": "13800002222"},
    )  # fmt: skip
    entry = auditor.get(f"/audit/{AuditEntry.objects.latest('pk').pk}").json()
    departments = {k: cast.user(k).department.name for k in ("lin", "xu")}
    assert (
        entry["changes"]
        == [
            {"field": "name", "label": "姓名", "before": "许", "after": "许闻溪"},
            {"field": "department_id", "label": "部门", "before": departments["lin"], "after": departments["xu"]},
            {"field": "phone", "label": "手机", "before": "***", "after": "***"},
        ]
        or entry["changes"][2]["before"] == entry["changes"][2]["after"] == "***"
    )
    assert entry["link"] == f"/people/{user.pk}" and entry["seal"] is None
    seal_all()
    assert auditor.get(f"/audit/{entry['id']}").json()["seal"]["number"] == 1


def test_the_record_is_linked_only_for_whoever_may_open_it(auditor: ApiClient, client: Any) -> None:
    """The auditor reads that a client was made; the client's page is not his."""
    entry = AuditEntry.objects.filter(resource="clients.client").earliest("pk")
    shown = auditor.get(f"/audit/{entry.pk}").json()
    assert (shown["title"], shown["link"], shown["reason"]) == ("启岳半导体有限公司", None, "客户来电")


def test_the_administrator_sees_to_access_and_nothing_of_the_business(
    auditor: ApiClient, cast: Cast, client: Any
) -> None:
    note(cast.lin, "refused", "clients.client", after={"act": "purge"})
    shown = auditor.as_("admin").get("/audit?size=200").json()["items"]
    assert {i["resource"] for i in shown} == {"accounts.user", "accounts.department", "clients.client"}
    assert {i["action"] for i in shown if i["resource"] == "clients.client"} == {"refused"}
    hidden = AuditEntry.objects.filter(resource="clients.client").earliest("pk").pk
    assert auditor.get(f"/audit/{hidden}").status_code == auditor.get("/audit/987654321").status_code == 404
    assert "启岳" not in auditor.get("/audit?q=启岳").content.decode()


def test_nobody_else_reads_it_and_only_those_who_may_start_a_verification(auditor: ApiClient, cast: Cast) -> None:
    for login in ("lin", "manager", "fang"):
        auditor.as_(login)
        for path in ("/audit", "/audit/summary", "/audit/state", "/lists/audit", "/audit/1"):
            assert auditor.get(path).status_code == 403, (login, path)
        assert auditor.post("/audit/verifications").status_code == 403
    assert not Job.objects.filter(kind="audit.verify").exists()


def test_an_export_holds_values_and_is_itself_on_record(
    auditor: ApiClient, client: Any, deliver: Callable[[], int]
) -> None:
    body = {"list": "audit", "query": "filter=resource:in:clients.client", "columns": [], "format": "csv"}
    job = auditor.post("/exports", body).json()
    deliver()
    text = b"".join(auditor.get(f"/jobs/{job['id']}/file").streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 3 and "集成电路" in text and "客户来电" in text and "新建" in text
    entry = AuditEntry.objects.get(action="export")
    assert (entry.resource, entry.after["rows"], entry.after["query"]) == ("audit.entry", 2, body["query"])


def test_the_state_tells_how_far_it_is_sealed_and_what_the_last_verification_found(
    auditor: ApiClient, client: Any, deliver: Callable[[], int]
) -> None:
    assert auditor.get("/audit/state").json()["sealed"] is None
    seal_all()
    started = auditor.post("/audit/verifications")
    again = auditor.post("/audit/verifications")
    assert started.status_code == 202 and started.json() == again.json()
    assert auditor.get("/audit/state").json()["job"] == started.json()["id"]
    deliver()
    state = auditor.get("/audit/state").json()
    assert state["verified"]["ok"] and state["verified"]["by"] == "周审计" and state["job"] is None
    target = AuditEntry.objects.filter(resource="clients.client").earliest("pk").pk
    tamper("UPDATE audit_auditentry SET reason = '' WHERE id = %s", target)
    auditor.post("/audit/verifications")
    deliver()
    told = auditor.get("/audit/state", language="en").json()["verified"]
    assert not told["ok"] and told["findings"][0]["text"] == f"Entry {target} was changed (seal 1)."


def test_every_act_that_is_written_somewhere_has_its_words() -> None:
    """Read from the sources: a new act without a line in `words.py` fails here."""
    import ast
    from pathlib import Path

    import dougong
    from dougong.audit.words import ACTS
    from dougong.projects.choices import CHANGES

    told, known = {f"plan_{kind}" for kind in CHANGES}, {code for code, _, _ in ACTS}
    for file in Path(dougong.__file__).parent.rglob("services/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("audit", "note"):
                told |= {a.value for a in node.args[1:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    assert len(told) > 40 and told - known == set()
    assert len(known) == len(ACTS), "an act that has two words is offered twice"


def test_field_rules_hold_for_what_changed_too(auditor: ApiClient, cast: Cast) -> None:
    """Of a field that a company hides from a role; what is encrypted is not written down for anybody."""
    client = clients.create_client(cast.zhou, name="启岳半导体", legal_rep="孙立衡", phone="13812341234")
    values = {"legal_rep": "孙立衡", "industry": "集成电路", "phone": "13812341234"}
    record(cast.zhou, "update", "clients.client", client, before=values, after={**values, "legal_rep": "钱多多"})
    found = AuditEntry.objects.latest("pk")
    whole, ruled = cast.admin, dataclasses.replace(cast.admin, fields={"clients.client": {"legal_rep": "mask"}})
    hidden = dataclasses.replace(cast.admin, fields={"clients.client": {"legal_rep": "hide"}})
    shown = [
        (c["before"], c["after"])
        for actor in (whole, ruled, hidden)
        for c in selectors.changes(actor, found, "zh")
        if c["field"] == "legal_rep"
    ]
    assert shown == [("孙立衡", "钱多多"), ("孙**", "钱**"), ("***", "***")]
    assert "13812341234" not in str((found.before, found.after))
    reader = Actor.system()
    for actor, raw in ((reader, True), (dataclasses.replace(reader, fields=ruled.fields), False)):
        items = page(selectors.ENTRIES, actor, QueryDict("filter=action:in:update"))["items"]
        assert ("钱多多" in str(items)) is raw and "孙" in str(items)
