"""Gifts back and forth at once: the sums are exact, and nobody waits for somebody who waits for him."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from dougong.loyalty.gifts import errors, giving
from dougong.loyalty.gifts.models import PointsGift
from dougong.loyalty.gifts.tests.people import allow, party
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.selectors import broken_accounts
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.postgres
def test_twenty_gifts_back_and_forth_at_once_are_offered_and_accepted_exactly() -> None:
    cast = assemble()
    allow(cast)
    two = party(cast, "启岳半导体有限公司", "13812345678"), party(cast, "沧澜水务有限公司", "13987654321")
    codes = [giving.own_code(one.actor, client_id=one.client.pk) for one in two]
    begin, failed, refused = threading.Barrier(20), list[BaseException](), list[int]()

    def act(n: int) -> None:
        giver, taker = two[n % 2], two[1 - n % 2]
        try:
            begin.wait()
            gift = giving.offer(giver.actor, client_id=giver.client.pk, code=codes[1 - n % 2], points=70 + n)
            if n % 5:
                giving.answer(taker.actor, gift_id=gift.pk, accept=n % 5 < 4)
        except errors.GiftTooMuch:
            refused.append(n)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == [] and PointsGift.objects.count() == 20 - len(refused)
    accounts = list(PointsAccount.objects.all())
    assert sum(one.balance + one.reserved for one in accounts) == 1000 and broken_accounts() == []
    for one in two:
        waits = PointsGift.objects.filter(giver=one.client, state="offered").values_list("points", flat=True)
        assert one.account.reserved == sum(waits)
