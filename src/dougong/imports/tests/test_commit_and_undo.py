"""Rows become dossiers with all the traces of the single service; and an import is taken back."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection

from dougong.audit.models import AuditEntry
from dougong.clients import services as clients
from dougong.clients.models import Client, ClientFigures, Contact
from dougong.imports import errors, selectors, services
from dougong.imports.models import ImportBatch
from dougong.imports.services import committing
from dougong.imports.tests.factories import checked, code, committed, table, undone, verdicts
from dougong.kit import jobs
from dougong.kit.models import Job, OutboxEvent
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db
GOOD = ("启岳半导体(苏州)有限公司", code(1), "孙立衡", "13812345678", "sun@qiyue.example", "2024.3.5")


def test_a_row_leaves_what_creating_a_client_leaves(cast: Cast) -> None:
    batch = committed(cast.fang, table(GOOD))
    client = Client.objects.get()
    assert (batch.status, batch.created_count, batch.updated_count) == ("done", 1, 0)
    assert client.name == "启岳半导体（苏州）有限公司" and client.initials.startswith("qybdt")
    assert client.phone == "+8613812345678" and client.department_id == cast.fang.department_id
    assert ClientFigures.objects.get().client_id == client.pk
    assert [(c.name, c.phone, c.is_primary) for c in Contact.objects.all()] == [("孙立衡", "+8613812345678", True)]
    assert client.completeness == 36  # code 16, phone 8, e-mail 4, contacts 8
    entries = AuditEntry.objects.filter(resource="clients.client").order_by("pk")
    assert [e.action for e in entries] == ["create"] and entries[0].after["contact"]
    assert entries[0].after["phone"] == "***" and entries[0].actor_name == "方禹洲"
    assert [t.kind for t in client.timeline.all()] == ["client_created"]
    assert client.timeline.get().data["filename"] == "客户.xlsx"
    assert OutboxEvent.objects.filter(name="clients.client_created.v1").count() == 1


def test_only_filled_cells_overwrite_a_known_client(cast: Cast) -> None:
    known = clients.create_client(cast.fang, name="启岳", uscc=code(1), industry="制造", address="江苏省苏州市")
    committed(cast.fang, table(GOOD))
    known.refresh_from_db()
    assert known.name == "启岳半导体（苏州）有限公司" and known.industry == "制造" and known.address == "江苏省苏州市"
    assert known.version == 2 and known.owner_id == cast.fang.id
    assert Client.objects.count() == 1


def test_the_same_file_twice_doubles_nothing(cast: Cast) -> None:
    data = table(GOOD, ("沧澜水务", "", "王敏", "13900000000", "", ""))
    committed(cast.fang, data)
    second = checked(cast.fang, data)
    assert verdicts(second) == ["unchanged", "unchanged"]
    assert len(selectors.one(cast.fang, second.pk, "zh")["earlier"]) == 1
    with pytest.raises(errors.NothingToCommit):
        services.start_commit(cast.fang, batch_id=second.pk)
    assert Client.objects.count() == 2 and Contact.objects.count() == 2


def test_a_row_known_by_name_and_phone_finds_its_client_after_another_row_changed_the_phone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dougong.imports.services.committing.CHUNK", 1)
    rows = [
        ("启岳", code(1), "", "13812345678", "", ""),
        ("启岳", code(1), "", "13900000000", "", ""),
        ("启岳", "", "", "13812345678", "a@b.example", ""),
    ]
    batch = checked(cast.fang, table(*rows))
    assert verdicts(batch) == ["new", "update", "update"]
    services.start_commit(cast.fang, batch_id=batch.pk)
    jobs.run_due()
    assert Client.objects.get().email == "a@b.example" and verdicts(batch) == ["new", "update", "update"]


def test_of_two_who_commit_at_once_the_second_is_told_that_it_runs(cast: Cast) -> None:
    batch = checked(cast.fang, table(GOOD))
    services.start_commit(cast.fang, batch_id=batch.pk)
    with pytest.raises(errors.WrongStage):
        services.start_commit(cast.fang, batch_id=batch.pk)
    jobs.run_due()
    assert Client.objects.count() == 1 and Job.objects.filter(kind="imports.commit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_threads_that_commit_one_wins() -> None:
    cast = assemble()
    batch = checked(cast.fang, table(GOOD))
    begin, answers = threading.Barrier(2), []

    def press() -> None:
        begin.wait()
        try:
            services.start_commit(cast.fang, batch_id=batch.pk)
            answers.append("runs")
        except errors.WrongStage:
            answers.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    jobs.run_due()
    assert sorted(answers) == ["runs", "told"] and Client.objects.count() == 1


def test_a_stopped_import_keeps_what_is_committed_and_goes_on_later(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"客户{n}", code(n), "", "", "", "") for n in range(30)]
    batch = checked(cast.fang, table(*rows))
    monkeypatch.setattr("dougong.imports.services.committing.CHUNK", 10)
    job = services.start_commit(cast.fang, batch_id=batch.pk)
    told = jobs.JobContext.progress

    def stop_after_the_first(ctx: jobs.JobContext, done: int, total: int, message: str = "") -> None:
        jobs.stop(Job.objects.get(pk=job.pk))
        ctx._told = 0.0
        told(ctx, done, total, message)

    monkeypatch.setattr(jobs.JobContext, "progress", stop_after_the_first)
    jobs.run_due()
    monkeypatch.setattr(jobs.JobContext, "progress", told)
    batch.refresh_from_db()
    assert (batch.status, batch.created_count, Client.objects.count()) == ("stopped", 10, 10)
    assert selectors.one(cast.fang, batch.pk, "zh")["counts"]["ready"] == 20
    services.start_commit(cast.fang, batch_id=batch.pk)
    jobs.run_due()
    batch.refresh_from_db()
    assert (batch.status, batch.created_count, Client.objects.count()) == ("done", 30, 30)


def test_a_job_stopped_before_it_began_leaves_the_import_stopped(cast: Cast) -> None:
    batch = checked(cast.fang, table(GOOD))
    jobs.stop(services.start_commit(cast.fang, batch_id=batch.pk))
    assert selectors.one(cast.fang, batch.pk, "zh")["status"] == "stopped"
    services.start_commit(cast.fang, batch_id=batch.pk)
    jobs.run_due()
    assert Client.objects.count() == 1


def test_a_chunk_that_met_anothers_record_is_tried_again_as_it_stood(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = checked(cast.fang, table(("启岳", code(1), "孙立衡", "", "", "")))
    clients.create_client(cast.fang, name="启岳", uscc=code(1))
    real, tries = committing.mark, []

    def mark(*given: Any) -> None:
        real(*given)
        tries.append(given)
        if len(tries) == 1:
            raise IntegrityError

    monkeypatch.setattr(committing, "mark", mark)
    services.start_commit(cast.fang, batch_id=batch.pk)
    jobs.run_due()
    batch.refresh_from_db()
    assert len(tries) > 1 and (batch.status, batch.created_count, batch.updated_count) == ("done", 0, 1)
    assert batch.rows.values_list("verdict", "state", "object_id").get() == (
        "update",
        "committed",
        Client.objects.get().pk,
    )


def test_undo_archives_what_was_made_and_sets_back_what_was_changed(cast: Cast) -> None:
    known = clients.create_client(cast.fang, name="旧名", uscc=code(2), industry="制造")
    rows = [
        GOOD,
        ("新名有限公司", code(2), "王敏", "13900000000", "", "2020-01-01"),
        ("新名二", code(2), "", "", "", ""),
    ]
    batch = undone(cast.fang, committed(cast.fang, table(*rows)))
    known.refresh_from_db()
    assert batch.status == "undone"
    assert (known.name, known.phone, known.since, known.industry, known.archived_at) == ("旧名", "", None, "制造", None)
    assert known.name_sort == "jiuming" and not known.contacts.filter(archived_at=None).exists()
    assert known.completeness == 27  # as before: code, industry, owner
    made = Client.objects.get(uscc=code(1))
    assert made.archived_at is not None
    assert AuditEntry.objects.filter(action="undo_import").count() == 2
    assert known.timeline.order_by("-pk")[0].kind == "client_import_undone"


def test_undo_leaves_what_somebody_changed_since(cast: Cast) -> None:
    batch = committed(cast.fang, table(GOOD, ("沧澜水务", code(2), "", "", "", ""), ("云麓", code(3), "", "", "", "")))
    touched, told = Client.objects.get(uscc=code(1)), Client.objects.get(uscc=code(2))
    clients.update_client(cast.fang, client_id=touched.pk, version=1, industry="制造")
    clients.add_note(cast.fang, client_id=told.pk, kind="visit", text="谈了")
    undone(cast.fang, batch)
    assert set(Client.objects.filter(archived_at=None)) == {touched, told}
    states = selectors.one(cast.fang, batch.pk, "zh")["counts"]["states"]
    assert (states["undone"], states["kept"]) == (1, 2)


def test_importing_again_after_an_undo_brings_the_clients_back(cast: Cast) -> None:
    data = table(GOOD)
    undone(cast.fang, committed(cast.fang, data))
    again = committed(cast.fang, data)
    assert (again.created_count, again.updated_count) == (0, 1)
    assert Client.objects.get().archived_at is None


def test_a_client_of_others_is_neither_changed_nor_shown(cast: Cast) -> None:
    clients.create_client(cast.shen, name="华南的客户", uscc=code(1), industry="制造")
    batch = checked(cast.zhou, table(GOOD))
    assert verdicts(batch) == ["rejected"]
    problem = batch.rows.get().content["problems"][0]
    assert problem["code"] == "client_of_others" and "华南" not in problem["zh"]


def test_a_client_that_became_anothers_meanwhile_is_refused_at_the_commit(cast: Cast) -> None:
    batch = checked(cast.zhou, table(GOOD, ("沧澜水务", code(2), "", "", "", "")))
    clients.create_client(cast.shen, name="华南的客户", uscc=code(1))
    services.start_commit(cast.zhou, batch_id=batch.pk)
    jobs.run_due()
    batch = ImportBatch.objects.get(pk=batch.pk)
    assert (batch.created_count, batch.rejected_count) == (1, 1)
    assert Client.objects.get(uscc=code(1)).name == "华南的客户"


def test_the_owner_chosen_for_the_rest_holds_who_names_nobody(cast: Cast) -> None:
    batch = checked(cast.fang, table(GOOD))
    services.set_options(cast.fang, batch_id=batch.pk, options={"owner_id": str(cast.gu.id)})
    services.start_commit(cast.fang, batch_id=batch.pk)
    jobs.run_due()
    assert Client.objects.get().owner_id == cast.gu.id


def test_a_person_who_lost_the_right_imports_nothing(cast: Cast) -> None:
    from dougong.accounts.models import User, raise_access_version

    batch = checked(cast.fang, table(GOOD))
    services.start_commit(cast.fang, batch_id=batch.pk)
    User.objects.get(pk=cast.fang.id).roles.clear()
    raise_access_version()
    jobs.run_due()
    assert not Client.objects.exists() and Job.objects.get(kind="imports.commit").status == "failed"
