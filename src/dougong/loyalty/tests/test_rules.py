"""Which fact gives how many points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.kit.money import Money
from dougong.loyalty import rules

amounts = st.integers(min_value=1, max_value=10**15 - 1).map(Money.fen)


@pytest.mark.parametrize(
    ("amount", "points"),
    [
        ("350000.00", 350),
        ("10000.00", 10),
        ("19999.99", 10),
        ("20000.00", 20),
        ("8000000.00", 8000),
        ("123456.78", 120),
    ],
)
def test_a_receipt_gives_ten_points_per_full_ten_thousand(amount: str, points: int) -> None:
    assert rules.for_receipt(Money(amount)) == rules.Award("receipt", 1, points)


@pytest.mark.parametrize("amount", ["9999.99", "0.01", "0.00", "-350000.00"])
def test_less_than_ten_thousand_gives_nothing(amount: str) -> None:
    assert rules.for_receipt(Money(amount)) is None


@given(amounts)
def test_points_never_exceed_the_money_and_the_rest_is_less_than_a_step(amount: Money) -> None:
    award = rules.for_receipt(amount)
    points = award.points if award else 0
    assert points % 10 == 0
    rest = amount.amount_fen - points // 10 * 1_000_000
    assert 0 <= rest < 1_000_000


@given(amounts, amounts)
def test_splitting_a_receipt_never_gives_more(one: Money, two: Money) -> None:
    def points(amount: Money) -> int:
        award = rules.for_receipt(amount)
        return award.points if award else 0

    assert points(one) + points(two) <= points(one + two) <= points(one) + points(two) + 10


def test_acceptance_gives_fifty_on_time_and_takes_twenty_late() -> None:
    assert rules.for_acceptance(True) == rules.Award("acceptance_on_time", 1, 50)
    assert rules.for_acceptance(False) == rules.Award("acceptance_late", 1, -20)
    assert rules.for_acceptance(None) is None
