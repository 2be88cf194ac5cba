"""Gifts between clients: what they are bound to, who answers, and that no point is lost or made."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, FieldError, NotAllowed, NotFound
from dougong.loyalty.gifts import errors, giving, reading
from dougong.loyalty.gifts.models import PointsGift
from dougong.loyalty.gifts.tests.people import Party, allow, party
from dougong.loyalty.models import PointsEntry, PointsLot
from dougong.loyalty.selectors import broken_accounts
from dougong.loyalty.services import Happening, post
from dougong.notifications.models import Notification
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = "2026-11-18T10:00+08:00"
Two = tuple[Party, Party]


@pytest.fixture
def two(cast: Cast) -> Two:
    with clock.frozen(DAY):
        allow(cast)
        return party(cast, "启岳半导体有限公司", "13812345678"), party(cast, "沧澜水务有限公司", "13987654321")


def _told(party: Party) -> list[str]:
    rows = Notification.objects.filter(user_id=party.contact.user_id, kind__startswith="loyalty.gift").order_by("pk")
    return [row.kind.rpartition(".")[2] for row in rows]


def test_a_gift_waits_for_consent_and_goes_over_with_the_expiry_it_has(two: Two) -> None:
    qi, cang = two
    with clock.frozen(DAY):
        PointsLot.objects.filter(account=qi.account).update(expires_at=clock.now() + dt.timedelta(days=90))
        type(qi.account).objects.filter(pk=qi.account.pk).update(next_expires_at=clock.now() + dt.timedelta(days=90))
        gift = qi.give(cang, 200, "谢谢配合")
        assert (qi.account.balance, qi.account.reserved, cang.account.balance) == (300, 200, 500)
        assert (_told(qi), _told(cang)) == ([], ["offered_taker"])
        with pytest.raises(NotFound):  # only the one it is offered to answers
            giving.answer(qi.actor, gift_id=gift.pk, accept=True)
        giving.answer(cang.actor, gift_id=gift.pk, accept=True)
        with pytest.raises(errors.GiftSettled):
            giving.answer(cang.actor, gift_id=gift.pk, accept=True)
    assert (qi.account.balance, qi.account.reserved, cang.account.balance) == (300, 0, 700)
    [lot] = PointsLot.objects.filter(account=cang.account, expires_at__isnull=False)
    assert (lot.left, clock.local_date(lot.expires_at)) == (200, dt.date(2027, 2, 16))
    assert (_told(qi), _told(cang)) == (["accepted_giver"], ["offered_taker", "accepted_taker"])
    lines = PointsEntry.objects.filter(account=qi.account).order_by("pk").values_list("rule", "kind", "amount")
    assert list(lines)[1:] == [
        ("gift_offer", "redemption", -200),
        ("gift_offer", "reversal", 200),
        ("gift", "transfer", -200),
    ]
    assert broken_accounts() == []


def test_declined_withdrawn_or_lapsed_the_points_are_back(two: Two) -> None:
    qi, cang = two
    with clock.frozen(DAY):
        giving.answer(cang.actor, gift_id=qi.give(cang, 100).pk, accept=False)
        giving.withdraw(qi.actor, gift_id=qi.give(cang, 100).pk)
        waits, late = qi.give(cang, 100), qi.give(cang, 50)
        assert giving.lapse_due() == 0 and qi.account.balance == 350
    with clock.frozen("2026-11-25T10:00+08:00"):
        assert giving.answer(cang.actor, gift_id=late.pk, accept=True).state == "lapsed"
        assert giving.lapse_due() == 1
    waits.refresh_from_db()
    assert (waits.state, qi.account.balance, qi.account.reserved, cang.account.balance) == ("lapsed", 500, 0, 500)
    assert _told(qi) == ["declined_giver", "lapsed_giver", "lapsed_giver"]
    assert _told(cang) == ["offered_taker", "offered_taker", "withdrawn_taker", "offered_taker", "offered_taker"]


def test_what_expired_while_it_waited_is_not_given(two: Two) -> None:
    qi, cang = two
    with clock.frozen(DAY):
        soon = clock.now() + dt.timedelta(days=2)
        PointsLot.objects.filter(account=qi.account).update(expires_at=soon)
        type(qi.account).objects.filter(pk=qi.account.pk).update(next_expires_at=soon)
        gift = qi.give(cang, 500)
    with clock.frozen("2026-11-21T10:00+08:00"):
        assert giving.answer(cang.actor, gift_id=gift.pk, accept=True).state == "lapsed"
    assert (qi.account.balance, qi.account.reserved, cang.account.balance) == (0, 0, 500) and broken_accounts() == []


def _refused(giver: Party, taker: Party, points: int) -> type[BusinessError]:
    with pytest.raises(BusinessError) as refusal:
        giver.give(taker, points)
    assert giver.account.reserved == sum(
        PointsGift.objects.filter(giver=giver.client, state="offered").values_list("points", flat=True)
    )
    return refusal.type


def test_the_limits_and_the_times_to_cool(cast: Cast, two: Two) -> None:
    qi, cang = two
    with clock.frozen(DAY):
        allow(cast, most_gift=200, most_month=300, after_receiving=7)
        assert _refused(qi, cang, 201) is errors.GiftTooLarge
        assert _refused(qi, qi, 100) is errors.GiftToOneself
        gift = qi.give(cang, 200)
        assert _refused(qi, cang, 101) is errors.GiftMonthFull
        giving.answer(cang.actor, gift_id=gift.pk, accept=True)
        assert _refused(cang, qi, 10) is errors.GiftCooling
        allow(cast, after_joining=30, after_receiving=0)
        assert _refused(cang, qi, 10) is errors.GiftTooSoon
        allow(cast, only_primary=False)
        assert _refused(qi, cang, 301) is errors.GiftTooMuch
        allow(cast, allowed=False)
        assert _refused(qi, cang, 10) is errors.GiftsOff
        with pytest.raises(errors.GiftCodeUnknown):
            giving.offer(qi.actor, client_id=qi.client.pk, code="AAAA-AAAA", points=10)
        with pytest.raises(FieldError):
            allow(cast, most_gift=500, most_month=100)
        with pytest.raises(NotAllowed):
            giving.save_terms(cast.lin, version=None, body={})
    with clock.frozen("2026-12-01T00:00+08:00"):  # a new month
        allow(cast, most_gift=200, most_month=300)
        assert cang.give(qi, 10).state == "offered"


def test_only_the_main_contact_gives_and_answers(cast: Cast, two: Two) -> None:
    qi, cang = two
    with clock.frozen(DAY):
        gift = qi.give(cang, 100)
        for one in two:
            one.contact.is_primary = False
            one.contact.save()
        assert _refused(qi, cang, 10) is errors.GiftOfPrimary
        with pytest.raises(errors.GiftOfPrimary):
            giving.answer(cang.actor, gift_id=gift.pk, accept=True)
        told = reading.of_client(cang.actor, cang.contact, "zh")
    assert (told["may_answer"], told["why_not"]) == (False, "积分由贵单位的主要联系人赠送和接受。")


def test_the_staff_takes_a_gift_back_and_what_was_spent_is_owed(cast: Cast, two: Two, api: ApiClient) -> None:
    qi, cang = two
    with clock.frozen(DAY):
        gift = qi.give(cang, 400)
        giving.answer(cang.actor, gift_id=gift.pk, accept=True)
        spent = Happening("redemption.requested", "test.spent", 1, clock.now(), {"points": 850})
        post(Actor.system(), client_id=cang.client.pk, happened=spent)
        path = f"/points/gifts/{gift.pk}/reverse"
        assert api.as_("lin").post(path, {"reason": "误送"}).status_code == 403
        assert api.as_("manager").post(path, {"reason": " "}).status_code == 422
        assert api.post(path, {"reason": "误送"}).status_code == 200
        assert api.post(path, {"reason": "误送"}).json()["code"] == "points_gift_settled"
    assert (qi.account.balance, cang.account.balance, cang.account.debt) == (500, -350, 350)
    clearing = PointsEntry.objects.filter(contra="clearing")
    assert sum(clearing.values_list("amount", flat=True)) == 0 and broken_accounts() == []
    assert (_told(qi)[-1], _told(cang)[-1]) == ("reversed_giver", "reversed_taker")


def test_the_list_names_no_client_outside_the_readers_reach(cast: Cast, two: Two, api: ApiClient) -> None:
    qi, cang = two
    with clock.frozen(DAY):
        qi.give(cang, 100)
    cang.client.owner_id = cast.gu.id
    cang.client.save()
    [row] = api.as_("lin").get("/points/gifts").json()["items"]
    assert (row["giver"], row["taker"], row["taker_id"]) == ("启岳半导体有限公司", None, None)
    [row] = api.as_("manager").get("/points/gifts").json()["items"]
    assert (row["giver"], row["taker"]) == ("启岳半导体有限公司", "沧澜水务有限公司")
    assert (
        api.get("/points/gifts?q=沧澜").json()["items"]
        and not api.as_("lin").get("/points/gifts?q=沧澜").json()["items"]
    )
    of = {op: f"/points/gifts?filter=party:{op}:{cang.client.pk}" for op in ("in", "nin")}
    assert [len(api.as_(who).get(of[op]).json()["items"]) for who in ("manager", "lin") for op in of] == [1, 0, 0, 1]
