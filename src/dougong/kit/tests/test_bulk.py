"""Many rows at once are what they are one by one; long work gives way to whoever waits to write."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from dougong.audit.models import AuditEntry
from dougong.clients.models import Client, Contact, TimelineEntry
from dougong.config.sqlite.base import DatabaseWrapper
from dougong.kit import clock, pace
from dougong.kit.bulk import fresh, insert_many, insert_rows
from dougong.kit.models import Job, OutboxEvent, store_many

pytestmark = pytest.mark.django_db


def _client(**values: Any) -> Client:
    made: Client = fresh(Client, name="启岳", name_sort="qiyue", phone="+8613812345678", **values)
    return made


def test_a_fresh_object_is_what_its_model_makes() -> None:
    with clock.frozen("2026-11-18T10:00+08:00"):
        made, plain = _client(), Client(name="启岳", name_sort="qiyue", phone="+8613812345678")
    same = [f.attname for f in Client._meta.concrete_fields if f.attname != "id"]
    assert {n: getattr(made, n) for n in same} == {n: getattr(plain, n) for n in same}
    assert made.pk != plain.pk and made._state.adding


def test_rows_read_back_as_they_were_inserted() -> None:
    since = clock.today()
    client = _client(since=since, uscc="91320594000000001X"[:18])
    insert_many([client])
    insert_many([fresh(Contact, client_id=client.pk, name="孙立衡", is_primary=True)])
    found = Client.objects.get()
    for field in Client._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(client, field.attname), field.attname
    assert found.contacts.get().is_primary and not client._state.adding
    found.name = "改名"
    found.save()
    assert Client.objects.get().name == "改名"


def test_numbered_rows_get_the_next_numbers_and_json_comes_back() -> None:
    first = OutboxEvent.objects.create(name="x", payload={})
    ids = insert_rows(OutboxEvent, ("name", "payload"), [("甲", {"a": [1, "二"]}), ("乙", {})])
    assert len(ids) == 2 and ids[0] > first.pk and ids[1] == ids[0] + 1
    after = OutboxEvent.objects.create(name="z", payload={})
    assert after.pk > ids[1] and OutboxEvent.objects.get(pk=ids[0]).payload == {"a": [1, "二"]}
    assert OutboxEvent.objects.get(pk=ids[0]).occurred_at is not None


def test_no_rows_ask_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert_many([])
        assert insert_rows(OutboxEvent, ("name", "payload"), []) == []
        store_many([])


def test_a_broken_constraint_is_djangos_error() -> None:
    insert_many([_client(uscc="1")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many([_client(uscc="1")])
    assert Client.objects.count() == 1


def test_only_the_named_fields_of_existing_rows_are_written() -> None:
    rows = [_client(), _client()]
    insert_many(rows)
    for place, row in enumerate(rows):
        row.address, row.industry, row.since, row.phone = f"{place} 号", "不写", None, ""
    store_many(rows, "address", "since", "phone")
    found = {c.pk: c for c in Client.objects.all()}
    assert [(found[r.pk].address, found[r.pk].industry, found[r.pk].phone) for r in rows] == [
        ("0 号", "", ""),
        ("1 号", "", ""),
    ]


def test_json_is_written_by_an_update_too() -> None:
    job = Job.objects.create(kind="x", args={"a": 1})
    job.args, job.result = {"b": "二"}, None
    store_many([job], "args", "result")
    assert Job.objects.get().args == {"b": "二"} and Job.objects.get().result is None


def test_ids_of_every_kind_of_row_that_an_import_writes_are_told() -> None:
    client = _client()
    insert_many([client])
    told = insert_rows(
        TimelineEntry, ("client_id", "kind", "resource", "object_id", "data"), [(client.pk, "x", "r", "1", {})]
    )
    assert TimelineEntry.objects.get(pk=told[0]).client_id == client.pk
    with transaction.atomic():
        made = insert_rows(
            AuditEntry, ("actor_name", "action", "resource", "object_id", "after"), [("我", "a", "r", "1", {"k": 1})]
        )
    assert AuditEntry.objects.get(pk=made[0]).after == {"k": 1}


def test_only_rows_that_still_hold_what_they_held_are_written() -> None:
    jobs = [Job.objects.create(kind="x", status=status) for status in ("queued", "running", "queued")]
    for job in jobs:
        job.title = "二"
    assert store_many(jobs, "title", status="queued") == 2
    assert sorted(Job.objects.filter(kind="x").values_list("status", "title")) == [
        ("queued", "二"), ("queued", "二"), ("running", ""),
    ]  # fmt: skip


def test_a_pace_grows_and_shrinks_with_what_its_rows_take(monkeypatch: pytest.MonkeyPatch) -> None:
    spent = iter([0.0, 0.01, 0.0, 0.4, 0.0, 0.05])
    monkeypatch.setattr(pace.time, "thread_time", lambda: next(spent))
    monkeypatch.setattr(pace.time, "perf_counter", lambda: 0.0)
    mine = pace.Pace(100, least=60, most=500, goal=0.05)
    sizes = []
    for _ in range(3):
        with mine.measured():
            pass
        sizes.append(mine.size)
    assert sizes == [200, 100, 100]
    few = pace.Pace(1)
    monkeypatch.undo()
    with few.measured():
        pass
    assert few.size == 1


def test_long_work_lets_in_whoever_waits_to_write(tmp_path: Path) -> None:
    """The engine's own: one holds the lock, another waits for it, and long work asks before it takes it again."""
    settings = {**connection.settings_dict, "NAME": str(tmp_path / "one.sqlite3"), "ENGINE": "dougong.config.sqlite"}
    settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 10}
    work, other = (DatabaseWrapper(settings, alias=f"fair{n}") for n in range(2))
    try:
        with work.cursor() as cursor:
            cursor.execute("CREATE TABLE t (x integer)")
        began, order = threading.Event(), list[str]()
        other.inc_thread_sharing()
        other.connect()

        def write() -> None:
            began.set()
            with transaction_of(other):
                order.append("other")

        thread = threading.Thread(target=write)
        with transaction_of(work):
            thread.start()
            began.wait(5)
            time.sleep(0.15)  # by now it looks seldom
        work.give_way()
        order.append("work")
        thread.join(10)
        assert order == ["other", "work"]
        work.give_way()  # nobody waits: at once
    finally:
        work.close()
        other.close()


class transaction_of:  # noqa: N801  reads as a word
    def __init__(self, wrapper: Any) -> None:
        self.wrapper = wrapper

    def __enter__(self) -> None:
        self.wrapper.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    def __exit__(self, *_: object) -> None:
        self.wrapper.commit()
        self.wrapper.set_autocommit(True)
