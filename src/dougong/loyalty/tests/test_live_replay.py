"""One core for both: the live journal, exported and replayed, gives the live balances and lines; and the live ledger agrees with
a model that counts every point one by one."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.bulk import parts
from dougong.loyalty import services, shaping
from dougong.loyalty.models import PointsAccount, PointsEntry, PointsEvent, PointsLot, PointsRule
from dougong.loyalty.programme.replay import replay
from dougong.loyalty.programme.rules import parse
from dougong.loyalty.selectors import broken_accounts
from dougong.loyalty.services import exporting, seating
from dougong.loyalty.services.desk import Happening
from dougong.loyalty.tests.factories import client_of
from dougong.loyalty.tests.plain_points import Plain, programme
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def replayed() -> dict[str, Any]:
    text = exporting.rules().encode()
    return replay([line.encode() for line in exporting.journal()], parse(text), text)


def agrees() -> None:
    """Balances and lines, but for those of expiry, which a replay writes none of."""
    found = replayed()
    live = dict(PointsAccount.objects.values_list("pk", "balance"))
    assert found["rejected"] == []
    assert found["balances"] == {str(pk): n for pk, n in live.items()}
    assert found["entries"] == PointsEntry.objects.exclude(kind="expiry").count()
    assert broken_accounts() == []


def _rules(told: list[dict[str, Any]]) -> None:
    """The rules of a programme, in its order, as the company's own."""
    PointsRule.objects.all().delete()
    for number, rule in enumerate(told, 1):
        caps = [rule["cap"]] if "cap" in rule else []
        body = shaping.body_of(points=str(rule["points"]), caps=caps, months=rule.get("expires_after_months"))
        PointsRule.objects.create(
            code=f"r{number}", no=1, zh=f"规则{number}", on=rule["on"], number=number, body=body, state="approved"
        )


def _told(event: dict[str, Any]) -> Happening:
    data = {**event["data"]}
    of = f"t:{data.pop('event')}" if event["type"] == "event.reversed" else ""
    return Happening(event["type"], "t", event["id"], event["moment"], data, of=of)


@given(seed=st.integers(0, 10_000), at_once=st.sampled_from((1, 8, 100)))
@settings(
    max_examples=8, phases=[Phase.explicit, Phase.generate], deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_the_live_ledger_agrees_with_points_counted_one_by_one_and_with_its_replay(
    cast: Cast, seed: int, at_once: int
) -> None:
    """However many are told at once, and where lots come two and three at a time."""
    told, events = programme(seed)
    with transaction.atomic(), mock.patch.multiple(seating, AHEAD=2, AT_ONCE=3):
        clients = {name: client_of(cast.lin, f"客户{name}") for name in "ABC"}
        _rules(told)
        plain = Plain(told)
        for part in parts((one for one in events if one["type"] != "transfer.requested"), at_once):
            with clock.frozen(part[-1]["moment"]):
                found = services.post_many(SYSTEM, [(clients[event["client"]].pk, _told(event)) for event in part])
            for event, posted in zip(part, found, strict=True):
                wanted = plain.post(event)
                if isinstance(wanted, str):
                    assert posted.refused == wanted, event
                else:
                    assert len([e for e in posted.entries if e.kind != "expiry"]) == wanted, event
            if (
                posted.event is not None and posted.event.account_id is not None
            ):  # accounts not touched expire at midnight
                account = PointsAccount.objects.select_related("client").get(pk=posted.event.account_id)
                assert account.balance == plain.balance(account.client.name[-1]), event
        with clock.frozen(events[-1]["moment"]):
            services.expire(PointsAccount.objects.values_list("pk", flat=True), clock.now())
            agrees()
        transaction.set_rollback(True)


def test_a_reversal_gives_back_what_has_not_expired_and_the_company_accounts_add_up(cast: Cast) -> None:
    client = client_of(cast.lin)
    _rules([{"on": "suggestion.adopted", "points": 100, "expires_after_months": 1}])
    with clock.frozen("2026-01-10T10:00+08:00"):
        services.post(SYSTEM, client_id=client.pk, happened=Happening("suggestion.adopted", "t", "1", clock.now()))
    with clock.frozen("2026-01-20T10:00+08:00"):
        services.post(SYSTEM, client_id=client.pk, happened=Happening("suggestion.adopted", "t", "2", clock.now()))
        spent = Happening("redemption.requested", "t", "3", clock.now(), {"points": 150})
        services.post(SYSTEM, client_id=client.pk, happened=spent)
    with clock.frozen("2026-02-15T10:00+08:00"):
        undone = Happening("event.reversed", "t", "4", clock.now(), of="t:3")
        [line] = services.post(SYSTEM, client_id=client.pk, happened=undone).entries
        assert line.reverses is not None and (line.amount, line.lapsed, line.reverses.amount) == (50, 100, -150)
    with clock.frozen("2026-02-20T00:00+08:00"):
        account = PointsAccount.objects.get()
        assert services.expire([account.pk], clock.now()) == 1
        account.refresh_from_db()
        assert (account.balance, account.next_expires_at) == (0, None)
        gone = PointsEntry.objects.get(kind="expiry")
        assert (gone.amount, gone.occurred_at) == (-100, dt.datetime(2026, 2, 19, 16, tzinfo=dt.UTC))
        assert services.expire([account.pk], clock.now()) == 0
        agrees()


def test_an_event_that_comes_late_counts_at_the_accounts_moment(cast: Cast) -> None:
    client = client_of(cast.lin)
    with clock.frozen("2026-03-02T10:00+08:00"):
        now = clock.now()
        early = Happening("receipt.recorded", "t", "late", now - dt.timedelta(days=9), {"amount": "20000.00"})
        services.post(
            SYSTEM, client_id=client.pk, happened=Happening("receipt.recorded", "t", "1", now, {"amount": "10000.00"})
        )
        event = services.post(SYSTEM, client_id=client.pk, happened=early).event
        assert event is not None and (event.at, event.occurred_at) == (now, early.occurred_at)
        agrees()


def test_many_at_once_are_posted_as_one_by_one_and_told_once(cast: Cast) -> None:
    clients = [client_of(cast.lin, f"客户{n}") for n in range(3)]
    told = [
        (clients[n % 3].pk, Happening("receipt.recorded", "t", n, clock.now(), {"amount": "50000.00"}))
        for n in range(30)
    ]
    told += [(clients[0].pk, Happening("event.reversed", "t", f"r{n}", clock.now(), of=f"t:{n}")) for n in (0, 3, 3)]
    found = services.post_many(SYSTEM, told)
    assert [p.refused for p in found[-3:]] == ["", "", ""]  # the last is the second again
    assert services.post_many(SYSTEM, told[:30])[7].event == found[7].event
    assert sorted(PointsAccount.objects.values_list("balance", flat=True)) == [400, 500, 500]
    assert PointsEvent.objects.count() == 32 and PointsLot.objects.filter(left__gt=0).count() == 28
    agrees()


def test_those_who_spend_at_once_each_spend_first_what_expires_first(cast: Cast) -> None:
    kinds = {"referral.converted": 3, "suggestion.adopted": 1, "survey.answered": 2, "complaint.closed": None}
    _rules([{"on": on, "points": 10, "expires_after_months": months} for on, months in kinds.items()])
    clients, now = [client_of(cast.lin, f"客户{n}") for n in range(3)], clock.now()
    with mock.patch.multiple(seating, AHEAD=2, AT_ONCE=2):
        facts = [
            (c.pk, Happening(on, "t", f"{on[:3]}{c.pk}", now, {"satisfied": True})) for on in kinds for c in clients
        ]
        services.post_many(SYSTEM, facts)
        spent = [
            (c.pk, Happening("redemption.requested", "t", c.pk, now, {"points": n}))
            for c, n in zip(clients, (15, 25, 35), strict=True)
        ]
        services.post_many(SYSTEM, spent)
    lots = PointsLot.objects.order_by("account__client__name", "place")
    assert list(lots.values_list("left", flat=True)) == [10, 0, 5, 10, 5, 0, 0, 10, 0, 0, 0, 5]
    agrees()


def test_the_journal_is_a_line_of_json_each(cast: Cast) -> None:
    client = client_of(cast.lin)
    services.post(
        SYSTEM, client_id=client.pk, happened=Happening("receipt.recorded", "t", 1, clock.now(), {"amount": "10000.00"})
    )
    first, end = [json.loads(line) for line in exporting.journal()]
    assert (first["id"], first["client"], first["data"]["amount"]) == (
        "t:1",
        str(PointsAccount.objects.get().pk),
        "10000.00",
    )
    assert end["type"] == "clock.tick"
