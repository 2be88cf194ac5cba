"""Money is exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dougong.kit.money import LIMIT_FEN, Money, MoneyError
from dougong.kit.schemas import PriceStr

fen = st.integers(min_value=-LIMIT_FEN + 1, max_value=LIMIT_FEN - 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("350000.00", 35000000),
        ("0.1", 10),
        ("-45,000.00", -4500000),
        ("−3", -300),
        ("9999999999999.99", 999999999999999),
    ],
)
def test_a_text_is_read_to_the_fen(text: str, expected: int) -> None:
    assert Money(text).amount_fen == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1.234", "decimals"), ("100000000000000", "too_large"), ("abc", "format"), ("", "format"), ("1e5", "format")],
)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(MoneyError) as refused:
        Money(text)
    assert refused.value.reason == reason


def test_a_float_is_never_money() -> None:
    with pytest.raises(MoneyError):
        Money(0.1)  # type: ignore[arg-type]  # what is tested


@given(fen)
def test_text_and_back_changes_nothing(amount: int) -> None:
    assert Money(str(Money.fen(amount))).amount_fen == amount


@given(st.integers(min_value=0, max_value=10**14), st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_a_split_adds_up_to_the_fen(amount: int, weights: list[int]) -> None:
    parts = Money.fen(amount).split([Decimal(w) for w in weights])
    assert Money.total(parts) == Money.fen(amount)
    assert all(
        abs(p.amount_fen - amount * w / sum(weights)) <= len(weights) for p, w in zip(parts, weights, strict=True)
    )


@pytest.mark.parametrize("text, good", [("0", True), ("0.00", True), ("350000.00", True), ("-0.01", False), ("1.001", False)])
def test_a_price_is_nothing_or_more(text: str, good: bool) -> None:
    price = TypeAdapter(PriceStr)
    if good:
        assert price.validate_python(text) == Money(text)
        return
    with pytest.raises(ValidationError):
        price.validate_python(text)
