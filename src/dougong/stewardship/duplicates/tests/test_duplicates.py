"""From the model's run to a decision that is remembered."""

from __future__ import annotations

import pytest

from dougong.clients import services as clients
from dougong.clients.merge.undo import undo_merge
from dougong.clients.models import Client
from dougong.kit.errors import BusinessError, NotFound
from dougong.stewardship.duplicates import selectors, services
from dougong.stewardship.duplicates.finding import find, keep, print_of, said_of
from dougong.stewardship.duplicates.models import DuplicatePair
from dougong.stewardship.duplicates.rules import groups_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CODE = "91350100M000100Y43"


def _twins(cast: Cast) -> tuple[Client, Client]:
    one = clients.create_client(
        cast.fang, name="启岳半导体(苏州)有限公司", uscc=CODE, phone="13800000001", address="江苏省苏州市工业园区星湖街218号",
        legal_rep="孙立衡",
    )  # fmt: skip
    other = clients.create_client(cast.fang, name="启岳半导体（苏州）有限责任公司", address="苏州工业园区星湖街218号")
    clients.add_contact(cast.fang, client_id=other.pk, name="孙立衡", phone="13800000001")
    return one, other


def test_a_run_queues_what_may_be_one_and_explains_it(cast: Cast) -> None:
    one, other = _twins(cast)
    clients.create_client(cast.fang, name="云栖数据科技有限公司", phone="13900000002")
    branch = clients.create_client(cast.fang, name="启岳半导体(苏州)有限公司无锡分公司")
    told = find()
    assert (told["dossiers"], told["new"]) == (4, told["pairs"])
    pair = DuplicatePair.objects.get(left_id=min(one.pk, other.pk), right_id=max(one.pk, other.pk))
    assert pair.band in ("auto", "review") and pair.probability > 0.5
    shown = selectors.one(cast.fang, pair.pk)
    steps = {s["comparison"]: s for s in shown["explained"]["steps"]}
    assert {steps["phone"]["left"], steps["phone"]["right"]} == {"+8613800000001"} and steps["phone"]["bits"] > 0
    assert shown["clients"] == sorted([one.pk, other.pk]) and shown["hint"] is None
    # A branch is never one with its company: it is offered to stand below it.
    beside = DuplicatePair.objects.get(band="related")
    assert {beside.left_id, beside.right_id} == {one.pk, branch.pk} or branch.pk in (beside.left_id, beside.right_id)
    hint = selectors.one(cast.fang, beside.pk)["hint"]
    assert hint["relation"] == "branch" and hint["parent_id"] != branch.pk
    services.settle(cast.fang, pair_id=beside.pk, act="related", parent_id=hint["parent_id"])
    branch.refresh_from_db()
    assert (branch.parent_id, branch.relation) == (hint["parent_id"], "branch")
    assert find()["new"] == 0


def test_what_was_told_apart_is_asked_again_only_when_the_data_changed(cast: Cast) -> None:
    one, other = _twins(cast)
    find()
    pair = DuplicatePair.objects.get()
    with pytest.raises(BusinessError, match="duplicate_reason_needed"):
        services.settle(cast.fang, pair_id=pair.pk, act="distinct", reason=" ")
    services.settle(cast.fang, pair_id=pair.pk, act="distinct", reason="两个法人")
    clients.update_client(cast.fang, client_id=one.pk, version=None, website="https://qiyue.example")
    assert find()["again"] == 0 and DuplicatePair.objects.get().state == "distinct"
    clients.update_client(cast.fang, client_id=other.pk, version=None, uscc="91310115MA1NR7W314")
    said = said_of([one.pk, other.pk])
    assert print_of(said[other.pk]) != pair.left_print and print_of(said[other.pk]) != pair.right_print
    clients.update_client(cast.fang, client_id=other.pk, version=None, uscc=None, legal_rep="孙立衡")
    told = find()
    pair.refresh_from_db()
    assert (told["again"], pair.state, pair.reason) == (1, "open", "两个法人")  # why it was said then is told


def test_certain_ones_are_merged_many_at_a_time_and_come_back(cast: Cast) -> None:
    one, other = _twins(cast)
    find()
    DuplicatePair.objects.update(band="auto")
    pair = DuplicatePair.objects.get()
    told = services.merge_certain(cast.fang, pair_ids=[pair.pk], reason="")
    assert len(told["done"]) == 1 and told["refused"] == []
    assert Client.objects.count() == 1 and not DuplicatePair.objects.exists()
    undo_merge(cast.fang, merge_id=told["done"][0])
    assert set(Client.objects.values_list("pk", flat=True)) == {one.pk, other.pk}
    assert DuplicatePair.objects.get().pk == pair.pk
    DuplicatePair.objects.update(band="review")
    with pytest.raises(BusinessError, match="duplicates_none_certain"):
        services.merge_certain(cast.fang, pair_ids=[pair.pk], reason="")


def test_a_reviewer_sees_only_pairs_of_dossiers_that_are_both_his(cast: Cast) -> None:
    mine = clients.create_client(cast.lin, name="启岳半导体有限公司")  # 华东, 周予安's
    theirs = clients.create_client(cast.shen, name="启岳半导体公司")  # 华南
    left, right = sorted((mine.pk, theirs.pk))
    pair = DuplicatePair.objects.create(
        left_id=left,
        right_id=right,
        cluster=left,
        band="auto",
        probability="0.99",
        bits="7",
        left_print="a",
        right_print="b",
    )
    assert selectors.overview(cast.fang)["counts"]["auto"] == 1
    assert selectors.overview(cast.zhou)["counts"]["auto"] == 0
    assert selectors.of_client(cast.zhou, mine.pk) == {"count": 0, "items": []}
    for act in (
        lambda: selectors.one(cast.zhou, pair.pk),
        lambda: services.settle(cast.zhou, pair_id=pair.pk, act="distinct", reason="x"),
    ):
        with pytest.raises(NotFound):
            act()


def test_open_pairs_that_are_no_longer_found_go_and_decided_ones_stay(cast: Cast) -> None:
    _twins(cast)
    find()
    assert keep({}, {}) == {"pairs": 0, "new": 0, "again": 0, "gone": 1}
    find()
    services.settle(cast.fang, pair_id=DuplicatePair.objects.get().pk, act="distinct", reason="两个法人")
    assert keep({}, {})["gone"] == 0 and DuplicatePair.objects.count() == 1


def test_groups_hang_together_by_their_pairs() -> None:
    a, b, c, d, e = sorted(c.pk for c in (Client(), Client(), Client(), Client(), Client()))
    assert groups_of([(b, c), (a, b), (d, e)]) == [[a, b, c], [d, e]]
