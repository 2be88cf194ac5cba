"""A terminated contract leaves its opportunity without one."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.clients.models import ClientFigures, TimelineEntry
from dougong.contracts import services
from dougong.contracts.models import Contract
from dougong.contracts.tests.factories import client_of, in_force
from dougong.kit import clock
from dougong.kit.models import OutboxEvent
from dougong.kit.money import Money
from dougong.sales import errors
from dougong.sales import services as sales
from dougong.sales.models import Opportunity, Stage
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _opportunity(cast: Cast) -> Opportunity:
    return sales.create_opportunity(cast.lin, client_id=client_of(cast.lin).pk, title="二期机电", amount=Money("100"))


def _end(cast: Cast, contract: Contract) -> None:
    services.terminate_contract(cast.xu, contract_id=contract.pk, reason="业主取消")


def test_a_won_opportunity_is_open_at_signing_again_without_a_contract(cast: Cast) -> None:
    found = _opportunity(cast)
    contract = in_force(cast, opportunity_id=found.pk)
    sales.hold_kickoff(cast.lin, opportunity_id=found.pk, held_on=clock.today())
    _end(cast, contract)
    found.refresh_from_db()
    assert (found.status, found.stage.code, found.contracted_on, found.won_on) == ("open", "contract", None, None)
    assert found.probability == Stage.objects.get(code="contract").probability
    assert found.changes.order_by("-pk").first().what == "reopened"
    assert TimelineEntry.objects.get(kind="opportunity_contract_ended").data["title"] == "二期机电"
    assert OutboxEvent.objects.filter(name="sales.opportunity_reopened.v1").count() == 1
    assert ClientFigures.objects.get(client=found.client).open_opportunities == 1
    with pytest.raises(errors.ContractNeeded):
        sales.hold_kickoff(cast.lin, opportunity_id=found.pk, held_on=clock.today())


def test_an_open_one_stays_in_its_stage_and_may_be_contracted_anew(cast: Cast) -> None:
    found = _opportunity(cast)
    _end(cast, in_force(cast, opportunity_id=found.pk))
    found.refresh_from_db()
    assert (found.status, found.stage.code, found.contracted_on) == ("open", "contract", None)
    with clock.frozen("2026-12-01T10:00+08:00"):
        in_force(cast, opportunity_id=found.pk)
    found.refresh_from_db()
    assert found.contracted_on == dt.date(2026, 12, 1)


@pytest.mark.parametrize("completed", [False, True])
def test_another_contract_of_it_keeps_it_as_it_is(cast: Cast, completed: bool) -> None:
    found = _opportunity(cast)
    first, second = in_force(cast, opportunity_id=found.pk), in_force(cast, opportunity_id=found.pk)
    if completed:
        services.complete_contract(cast.xu, contract_id=second.pk, reason="余款豁免")
    sales.hold_kickoff(cast.lin, opportunity_id=found.pk, held_on=clock.today())
    _end(cast, first)
    found.refresh_from_db()
    assert (found.status, found.contracted_on) == ("won", clock.today())
    assert not TimelineEntry.objects.filter(kind="opportunity_contract_ended").exists()


def test_a_lost_one_stays_lost(cast: Cast) -> None:
    found = _opportunity(cast)
    contract = in_force(cast, opportunity_id=found.pk)
    version = Opportunity.objects.get(pk=found.pk).version
    sales.lose_opportunity(cast.lin, opportunity_id=found.pk, version=version, reason="price")
    _end(cast, contract)
    found.refresh_from_db()
    assert (found.status, found.lost_reason, found.contracted_on) == ("lost", "price", None)
