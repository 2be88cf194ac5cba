"""A card's way over the board."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from dougong.clients.models import TimelineEntry
from dougong.kit import clock
from dougong.kit.errors import FieldError, NotAllowed, NotFound, Stale
from dougong.kit.models import OutboxEvent
from dougong.kit.money import Money
from dougong.sales import errors, rules
from dougong.sales.models import Opportunity, OpportunityStageChange
from dougong.sales.services import (
    contract_in_force,
    create_opportunity,
    hold_kickoff,
    lose_opportunity,
    move_opportunity,
    reopen_opportunity,
)
from dougong.sales.tests.factories import client, opportunity, stage
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


def _column(code: str) -> list[str]:
    rows = Opportunity.objects.filter(stage__code=code, status="open", archived_at=None).order_by("rank", "pk")
    return [o.title for o in rows]


def test_a_new_one_stands_on_top_of_the_first_stage_with_its_chance(cast: Cast) -> None:
    opportunity(cast.lin, "甲")
    made = create_opportunity(cast.lin, client_id=client(cast.lin, "明湖学院").pk, title="乙", amount="100.01")
    assert _column("contact") == ["乙", "甲"]
    assert (made.probability, made.weighted, made.number[:8]) == (20, Money("20.00"), f"SJ-{clock.today():%Y}-")
    assert made.client.figures.open_opportunities == 1


def test_moving_follows_the_stages_chance_unless_somebody_set_one(cast: Cast) -> None:
    free = opportunity(cast.lin, "甲", "100.00")
    fixed = opportunity(cast.lin, "乙", "100.00", probability=70)
    for one in (free, fixed):
        move_opportunity(cast.lin, opportunity_id=one.pk, version=1, stage_id=stage("proposal").pk)
        one.refresh_from_db()
    assert (free.probability, free.weighted) == (45, Money("45.00"))
    assert (fixed.probability, fixed.weighted) == (70, Money("70.00"))
    names = OutboxEvent.objects.filter(name__startswith="sales.").values_list("name", flat=True)
    assert list(names).count("sales.opportunity_moved.v1") == 2


def test_a_move_keeps_the_days_stayed_and_tells_the_client_timeline(cast: Cast) -> None:
    with clock.frozen("2026-11-01T10:00+08:00"):
        one = opportunity(cast.lin)
    with clock.frozen("2026-11-11T10:00+08:00"):
        move_opportunity(cast.lin, opportunity_id=one.pk, version=1, stage_id=stage("proposal").pk)
    changes = list(
        OpportunityStageChange.objects.order_by("pk").values_list("what", "to_stage__code", "stayed_seconds")
    )
    assert changes == [("created", "contact", 0), ("moved", "proposal", 10 * 86400)]
    told = TimelineEntry.objects.get(kind="opportunity_moved")
    names = {"from_name": "初步洽谈", "to_name": "方案报价", "from_name_en": "First talks", "to_name_en": "Proposal"}
    assert told.data == {"title": one.title, **names}


def test_a_card_is_put_below_another_however_often(cast: Cast) -> None:
    first, last, mover = (opportunity(cast.lin, t) for t in ("甲", "乙", "丙"))
    Opportunity.objects.filter(pk=first.pk).update(rank=0)
    Opportunity.objects.filter(pk=last.pk).update(rank=1)
    moved = move_opportunity(cast.lin, opportunity_id=mover.pk, version=1, stage_id=first.stage_id, after_id=first.pk)
    assert _column("contact") == ["甲", "丙", "乙"] and moved.version == 1
    move_opportunity(cast.lin, opportunity_id=mover.pk, version=1, stage_id=first.stage_id)
    assert _column("contact") == ["丙", "甲", "乙"]
    assert moved.rank - 0 == rules.rank_between(0, 1 + rules.RANK_STEP)


def test_the_second_of_two_movers_is_told_who_and_where_it_stands(cast: Cast) -> None:
    one = opportunity(cast.lin)
    move_opportunity(cast.zhou, opportunity_id=one.pk, version=1, stage_id=stage("proposal").pk)
    with pytest.raises(Stale) as refused:
        move_opportunity(cast.lin, opportunity_id=one.pk, version=1, stage_id=stage("contract").pk)
    assert refused.value.params["who"] == "周予安"
    assert refused.value.params["stage"]["name"] == "方案报价"
    assert _column("proposal") == [one.title]


def test_moving_needs_the_right_to_change_it(cast: Cast) -> None:
    one = opportunity(cast.lin)
    target = stage("proposal").pk
    with pytest.raises(NotFound):
        move_opportunity(cast.gu, opportunity_id=one.pk, version=1, stage_id=target)
    with pytest.raises(NotAllowed):
        move_opportunity(cast.manager, opportunity_id=one.pk, version=1, stage_id=target)
    with pytest.raises(NotFound):
        move_opportunity(cast.admin, opportunity_id=one.pk, version=1, stage_id=target)
    assert _column("contact") == [one.title]


def test_kickoff_waits_for_a_contract_in_force(cast: Cast) -> None:
    one = opportunity(cast.lin)
    with pytest.raises(errors.ContractNeeded):
        move_opportunity(cast.lin, opportunity_id=one.pk, version=1, stage_id=stage("kickoff").pk)
    with pytest.raises(errors.ContractNeeded):
        hold_kickoff(cast.lin, opportunity_id=one.pk, held_on=clock.today())
    contract_in_force(cast.xu, opportunity_id=one.pk)
    assert _column("contract") == [one.title]
    one.refresh_from_db()
    move_opportunity(cast.lin, opportunity_id=one.pk, version=one.version, stage_id=stage("kickoff").pk)
    won = hold_kickoff(cast.liang, opportunity_id=one.pk, held_on=clock.today())
    assert (won.status, won.won_on, won.stage.code) == ("won", clock.today(), "kickoff")
    assert won.weighted == won.amount
    assert hold_kickoff(cast.liang, opportunity_id=one.pk, held_on=clock.today()).version == won.version
    assert OutboxEvent.objects.filter(name="sales.opportunity_won.v1").count() == 1
    assert won.client.figures.open_opportunities == 0


def test_a_kickoff_in_the_future_is_refused(cast: Cast) -> None:
    one = opportunity(cast.lin)
    contract_in_force(cast.xu, opportunity_id=one.pk)
    with pytest.raises(FieldError):
        hold_kickoff(cast.lin, opportunity_id=one.pk, held_on=clock.today() + dt.timedelta(days=1))


def test_a_contract_in_force_never_moves_it_back_and_reopens_a_lost_one(cast: Cast) -> None:
    far = opportunity(cast.lin, "甲")
    contract_in_force(cast.xu, opportunity_id=far.pk)
    far.refresh_from_db()
    move_opportunity(cast.lin, opportunity_id=far.pk, version=far.version, stage_id=stage("kickoff").pk)
    contract_in_force(cast.xu, opportunity_id=far.pk)
    assert _column("kickoff") == ["甲"]
    lost = opportunity(cast.lin, "乙")
    lose_opportunity(cast.lin, opportunity_id=lost.pk, version=1, reason="price")
    contract_in_force(cast.xu, opportunity_id=lost.pk)
    lost.refresh_from_db()
    assert (lost.status, lost.lost_reason, lost.stage.code) == ("open", "", "contract")


def test_losing_needs_a_reason_and_can_be_undone(cast: Cast) -> None:
    one = opportunity(cast.lin, at="proposal")
    with pytest.raises(errors.ReasonMissing):
        lose_opportunity(cast.lin, opportunity_id=one.pk, version=1, reason="")
    with pytest.raises(FieldError):
        lose_opportunity(cast.lin, opportunity_id=one.pk, version=1, reason="other", text=" ")
    gone = lose_opportunity(cast.lin, opportunity_id=one.pk, version=1, reason="price", competitor="远帆集成")
    assert (gone.status, gone.competitor, gone.client.figures.open_opportunities) == ("lost", "远帆集成", 0)
    assert gone.weighted == Money()
    with pytest.raises(errors.NotOpen):
        move_opportunity(cast.lin, opportunity_id=one.pk, version=2, stage_id=stage("contract").pk)
    back = reopen_opportunity(cast.lin, opportunity_id=one.pk, version=2)
    assert (back.status, back.stage.code, back.lost_on) == ("open", "proposal", None)
    assert back.weighted == Money("30825000.00")
    with pytest.raises(errors.AlreadyOpen):
        reopen_opportunity(cast.lin, opportunity_id=one.pk, version=3)


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_one_wins_and_nothing_is_lost() -> None:
    people = assemble()
    one = opportunity(people.lin)
    targets = {"proposal": people.lin, "contract": people.zhou}
    start, answers = threading.Barrier(2), {}

    def run(code: str, actor: Any) -> None:
        try:
            start.wait()
            move_opportunity(actor, opportunity_id=one.pk, version=1, stage_id=stage(code).pk)
            answers[code] = "moved"
        except Stale as stale:
            answers[code] = stale.params["who"]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in targets.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    one.refresh_from_db()
    winner = one.stage.code
    (loser,) = set(targets) - {winner}
    assert answers == {winner: "moved", loser: targets[winner].name}
    assert one.version == 2 and OpportunityStageChange.objects.filter(what="moved").count() == 1
