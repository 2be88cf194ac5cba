"""Entries come into the tree in their order, each once, whatever happens on the way; heads and receipts over it."""

from __future__ import annotations

import base64
import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, transaction

from dougong.audit.models import AuditEntry
from dougong.clients.merge.services import merge_clients
from dougong.kit import clock, keyring
from dougong.kit.actor import Actor
from dougong.loyalty.models import PointsEntry
from dougong.loyalty.proof import checking, growing, signing, verify_points
from dougong.loyalty.proof.errors import PointsKeyLost
from dougong.loyalty.proof.growing import grow, grow_all, new_horizon
from dougong.loyalty.proof.heads import new_key, publish
from dougong.loyalty.proof.models import PointsHead, PointsKey, PointsLeaf
from dougong.loyalty.proof.reading import continues, heads, next_head_at
from dougong.loyalty.proof.tests.hand import DAY, deliver, kinds, ledger
from dougong.loyalty.tests.factories import client_of, receive
from tests.api import ApiClient
from tests.cast import Cast

ANNA = Actor.system("秦守一")


@pytest.mark.django_db
def test_a_portion_that_dies_is_done_again_whole(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger(ANNA, days=(3,))
    client = client_of(ANNA, "第二家公司")
    for _ in range(5):
        receive(ANNA, client, "350000.00")
    deliver()
    monkeypatch.setattr(growing, "PORTION", 2)
    whole = growing.insert_rows

    def dies(model: Any, *rest: Any) -> Any:
        if model is growing.PointsNode:
            raise KeyboardInterrupt
        return whole(model, *rest)

    upto = PointsEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    monkeypatch.setattr(growing, "insert_rows", dies)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        grow(upto)
    assert PointsLeaf.objects.count() == 3
    monkeypatch.setattr(growing, "insert_rows", whole)
    assert (grow_all(), grow_all()) == (5, 0)
    leaves = list(PointsLeaf.objects.order_by("number").values_list("number", "entry_no"))
    assert leaves == list(enumerate(PointsEntry.objects.order_by("pk").values_list("pk", flat=True)))
    assert checking.verify().ok


@pytest.mark.django_db
def test_a_head_a_day_names_the_one_before_and_is_on_record(cast: Cast) -> None:
    ledger(ANNA)
    with clock.frozen(DAY + dt.timedelta(days=2)):
        again = publish()
    assert again is not None and again.number == 3 == PointsHead.objects.count()
    with clock.frozen(DAY + dt.timedelta(days=3)):
        publish()
    told = heads()
    assert [(head["number"], head["size"]) for head in told["heads"]] == [(4, 10), (3, 10), (2, 6), (1, 3)]
    assert verify_points.check(told) == "4 heads, each names the one before"
    known: dict[int, bytes] = {}
    for first in range(1, 5):
        for second in range(first, 5):
            verify_points.check(continues(second, first), known=known)
    noted = AuditEntry.objects.filter(resource="loyalty.proof", action="publish").order_by("pk")
    assert [entry.object_id for entry in noted] == ["1", "2", "3", "4"]
    for now, due in (("00:05", "2026-11-18T00:20:00+08:00"), ("00:20", "2026-11-19T00:20:00+08:00")):
        with clock.frozen(f"2026-11-18T{now}:00+08:00"):
            assert next_head_at() == dt.datetime.fromisoformat(due)


@pytest.mark.django_db
def test_a_new_key_is_announced_and_a_lost_one_only_on_purpose(cast: Cast) -> None:
    ledger(ANNA, days=(2,))
    new_key()
    with clock.frozen(DAY + dt.timedelta(days=5)):
        publish()
    first, second = PointsKey.objects.order_by("number")
    assert verify_points.check(continues(2, 1), [bytes.fromhex(first.public)])
    assert (keyring.folder() / "points").stat().st_mode & 0o777 == 0o600
    (keyring.folder() / "points").unlink()
    assert signing.seed_of(second.pk) is None
    with pytest.raises(PointsKeyLost), clock.frozen(DAY + dt.timedelta(days=6)):
        publish()
    with pytest.raises(PointsKeyLost):
        new_key()
    third = new_key(lost=True)
    with clock.frozen(DAY + dt.timedelta(days=6)):
        publish()
    assert third.endorsed == "" and checking.verify().ok
    with pytest.raises(verify_points.Wrong):
        verify_points.check(continues(3, 1), [bytes.fromhex(first.public)])


@pytest.mark.django_db
def test_receipts_hold_for_whoever_sees_the_entry_and_outlive_a_merge(cast: Cast) -> None:
    numbers = ledger(ANNA)
    receive(ANNA, client_of(ANNA, "第二家公司"), "350000.00")
    deliver()
    late: Any = PointsEntry.objects.latest("pk")
    admin = ApiClient().as_("manager")
    answer = admin.get(f"/points/entries/{numbers[4]}/receipt").json()
    assert answer["due_at"] is None
    told = verify_points.check(answer["receipt"])
    assert told.startswith(f"entry {numbers[4]}: ") and "leaf 4 of 10" in told
    assert "秦守一" not in base64.b64decode(answer["receipt"]["leaf"]).decode()
    waiting = admin.get(f"/points/entries/{late.pk}/receipt").json()
    assert waiting["receipt"] is None and waiting["due_at"] is not None
    assert ApiClient().as_("tang").get(f"/points/entries/{numbers[4]}/receipt").status_code in (403, 404)
    assert admin.get("/points/entries/999999/receipt").status_code == 404
    account = PointsEntry.objects.get(pk=numbers[4]).account
    merge_clients(
        cast.fang,
        client_ids=[account.client_id, late.account.client_id],
        survivor_id=late.account.client_id,
        reason="同一家",
    )
    assert admin.get(f"/points/entries/{numbers[4]}/receipt").json()["receipt"]["leaf"] == answer["receipt"]["leaf"]
    assert [one for one in kinds() if one[0] != "balance_differs"] == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_number_that_comes_late_is_waited_for(cast: Cast) -> None:
    """On PostgreSQL a transaction holds a lower number than one that has ended; on SQLite there is one writer."""
    ledger(ANNA, days=(2,))
    horizon, taken, go = new_horizon(), threading.Event(), threading.Event()
    client = client_of(ANNA, "第二家公司")

    def slow() -> None:
        with transaction.atomic():
            row: Any = PointsEntry.objects.latest("pk")
            row.pk, row.source_id = None, "slow"
            row.save(force_insert=True)
            taken.set()
            go.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert taken.wait(20)
    receive(ANNA, client, "350000.00")
    deliver()
    assert grow_all(horizon=horizon) == 0  # the later number is there, the earlier one may still come
    go.set()
    thread.join(20)
    assert grow_all(horizon=horizon) == 2
    leaves = list(PointsLeaf.objects.order_by("number").values_list("entry_no", flat=True))
    assert leaves == sorted(leaves) and len(leaves) == 4
    assert [one for one in kinds() if one[0] != "balance_differs"] == []
