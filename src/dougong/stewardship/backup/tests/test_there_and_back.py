"""What was backed up is what is restored, row by row and byte by byte, while people go on working."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from dougong.audit.models import AuditEntry
from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.files import storage
from dougong.files.models import Blob
from dougong.files.services import attach
from dougong.files.tasks import prune_orphans
from dougong.kit import clock
from dougong.kit.models import Job
from dougong.stewardship.backup import errors, making, restoring, rows, schema
from dougong.stewardship.backup.places import Place
from dougong.stewardship.backup.tests.worlds import KEY, PHONE, archive, aside, company
from tests.cast import Cast, assemble

Deliver = Callable[[], int]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return assemble()


def digests(source: Any) -> dict[str, tuple[int, str]]:
    found = {}
    for table in schema.tables():
        digest, count = rows.Digest(table), 0
        for row in source.rows(table):
            digest.add(row)
            count += 1
        found[table.name] = (count, digest.text())
    return found


def test_every_column_has_a_kind() -> None:
    assert len(schema.tables()) > 80
    assert {m._meta.label_lower for m in apps.get_models()} >= schema.PASSING


def test_an_installation_comes_back_as_it_was(cast: Cast, deliver: Deliver, tmp_path: Path) -> None:
    company(cast, deliver)
    with making.source_of() as source:
        before = digests(source)
    made = archive(tmp_path)
    assert made.missing == [] and made.files == Blob.objects.count() == 2
    assert made.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest() and made.size == made.path.stat().st_size
    assert "启岳".encode() not in made.path.read_bytes() and PHONE.encode() not in made.path.read_bytes()
    kept = {str(blob.pk): storage.path_of(blob.pk).read_bytes() for blob in Blob.objects.all()}
    seals = AuditEntry.objects.count()

    place, run = aside(tmp_path)
    found = restoring.fill(made.path, KEY, place, run=run)

    with place.source() as source:
        after = digests(source)
        assert source.count(schema.table_of(AuditEntry)) == seals > 0
    assert after == before and found.rows == made.rows == sum(count for count, _ in before.values())
    for blob in Blob.objects.all():
        assert (place.blobs / blob.pk.hex[-2:] / blob.pk.hex).read_bytes() == kept[str(blob.pk)]
    assert (place.data / "keys" / "field").read_bytes() == Path(making.keyring.folder(), "field").read_bytes()


def test_numbers_go_on_where_they_were(cast: Cast, deliver: Deliver, tmp_path: Path) -> None:
    company(cast, deliver)
    table = next(t for t in schema.tables() if t.name == "kit_outbox_event")
    with making.source_of() as source:
        last = source.counted(table).last
    apps.get_model("kit", "OutboxEvent").objects.all().delete()  # the highest numbers are gone, and must not come again
    place, run = aside(tmp_path)
    restoring.fill(archive(tmp_path).path, KEY, place, run=run)
    with place.source() as source:
        assert source.count(table) == 0 and source.counted(table).last == last > 0


def test_what_is_written_meanwhile_is_not_half_in_it(cast: Cast, deliver: Deliver, tmp_path: Path) -> None:
    """People create clients through the whole backup: none of theirs is in it, and nobody was kept waiting."""
    company(cast, deliver)
    before = Client.objects.count()
    made_meanwhile: list[str] = []

    def work(done: int, total: int, message: str) -> None:
        if len(made_meanwhile) < 5:
            thread = threading.Thread(target=_create, args=(cast, made_meanwhile))
            thread.start()
            thread.join(20)
            assert not thread.is_alive(), "a writer waited for the backup"

    made = making.make(tmp_path / "a.backup", KEY, work)
    assert len(made_meanwhile) == 5 and Client.objects.count() == before + 5
    assert made.tables["clients_client"] == before
    place, run = aside(tmp_path)
    assert restoring.fill(made.path, KEY, place, run=run).tables["clients_client"] == before


def _create(cast: Cast, names: list[str]) -> None:
    names.append(clients.create_client(cast.lin, name=f"备份期间新建{len(names)}有限公司").name)
    connection.close()


def test_what_is_deleted_for_good_meanwhile_is_not_missed(cast: Cast, deliver: Deliver, tmp_path: Path) -> None:
    """A client in the bin goes, with its document, after the snapshot and before the files are copied."""
    company(cast, deliver)
    gone = clients.create_client(cast.lin, name="撤销的单位")
    attach(cast.lin, resource="clients.client", object_id=gone.pk, filename="旧合同.txt", data="丙".encode())
    clients.archive_clients(cast.fang, client_ids=[gone.pk])
    place = storage.path_of(Blob.objects.get(versions__filename="旧合同.txt").pk)
    left = list[int]()

    def work(done: int, total: int, message: str) -> None:
        if not left:
            thread = threading.Thread(target=_delete, args=(cast, gone, left))
            thread.start()
            thread.join(20)

    made = making.make(tmp_path / "a.backup", KEY, work)
    assert left == [2] and made.missing == [] and made.files == 3
    assert place.is_file(), "it stays until the night"
    lay_aside, run = aside(tmp_path)
    assert restoring.fill(made.path, KEY, lay_aside, run=run).files == 3
    os.utime(place, (0, 0))
    run_pruning()
    assert not place.exists()


def _delete(cast: Cast, client: Client, left: list[int]) -> None:
    clients.purge_clients(cast.fang, client_ids=[client.pk])
    left.append(Blob.objects.count())
    connection.close()


def run_pruning() -> None:
    class Ctx:
        def checkpoint(self) -> None: ...

    prune_orphans(Ctx())  # type: ignore[arg-type]  # all that it asks of a context


def test_the_night_waits_for_a_backup_with_its_pruning(cast: Cast) -> None:
    with storage.copying():
        run_pruning()
        assert not storage.remove([])
    assert Job.objects.get(kind="files.prune_orphans").due_at > clock.now() and storage.remove([])


def test_a_missing_and_a_changed_file_are_named(cast: Cast, deliver: Deliver, tmp_path: Path) -> None:
    company(cast, deliver)
    one, two = (storage.path_of(v.blob_id) for v in apps.get_model("files", "FileVersion").objects.order_by("pk"))
    one.unlink()
    two.write_bytes(b"else")
    made = archive(tmp_path)
    assert [(m["name"], m["why"]) for m in made.missing] == [
        ("说明书.txt", "missing"),
        ("会议纪要.txt", "changed"),
    ] or [(m["name"], m["why"]) for m in made.missing] == [("会议纪要.txt", "changed"), ("说明书.txt", "missing")]
    place, run = aside(tmp_path)
    assert len(restoring.fill(made.path, KEY, place, run=run).missing) == 2


def test_a_file_that_the_archive_lost_is_named(
    cast: Cast, deliver: Deliver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company(cast, deliver)
    monkeypatch.setattr(making, "_files", lambda *given: None)
    made = archive(tmp_path)
    place, run = aside(tmp_path)
    with pytest.raises(errors.FileMissing) as found:
        restoring.fill(made.path, KEY, place, run=run)
    assert found.value.params["count"] == 2 and "说明书.txt" in found.value.params["names"]


def test_a_row_that_did_not_land_is_noticed(
    cast: Cast, deliver: Deliver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company(cast, deliver)
    made = archive(tmp_path)
    place, run = aside(tmp_path)

    def loses(place: Place, what: str, asked: dict[str, Any]) -> dict[str, Any]:
        return run(place, what, asked)

    keep = rows.changed
    monkeypatch.setattr("dougong.stewardship.backup.source.changed", lambda row, ways: [*keep(row, ways)[:-1], None])
    with pytest.raises(errors.NotAsArchived):
        restoring.fill(made.path, KEY, place, run=loses)


def test_a_newer_schema_is_refused(db: None) -> None:
    schema.check_known([["clients", "0001_initial"]], "0.1.0")
    with pytest.raises(errors.SchemaNewer) as found:
        schema.check_known([["clients", "0001_initial"], ["clients", "9999_of_next_year"]], "9.0")
    assert found.value.params["migration"] == "clients.9999_of_next_year"


def test_a_key_in_the_data_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    assert making.key_from(tmp_path / "key", tmp_path / "data") == KEY
    with pytest.raises(errors.KeyInside):
        making.key_from(tmp_path / "key", tmp_path)
    with pytest.raises(errors.NoBackupKey):
        making.key_from(tmp_path / "none", tmp_path / "data")


def test_no_archive_is_left_of_one_that_failed(cast: Cast, tmp_path: Path) -> None:
    def stop(done: int, total: int, message: str) -> None:
        raise RuntimeError("the worker was asked to end")

    with pytest.raises(RuntimeError):
        making.make(tmp_path / "a.backup", KEY, stop)
    assert list(tmp_path.iterdir()) == []
