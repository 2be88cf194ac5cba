"""A hand-over and an assignment of the same clients at the same moment: each client ends with one owner and one story."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dougong.clients.models import Client
from dougong.clients.services import assign_clients, create_client
from dougong.kit import clock
from dougong.organisation.models import HandOver, HandOverItem
from dougong.organisation.services import handing, undoing
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_comes_second_sees_what_the_first_did() -> None:
    cast = assemble()
    keys = [create_client(cast.lin, name=f"客户{n}").pk for n in range(6)]
    lin, gu, chen = cast.lin.user_id, cast.gu.user_id, cast.user("chen").pk
    start = Barrier(2)

    def run(act: int) -> None:
        try:
            start.wait(timeout=30)
            if act:
                assign_clients(cast.zhou, client_ids=keys[:3], owner_id=chen)
            else:
                handing.start(cast.admin, user_id=lin, successor_id=gu, overrides={}, leaves_on=clock.today())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, (0, 1)))
    owners = dict(Client.objects.values_list("pk", "owner_id"))
    assert {owners[key] for key in keys[3:]} == {gu}
    assert {owners[key] for key in keys[:3]} == {chen}, "before or after the hand-over, the assignment stands"
    passed = {item.object_id for item in HandOverItem.objects.all()}
    undoing.start(cast.admin, hand_over_id=HandOver.objects.get().pk)
    owners = dict(Client.objects.values_list("pk", "owner_id"))
    assert {owners[key] for key in keys[:3]} == {chen} and {owners[key] for key in keys[3:]} == {lin}
    states = set(HandOverItem.objects.filter(object_id__in=[str(k) for k in keys[:3]]).values_list("state", flat=True))
    assert states == ({"left"} if passed & {str(k) for k in keys[:3]} else set())
