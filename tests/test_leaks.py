"""The leak matrix, generated from the registry: every role, every resource, every channel by which rows leave.

Two salespeople in two departments own one of everything, and all their names carry a mark. What a channel shows to a person
must be exactly what the gate shows him (`Resource.visible_to`), and what he may not see must look as if it were not there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict

from dougong.accounts.actors import actor_by_id
from dougong.clients.kinds import STEP_DUE
from dougong.config.api import api as contract
from dougong.kit import clock, exports
from dougong.kit.jobs import run_due
from dougong.kit.listing import ListSpec, list_specs
from dougong.kit.models import Job
from dougong.kit.money import Money
from dougong.kit.registry import resource, resources
from dougong.kit.stream_app import _may_see
from dougong.notifications.services import tell
from dougong.search.models import SearchDocument
from tests.api import ApiClient
from tests.cast import Cast
from tests.factories import FACTORIES, FREE, OWN_TESTS, PARAMETERS, Own
from tests.leak_world import MARKS, World, ask, brief, fill, marked

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: Needed by an endpoint that takes them.
QUERY = {"list": "clients", "q": MARKS[1]}


@pytest.fixture
def world(cast: Cast, deliver: Any) -> Iterator[World]:
    with clock.frozen("2026-11-18T10:00+08:00"):
        yield World(cast, deliver)


def test_every_registered_resource_has_a_factory() -> None:
    assert {r.code for r in resources() if r.code.partition(".")[0] != "tests"} == set(FACTORIES)


def test_a_salesperson_sees_his_own_and_nothing_of_another_department(world: World) -> None:
    """The gate itself, by hand: else the matrix would only compare it with itself."""
    mine, theirs = world.owns
    lin = world.actors["lin"]
    owned = ("clients.client", "sales.opportunity", "contracts.contract", "contracts.instalment", "contracts.receipt",
             "projects.project", "projects.acceptance", "loyalty.account", "loyalty.entry", "files.attachment",
             "notifications.notification", "accounts.saved_view")  # fmt: skip
    assert [c for c in owned if not world.sees(lin, c, mine.row(c))] == []
    assert [c for c in owned if world.sees(lin, c, theirs.row(c))] == []
    for login, code, seen in (
        ("tang", "clients.client", 0), ("liang", "clients.client", 1), ("liang", "loyalty.account", 0),
        ("zhou", "contracts.contract", 1), ("xu", "contracts.receipt", 2), ("xu", "loyalty.account", 0),
        ("manager", "clients.client", 2), ("admin", "clients.client", 0), ("gu", "sales.opportunity", 0),
    ):  # fmt: skip
        assert resource(code).visible_to(world.actors[login]).count() == seen, (login, code)


def _path(spec: ListSpec) -> str:
    name = f"list_{spec.code.replace('-', '_')}"
    schema = contract.get_openapi_schema()["paths"]
    return next(p.removeprefix("/api/v1") for p, ops in schema.items() if ops.get("get", {}).get("operationId") == name)


def test_lists_show_and_count_what_the_gate_shows(world: World, api: ApiClient) -> None:
    leaks = []
    for spec in list_specs():
        path = _path(spec)
        for login, actor in world.actors.items():
            page, summary = api.as_(login).get(f"{path}?size=200"), api.get(f"{path}/summary?sums=1")
            if not actor.can(spec.resource, "view"):
                leaks += [(spec.code, login, a.status_code) for a in (page, summary) if a.status_code != 403]
                continue
            gate = set(map(str, resource(spec.resource).visible_to(actor).values_list("pk", flat=True)))
            shown = [str(i["id"]) for i in page.json()["items"]]
            rows = spec.visible(actor)
            if not set(shown) <= gate or (spec.rows is None and set(shown) != gate) or len(shown) != rows.count():
                leaks.append((spec.code, login, "page"))
            sums = {c.key: _total(c.type, rows.values_list(c.source, flat=True)) for c in spec.cols if c.sum} or None
            if (summary.json()["count"], summary.json()["sums"]) != (len(shown), sums):
                leaks.append((spec.code, login, "summary", summary.json(), sums))
    assert leaks == []


def _total(kind: str, values: Any) -> Any:
    return str(Money.total(v for v in values if v is not None)) if kind == "money" else sum(v or 0 for v in values)


def test_no_text_of_an_invisible_record_leaves_by_any_reading_endpoint(world: World, api: ApiClient) -> None:
    """Descriptions, choices, suggestions, boards, dashboards: every GET without a record in its path."""
    leaks, asked = [], 0
    for path, operations in contract.get_openapi_schema()["paths"].items():
        if "get" not in operations or "{" in path.replace("{code}", "") or "/portal/" in path:
            continue
        needed = [
            p["name"] for p in operations["get"].get("parameters", []) if p["in"] == "query" and p.get("required")
        ]
        query = "&".join(f"{name}={QUERY.get(name, '')}" for name in [*needed, *(["q"] if "search" in path else [])])
        for spec in list_specs() if "{code}" in path else [None]:
            for login, actor in world.actors.items():
                address = path.removeprefix("/api/v1").replace("{code}", spec.code if spec else "")
                text = api.as_(login).get(f"{address}?{query}").content.decode()
                asked += 1
                leaks += [(address, login, mark) for mark in world.hidden_marks(actor) if mark in text]
    assert leaks == [] and asked > 300


def test_an_export_holds_what_the_list_shows(world: World) -> None:
    leaks = []
    for spec in list_specs():
        for login, actor in world.actors.items():
            if not (actor.can(spec.resource, "export") and actor.can(spec.resource, "view")):
                continue
            shown = spec.visible(actor).count()  # before: the export itself comes on record
            job = exports.start_export(actor, code=spec.code, query="", columns=[], file_format="csv", language="zh")
            run_due()
            job = Job.objects.get(pk=job.pk)
            assert job.status == "done", job.error
            text = (exports.folder() / job.result["file"]).read_text(encoding="utf-8-sig")
            rows = list(csv.reader(text.splitlines()))
            if len(rows) - 1 != shown or any(m in text for m in world.hidden_marks(actor)):
                leaks.append((spec.code, login, len(rows) - 1))
    assert leaks == []


def test_the_search_finds_what_the_gate_shows(world: World, api: ApiClient) -> None:
    leaks = []
    for own in world.owns:
        for login, actor in world.actors.items():
            found = {(i["resource"], i["id"]) for i in api.as_(login).get(f"/search?q={own.mark}").json()["items"]}
            documents = SearchDocument.objects.filter(words__contains=own.mark)
            truth = {
                (d.resource, str(d.object_id))
                for d in documents
                if resource(d.resource).visible_to(actor).filter(pk=d.object_id).exists()
            }
            if found != truth:
                leaks.append((own.mark, login, found ^ truth))
    assert leaks == [] and SearchDocument.objects.count() >= 8


def _operations() -> Iterator[tuple[str, str, list[str]]]:
    """(method, path, names in the path) of every endpoint of the staff that names a record."""
    for path, operations in contract.get_openapi_schema()["paths"].items():
        names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
        if not names or "/portal/" in path or any(n in OWN_TESTS for n in names) or all(n in FREE for n in names):
            continue
        for method in operations:
            yield method, path.removeprefix("/api/v1"), names


def test_every_parameter_of_a_path_is_known() -> None:
    unknown = {n for _, _, names in _operations() for n in names} - set(PARAMETERS) - set(FREE)
    assert unknown == set(), "say in tests/factories.py what these name"


def test_an_invisible_record_answers_like_an_absent_one(world: World, api: ApiClient) -> None:
    """The same status and body; for a reading, the same number of queries too."""
    differ, compared = [], 0
    for method, path, names in _operations():
        code = next(PARAMETERS[n] for n in names if n in PARAMETERS)
        for login in ("lin", "shen", "liang", "tang", "zhou", "he", "auditor", "admin", "xu"):
            actor = world.actors[login]
            for own in world.owns:
                if world.sees(actor, code, own.row(code)):
                    continue
                outside = ask(api.as_(login), method, fill(path, names, own, gone=False))
                absent = ask(api, method, fill(path, names, own, gone=True))
                compared += 1
                if outside[:2] != absent[:2] or (method == "get" and outside[2] != absent[2]) or outside[0] < 400:
                    differ.append(f"{method} {path} {login}: {brief(outside)}, absent: {brief(absent)}")
    assert compared > 300
    if differ:
        pytest.fail("\n".join(differ))


def test_a_notification_about_an_invisible_record_is_not_read(world: World, api: ApiClient) -> None:
    people = [a.id for a in world.actors.values()]
    for own in world.owns:
        client = own.row("clients.client")
        with transaction.atomic():
            tell(
                people, kind=STEP_DUE, key=f"all:{own.mark}", resource="clients.client", object_id=client.pk,
                link=f"/clients/{client.pk}", title=own.mark, client=client.name,
            )  # fmt: skip
    leaks = []
    for login, actor in world.actors.items():
        items = api.as_(login).get("/notifications").json()["items"]
        shown = {i["object_id"] for i in items if i["kind"] == STEP_DUE}
        truth = {
            str(o.row("clients.client").pk)
            for o in world.owns
            if world.sees(actor, "clients.client", o.row("clients.client"))
        }
        unread = api.get("/notifications/summary").json()["unread"]
        if shown != truth or unread != len([i for i in items if i["read_at"] is None]):
            leaks.append((login, shown ^ truth, unread))
    assert leaks == []


def test_the_stream_tells_of_what_the_gate_shows(world: World) -> None:
    leaks = []
    for own in world.owns:
        for code in FACTORIES:
            row = own.row(code)
            for login, actor in world.actors.items():
                if _may_see(actor.user_id, code, str(row.pk)) != world.sees(actor, code, row):
                    leaks.append((code, login, own.mark))
    assert leaks == []


def test_a_clients_contact_sees_his_own_client_only(world: World) -> None:
    from dougong.portal import services as portal

    leaks = []
    for mine, theirs in (world.owns, world.owns[::-1]):
        made = portal.invite(mine.owner, contact_id=mine.row("contact").pk)
        portal.open_invitation(token=made.token, password="see-my-own-project")
        api = ApiClient()
        assert api.post("/portal/session", {"login": made.login, "password": "see-my-own-project"}).status_code == 200
        contact = actor_by_id(mine.row("contact").user_id)
        assert contact is not None and contact.kind == "contact"
        for code in FACTORIES:
            if marked(code) and world.sees(contact, code, theirs.row(code)):
                leaks.append((code, "gate"))
        leaks += _portal_leaks(api, mine, theirs)
        leaks += [(p, "staff door") for p in ("/clients", "/search?q=半导", "/me") if api.get(p).status_code != 401]
        for spec in list_specs():
            if spec.visible(contact).count() and theirs.mark in str(list(spec.visible(contact).values())):
                leaks.append((spec.code, "list"))
            assert spec.narrowed(contact, QueryDict("")).count() <= resource(spec.resource).visible_to(contact).count()
    assert leaks == []


def _portal_leaks(api: ApiClient, mine: Own, theirs: Own) -> list[Any]:
    """Every reading endpoint of the window: without a name it shows nothing of others, with another's id it is absent."""
    leaks = []
    for path, operations in contract.get_openapi_schema()["paths"].items():
        if "/portal/" not in path or "get" not in operations or path.endswith("/contacts/{contact_id}/portal"):
            continue
        names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
        address = path.removeprefix("/api/v1")
        if not names:
            for client in ("", f"?client={theirs.row('clients.client').pk}"):
                if theirs.mark in api.get(address + client).content.decode():
                    leaks.append((address, client))
            continue
        outside, absent = (ask(api, "get", fill(address, names, theirs, gone=gone)) for gone in (False, True))
        if outside != absent or outside[0] != 404:
            leaks.append((address, outside, absent))
    return leaks
