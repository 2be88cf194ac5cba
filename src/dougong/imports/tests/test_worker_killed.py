"""A worker that is killed in the middle of a check, of a commit or of an undoing, with a process beside it: what was done stays
once, the rest follows once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from dougong.clients.models import Client, ClientFigures, TimelineEntry
from dougong.imports import services
from dougong.imports.models import ImportBatch
from dougong.imports.tests.factories import checked, code, committed, table
from dougong.kit import clock, jobs
from dougong.kit.models import Job
from tests.cast import assemble
from tests.processes import kill_in_the_middle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]

#: A worker that writes its third chunk, and stands still for ever before it is committed.
WORKER = """
from dougong.imports.services import committing, ready
from dougong.kit import jobs
committing.CHUNK, ready.MANY = 10, 1
marked = []
mark = committing._mark
def mark_thirty(row, outcome):
    mark(row, outcome)
    marked.append(row)
    if len(marked) == 30:
        stand_still()
committing._mark = mark_thirty
jobs.run_due()
"""


def test_a_worker_killed_in_the_middle_doubles_nothing_and_loses_nothing(tmp_path: Path) -> None:
    cast = assemble()
    batch = checked(cast.fang, table(*[(f"客户{n}", code(n), "孙立衡", f"138{n:08d}", "", "") for n in range(60)]))
    job = services.start_commit(cast.fang, batch_id=batch.pk)
    connection.close()
    kill_in_the_middle(WORKER, tmp_path / "reached")
    assert Client.objects.count() == 20 == ImportBatch.objects.get().created_count
    assert ImportBatch.objects.get().status == "committing"
    jobs.run_due()
    assert Client.objects.count() == 20, "the lease of the dead worker still runs"
    Job.objects.filter(pk=job.pk).update(lease_until=clock.now())
    jobs.run_due()
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.created_count, batch.rejected_count) == ("done", 60, 0)
    assert Client.objects.count() == ClientFigures.objects.count() == 60
    assert TimelineEntry.objects.filter(kind="client_created").values("client_id").distinct().count() == 60
    assert Job.objects.get(pk=job.pk).attempts == 2


#: A worker that checks its third chunk, and stands still for ever before it is committed.
CHECKER = """
from dougong.imports.services import checking, ready
from dougong.kit import jobs
from dougong.kit.pace import Pace
checking.Pace, ready.MANY = lambda size, most: Pace(10), 1
real, chunks = checking.insert_many, []
def insert_five(rows):
    real(rows)
    chunks.append(len(rows))
    if len(chunks) == 5:
        stand_still()
checking.insert_many = insert_five
jobs.run_due()
"""


def test_a_worker_killed_while_it_checks_begins_again(tmp_path: Path) -> None:
    cast = assemble()
    data = table(*[(f"客户{n}", code(n), "孙立衡", f"138{n:08d}", "", "") for n in range(40)])
    batch = services.upload(cast.fang, target="clients", filename="客户.xlsx", data=data)
    job = services.start_check(cast.fang, batch_id=batch.pk)
    connection.close()
    kill_in_the_middle(CHECKER, tmp_path / "reached")
    assert batch.rows.count() == 20 and ImportBatch.objects.get().status == "checking"
    Job.objects.filter(pk=job.pk).update(lease_until=clock.now())
    jobs.run_due()
    assert ImportBatch.objects.get().status == "review"
    assert sorted(batch.rows.values_list("number", "verdict")) == [(n, "new") for n in range(2, 42)]


#: A worker that takes back its third chunk, and stands still for ever before that is committed.
UNDOER = """
from dougong.imports.services import undoing
from dougong.kit import jobs
undoing.CHUNK = 10
real, chunks = undoing.mark, []
def mark_three(rows, *more):
    real(rows, *more)
    chunks.append(len(rows))
    if len(chunks) == 3:
        stand_still()
undoing.mark = mark_three
jobs.run_due()
"""


def test_a_worker_killed_while_it_takes_back_leaves_each_record_whole(tmp_path: Path) -> None:
    cast = assemble()
    batch = committed(cast.fang, table(*[(f"客户{n}", code(n), "孙立衡", f"138{n:08d}", "", "") for n in range(40)]))
    job = services.start_undo(cast.fang, batch_id=batch.pk)
    connection.close()
    kill_in_the_middle(UNDOER, tmp_path / "reached")
    assert Client.objects.exclude(archived_at=None).count() == 20 == batch.rows.filter(state="undone").count()
    Job.objects.filter(pk=job.pk).update(lease_until=clock.now())
    jobs.run_due()
    assert ImportBatch.objects.get().status == "undone" and batch.rows.filter(state="undone").count() == 40
    assert Client.objects.filter(archived_at=None).count() == 0
    assert TimelineEntry.objects.filter(kind="client_import_undone").count() == 40
