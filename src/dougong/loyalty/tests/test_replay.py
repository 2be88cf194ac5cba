from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.loyalty.programme.events import Event, read
from dougong.loyalty.programme.replay import Programme, Rejected
from dougong.loyalty.tests.plain_points import Plain, programme
from dougong.loyalty.tests.told import (
    COMPLAINT,
    IDEA,
    RECEIPT,
    REFERRAL,
    event,
    idea,
    move,
    played,
    redeem,
    referral,
    reverse,
    rules_of,
)  # fmt: skip

# ---- the book against every point counted one by one


@given(st.integers(0, 2**32))
def test_the_book_agrees_with_points_counted_one_by_one(seed: int) -> None:
    rules, events = programme(seed)
    plain, ours = Plain(rules), Programme(rules_of(*rules))
    for line, told in enumerate(events, 1):
        found = read(line, json.dumps({k: v for k, v in told.items() if k != "moment"}).encode())
        assert isinstance(found, Event)
        try:
            outcome: Any = len(ours.post(found))
        except Rejected as refusal:
            outcome = refusal.reason
        assert outcome == plain.post(told)
        for client in "ABC":
            assert ours.book.balance(client) == plain.balance(client)


# ---- rules


def test_a_receipt_gives_ten_points_for_every_full_ten_thousand() -> None:
    answer = played(rules_of({**RECEIPT, "when": "amount > 0"}), event("e1", "receipt.recorded", amount="359999.99"))
    assert (answer["balances"], answer["entries"], answer["rejected"]) == ({"C1": 350}, 1, [])


@given(st.integers(1, 10**15))
def test_no_fen_is_lost_on_the_way_to_a_rule(fen: int) -> None:
    rule = {"code": "fen", "on": "receipt.recorded", "points": "floor(amount * 100) % 1000"}
    answer = played(rules_of(rule), event("e1", "receipt.recorded", amount=f"{fen // 100}.{fen % 100:02}"))
    assert answer["balances"] == {"C1": fen % 1000}


@pytest.mark.parametrize(("points", "given_"), [("29.99", 29), ("-29.99", -29), ("0.9", 0), ("-0.9", 0)])
def test_a_fraction_is_dropped_toward_zero_and_nothing_is_no_entry(points: str, given_: int) -> None:
    answer = played(rules_of({**IDEA, "points": points}), idea("e1"))
    assert (answer["balances"]["C1"], answer["entries"]) == (given_, int(given_ != 0))


def test_every_matching_rule_writes_an_entry_of_its_own_in_the_order_of_the_file() -> None:
    rules = rules_of(IDEA, {**IDEA, "code": "minus", "points": "-40"}, {**IDEA, "code": "more", "points": "5"})
    answer = played(rules, idea("e1"))
    assert (answer["balances"], answer["entries"]) == ({"C1": -5}, 3)


def test_dates_are_compared_as_zen_compares_them() -> None:
    rule = {"code": "a", "on": "project.accepted", "points": "d(accepted) <= d(due) ? 50 : -20"}
    on_time = event("e1", "project.accepted", due="2026-03-01", accepted="2026-03-01")
    late = event("e2", "project.accepted", client="C2", due="2026-03-01", accepted="2026-03-02")
    assert played(rules_of(rule), on_time, late)["balances"] == {"C1": 50, "C2": -20}


def test_a_cap_counts_the_month_in_shanghai_and_what_was_reversed() -> None:
    rules = rules_of({**IDEA, "cap": {"per": "month", "points": 50}})
    events = [idea("e1", "2026-03-31T10:00:00+08:00"), reverse("r1", "e1", "2026-03-31T11:00:00+08:00"),
              idea("e2", "2026-03-31T15:59:59Z"), idea("e3", "2026-03-31T15:59:59Z"),
              idea("e4", "2026-03-31T16:00:00Z")]  # fmt: skip
    answer = played(rules, *events)
    assert (answer["balances"], answer["entries"]) == ({"C1": 20 + 30}, 4)


def test_a_cap_for_ever_is_each_clients_own_and_leaves_what_is_taken_alone() -> None:
    rules = rules_of({**IDEA, "cap": {"per": "total", "points": 40}}, {**COMPLAINT, "cap": {"per": "total", "points": 1}})
    closed = event("x", "complaint.closed", satisfied=False)
    answer = played(rules, idea("e1"), idea("e2"), idea("e3"), idea("e4", client="C2"), closed)
    assert answer["balances"] == {"C1": 40 - 50, "C2": 30}


# ---- lots


@pytest.mark.parametrize(
    ("given_at", "gone_at"),
    [("2026-01-31T10:00:00+08:00", "2026-02-28T00:00:00+08:00"), ("2028-01-30T16:00:00Z", "2028-02-28T16:00:00Z"),
     ("2026-03-15T23:59:59+08:00", "2026-04-15T00:00:00+08:00"), ("2026-12-31T01:00:00+08:00", "2027-01-31T00:00:00+08:00")],
)  # fmt: skip
def test_a_lot_is_gone_at_midnight_of_the_same_day_months_later(given_at: str, gone_at: str) -> None:
    gone = dt.datetime.fromisoformat(gone_at)
    for moment, left in ((gone - dt.timedelta(microseconds=1), 20), (gone, 0)):
        tick = event("t", "clock.tick", moment.isoformat())
        assert played(rules_of(REFERRAL), referral("e1", given_at), tick)["balances"] == {"C1": left}


def test_what_expires_first_is_spent_first() -> None:
    events = [idea("e1"), referral("e2"), redeem("e3", 20), event("t", "clock.tick", "2026-06-01T00:00:00+08:00")]
    assert played(rules_of(IDEA, REFERRAL), *events)["balances"] == {"C1": 30}


def test_points_moved_to_another_keep_their_expiry() -> None:
    events = [referral("e1"), move("e2", "C2", 20), event("t", "clock.tick", "2026-04-01T00:00:00+08:00")]
    answer = played(rules_of(REFERRAL), *events)
    assert (answer["balances"], answer["entries"]) == ({"C1": 0, "C2": 0}, 3)


def test_what_was_moved_away_and_came_back_is_of_another_origin() -> None:
    """Undoing the gift of e1 empties what is left of its own lot, then the lot that expires first, not what came back."""
    events = [idea("e1"), move("e2", "C2", 30), move("e3", "C1", 30, client="C2"), referral("e4", "2026-03-02T11:00:00+08:00"),
              reverse("e5", "e1", "2026-03-03T00:00:00+08:00"),
              event("t", "clock.tick", "2026-06-01T00:00:00+08:00")]  # fmt: skip
    assert played(rules_of(IDEA, REFERRAL), *events)["balances"] == {"C1": 20, "C2": 0}


# ---- reversal


def test_only_what_has_not_expired_is_taken_back() -> None:
    events = [referral("e1"), redeem("e2", 5), idea("e3", "2026-04-01T00:00:00+08:00"),
              reverse("e4", "e1", "2026-04-02T00:00:00+08:00")]  # fmt: skip
    assert played(rules_of(IDEA, REFERRAL), *events)["balances"] == {"C1": 30 - 5}


def test_a_redemption_goes_back_into_its_lots_unless_they_expired_meanwhile() -> None:
    events = [referral("e1"), idea("e2"), redeem("e3", 30)]
    soon = played(rules_of(IDEA, REFERRAL), *events, reverse("e4", "e3"))
    late = played(rules_of(IDEA, REFERRAL), *events, reverse("e4", "e3", "2026-05-01T00:00:00+08:00"))
    assert (soon["balances"], late["balances"]) == ({"C1": 50}, {"C1": 30})
    gone = played(rules_of(REFERRAL), referral("e1"), redeem("e3", 20), reverse("e4", "e3", "2026-05-01T00:00:00+08:00"))
    assert (gone["balances"], gone["entries"]) == ({"C1": 0}, 2)


def test_a_debt_is_made_good_before_a_lot_forms_and_undone_without_expiry() -> None:
    closed = event("e1", "complaint.closed", satisfied=False)
    events = [closed, referral("e2"), reverse("e3", "e1")]
    assert played(rules_of(COMPLAINT, REFERRAL), *events[:2])["balances"] == {"C1": -30}
    later = event("t", "clock.tick", "2026-06-01T00:00:00+08:00")
    assert played(rules_of(COMPLAINT, REFERRAL), *events, later)["balances"] == {"C1": 20}


def test_a_reversal_is_made_good_with_the_client_of_the_reversed_event() -> None:
    answer = played(rules_of(IDEA), idea("e1"), reverse("e2", "e1", client="C9"))
    assert answer["balances"] == {"C1": 0, "C9": 0}


def test_what_cannot_be_undone_says_why() -> None:
    events = [idea("e1"), move("e2", "C2", 10), redeem("e3", 100), event("e4", "clock.tick")]
    undone = [reverse(f"r-{of}", of) for of in ("e2", "e3", "e4", "e99", "r-e4")] + [reverse("r2", "e1"), reverse("r3", "e1")]
    answer = played(rules_of(IDEA), *events, *undone)
    assert {row["id"]: row["reason"] for row in answer["rejected"]} == {
        "e3": "insufficient_points", "r-e2": "not_reversible", "r-e3": "unknown_event", "r-e99": "unknown_event",
        "r-r-e4": "not_reversible", "r3": "not_reversible",
    }  # fmt: skip
