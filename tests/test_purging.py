"""Deleting for good: nothing of a record is left anywhere, nothing of the books ever goes, and a table added tomorrow is thought of."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CASCADE, Field, ForeignKey, Model

from dougong.accounts.models import User
from dougong.audit.models import AuditEntry
from dougong.audit.selectors import changes
from dougong.clients import services as clients
from dougong.clients.models import Client, Contact, TimelineEntry
from dougong.clients.policies import CLIENT
from dougong.contracts import services as contracts
from dougong.contracts.models import Contract, Receipt
from dougong.contracts.tests import factories as contract_factories
from dougong.files import storage
from dougong.files.models import Blob, FileVersion
from dougong.files.services import attach
from dougong.imports.models import ImportRow
from dougong.imports.tests import factories as import_factories
from dougong.kit import clock, purging
from dougong.kit.actor import Actor
from dougong.kit.bin import PurgeStopped, preview
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.money import Money
from dougong.kit.registry import resources
from dougong.loyalty.models import PointsEntry
from dougong.notifications.models import Notification
from dougong.portal import services as portal
from dougong.privacy.models import Consent, PersonRequest
from dougong.privacy.services import consents
from dougong.projects import services as projects
from dougong.projects.models import Project
from dougong.projects.policies import PROJECT
from dougong.projects.tests import factories as project_factories
from dougong.sales import services as sales
from dougong.sales.models import Opportunity
from dougong.search.models import SearchDocument
from dougong.search.services import index_changed
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ROOTS = {CLIENT: Client, PROJECT: Project}


# ---- what every app declares


def _keys_to(model: type[Model]) -> Iterator[tuple[type[Model], ForeignKey[Any, Any]]]:
    for other in apps.get_models():
        for field in other._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is model and not other._meta.auto_created:
                yield other, field


def _forced(field: Field[Any, Any]) -> bool:
    return not field.null


def test_every_key_to_what_goes_is_a_part_or_forbids_it() -> None:
    """Whatever is added with a key to a client or a project is met here without being named."""
    forgotten = []
    for code, root in ROOTS.items():
        gone = {root, *(part.model for part in purging.parts_of(code) if part.act is None)}
        declared = {item.model for item in (*purging.parts_of(code), *purging.stops_of(code))}
        # What can't be without a row that forbids it is not there when nothing forbids it.
        kept_away = {stop.model for stop in purging.stops_of(code) if stop.model not in gone}
        for group in (kept_away, gone):
            open_ = list(group)
            while open_:
                for other, field in _keys_to(open_.pop()):
                    follows = field.remote_field.on_delete is CASCADE if group is gone else _forced(field)
                    if follows and other not in group:
                        group.add(other)
                        open_.append(other)
        own = [field for other, field in _keys_to(root) if other is root and field.remote_field.on_delete is not CASCADE]
        forgotten += [f"{code}: {f.name}" for f in own if f"{f.name}_id" not in {p.path for p in purging.parts_of(code)}]
        parts = {part.model for part in purging.parts_of(code)}
        forgotten += [f"{code}: {r.code} leaves its traces" for r in resources() if r.model in gone - parts - {root}]
        forgotten += [
            f"{code}: {other.__name__}.{field.name}"
            for model in gone
            for other, field in _keys_to(model)
            if other not in gone | declared | kept_away
        ]
    assert forgotten == [], "declare it in its app's purging.py"


def test_every_column_that_names_records_by_kind_is_a_trace_or_stays() -> None:
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in ("object_id", "source_id")
    }
    told = {f"{trace.model._meta.label}.object_id" for trace in purging.all_traces()}
    assert named - told - set(purging.staying()) == set() and set(purging.staying()) <= named


# ---- a client


def _whole(cast: Cast) -> Client:
    """A client with one of everything that can go."""
    row = ("启岳半导体", "", "孙立衡", "13800000001", "sun@qiyue.example", "")
    import_factories.committed(cast.fang, import_factories.table(row))
    client: Client = Client.objects.get(name__startswith="启岳")
    clients.assign_clients(cast.fang, client_ids=[client.pk], owner_id=cast.lin.user_id)
    clients.add_step(cast.lin, client_id=client.pk, title="寄样本")
    opportunity = sales.create_opportunity(cast.lin, client_id=client.pk, title="三期")
    contracts.draft_contract(cast.lin, client_id=client.pk, opportunity_id=opportunity.pk, title="草稿")
    for code, pk, name in ((CLIENT, client.pk, "档案"), ("sales.opportunity", opportunity.pk, "报价")):
        attach(cast.lin, resource=code, object_id=pk, filename=f"{name}.txt", data=name.encode())
    contact = Contact.objects.get(client=client)
    portal.invite(cast.lin, contact_id=contact.pk)
    consents.record_consent(cast.fang, kind="contact", person_id=contact.pk, purpose="service", how="paper")
    Notification.objects.create(
        user_id=cast.lin.user_id, kind="clients.step_due", key="x", resource=CLIENT, object_id=str(client.pk)
    )
    index_changed()
    return client


def _binned(cast: Cast, client: Client) -> Client:
    clients.archive_clients(cast.fang, client_ids=[client.pk])
    return client


def test_a_client_goes_with_everything_and_leaves_its_name_and_counts_on_record(
    cast: Cast, deliver: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = _whole(cast)
    other = clients.create_client(cast.lin, name="云栖数据")
    attach(cast.lin, resource=CLIENT, object_id=other.pk, filename="同样的.txt", data="报价".encode())
    Client.objects.filter(pk=other.pk).update(parent=client, relation="subsidiary")
    _binned(cast, client)
    told = {t["code"]: t["count"] for t in preview(cast.fang, CLIENT, [client.pk], "zh")["goes"]}
    blobs = {v.filename: v.blob_id for v in FileVersion.objects.all()}
    timeline = TimelineEntry.objects.filter(client=client).count()
    with django_capture_on_commit_callbacks(execute=True):
        done = clients.purge_clients(cast.fang, client_ids=[client.pk], reason="测试用的档案")
    assert done == {"done": [client.pk], "refused": []}
    entry = AuditEntry.objects.get(action="purge")
    assert (entry.title, entry.reason, entry.object_id) == (client.name, "测试用的档案", str(client.pk))
    assert entry.after == told, "what was told before is what went"
    assert told == {
        "clients.member": 1,
        "clients.contact": 1, "clients.step": 1, "sales.opportunity": 1, "contracts.contract": 1, "files.attachment": 2,
        "requirements.specification": 1,
        "notifications.notification": 1, "imports.row": 1, "clients.timeline": timeline, "accounts.window": 1, "privacy.consent": 1,
    }  # fmt: skip
    assert {c["label"] for c in changes(cast.admin, entry, "zh")} >= {"商机", "合同草稿", "文件", "时间线"}
    assert entry.before["sales.opportunity"] == ["三期"] and entry.before["contracts.contract"] == ["草稿"]
    for left in (
        Client.objects.filter(pk=client.pk), Contact.objects.filter(client_id=client.pk), Opportunity.objects.all(), Contract.objects.all(),
        TimelineEntry.objects.exclude(client=other), Notification.objects.all(), ImportRow.objects.all(),
        SearchDocument.objects.filter(client_id=client.pk),
    ):  # fmt: skip
        assert not left.exists(), left.model.__name__
    assert Client.objects.get().parent_id is None, "the members of its group stay"
    consent = Consent.objects.get()
    assert (consent.contact_id, consent.user_id, consent.purpose) == (None, None, "service")
    window = User.objects.get(kind="contact")
    assert (window.name, window.email, window.phone, window.is_active) == ("已匿名", None, "", False)
    assert not Blob.objects.filter(pk=blobs["档案.txt"]).exists() and not storage.path_of(blobs["档案.txt"]).exists()
    assert storage.path_of(blobs["报价.txt"]).exists(), "the other client's document has the same bytes"
    deliver()


def test_the_books_stop_it_and_say_why(cast: Cast, deliver: Any, api: ApiClient) -> None:
    client = clients.create_client(cast.lin, name="启岳半导体")
    contract = contract_factories.in_force(cast, client)
    contracts.record_receipt(
        cast.xu, contract_id=contract.pk, amount=Money("4860000.00"), received_on=dt.date(2026, 11, 5)
    )
    deliver()
    project = project_of(cast, contract)
    free = clients.create_client(cast.lin, name="云栖数据")
    clients.archive_clients(cast.fang, client_ids=[client.pk, free.pk])
    books = list(PointsEntry.objects.values()), list(Receipt.objects.values())
    assert books[0] and books[1]
    told = api.as_("fang").post("/clients/purge/preview", {"ids": [str(client.pk), str(free.pk)]}).json()
    assert told["may"] == 1 and [s["title"] for s in told["stopped"]] == ["启岳半导体"]
    stops = {s["code"]: s for s in told["stopped"][0]["stops"]}
    assert set(stops) == {"contracts.contract", "contracts.receipt", "loyalty.entry", "projects.project"}
    assert (
        "税收征收管理法实施细则第二十九条" in stops["contracts.receipt"]["why"]
        and stops["contracts.receipt"]["names"] == []
    )
    with pytest.raises(PurgeStopped) as refused:
        clients.purge_clients(cast.fang, client_ids=[client.pk])
    assert "积分账只增不改" in refused.value.sentence("zh") and "启岳半导体" in refused.value.sentence("zh")
    done = clients.purge_clients(cast.fang, client_ids=[client.pk, free.pk])
    assert done == {"done": [free.pk], "refused": [client.pk]}
    assert (list(PointsEntry.objects.values()), list(Receipt.objects.values())) == books
    assert Project.objects.filter(pk=project.pk).exists()


def test_an_open_request_of_a_person_is_answered_first(cast: Cast) -> None:
    client = _binned(cast, _whole(cast))
    contact = Contact.objects.get(client=client)
    made = consents.receive_request(
        cast.fang, kind="access", how="mail", wish="", person="contact", person_id=contact.pk
    )
    with pytest.raises(PurgeStopped):
        clients.purge_clients(cast.fang, client_ids=[client.pk])
    PersonRequest.objects.filter(pk=made.pk).update(state="done", closed_at=clock.now())
    clients.purge_clients(cast.fang, client_ids=[client.pk])
    assert PersonRequest.objects.get(pk=made.pk).contact_id is None


def test_only_the_bin_only_by_its_own_right_and_only_after_a_second_confirmation(cast: Cast, api: ApiClient) -> None:
    client = clients.create_client(cast.lin, name="启岳半导体")
    ids = {"ids": [str(client.pk)]}
    assert api.as_("lin").post("/clients/archive", ids).status_code == 200, "archiving asks nothing"
    assert api.post("/clients/restore", ids).status_code == 200
    for login in ("lin", "zhou", "manager", "admin"):
        assert api.as_(login).post("/clients/purge", ids).status_code == 403, login
        assert api.post("/clients/purge/preview", ids).json()["code"] == "not_allowed", login
    assert api.as_("fang").post("/clients/purge", ids).json()["params"]["act"] == "clients.purge"
    refused = api.sure("重复建档").post("/clients/purge", ids)
    assert (refused.status_code, refused.json()["code"]) == (409, "purge_stopped") and "先归档" in refused.json()[
        "detail"
    ]
    api.post("/clients/archive", ids)
    first = api.post("/clients/purge", ids, key="once")
    assert first.json()["done"] == [str(client.pk)]
    assert api.post("/clients/purge", ids, key="once").json() == first.json(), "sent twice it is done once"
    assert api.post("/clients/purge", ids).status_code == 404
    assert AuditEntry.objects.get(action="purge").reason == "重复建档"
    assert api.get(f"/clients/{client.pk}").status_code == 404


def test_what_is_outside_ones_reach_answers_like_what_is_not_there(cast: Cast, django_assert_num_queries: Any) -> None:
    mine, hers = (clients.create_client(who, name=name) for who, name in ((cast.lin, "甲"), (cast.shen, "乙")))
    clients.archive_clients(cast.fang, client_ids=[mine.pk, hers.pk])
    reach = Actor(cast.lin.id, "林", "staff", cast.lin.department_id, cast.lin.tree_ids, {
        (CLIENT, "view"): "own", (CLIENT, "purge"): "own",
    })  # fmt: skip
    for ids in ([hers.pk], [uuid.uuid4()]):
        with pytest.raises(NotFound), django_assert_num_queries(1):
            preview(reach, CLIENT, ids, "zh")
        with pytest.raises(NotFound):
            clients.purge_clients(reach, client_ids=ids)
    assert preview(reach, CLIENT, [mine.pk, hers.pk], "zh")["may"] == 1
    assert clients.purge_clients(reach, client_ids=[mine.pk, hers.pk]) == {"done": [mine.pk], "refused": []}
    seeing = Actor(cast.lin.id, "林", "staff", None, (), {(CLIENT, "view"): "all", (CLIENT, "purge"): "own"})
    with pytest.raises(NotAllowed):
        preview(seeing, CLIENT, [hers.pk], "zh")


def test_a_preview_of_many_asks_as_often_as_of_one(cast: Cast, django_assert_max_num_queries: Any) -> None:
    made = [clients.create_client(cast.lin, name=f"客户{n}号").pk for n in range(12)]
    clients.archive_clients(cast.fang, client_ids=made)
    for ids in (made[:1], made):
        with django_assert_max_num_queries(72):
            assert preview(cast.fang, CLIENT, ids, "en")["may"] == len(ids)


def project_of(cast: Cast, contract: Contract) -> Project:
    return projects.create_project(
        cast.manager, contract_id=contract.pk, manager_id=cast.user("liang").pk, name="洁净厂房",
        starts_on=project_factories.START, finishes_on=None,
    )  # fmt: skip
