"""The database itself refuses to change or remove an entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from dougong.kit.guards import remove_all
from dougong.loyalty import guards
from dougong.loyalty.models import PointsEntry
from dougong.loyalty.tests.factories import client_of, receive
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TABLE = guards.TABLE


@pytest.fixture
def entry(cast: Cast, deliver: Callable[[], int]) -> PointsEntry:
    client = client_of(cast.lin)
    receive(cast.xu, client, "350000.00")
    deliver()
    return PointsEntry.objects.get()


def _run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {TABLE} SET amount = 1",
        f"UPDATE {TABLE} SET reason = 'x'",
        f"DELETE FROM {TABLE}",
        f"UPDATE {TABLE} SET id = id + 1",
    ],
)
def test_raw_sql_can_neither_change_nor_remove(entry: PointsEntry, sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        _run(sql)
    assert PointsEntry.objects.get().amount == 350


def test_the_orm_can_neither_change_nor_remove(entry: PointsEntry) -> None:
    entry.amount = 1
    rows = PointsEntry.objects.all()
    for act in (entry.save, lambda: rows._raw_delete("default"), lambda: rows.update(reason="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert PointsEntry.objects.get().amount == 350


@pytest.mark.postgres
def test_the_table_can_not_be_emptied_at_once(entry: PointsEntry) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        _run(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE} CASCADE")
    assert PointsEntry.objects.count() == 1


@pytest.mark.parametrize(("amount", "kind"), [(0, "accrual"), (-1, "accrual"), (1, "deduction"), (1, "reversal")])
def test_an_entry_that_says_two_things_is_refused(entry: PointsEntry, amount: int, kind: str) -> None:
    values = PointsEntry.objects.filter(pk=entry.pk).values().get()
    del values["id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        PointsEntry.objects.create(**{**values, "amount": amount, "kind": kind, "source_id": "another"})


def test_the_guard_comes_back_after_a_table_was_rebuilt(entry: PointsEntry) -> None:
    guards.remove()
    guards.install()
    guards.install()
    with pytest.raises(DatabaseError, match="append-only"):
        _run(f"DELETE FROM {TABLE}")


@pytest.mark.django_db(transaction=True)
def test_emptying_a_tests_database_puts_the_guard_back() -> None:
    from django.core.management import call_command

    remove_all()
    call_command("flush", interactive=False, verbosity=0)
    names = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    if connection.vendor == "postgresql":
        names = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass"
    with connection.cursor() as cursor:
        cursor.execute(names, [TABLE])
        assert cursor.fetchone() == (2,)
