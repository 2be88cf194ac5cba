"""The leak matrix of fields: what a role is not shown, or only masked, leaves by no channel, nor by asking cleverly.

Values that stand nowhere else are planted into every field that can be ruled; a person who sees the record, but not the field,
then asks every reading endpoint, searches, sorts, filters and exports.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dougong.accounts.actors import forget
from dougong.accounts.granting import matrix, services
from dougong.clients import services as clients
from dougong.kit import exports
from dougong.kit.fields import masked
from dougong.kit.jobs import run_due
from dougong.kit.listing import list_specs
from dougong.kit.models import Job
from dougong.kit.registry import resources
from tests.api import ApiClient
from tests.cast import Cast
from tests.factories import FREE, OWN_TESTS, PARAMETERS
from tests.fixtures.contract import document
from tests.leak_world import World, founded, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("leaks_fields")]
#: field → what is planted; a number is found by its key instead.
CLIENT = {"phone": "13966660001", "email": "planted@nowhere.example", "legal_rep": "欧阳植", "address": "栽种路七号"}
CONTACT = {"phone": "13966660002", "email": "planted2@nowhere.example"}
PERSON = {"phone": "13966660003"}
ENTITY = {"account": "6222000011118888999"}
REQUIREMENT = {"text": "送风量每小时四十二次换气"}
PLANTED = [*CLIENT.values(), *CONTACT.values(), *PERSON.values(), *ENTITY.values(), *REQUIREMENT.values()]
#: Numbers stand in other places too: they are looked for by their keys.
NUMBERS = {
    "clients.client": ("receivable", "overdue", "overdue_days", "points", "grade"),
    "timesheets.hours": ("amount", "rate"),
    "timesheets.labour": ("amount", "rate"),
    "timesheets.team": ("rate",),
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with founded(django_db_blocker) as made:
        _plant(made)
        yield made


@pytest.fixture
def cast(world: World) -> Cast:
    """The company's, not another: it stands in the same database."""
    forget()
    return world.cast


def _plant(made: World) -> None:
    from dougong.contracts.models import LegalEntity

    own, cast = made.owns[0], made.cast
    client = own.row("clients.client")
    client.refresh_from_db()
    clients.update_client(cast.fang, client_id=client.pk, version=client.version, **CLIENT)
    contact = own.row("contact")
    contact.refresh_from_db()
    clients.update_contact(cast.fang, contact_id=contact.pk, version=contact.version, **CONTACT)
    for entity in LegalEntity.objects.all():
        entity.account = ENTITY["account"]
        entity.store("account")
    requirement = own.row("requirements.requirement")
    requirement.text = REQUIREMENT["text"]
    requirement.store("text")
    person = cast.user("lin")
    person.phone = PERSON["phone"]
    person.store("phone")
    client.refresh_from_db()


def rule(cast: Cast, mode: str, *codes: str) -> None:
    """Every field of every resource in this mode, where it can have it."""
    modes = {
        r.code: {f.key: mode if mode != "mask" or f.mask else "show" for f in r.fields} for r in resources() if r.fields
    }
    for code in codes:
        page = matrix.role_page(code)
        services.update_role(cast.admin, code=code, version=page["version"], fields=modes)


def reads(world: World) -> Iterator[str]:
    """Every reading endpoint of the staff, with the records of the first share in its path."""
    own = world.owns[0]
    for path, operations in document()["paths"].items():
        names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
        if "get" not in operations or "/portal/" in path or any(n in OWN_TESTS for n in names):
            continue
        address = path.removeprefix("/api/v1")
        for name in names:
            value = FREE[name] if name in FREE else str(own.row(PARAMETERS[name]).pk)
            address = address.replace(f"{{{name}}}", value)
        required = [
            p["name"] for p in operations["get"].get("parameters", []) if p["in"] == "query" and p.get("required")
        ]
        yield f"{address}?{'&'.join(f'{n}=clients' for n in required)}"


@pytest.mark.parametrize("mode", ["hide", "mask"])
def test_what_is_not_shown_leaves_by_no_reading_endpoint(
    world: World, cast: Cast, api: ApiClient, mode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown, asked = 0, 0
    addresses = list(reads(world))
    people = {"xu": ("finance",), "lin": ("sales",), "fang": ("steward",)}
    for login in people:
        texts = [text_of(api.as_(login).get(a)) for a in addresses]
        shown += sum(p in text for text in texts for p in PLANTED)
    assert shown >= 10, "the planted values are shown to somebody: else nothing would be proven"
    rule(cast, mode, "finance", "sales", "steward")
    leaks = []
    for login in people:
        for address in addresses:
            text = text_of(api.as_(login).get(address))
            asked += 1
            whole = (CLIENT["address"], *REQUIREMENT.values())  # these are shown or not, never masked
            kept = [p for p in PLANTED if mode == "hide" or p not in whole]
            leaks += [(login, address, p) for p in kept if p in text]
    assert leaks == []
    with capsys.disabled():
        print(f"\nfields, {mode}: {len(people)} roles × {len(addresses)} endpoints × {len(PLANTED)} values: 0 leaks")


def test_lists_summaries_and_exports_leave_out_what_is_hidden(world: World, cast: Cast, api: ApiClient) -> None:
    rule(cast, "hide", "finance")
    api.as_("xu")
    row = api.get("/clients").json()["items"][0]
    assert not {"phone", *NUMBERS["clients.client"]} & set(row)
    assert api.get("/clients/summary?sums=1").json()["sums"] is None
    told = api.get("/lists/clients").json()
    assert not {"phone", "receivable", "points"} & {c["key"] for c in told["columns"]}
    assert not {"receivable", "overdue"} & {f["key"] for f in told["filters"]}
    for query in ("sort=-points", "sort=receivable", "filter=receivable:gte:1.00", "filter=overdue:gte:0.00"):
        assert api.get(f"/clients?{query}").json()["code"] == "bad_query", query
    for text in (CLIENT["phone"], CLIENT["email"]):
        assert api.get(f"/clients?q={text}").json()["items"] == []
    xu = world.actors["xu"]
    from dougong.accounts.actors import actor_by_id

    fresh = actor_by_id(xu.user_id)
    assert fresh is not None
    job = exports.start_export(fresh, code="clients", query="", columns=[], file_format="csv", language="zh")
    run_due()
    job = Job.objects.get(pk=job.pk)
    text = (exports.folder() / job.result["file"]).read_text(encoding="utf-8-sig")
    head = next(csv.reader(text.splitlines()))
    assert "客户名称" in head and not {"电话", "应收余额", "可用积分"} & set(head)
    assert api.post("/exports", {"list": "clients", "columns": ["phone"]}).json()["code"] == "bad_query"


def test_a_mask_is_shown_said_and_never_written_back(world: World, cast: Cast, api: ApiClient) -> None:
    rule(cast, "mask", "sales")
    client = world.owns[0].row("clients.client")
    page = api.as_("lin").get(f"/clients/{client.pk}").json()
    assert (page["phone"], page["email"], page["legal_rep"]) == ("139****0001", "p***@nowhere.example", "欧**")
    assert sorted(page["masked"]) == ["email", "legal_rep", "phone"] and page["hidden"] == []
    assert page["contacts"][0]["phone"] == "139****0002"
    row = next(r for r in api.get("/clients").json()["items"] if r["id"] == str(client.pk))
    assert row["phone"] == "139****0001"
    assert [c["masked"] for c in api.get("/lists/clients").json()["columns"] if c["key"] == "phone"] == [True]
    refused = api.patch(f"/clients/{client.pk}", {"phone": page["phone"]}, version=page["version"])
    assert refused.json()["code"] == "field_not_yours"
    assert api.patch(f"/clients/{client.pk}", {"website": "q.cn"}, version=page["version"]).status_code == 200
    # The whole number is known to whoever types it: he finds the client by it.
    assert [i["id"] for i in api.get(f"/clients?q={CLIENT['phone']}").json()["items"]] == [str(client.pk)]


def test_masks() -> None:
    assert [masked("phone", v) for v in ("13812341234", "+8613812341234", "110", "")] == [
        "138****1234", "138****1234", "****", ""
    ]  # fmt: skip
    assert [masked("email", v) for v in ("zhang@firm.cn", "z", None)] == ["z***@firm.cn", "****", None]
    assert masked("number", "110101199003077777") == "****7777" and masked("number", "1234567") == "****"
    assert [masked("name", v) for v in ("张三", "欧阳某某", "李")] == ["张*", "欧**", "****"]


def test_field_rules_cost_no_query(world: World, cast: Cast, api: ApiClient) -> None:
    client = world.owns[0].row("clients.client").pk
    addresses = ("/clients?size=50", "/clients/summary", "/lists/clients", f"/clients/{client}", "/people?size=50")

    def counts() -> list[int]:
        found = []
        for address in addresses:
            api.get(address)  # the actor is built anew after a change
            with CaptureQueriesContext(connection) as captured:
                api.get(address)
            found.append(len(captured))
        return found

    api.as_("fang")
    before = counts()
    rule(cast, "mask", "steward")
    assert counts() == before
    rule(cast, "hide", "steward")
    assert counts() == [before[0], before[1] - 1, *before[2:]]  # hidden sums are not summed


def test_every_field_that_can_be_ruled_is_planted_or_counted() -> None:
    known = {
        "clients.client": {*CLIENT, *NUMBERS["clients.client"], "credit"} - {"overdue", "overdue_days", "grade"},
        "accounts.user": {"email", *PERSON},
        "contracts.legal_entity": set(ENTITY),
        "requirements.requirement": set(REQUIREMENT),
        **{code: set(keys) for code, keys in NUMBERS.items() if code.startswith("timesheets.")},
        "staffing.resource": {"rate"},  # by staffing's own test of its answers
    }
    assert {r.code: {f.key for f in r.fields} for r in resources() if r.fields} == known
    assert {s.resource for s in list_specs()} >= {"clients.client", "accounts.user"}
