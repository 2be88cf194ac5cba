"""The database itself refuses to change or remove what is on record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dougong.audit import guards
from dougong.audit.models import AuditEntry, Removal, Seal
from dougong.audit.services import note
from dougong.kit import clock
from dougong.kit.actor import Actor

pytestmark = pytest.mark.django_db
OLD = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def _rows() -> None:
    note(Actor.system(), "looked", title="甲")
    Seal.objects.create(
        number=1,
        first_id=1,
        last_id=1,
        count=1,
        total=1,
        sealed_at=clock.now(),
        previous="",
        content="c",
        digest="d",
        leaves=b"",
    )
    _removal(5, 5)


def _removal(first: int, last: int) -> None:
    Removal.objects.create(
        first_seal=1, last_seal=1, first_id=first, last_id=last, count=1, older_than=OLD + dt.timedelta(days=1)
    )


def _run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("table", [g.table for g in guards.ALL])
@pytest.mark.parametrize("sql", ["UPDATE {} SET {} = 9", "DELETE FROM {}"])
def test_raw_sql_can_neither_change_nor_remove(table: str, sql: str) -> None:
    _rows()
    with pytest.raises(DatabaseError, match="append-only"):
        _run(sql.format(table, "number" if table == "audit_seal" else "id"))


def test_the_orm_can_neither_change_nor_remove() -> None:
    _rows()
    entry: Any = AuditEntry.objects.get()
    for act in (entry.save, entry.delete, lambda: AuditEntry.objects.update(title="乙")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert AuditEntry.objects.get().title == "甲"


@pytest.mark.postgres
@pytest.mark.parametrize("table", [g.table for g in guards.ALL])
def test_a_table_can_not_be_emptied_at_once(table: str) -> None:
    _rows()
    with pytest.raises(DatabaseError, match="append-only"):
        _run(f"TRUNCATE {table}")


def test_an_entry_goes_only_when_it_is_old_and_its_removal_on_record() -> None:
    with clock.frozen(OLD.isoformat()):
        note(Actor.system(), "looked", title="旧一")
        note(Actor.system(), "looked", title="旧二")
    note(Actor.system(), "looked", title="新")
    first, second, new = AuditEntry.objects.order_by("pk").values_list("pk", flat=True)
    _removal(first, first)
    _removal(new, new)
    for pk in (second, new):
        with pytest.raises(DatabaseError, match="append-only"):
            _run(f"DELETE FROM audit_auditentry WHERE id = {pk}")
    _run(f"DELETE FROM audit_auditentry WHERE id = {first}")
    assert list(AuditEntry.objects.order_by("pk").values_list("title", flat=True)) == ["旧二", "新"]


def test_the_guards_are_known_to_be_in_place() -> None:
    assert [g.in_place() for g in guards.ALL] == [True, True, True]
    guards.SEALS.remove()
    assert [g.in_place() for g in guards.ALL] == [True, False, True]
    guards.SEALS.install()
    guards.SEALS.install()
    assert guards.SEALS.in_place()
