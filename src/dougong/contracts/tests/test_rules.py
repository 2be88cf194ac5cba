"""Plans, splits and ages, for amounts nobody thought of too."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.contracts import rules
from dougong.contracts.rules import Open, Owed, Part, PlanRow
from dougong.kit.money import Money

TODAY = dt.date(2026, 11, 18)
amounts = st.integers(min_value=1, max_value=10**15 - 1).map(Money.fen)
days = st.integers(min_value=-400, max_value=400).map(lambda n: TODAY + dt.timedelta(days=n))
opens = st.lists(
    st.builds(
        Open,
        id=st.uuids(),
        owed=st.integers(min_value=0, max_value=10**12).map(Money.fen),
        due_on=st.none() | days,
        seq=st.integers(min_value=1, max_value=20),
    ),
    max_size=12,
    unique_by=lambda r: r.id,
)


def row(kind: str, amount: str, **more: object) -> PlanRow:
    return PlanRow(kind, kind, Money(amount), due_on=TODAY, **more)  # type: ignore[arg-type]  # test helper


def codes(findings: list[rules.Finding]) -> list[tuple[str, int | None]]:
    return [(f.code, f.row) for f in findings]


def test_a_plan_that_adds_up_has_no_errors() -> None:
    plan = [row("advance", "30"), row("progress", "40"), row("final", "27"), row("retention", "3")]
    assert rules.plan_errors(Money("100"), plan) == []
    assert rules.plan_warnings(Money("100"), plan, 24) == []


def test_a_fen_too_few_is_told_with_the_difference() -> None:
    found = rules.plan_errors(Money("100"), [row("final", "99.99")])
    assert found == [
        rules.Finding("plan_sum", None, {"sum": Money("99.99"), "amount": Money("100"), "difference": Money("0.01")})
    ]


def test_an_empty_plan_a_row_of_nothing_a_missing_date_and_a_wrong_order_are_told_at_their_row() -> None:
    assert codes(rules.plan_errors(Money("1"), [])) == [("plan_empty", None)]
    plan = [
        row("final", "60"),
        row("advance", "40"),
        PlanRow("retention", "r", Money("0")),
        PlanRow("retention", "r", Money("0.00"), due_kind="acceptance"),
    ]
    assert codes(rules.plan_errors(Money("100"), plan)) == [
        ("row_order", 1),
        ("row_amount", 2),
        ("row_due", 2),
        ("row_amount", 3),
    ]


def test_retention_above_three_percent_and_defects_above_24_months_are_warned() -> None:
    plan = [row("final", "96.99"), row("retention", "3.01")]
    assert codes(rules.plan_warnings(Money("100"), plan, 25)) == [("retention_high", None), ("defects_long", None)]
    assert rules.plan_warnings(Money("100"), [row("final", "97"), row("retention", "3")], 24) == []


@given(amounts, st.lists(st.integers(min_value=1, max_value=100), min_size=1, max_size=12))
def test_percentages_that_make_100_make_the_amount_to_the_fen(amount: Money, weights: list[int]) -> None:
    shares = [Decimal(100 * w) / sum(weights) for w in weights]
    shares[-1] = 100 - sum(shares[:-1])
    if sum(shares) == 100:
        assert Money.total(rules.amounts_of(amount, shares)) == amount


def test_the_last_percentage_takes_the_rest() -> None:
    thirds = [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert [str(m) for m in rules.amounts_of(Money("100.01"), thirds)] == ["33.33", "33.33", "33.35"]


@given(amounts, opens)
def test_a_split_loses_nothing_and_never_overfills(amount: Money, rows: list[Open]) -> None:
    parts, rest = rules.allocate(amount, rows)
    owed = {r.id: r.owed for r in rows}
    assert Money.total(p.amount for p in parts) + rest == amount
    assert rest >= Money()
    assert all(Money() < p.amount <= owed[p.instalment_id] for p in parts)
    assert len({p.instalment_id for p in parts}) == len(parts)
    if rest:
        assert Money.total(p.amount for p in parts) == Money.total(owed.values())
    assert rules.split_errors(amount, parts, rows) == []


def test_the_oldest_due_is_paid_first_and_what_has_no_date_last() -> None:
    a, b, c = (uuid.UUID(int=n) for n in (1, 2, 3))
    rows = [
        Open(a, Money("5"), None, 1),
        Open(b, Money("5"), TODAY, 3),
        Open(c, Money("5"), TODAY - dt.timedelta(days=1), 2),
    ]
    parts, rest = rules.allocate(Money("12"), rows)
    assert [(p.instalment_id, str(p.amount)) for p in parts] == [(c, "5.00"), (b, "5.00"), (a, "2.00")]
    assert rest == Money()


def test_a_told_split_is_checked_row_by_row() -> None:
    a, b = uuid.UUID(int=1), uuid.UUID(int=2)
    rows = [Open(a, Money("5"), TODAY, 1)]
    told = [Part(a, Money("6")), Part(b, Money("1")), Part(a, Money("-1"))]
    found = rules.split_errors(Money("5"), told, rows)
    assert codes(found) == [("split_row_over", 0), ("split_row", 1), ("split_row", 2), ("split_sum", None)]
    assert codes(rules.split_errors(Money("5"), [Part(a, Money("0"))], rows)) == [("row_amount", 0)]


@pytest.mark.parametrize(
    ("offset", "kind", "state", "count"),
    [
        (-1, "progress", "overdue", 1),
        (0, "progress", "due_soon", 0),
        (60, "progress", "due_soon", 60),
        (61, "progress", "not_due", 61),
        (61, "retention", "retained", 61),
        (10, "retention", "due_soon", 10),
        (-18, "retention", "overdue", 18),
    ],
)
def test_the_state_of_what_is_owed(offset: int, kind: str, state: str, count: int) -> None:
    due = TODAY + dt.timedelta(days=offset)
    assert rules.standing(Money("1"), due, kind, TODAY) == rules.Standing(state, count)
    assert rules.standing(Money(), due, kind, TODAY) == rules.Standing("paid")


def test_what_waits_has_no_days() -> None:
    assert rules.standing(Money("1"), None, "final", TODAY) == rules.Standing("waiting")
    assert rules.standing(Money("1"), None, "retention", TODAY) == rules.Standing("retained")


@given(st.none() | days)
def test_every_due_date_is_in_one_bucket_and_the_ranges_say_which(due: dt.date | None) -> None:
    def inside(age: str) -> bool:
        first, last = rules.age_range(age, TODAY)
        if due is None:
            return age == "not_due"
        return (first is None or due >= first) and (last is None or due <= last)

    buckets = [age for age in ("not_due", "d1_30", "d31_90", "d90_plus") if inside(age)]
    assert buckets == [rules.age_of(due, TODAY)]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 10**12), st.integers(0, 10**12), st.none() | days, st.sampled_from(["final", "retention"])
        )
    )
)
def test_the_bar_adds_up_to_the_plan(raw: list[tuple[int, int, dt.date | None, str]]) -> None:
    rows = [Owed(Money.fen(a), Money.fen(min(a, r)), due, kind) for a, r, due, kind in raw]
    assert Money.total(rules.breakdown(rows, TODAY).values()) == Money.total(r.amount for r in rows)


@given(amounts, st.integers(min_value=0, max_value=9999).map(lambda n: Decimal(n) / 100))
def test_price_and_tax_make_the_amount_and_the_price_is_half_up(amount: Money, rate: Decimal) -> None:
    price, tax = rules.tax_split(amount, rate)
    assert price + tax == amount
    exact = Decimal(amount.amount_fen) * 100 / (100 + rate)
    assert abs(price.amount_fen - exact) <= Decimal("0.5")
    assert tax >= Money()


def test_tax_of_nine_percent() -> None:
    assert rules.tax_split(Money("48600000.00"), Decimal("9.00")) == (Money("44587155.96"), Money("4012844.04"))
