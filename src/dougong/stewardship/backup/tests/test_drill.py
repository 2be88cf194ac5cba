"""The drill, the night, the page: what they do, whom they tell, who may."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from dougong.audit.guards import ENTRIES
from dougong.audit.models import AuditEntry
from dougong.contracts.models import Contract
from dougong.files import storage
from dougong.files.models import Blob
from dougong.kit import clock
from dougong.kit.money import Money
from dougong.loyalty.models import PointsAccount
from dougong.notifications.models import MailDelivery, Notification
from dougong.stewardship.backup import checking, drilling, errors, services, tasks
from dougong.stewardship.backup.models import Backup, Drill
from dougong.stewardship.backup.tests.worlds import KEY, _copied_file, company
from tests.api import ApiClient
from tests.cast import Cast, assemble

Deliver = Callable[[], int]


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key and a folder for archives."""
    (tmp_path / "key").write_text(KEY)
    monkeypatch.setattr(settings, "DOUGONG_BACKUP_KEY_FILE", tmp_path / "key")
    monkeypatch.setattr(settings, "DOUGONG_BACKUP_FOLDER", tmp_path / "backups")
    return tmp_path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The drill's steps on a copy of the tests' schema; the checks are asked of the database itself."""

    def run(place: Any, what: str, asked: dict[str, Any]) -> dict[str, Any]:
        return checking.check_all(asked["sample"]) if what == "check" else _copied_file(place, what, asked)

    keep = drilling.drill
    monkeypatch.setattr(
        drilling, "drill", lambda path, key, folder, url, **more: keep(path, key, folder, "", run=run, **more)
    )


def wrong(told: dict[str, Any]) -> dict[str, list[str]]:
    return {check["code"]: check["wrong"] for check in told["checks"] if not check["ok"]}


@pytest.mark.django_db(transaction=True)
@pytest.mark.services
def test_a_drill_passes_and_leaves_a_certificate(ready: Path, quick: None, deliver: Deliver) -> None:
    company(assemble(), deliver)
    row = services.run_backup(cause="command", by_name="root")
    found = services.run_drill(row=row, by_name="root")
    assert found.state == "passed" and wrong(found.report) == {}
    pdf, told = Path(found.certificate), json.loads(Path(found.certificate).with_suffix(".json").read_text())
    assert pdf.read_bytes().startswith(b"%PDF-") and told["passed"] and told["rows"] == row.rows
    assert set(told["seconds"]) == {"schema", "rows", "files", "compare", "migrate", "check"}
    assert told["archive"]["sha256"] == row.sha256 and told["recovery_seconds"] > 0
    assert [p.name for p in (ready / "backups").glob(".*")] == []  # nothing of what was restored is left
    acts = AuditEntry.objects.filter(resource="stewardship.backup").values_list("action", "actor_name")
    assert list(acts) == [("backup", "root"), ("drill", "root")]


def test_what_is_not_whole_is_found(cast: Cast, deliver: Deliver) -> None:
    company(cast, deliver)
    assert wrong(checking.check_all(200)) == {}
    contract = Contract.objects.get()
    Contract.objects.update(amount=contract.amount + Money("0.01"))
    PointsAccount.objects.update(balance=1)
    one, two = Blob.objects.order_by("pk")
    storage.path_of(one.pk).unlink()
    storage.path_of(two.pk).write_bytes(b"x" * two.size)
    ENTRIES.remove()
    last = AuditEntry.objects.latest("pk")
    AuditEntry.objects.filter(pk=last.pk).update(title="somebody else")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clients_client SET phone = 'k1.AAAA'")
    found = wrong(checking.check_all(200))
    ENTRIES.install()
    assert found["plans"] == [contract.number] and len(found["points"]) == 1 and len(found["secrets"]) == 1
    assert len(found["files"]) == len(found["file_sample"]) == 1
    assert found["guards"] == ["audit_auditentry"] and f"Entry {last.pk} was changed" in found["audit"][0]
    assert set(found) == {"plans", "points", "files", "file_sample", "guards", "audit", "secrets"}


@pytest.mark.django_db(transaction=True)
def test_a_night_that_fails_is_told_to_administrators(
    ready: Path, deliver: Deliver, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    cast = assemble()
    monkeypatch.setattr(settings, "DOUGONG_BACKUP_NIGHTLY", "backup")
    (ready / "key").unlink()
    with pytest.raises(errors.NoBackupKey):
        tasks.nightly(_Context())  # type: ignore[arg-type]  # what a job's context offers here
    row = Backup.objects.get()
    assert (row.state, row.cause, row.error["code"]) == ("failed", "night", "backup_key_missing")  # type: ignore[index]  # there is one
    told = Notification.objects.get()
    assert told.user_id == cast.admin.id and told.kind == "stewardship.backup_failed"
    assert MailDelivery.objects.filter(notification=told).exists()
    deliver()
    assert len(mailoutbox) == 1 and "备份没有做成" in mailoutbox[0].subject


@pytest.mark.django_db(transaction=True)
def test_only_so_many_nights_are_kept(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DOUGONG_BACKUP_NIGHTLY", "backup")
    monkeypatch.setattr(settings, "DOUGONG_BACKUP_KEEP", 2)
    mine = services.run_backup(cause="person", by_name="管理员")
    for day in (1, 2, 3):
        with clock.frozen(f"2027-01-0{day}T01:10+08:00"):
            tasks.nightly(_Context())  # type: ignore[arg-type]  # what a job's context offers here
    there = {row.created_at.day for row in Backup.objects.filter(cause="night") if services.is_there(row)}
    assert there == {1, 2} and services.is_there(mine)  # 01:10 in Shanghai is the day before in UTC
    assert len(list((ready / "backups").glob("*.backup"))) == 3


class _Context:
    job_id = None

    def progress(self, done: int, total: int, message: str = "") -> None:
        return None


def test_the_page_and_its_rights(cast: Cast, ready: Path, api: ApiClient) -> None:
    row = Backup.objects.create(state="done", path=str(ready / "a.backup"), size=3, sha256="0" * 64)
    (ready / "a.backup").write_bytes(b"abc")
    failed = {"state": "failed", "error": {"code": "x", "zh": "写不下", "en": "No space"}, "report": {}}
    Drill.objects.create(backup=row, archive=row.path, **failed)
    admin = api.as_("admin")
    page = admin.get("/backups", language="en")
    assert page.status_code == 200 and page.json()["drills"][0]["error"] == "No space"
    assert page.json()["backups"][0]["there"] and page.json()["setup"]["key_problem"] == ""
    asked = admin.post(f"/backups/{row.pk}/download")
    assert asked.status_code == 403 and asked.json()["code"] == "confirmation_needed"
    assert admin.get(f"/backups/{row.pk}/file?ticket=made-up").status_code == 404
    url = admin.sure().post(f"/backups/{row.pk}/download").json()["url"].removeprefix("/api/v1")
    assert b"".join(admin.get(url).streaming_content) == b"abc"
    (ready / "a.backup").unlink()
    assert admin.post("/backups/drills", {"backup_id": str(row.pk)}, key="k1").json()["code"] == "backup_gone"
    assert api.as_("fang").get("/backups").status_code == 403
    assert api.as_("fang").post("/backups", key="k2").status_code == 403


def test_two_who_press_at_once_get_one_job(cast: Cast, ready: Path) -> None:
    one, two = services.start_backup(cast.admin), services.start_drill(cast.admin)
    assert one.pk == two.pk
