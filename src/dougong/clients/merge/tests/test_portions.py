"""Where thousands of rows go over a job moves them in portions: to the same end, wherever it breaks off."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.clients.merge import long, portions
from dougong.clients.merge.models import ClientMerge
from dougong.clients.merge.services import merge_clients
from dougong.clients.merge.tests import world
from dougong.clients.merge.undo import undo_merge
from dougong.clients.models import Client, NextStep
from dougong.kit import jobs
from dougong.kit.errors import BusinessError
from dougong.kit.models import Job
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _soon_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "AT_ONCE", 3)
    monkeypatch.setattr(portions, "PORTION", 2)


def _two(cast: Cast) -> tuple[Client, Client]:
    one, other = world.client(cast.fang, 0), world.client(cast.fang, 1)
    for held in (one, other):
        world.furnish(cast, held, set(world.KINDS), held.name[-6:])
        for number in range(5):
            NextStep.objects.create(client=held, title=f"{number}")
    world.person(cast.fang, other, "孙立衡", "13800000001")
    return one, other


def _asked(cast: Cast, one: Client, other: Client) -> ClientMerge:
    return long.merge(cast.fang, client_ids=[one.pk, other.pk], survivor_id=one.pk, reason="同一家")


def _differ(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {k: (v, after[k]) for k, v in before.items() if v != after[k]}


def test_by_a_job_it_ends_as_at_once_and_comes_back_as_it_was(cast: Cast, api: ApiClient) -> None:
    one, other = _two(cast)
    before = world.dump()
    at_once = merge_clients(cast.fang, client_ids=[one.pk, other.pk], survivor_id=one.pk, reason="同一家")
    counts = at_once.counts
    undo_merge(cast.fang, merge_id=at_once.pk)
    body = {"ids": [str(one.pk), str(other.pk)], "survivor": str(one.pk), "reason": "同一家"}
    answer = api.as_("fang").post("/clients/merge", body)
    assert (answer.status_code, answer.json()["state"]) == (202, "merging")
    assert api.post("/clients/merge", body).json()["code"] == "merge_stopped", "while it runs nobody begins another"
    jobs.run_due()
    made = ClientMerge.objects.get(pk=answer.json()["id"])
    assert (made.state, made.counts) == ("done", counts) and not Client.objects.filter(pk=other.pk).exists()
    undone = api.post(f"/clients/merges/{made.pk}/undo", {})
    assert (undone.status_code, undone.json()["state"]) == (202, "undoing")
    jobs.run_due()
    assert Job.objects.get(pk=undone.json()["job_id"]).status == "done"
    assert ClientMerge.objects.get(pk=made.pk).state == "undone" and _differ(before, world.dump()) == {}


class _Killed(BaseException):
    """As a process that is gone: nothing tidies up after it."""


@pytest.mark.parametrize("at", [1, 3])
def test_taken_up_again_it_goes_on_where_it_broke_off(cast: Cast, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    one, other = _two(cast)
    before, made = world.dump(), _asked(cast, one, other)
    _break(monkeypatch, at)
    assert ClientMerge.objects.get().state == "merging"
    jobs.run_due()
    assert ClientMerge.objects.get().state == "done" and one.steps.count() >= 10
    long.undo(cast.fang, merge_id=made.pk)
    _break(monkeypatch, at)
    assert ClientMerge.objects.get().state == "undoing" and Client.objects.filter(pk=other.pk).exists()
    jobs.run_due()
    assert ClientMerge.objects.get().state == "undone" and _differ(before, world.dump()) == {}


def _break(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Run what is due until its worker is gone."""
    left = [at]

    def progress(self: Any, done: int, total: int, message: str = "") -> None:
        left[0] -= 1
        if left[0] < 0:
            raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr(jobs.JobContext, "progress", progress)
        with pytest.raises(_Killed):
            jobs.run_due()
    Job.objects.filter(status="running").update(lease_until="2020-01-01T00:00Z")


def test_stopped_or_refused_at_the_end_everything_is_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = _two(cast)
    before = world.dump()
    made = _asked(cast, one, other)
    with monkeypatch.context() as patch:
        patch.setattr(long, "_last", _refuse)
        jobs.run_due()
    assert Job.objects.get(pk=made.job_id).status == "failed"
    assert not ClientMerge.objects.exists() and _differ(before, world.dump()) == {}
    begun = _asked(cast, one, other).job_id
    with monkeypatch.context() as patch:
        patch.setattr(jobs.JobContext, "progress", _stop)
        jobs.run_due()
    assert Job.objects.get(pk=begun).status == "stopped"
    assert not ClientMerge.objects.exists() and _differ(before, world.dump()) == {}


def test_stopped_while_it_waits_nothing_stays_half_merged_or_half_undone(cast: Cast) -> None:
    one, other = _two(cast)
    before, made = world.dump(), _asked(cast, one, other)
    jobs.stop(Job.objects.get(pk=made.job_id))
    jobs.run_due()
    assert Job.objects.get(pk=made.job_id).status == "stopped"
    assert not ClientMerge.objects.exists() and _differ(before, world.dump()) == {}
    made = _asked(cast, one, other)
    jobs.run_due()
    undone = long.undo(cast.fang, merge_id=made.pk).job_id
    merged = world.dump()
    jobs.stop(Job.objects.get(pk=undone))
    jobs.run_due()
    assert Job.objects.get(pk=undone).status == "stopped" and _differ(merged, world.dump()) == {}
    assert ClientMerge.objects.get().state == "done", "it can be undone again"


def _refuse(*args: Any) -> None:
    raise BusinessError()


def _stop(self: Any, done: int, total: int, message: str = "") -> None:
    if done >= 4:
        raise jobs.JobStopped()
