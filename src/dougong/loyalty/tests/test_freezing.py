"""A frozen account: points come in, none go out, by whatever channel."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from dougong.audit.models import AuditEntry
from dougong.clients.models import TimelineEntry
from dougong.clients.services import create_client
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotAllowed
from dougong.loyalty import errors, merging
from dougong.loyalty.models import PointsAccount, PointsHold
from dougong.loyalty.programme.events import REDEEMED
from dougong.loyalty.services import Happening, freezing, holding, post
from dougong.loyalty.tests import factories
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def _account(cast: Cast, deliver: Any, name: str = "启岳半导体(苏州)有限公司", amount: str = "300000.00") -> PointsAccount:
    client = create_client(cast.lin, name=name)
    factories.receive(cast.xu, client, amount)
    deliver()
    return PointsAccount.objects.get(client=client)


def _reserve(account: PointsAccount, points: int) -> PointsHold:
    return holding.reserve(
        SYSTEM, client_id=account.client_id, points=points, source="mall.order", source_id=uuid.uuid4(), reason="兑换"
    )


def test_of_a_frozen_account_nothing_goes_out_and_points_still_come_in(cast: Cast, deliver: Any) -> None:
    account, other = _account(cast, deliver), _account(cast, deliver, "沧澜水务集团有限公司")
    before = _reserve(account, 40)
    with pytest.raises(FieldError):
        freezing.freeze(cast.manager, account_id=account.pk, reason=" ")
    with pytest.raises(NotAllowed):
        freezing.freeze(cast.lin, account_id=account.pk, reason="核对")
    freezing.freeze(cast.manager, account_id=account.pk, reason="互赠成圈", note="正在核对")
    with pytest.raises(errors.FreezeStands):
        freezing.freeze(cast.manager, account_id=account.pk, reason="再来一次")

    with pytest.raises(errors.AccountFrozen):
        _reserve(account, 10)
    with pytest.raises(errors.AccountFrozen):
        redeemed = Happening(REDEEMED, "x", uuid.uuid4(), clock.now(), {"points": 5})
        post(SYSTEM, client_id=account.client_id, happened=redeemed)
    with pytest.raises(errors.AccountFrozen):
        holding.confirm(SYSTEM, hold_id=before.pk)
    factories.receive(cast.xu, account.client, "100000.00")
    deliver()
    holding.release(SYSTEM, hold_id=before.pk)
    account.refresh_from_db()
    assert (account.balance, account.reserved) == (400, 0)
    merging.transfer(SYSTEM, other, account, 5)  # what others give comes in
    account.refresh_from_db()
    assert account.balance == 405
    kinds = set(TimelineEntry.objects.filter(client=account.client).values_list("kind", flat=True))
    assert "points_frozen" in kinds and AuditEntry.objects.filter(action="freeze", object_id=str(account.pk)).exists()

    freezing.release(cast.manager, account_id=account.pk, reason="已核实")
    assert _reserve(account, 10).state == "held"


def test_a_merge_carries_the_freeze_and_its_undoing_takes_it_back(cast: Cast, deliver: Any) -> None:
    account, other = _account(cast, deliver), _account(cast, deliver, "沧澜水务集团有限公司")
    freezing.freeze(cast.manager, account_id=account.pk, reason="核对")
    notes = merging.merge(cast.fang, other.client_id, [account.client_id], None)  # type: ignore[arg-type]  # no trail is kept of it
    other.refresh_from_db()
    assert (other.balance, bool(other.frozen_at)) == (600, True)
    with pytest.raises(errors.AccountFrozen):
        _reserve(other, 1)
    merging.undo(cast.fang, other.client_id, [account.client_id], notes)
    other.refresh_from_db()
    account.refresh_from_db()
    assert (other.balance, other.frozen_at) == (300, None) and (account.balance, bool(account.frozen_at)) == (300, True)


def test_the_page_tells_why_only_to_whoever_may_freeze(cast: Cast, deliver: Any, api: ApiClient) -> None:
    account = _account(cast, deliver)
    door = api.as_("manager")
    told = {"reason": "员工与客户往来异常", "note": "正在核对"}
    assert door.post(f"/points/accounts/{account.pk}/freeze", told).json()["frozen"]["reason"] == told["reason"]
    seen = api.as_("lin").get(f"/points/accounts/{account.pk}").json()
    assert (seen["frozen"]["reason"], seen["frozen"]["note"], seen["may_freeze"]) == ("", "正在核对", False)
    assert api.get(f"/points/accounts/{account.pk}/holdings").json()["frozen"]["note"] == "正在核对"
    assert api.post(f"/points/accounts/{account.pk}/release", {"reason": "x"}).status_code == 403
