"""Pure rules of a contract's money: the plan, the split of a receipt, how old what is owed is."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from dougong.kit.money import Money

ZERO = Money()
KIND_ORDER = ("advance", "progress", "final", "retention")
#: 建质〔2017〕138号《建设工程质量保证金管理办法》: retention at most 3 % of the settlement, defects liability at most 24 months.
RETENTION_LIMIT = Decimal("0.03")
DEFECTS_LIMIT_MONTHS = 24
SOON_DAYS = 60


@dataclass(frozen=True)
class PlanRow:
    """One instalment as it is typed. `id` is set when the row stands already."""

    kind: str
    title: str
    amount: Money
    due_kind: str = "date"
    due_on: dt.date | None = None
    expected_on: dt.date | None = None
    days_after: int = 0
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class Finding:
    """What is wrong (or only unusual) about a plan; `row` counts from 0, None is the plan as a whole."""

    code: str
    row: int | None = None
    params: Mapping[str, object] = field(default_factory=dict)


def amounts_of(amount: Money, percentages: Sequence[Decimal]) -> list[Money]:
    """Percentages of `amount` in fen, each rounded half up; the last takes the rest when they make 100."""
    parts = [amount.share(p / 100) for p in percentages]
    if parts and sum(percentages) == 100:
        parts[-1] = amount - Money.total(parts[:-1])
    return parts


def plan_errors(amount: Money, rows: Sequence[PlanRow]) -> list[Finding]:
    """What keeps a plan from being in force."""
    if not rows:
        return [Finding("plan_empty")]
    found: list[Finding] = []
    for place, row in enumerate(rows):
        if row.amount <= ZERO:
            found.append(Finding("row_amount", place))
        if row.due_kind == "date" and row.due_on is None:
            found.append(Finding("row_due", place))
        if place and KIND_ORDER.index(row.kind) < KIND_ORDER.index(rows[place - 1].kind):
            found.append(Finding("row_order", place, {"kind": row.kind, "before": rows[place - 1].kind}))
    total = Money.total(r.amount for r in rows)
    if total != amount:
        found.append(Finding("plan_sum", None, {"sum": total, "amount": amount, "difference": amount - total}))
    return found


def plan_warnings(amount: Money, rows: Sequence[PlanRow], defects_months: int) -> list[Finding]:
    """What the law looks at, but the parties may have agreed: said, never refused."""
    found: list[Finding] = []
    retained = Money.total(r.amount for r in rows if r.kind == "retention")
    limit = amount.share(RETENTION_LIMIT)
    if retained > limit:
        found.append(Finding("retention_high", None, {"retained": retained, "limit": limit}))
    if defects_months > DEFECTS_LIMIT_MONTHS:
        found.append(Finding("defects_long", None, {"months": defects_months, "limit": DEFECTS_LIMIT_MONTHS}))
    return found


# ---- the split of a receipt


@dataclass(frozen=True)
class Open:
    """An instalment with what is still owed on it."""

    id: uuid.UUID
    owed: Money
    due_on: dt.date | None = None
    seq: int = 0


@dataclass(frozen=True)
class Part:
    instalment_id: uuid.UUID
    amount: Money


def allocate(amount: Money, instalments: Iterable[Open]) -> tuple[list[Part], Money]:
    """`amount` over what is owed, the oldest due first, rows without a date last; and what is left over."""
    rest = amount
    parts: list[Part] = []
    for row in sorted(instalments, key=lambda r: (r.due_on is None, r.due_on or dt.date.max, r.seq)):
        if rest <= ZERO:
            break
        taken = min(rest, row.owed)
        if taken > ZERO:
            parts.append(Part(row.id, taken))
            rest -= taken
    return parts, rest


def split_errors(amount: Money, parts: Sequence[Part], instalments: Iterable[Open]) -> list[Finding]:
    """What is wrong with a split that was told: a row not of this contract, named twice, not positive, above what it owes, or the sum."""
    owed = {r.id: r.owed for r in instalments}
    found: list[Finding] = []
    seen: set[uuid.UUID] = set()
    for place, part in enumerate(parts):
        if part.instalment_id not in owed or part.instalment_id in seen:
            found.append(Finding("split_row", place))
        elif part.amount <= ZERO:
            found.append(Finding("row_amount", place))
        elif part.amount > owed[part.instalment_id]:
            found.append(Finding("split_row_over", place, {"owed": owed[part.instalment_id], "given": part.amount}))
        seen.add(part.instalment_id)
    total = Money.total(p.amount for p in parts)
    if total > amount:
        found.append(Finding("split_sum", None, {"sum": total, "amount": amount}))
    return found


# ---- how old what is owed is


@dataclass(frozen=True)
class Standing:
    """`state` of an instalment and its `days`: to go (due_soon, not_due, retained), late (overdue), None when unknown or paid."""

    state: str
    days: int | None = None


def standing(owed: Money, due_on: dt.date | None, kind: str, today: dt.date) -> Standing:
    """The day it is due is still in time; overdue begins the day after."""
    if owed <= ZERO:
        return Standing("paid")
    if due_on is None:
        return Standing("retained" if kind == "retention" else "waiting")
    left = (due_on - today).days
    if left < 0:
        return Standing("overdue", -left)
    if left <= SOON_DAYS:
        return Standing("due_soon", left)
    return Standing("retained" if kind == "retention" else "not_due", left)


def age_of(due_on: dt.date | None, today: dt.date) -> str:
    """The ageing bucket of something owed."""
    late = (today - due_on).days if due_on else 0
    if late <= 0:
        return "not_due"
    return "d1_30" if late <= 30 else "d31_90" if late <= 90 else "d90_plus"


def age_range(age: str, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The due dates (first, last) that make a bucket; `not_due` also holds what has no date."""
    back = dt.timedelta
    return {
        "not_due": (today, None),
        "d1_30": (today - back(30), today - back(1)),
        "d31_90": (today - back(90), today - back(31)),
        "d90_plus": (None, today - back(91)),
    }[age]


@dataclass(frozen=True)
class Owed:
    """An instalment for the proportion bar."""

    amount: Money
    received: Money
    due_on: dt.date | None
    kind: str
    deducted: Money = ZERO


def breakdown(rows: Iterable[Owed], today: dt.date) -> dict[str, Money]:
    """received + deducted + overdue + soon + later + retention = the sum of the rows."""
    parts = dict.fromkeys(("received", "deducted", "overdue", "soon", "later", "retention"), ZERO)
    place = {"overdue": "overdue", "due_soon": "soon", "retained": "retention"}
    for row in rows:
        owed = row.amount - row.received - row.deducted
        state = standing(owed, row.due_on, row.kind, today).state
        parts["received"] += row.received
        parts["deducted"] += row.deducted
        parts[place.get(state, "later")] += owed
    return parts


def tax_split(amount: Money, rate: Decimal) -> tuple[Money, Money]:
    """(price without tax, tax) of an amount that includes tax at `rate` percent; the price is rounded half up, the tax is the rest."""
    exact = Decimal(amount.amount_fen) * 100 / (100 + rate)
    price = Money.fen(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
    return price, amount - price


def due_after(day: dt.date, days: int) -> dt.date:
    """The due date of an instalment that waits for an event: calendar days, as contracts count them."""
    return day + dt.timedelta(days=days)
