from __future__ import annotations

import pytest

from dougong.kit.errors import FieldError, NotAllowed, Stale
from dougong.kit.money import Money
from dougong.sales import errors
from dougong.sales.models import Stage
from dougong.sales.selectors import stages
from dougong.sales.services import create_stage, install_stages, order_stages, remove_stage, restore_stage, update_stage
from dougong.sales.tests.factories import opportunity, stage
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_new_installation_has_the_four_stages_once(cast: Cast) -> None:
    install_stages()
    assert [(s["code"], s["name"], s["probability"]) for s in stages(cast.lin)] == [
        ("contact", "初步洽谈", 20),
        ("proposal", "方案报价", 45),
        ("contract", "合同签署", 80),
        ("kickoff", "启动会", 95),
    ]


def test_a_new_chance_goes_to_those_that_follow_their_stage(cast: Cast) -> None:
    free = opportunity(cast.lin, "甲", "100.01")
    fixed = opportunity(cast.lin, "乙", "100.00", probability=70)
    update_stage(cast.admin, stage_id=free.stage_id, version=stage("contact").version, probability=25)
    free.refresh_from_db()
    fixed.refresh_from_db()
    assert (free.probability, free.weighted) == (25, Money("25.00"))
    assert (fixed.probability, fixed.weighted) == (70, Money("70.00"))


def test_stages_are_added_renamed_ordered_and_removed_by_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_stage(cast.lin, name="投标", probability=60)
    bid = create_stage(cast.zhou, name="投标", name_en="Bid", probability=60)
    with pytest.raises(errors.StageNameTaken):
        create_stage(cast.zhou, name="投标", probability=60)
    ids = [stage(c).pk for c in ("contact", "proposal")] + [bid.pk] + [stage(c).pk for c in ("contract", "kickoff")]
    order_stages(cast.admin, ids=ids)
    assert [s["name"] for s in stages(cast.lin)] == ["初步洽谈", "方案报价", "投标", "合同签署", "启动会"]
    with pytest.raises(FieldError):
        order_stages(cast.admin, ids=ids[:-1])
    with pytest.raises(Stale):
        update_stage(cast.zhou, stage_id=bid.pk, version=1, name="招投标")
    remove_stage(cast.zhou, stage_id=bid.pk)
    assert len(stages(cast.lin)) == 4 and Stage.objects.count() == 5
    assert create_stage(cast.zhou, name="投标", probability=60).pk != bid.pk


def test_a_stage_with_open_cards_or_led_to_by_contracts_stays(cast: Cast) -> None:
    opportunity(cast.lin, at="proposal")
    with pytest.raises(errors.StageNotEmpty) as refused:
        remove_stage(cast.zhou, stage_id=stage("proposal").pk)
    assert refused.value.params == {"stage": "方案报价", "count": 1}
    with pytest.raises(errors.StageFixed):
        remove_stage(cast.zhou, stage_id=stage("kickoff").pk)


def test_a_removed_stage_comes_back_as_the_last_one(cast: Cast, api: ApiClient) -> None:
    opportunity(cast.lin)
    api.as_("zhou").post(f"/stages/{stage('proposal').pk}/remove")
    assert [s["code"] for s in api.get("/stages?removed=true").json()["items"]] == ["proposal"]
    path = f"/stages/{stage('proposal').pk}/restore"
    assert api.as_("lin").post(path).status_code == 403
    assert api.as_("zhou").post(path).json()["name"] == "方案报价"
    assert api.post(path).status_code == 200  # it is there already
    assert [s["code"] for s in stages(cast.lin)] == ["contact", "contract", "kickoff", "proposal"]
    assert api.get("/stages?removed=true").json()["items"] == []


def test_a_removed_stage_whose_name_is_taken_stays_removed(cast: Cast) -> None:
    gone = remove_stage(cast.zhou, stage_id=stage("proposal").pk)
    create_stage(cast.zhou, name="方案报价", probability=40)
    with pytest.raises(errors.StageNameTaken):
        restore_stage(cast.zhou, stage_id=gone.pk)
    gone.refresh_from_db()
    assert gone.archived_at is not None


def test_an_archived_opportunity_is_in_the_bin_until_it_is_restored(cast: Cast, api: ApiClient) -> None:
    put_away, kept = opportunity(cast.lin, "甲"), opportunity(cast.lin, "乙")
    api.as_("lin").post("/opportunities/archive", {"ids": [str(put_away.pk)]})
    assert [o["title"] for o in api.get("/opportunities/archived").json()["items"]] == ["甲"]
    assert api.as_("gu").get("/opportunities/archived").json()["items"] == []
    assert api.as_("lin").post("/opportunities/restore", {"ids": [str(put_away.pk)]}).json()["done"] == [
        str(put_away.pk)
    ]
    assert api.get("/opportunities/archived").json()["items"] == []
    assert {o["title"] for o in api.get("/opportunities").json()["items"]} == {put_away.title, kept.title}
