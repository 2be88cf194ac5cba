"""Two people at once, on a database that has locks."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from dougong.kit.errors import Stale
from dougong.projects import services
from dougong.projects.models import ChangeSet, Project, Task
from dougong.projects.tests.factories import DAY, at, chain, project
from tests.cast import assemble

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row locks: run with --db=postgres")


def _together(*calls: Callable[[], object]) -> list[object]:
    """What each call answered or raised."""
    answers: list[object] = [None] * len(calls)
    gate = threading.Barrier(len(calls))

    def run(place: int) -> None:
        gate.wait()
        try:
            answers[place] = calls[place]()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def test_two_edits_of_one_task_from_the_same_version_leave_one_and_tell_the_other() -> None:
    cast = assemble()
    held = project(cast)
    (first,) = chain(cast.liang, held, "吊装")
    version = Project.objects.get(pk=held.pk).plan_version

    def edit(days: int) -> Callable[[], object]:
        return lambda: services.save_task(cast.liang, task_id=first.pk, version=version, duration=days * DAY)

    answers = _together(edit(3), edit(7))
    refused = [a for a in answers if isinstance(a, Stale)]
    assert len(refused) == 1 and refused[0].params["who"] == "梁见山"
    assert refused[0].params["current"]["tasks"][0]["duration"] == Task.objects.get().duration
    assert Project.objects.get(pk=held.pk).plan_version == version + 1


def test_edits_of_different_tasks_from_the_same_version_all_hold() -> None:
    cast = assemble()
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    version = Project.objects.get(pk=held.pk).plan_version
    answers = _together(
        lambda: services.save_task(cast.liang, task_id=first.pk, version=version, duration=10 * DAY),
        lambda: services.save_task(cast.liang, task_id=second.pk, version=version, name="焊接与探伤"),
        lambda: services.add_task(cast.liang, project_id=held.pk, version=version, name="涂装", after_id=first.pk),
    )
    assert not [a for a in answers if isinstance(a, Exception)]
    assert [t.name for t in Task.objects.order_by("position")] == ["吊装", "涂装", "焊接与探伤"]
    assert Task.objects.get(pk=second.pk).start == at("2026-09-14 08:00")  # on the other's dates
    assert Project.objects.get(pk=held.pk).plan_version == version + 3


def test_two_reports_at_once_both_hold() -> None:
    cast = assemble()
    held = project(cast)
    first, second = chain(cast.liang, held, "吊装", "焊接")
    answers = _together(
        lambda: services.set_progress(cast.tang, task_id=first.pk, percent=30),
        lambda: services.set_progress(cast.liang, task_id=second.pk, percent=60),
    )
    assert not [a for a in answers if isinstance(a, Exception)]
    assert sorted(Task.objects.values_list("percent", flat=True)) == [30, 60]
    assert ChangeSet.objects.filter(kind="progress").count() == 2
