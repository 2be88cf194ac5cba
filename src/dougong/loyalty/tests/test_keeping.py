"""Rules into force, points by hand, points put by, tiers, and the ledger against the facts."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.contracts.services import record_receipt
from dougong.contracts.tests import factories as contracts
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, FieldErrors, NotAllowed
from dougong.kit.money import Money
from dougong.loyalty import errors, shaping
from dougong.loyalty.models import PointsAccount, PointsDifference, PointsEntry, PointsEvent, PointsRule
from dougong.loyalty.selectors import broken_accounts, holdings
from dougong.loyalty.services import adjusting, holding, post, reconciling, ruling, tiers, versions
from dougong.loyalty.services.desk import Happening
from dougong.loyalty.tests.factories import ask, client_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def _receipt(client: Any, amount: str, name: str = "1") -> None:
    happened = Happening("receipt.recorded", "t", name, clock.now(), {"amount": amount})
    post(SYSTEM, client_id=client.pk, happened=happened)


def _record(cast: Cast, contract: Any) -> None:
    record_receipt(cast.xu, contract_id=contract.pk, amount=Money("350000.00"), received_on=clock.today())


def _decide(actor: Actor, object_id: uuid.UUID, *, approve: bool = True) -> None:
    row = Approval.objects.get(object_id=object_id, state="waiting")
    approvals.decide(actor, approval_id=row.pk, approve=approve)


def _next(cast: Cast, **values: Any) -> PointsRule:
    row = ruling.draft_rule(cast.zhou, code="receipt", zh="回款按 20 分")
    body = shaping.body_of(points="floor(amount / 10000) * 20", **values)
    return ruling.change_rule(
        cast.zhou, rule_id=row.pk, version=row.version, zh=row.zh, en="", number=10, note="", body=body
    )


def test_a_version_is_tried_on_history_and_counts_when_another_person_approved(cast: Cast) -> None:
    contract = contracts.in_force(cast)
    _record(cast, contract)
    row = _next(cast)
    with pytest.raises(errors.RuleNotTried):
        ruling.submit_rule(cast.zhou, rule_id=row.pk, version=None, begins_on=clock.today())
    ruling.try_rule(row.pk)
    row.refresh_from_db()
    told = row.trial
    assert (told["events"], told["given"], told["clients"], told["cost"]) == (1, 700, 1, "70.00")
    assert told["top"] == [{"id": str(contract.client_id), "points": 700, "events": 1}]
    assert not PointsEvent.objects.exists()  # a trial writes nothing
    ruling.submit_rule(cast.zhou, rule_id=row.pk, version=row.version, begins_on=clock.today())
    with pytest.raises(errors.RuleNotDraft):
        ruling.drop_rule(cast.zhou, rule_id=row.pk)
    with pytest.raises(BusinessError):
        _decide(cast.zhou, row.pk)
    _decide(cast.manager, row.pk)
    row.refresh_from_db()
    first = PointsRule.objects.get(code="receipt", no=1)
    assert (row.no, row.state, row.approved_by) == (2, "approved", "沈望舒")
    assert first.ends_at == row.begins_at and row.begins_at > clock.now()
    client = client_of(cast.lin)
    _receipt(client, "10000.00", "before")
    with clock.frozen(row.begins_at):
        _receipt(client, "10000.00", "after")
    assert list(PointsEntry.objects.values_list("amount", "rule_version").order_by("pk")) == [(10, 1), (20, 2)]


def test_a_rule_sent_back_is_a_draft_again_and_one_without_events_can_not_be_submitted(cast: Cast) -> None:
    row = _next(cast)
    ruling.try_rule(row.pk)
    row.refresh_from_db()
    ruling.submit_rule(cast.zhou, rule_id=row.pk, version=row.version, begins_on=clock.today())
    _decide(cast.manager, row.pk, approve=False)
    row.refresh_from_db()
    assert (row.state, row.no) == ("draft", None)
    absent = PointsRule.objects.get(code="complaint")
    with pytest.raises(errors.TriggerAbsent):
        ruling.submit_rule(cast.zhou, rule_id=absent.pk, version=None, begins_on=clock.today())
    with pytest.raises(errors.CodeTaken):
        ruling.draft_rule(cast.zhou, code="receipt", zh="再来一版")
    with pytest.raises(NotAllowed):
        ruling.draft_rule(cast.lin, code="receipt", zh="销售不能起草")


@pytest.mark.parametrize(
    ("said", "field"),
    [({"points": "amount +"}, "points"), ({"points": "'十'"}, "points"), ({"points": "1", "when": "sum > 3"}, "when"),
     ({"points": "1", "when": "amount"}, "when"), ({"points": "rand(3)"}, "points"), ({"table": []}, "table")],
)  # fmt: skip
def test_what_can_not_be_used_is_told_at_its_field(cast: Cast, said: dict[str, Any], field: str) -> None:
    row = ruling.draft_rule(cast.zhou, code="new_rule", zh="新规则", on="receipt.recorded")
    with pytest.raises(FieldErrors) as told:
        ruling.change_rule(
            cast.zhou, rule_id=row.pk, version=None, zh="新规则", en="", number=5, note="", body=shaping.body_of(**said)
        )
    assert [e.field for e in told.value.errors] == [field]


def test_a_rule_asks_who_the_client_is_and_its_journal_says_what_was_answered(cast: Cast) -> None:
    versions.install()
    table = [
        {"cells": [{"field": "amount", "op": "gte", "value": "1000000"}], "points": "500"},
        {"cells": [{"field": "client_region", "op": "in", "value": "320500,310000"}], "points": "7"},
    ]
    body = shaping.body_of(who={"regions": ["320000"]}, table=table, caps=[{"per": "event", "points": 400}], group="x")
    PointsRule.objects.create(code="big", no=1, zh="大额", on="receipt.recorded", number=1, body=body, state="approved")
    near, far = client_of(cast.lin), client_of(cast.lin, "远方客户")
    type(near).objects.filter(pk=near.pk).update(region="320500")
    _receipt(near, "2000000.00", "big")
    _receipt(near, "10000.00", "small")
    _receipt(far, "10000.00", "far")
    assert list(PointsEntry.objects.filter(rule="big").values_list("amount", flat=True).order_by("pk")) == [400, 7]
    assert PointsEvent.objects.get(key="t:big").data["client_region"] == "320500"


def test_points_by_hand_wait_for_another_person_and_are_posted_once(cast: Cast) -> None:
    client = client_of(cast.lin)
    row = ask(cast.lin, client, 300)
    assert holdings(None, client.pk)["pending"] == 300 and not PointsEntry.objects.exists()
    with pytest.raises(BusinessError):
        _decide(cast.lin, row.pk)
    _decide(cast.manager, row.pk)
    entry = PointsEntry.objects.get()
    assert (entry.amount, entry.rule, entry.reason, entry.actor_id) == (300, "manual", "补记培训积分", cast.lin.id)
    row.refresh_from_db()
    assert (row.state, row.posted, row.decided_by) == ("approved", 300, "沈望舒")
    adjusting.settle(SYSTEM, adjustment_id=row.pk, state="approved", comment="", by_name="")
    assert PointsEntry.objects.count() == 1
    idea = ask(cast.lin, client, 0, "suggestion")
    _decide(cast.manager, idea.pk)
    assert PointsAccount.objects.get().balance == 330
    with pytest.raises(BusinessError):
        ask(cast.gu, client, 5)


def test_points_put_by_are_gone_at_once_and_come_back_when_released(cast: Cast) -> None:
    client = client_of(cast.lin)
    _receipt(client, "350000.00")
    hold = holding.reserve(SYSTEM, client_id=client.pk, points=300, source="mall.order", source_id=1)
    assert holding.reserve(SYSTEM, client_id=client.pk, points=300, source="mall.order", source_id=1).pk == hold.pk
    account = PointsAccount.objects.get()
    assert (account.balance, account.reserved) == (50, 300)
    with pytest.raises(errors.NotEnoughPoints):
        holding.reserve(SYSTEM, client_id=client.pk, points=51, source="mall.order", source_id=2)
    holding.release(SYSTEM, hold_id=hold.pk)
    holding.release(SYSTEM, hold_id=hold.pk)
    with pytest.raises(errors.HoldSettled):
        holding.confirm(SYSTEM, hold_id=hold.pk)
    other = holding.reserve(SYSTEM, client_id=client.pk, points=100, source="mall.order", source_id=3)
    holding.confirm(SYSTEM, hold_id=other.pk)
    account.refresh_from_db()
    assert (account.balance, account.reserved) == (250, 0) and broken_accounts() == []
    holding.take_back(SYSTEM, hold_id=other.pk)
    account.refresh_from_db()
    assert (account.balance, account.reserved) == (350, 0)


def test_a_tier_rises_at_once_and_falls_after_its_year_and_its_grace(cast: Cast) -> None:
    client = client_of(cast.lin)
    with clock.frozen("2026-01-10T10:00+08:00"):
        _receipt(client, "2500000.00")
        account = PointsAccount.objects.get()
        assert (account.tier, str(account.tier_until)) == ("silver", "2027-01-10")
        told = holdings(account)["tier"]
        assert (told["score"], told["next"]["code"], told["missing"]) == (2500, "gold", 7500)
    for day, tier, grace in (("2027-01-11", "silver", True), ("2027-04-10", "silver", True), ("2027-04-12", "basic", False)):
        with clock.frozen(f"{day}T03:05+08:00"):
            tiers.review_all()
        account.refresh_from_db()
        assert (account.tier, account.tier_in_grace) == (tier, grace), day


def test_what_is_missing_and_what_is_surplus_is_found_and_mended(cast: Cast, deliver: Callable[[], int]) -> None:
    contract = contracts.in_force(cast)
    with clock.frozen("2026-11-18T10:00+08:00"):
        _record(cast, contract)  # not delivered to the ledger
        ghost = Happening("receipt.recorded", "contracts.receipt", uuid.uuid4(), clock.now(), {"amount": "20000.00"})
        post(SYSTEM, client_id=contract.client_id, happened=ghost)
    with clock.frozen("2026-11-19T02:50+08:00"):
        assert reconciling.reconcile() == {"missing": 1, "surplus": 1}
        found = {row.kind: row for row in PointsDifference.objects.all()}
        assert (found["missing"].points, found["surplus"].points) == (350, 20)
        with pytest.raises(BusinessError):
            reconciling.mend(cast.lin, difference_id=found["missing"].pk)
        for row in found.values():
            reconciling.mend(cast.manager, difference_id=row.pk)
            reconciling.mend(cast.manager, difference_id=row.pk)
        assert reconciling.reconcile() == {"missing": 0, "surplus": 0}
    deliver()
    assert PointsAccount.objects.get().balance == 350
    assert sorted(PointsEntry.objects.values_list("amount", flat=True)) == [-20, 20, 350]
