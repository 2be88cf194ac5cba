"""The stream: one-use tickets, and nobody hears of a record that he may not see."""

from __future__ import annotations

import asyncio
import datetime as dt

import orjson
import pytest
from asgiref.sync import async_to_sync

from dougong.clients import services
from dougong.kit import clock, stream, stream_app
from dougong.kit.models import StreamMessage
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_ticket_opens_once_and_only_for_half_a_minute(cast: Cast) -> None:
    ticket = stream.issue_ticket(cast.lin.user_id)
    assert stream.redeem_ticket(ticket) == cast.lin.id
    assert stream.redeem_ticket(ticket) is None
    late = stream.issue_ticket(cast.lin.user_id)
    with clock.frozen(clock.now() + dt.timedelta(seconds=31)):
        assert stream.redeem_ticket(late) is None


def test_only_those_who_may_see_the_client_hear_of_it(cast: Cast) -> None:
    client = services.create_client(cast.lin, name="明湖职业技术学院")
    heard = {name: stream_app._may_see(getattr(cast, name).id, "clients.client", str(client.pk)) for name in vars(cast)}
    assert {name for name, hears in heard.items() if hears} == {"lin", "zhou", "manager", "fang", "xu", "he"}
    assert not stream_app._may_see(cast.lin.user_id, "no.such", str(client.pk))
    assert stream_app._may_see(cast.lin.user_id, "clients.client", "all")  # he sees some
    assert not stream_app._may_see(cast.gu.user_id, "clients.client", "all")


def test_a_change_that_is_rolled_back_is_told_to_nobody(cast: Cast) -> None:
    before = StreamMessage.objects.count()
    with pytest.raises(Exception, match="uscc"):
        services.create_client(cast.lin, name="明湖", uscc="1")
    assert StreamMessage.objects.count() == before


def test_messages_go_to_the_listener_they_are_for(cast: Cast) -> None:
    async def scene() -> list[bytes]:
        lin: asyncio.Queue[bytes] = asyncio.Queue()
        gu: asyncio.Queue[bytes] = asyncio.Queue()
        stream_app._listeners[cast.lin.user_id].add(lin)
        stream_app._listeners[cast.gu.user_id].add(gu)
        await stream_app._hand_out("kit.job", "42", cast.lin.id)
        assert gu.empty()
        return [lin.get_nowait()]

    try:
        told = async_to_sync(scene)()
    finally:
        stream_app._listeners.clear()
    data = told[0].split(b"data: ")[1]
    assert orjson.loads(data) == {"resource": "kit.job", "id": "42"}


def test_a_number_that_appears_after_a_higher_one_is_told_and_each_once(cast: Cast) -> None:
    """As where two transactions write at once, and the one that began first ends last."""
    reader = stream_app.Reader()
    first = StreamMessage.objects.create(resource="kit.job", object_id="1").pk + 10
    told = [pk for pk, *_ in reader.read()]
    for late in (2, 3, 1):
        StreamMessage.objects.create(pk=first + late, resource="kit.job", object_id="1")
        told += [pk - first for pk, *_ in reader.read()]
    assert told[1:] == [2, 3, 1]
    assert reader.read() == []


def test_the_ticket_names_the_streams_address(cast: Cast, api: ApiClient) -> None:
    url = api.as_("lin").post("/stream/tickets").json()["url"]
    assert url.startswith("http://testserver:") and "/stream?ticket=" in url
