"""To be told once, of what one may see."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from dougong.clients.services import archive_clients, assign_clients, create_client
from dougong.kit.errors import NotFound
from dougong.kit.models import StreamMessage
from dougong.kit.money import Money
from dougong.notifications import selectors, services
from dougong.notifications.errors import KindUnknown
from dougong.notifications.models import MailDelivery, Notification
from dougong.notifications.tests.factories import told
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


def test_a_person_is_told_once_however_often_it_is_called(cast: Cast) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    assert len(told(client, cast.lin.id, cast.zhou.id)) == 2
    assert told(client, cast.lin.id, cast.zhou.id) == []
    assert len(told(client, cast.lin.id, key="trial:2")) == 1
    assert Notification.objects.count() == 3 and MailDelivery.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        services.tell([], kind="tests.trial", key="k", resource="clients.client", object_id="1", link="/")


def test_the_title_is_in_the_readers_language_with_money_to_the_fen(cast: Cast) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    told(client, cast.lin.id, what=Money("1234567.80"))  # type: ignore[arg-type]  # any value is shown
    titles = [selectors.notifications(cast.lin, lang)["items"][0]["title"] for lang in ("zh", "en")]
    assert titles == ["¥1,234,567.80要到期了", "¥1,234,567.80 is due"]


def test_what_one_may_no_longer_see_is_neither_shown_nor_counted(cast: Cast) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    told(client, cast.lin.id)
    assert selectors.unread_count(cast.lin) == {"unread": 1, "capped": False}
    assign_clients(cast.zhou, client_ids=[client.pk], owner_id=cast.gu.id)
    assert selectors.unread_count(cast.lin) == {"unread": 0, "capped": False}
    assert selectors.notifications(cast.lin, "zh") == {"items": [], "next": None}


def test_a_blocked_person_and_a_contact_are_not_told(cast: Cast) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    cast.user("gu").__class__.objects.filter(pk=cast.gu.id).update(is_active=False)
    cast.user("he").__class__.objects.filter(pk=cast.he.id).update(kind="contact")
    assert told(client, cast.gu.id, cast.he.id, None) == []


def test_preferences_decide_where(cast: Cast) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    services.set_preferences(cast.lin, items=[{"kind": "tests.trial", "app": False, "mail": True}])
    services.set_preferences(cast.zhou, items=[{"kind": "tests.trial", "app": True, "mail": False}])
    told(client, cast.lin.id, cast.zhou.id)
    assert selectors.unread_count(cast.lin)["unread"] == 0
    assert selectors.unread_count(cast.zhou)["unread"] == 1
    assert list(MailDelivery.objects.values_list("notification__user__name", flat=True)) == ["林舒然"]
    mine = next(p for p in selectors.preferences(cast.lin, "en") if p["kind"] == "tests.trial")
    assert mine == {"kind": "tests.trial", "label": "Trial", "app": False, "mail": True}


def test_an_unknown_kind_changes_no_preference(cast: Cast) -> None:
    before = selectors.preferences(cast.lin, "zh")
    with pytest.raises(KindUnknown):
        services.set_preferences(
            cast.lin,
            items=[{"kind": "tests.trial", "app": False, "mail": False}, {"kind": "x", "app": True, "mail": True}],
        )
    assert selectors.preferences(cast.lin, "zh") == before


def test_reading_is_ones_own_and_tells_ones_other_windows(cast: Cast) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    row = told(client, cast.lin.id, cast.zhou.id)[0]
    owner, other = (cast.lin, cast.zhou) if row.user_id == cast.lin.id else (cast.zhou, cast.lin)
    with pytest.raises(NotFound):
        services.mark_read(other, notification_id=row.pk)
    services.mark_read(owner, notification_id=row.pk)
    assert selectors.unread_count(owner)["unread"] == 0 and selectors.unread_count(other)["unread"] == 1
    last = StreamMessage.objects.order_by("-pk")[0]
    assert (last.resource, last.user_id) == ("notifications.notification", owner.id)


def test_pages_go_on_past_what_is_hidden(cast: Cast) -> None:
    mine = create_client(cast.lin, name="启岳半导体")
    lost = create_client(cast.lin, name="沧澜水务")
    for n in range(40):
        told(lost if n % 2 else mine, cast.lin.id, key=f"k{n}", what=str(n))
    assign_clients(cast.zhou, client_ids=[lost.pk], owner_id=cast.gu.id)
    first = selectors.notifications(cast.lin, "zh", size=15)
    rest = selectors.notifications(cast.lin, "zh", size=15, before=first["next"])
    whats = [i["title"].removesuffix("要到期了") for i in first["items"] + rest["items"]]
    assert whats == [str(n) for n in range(38, -1, -2)] and rest["next"] is None


def test_the_archived_record_is_still_read(cast: Cast) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    told(client, cast.lin.id)
    archive_clients(cast.lin, client_ids=[client.pk])
    assert selectors.unread_count(cast.lin)["unread"] == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_it_once() -> None:
    people = assemble()
    client = create_client(people.lin, name="启岳半导体")
    start, new, failures = threading.Barrier(2), [], []

    def run() -> None:
        try:
            start.wait()
            with transaction.atomic():
                new.extend(told(client, people.lin.id, people.zhou.id))
        except Exception as failure:  # a thread's failure must fail the test
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    _all(threads)
    assert failures == []
    assert len(new) == 2 == Notification.objects.count() == MailDelivery.objects.count()


def _all(threads: list[Any]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
