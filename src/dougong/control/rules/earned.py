"""Earned value after PMI's Practice Standard for Earned Value Management and ANSI/EIA-748. Amounts are fen, times minutes.

What has no value is None: without a baseline there is no planned value, without costs no cost efficiency, by nothing nothing is divided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

#: Working minutes before an instant.
Worked = Callable[[int], int]
Formula = Literal["typical", "atypical", "mixed"]
FORMULAS: tuple[Formula, ...] = ("typical", "atypical", "mixed")
WHOLE = Fraction(1)
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Leaf:
    """A task at the bottom of the outline. `budget` None: it has none. `start` and `finish` are the baseline's;
    `share` is how far it is, from 0 to 1; `began` and `ended` when it really was worked on. `reports` are the ends of the days
    for which it was said how far it is, with the share, the oldest first; `before` is the share before the first of them."""

    budget: int | None
    share: Fraction = NOTHING
    start: int | None = None
    finish: int | None = None
    began: int | None = None
    ended: int | None = None
    reports: tuple[tuple[int, Fraction], ...] = ()
    before: Fraction = NOTHING


def rounded(amount: Fraction) -> int:
    """Half away from zero to the fen, as invoices do."""
    whole = abs(amount.numerator) * 2 + amount.denominator
    value = whole // (2 * amount.denominator)
    return -value if amount < 0 else value


def passed(start: int, finish: int, at: int, worked: Worked) -> Fraction:
    """The share of a span of working time that lies before `at`."""
    if at >= finish:
        return WHOLE
    if at <= start:
        return NOTHING
    span = worked(finish) - worked(start)
    return Fraction(worked(at) - worked(start), span) if span > 0 else NOTHING


def planned(leaf: Leaf, at: int, worked: Worked) -> int:
    """PV: the budget of the work that the baseline had done by `at`; evenly over the task's working time."""
    if leaf.budget is None or leaf.start is None or leaf.finish is None:
        return 0
    return rounded(leaf.budget * passed(leaf.start, leaf.finish, at, worked))


def earned(leaf: Leaf) -> int:
    """EV: the budget of the work that is done."""
    return _worth(leaf, leaf.share)


def _worth(leaf: Leaf, share: Fraction) -> int:
    return 0 if leaf.budget is None else rounded(leaf.budget * min(max(share, NOTHING), WHOLE))


def earned_by(leaf: Leaf, at: int, now: int, worked: Worked) -> int:
    """EV at an earlier instant: what was reported by then. What had been earned before the first report, or by `now` where
    there is none, lies evenly between the task's real begin and its end, or that day."""
    if at >= now:
        return earned(leaf)
    share, until = leaf.share, now
    if leaf.reports:
        said = [done for end, done in leaf.reports if end <= at]
        if said:
            return _worth(leaf, said[-1])
        share, until = leaf.before, min(leaf.reports[0][0], now)
    whole = _worth(leaf, share)
    began = leaf.began if leaf.began is not None else leaf.start
    if whole == 0 or began is None:
        return 0
    until = min(leaf.ended if leaf.ended is not None else until, until)
    return rounded(whole * passed(min(began, until), until, at, worked))


@dataclass(frozen=True)
class Sums:
    """BAC, PV, EV and AC in fen, and how they stand to each other; None where there is no such value. Ratios are exact fractions."""

    bac: int | None = None
    pv: int | None = None
    ev: int | None = None
    ac: int | None = None

    @property
    def sv(self) -> int | None:
        return less(self.ev, self.pv)

    @property
    def cv(self) -> int | None:
        return less(self.ev, self.ac)

    @property
    def spi(self) -> Fraction | None:
        return ratio(self.ev, self.pv)

    @property
    def cpi(self) -> Fraction | None:
        return ratio(self.ev, self.ac)


@dataclass(frozen=True)
class Measures:
    """Where the four lead. Ratios are exact fractions."""

    eac: int | None
    etc: int | None
    vac: int | None
    tcpi: Fraction | None
    tcpi_eac: Fraction | None
    eacs: Mapping[Formula, int | None]


def measures(sums: Sums, formula: Formula = "typical") -> Measures:
    bac, ev, ac = sums.bac, sums.ev, sums.ac
    eacs = {name: estimate(name, sums) for name in FORMULAS}
    eac = eacs[formula]
    return Measures(
        eac=eac,
        etc=less(eac, ac),
        vac=less(bac, eac),
        tcpi=_to_complete(bac, ev, less(bac, ac)),
        tcpi_eac=_to_complete(bac, ev, less(eac, ac)),
        eacs=eacs,
    )


def ratio(above: int | None, below: int | None) -> Fraction | None:
    return None if above is None or not below or below < 0 else Fraction(above, below)


def less(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first - second


def _to_complete(bac: int | None, ev: int | None, left: int | None) -> Fraction | None:
    """TCPI: the efficiency that the rest needs to keep the money that is left; None when none is left."""
    return None if bac is None or ev is None or left is None or left <= 0 else Fraction(bac - ev, left)


def estimate(formula: Formula, sums: Sums) -> int | None:
    """EAC. typical: BAC ÷ CPI, as it went it goes on. atypical: AC + (BAC − EV), the rest as budgeted.
    mixed: AC + (BAC − EV) ÷ (CPI × SPI), the rest burdened by both."""
    bac, ev, ac = sums.bac, sums.ev, sums.ac
    if bac is None or ev is None or ac is None:
        return None
    if formula == "atypical":
        return ac + bac - ev
    cpi, spi = sums.cpi, sums.spi
    if not cpi:
        return None
    if formula == "typical":
        return rounded(bac / cpi)
    return ac + rounded((bac - ev) / (cpi * spi)) if spi else None


@dataclass(frozen=True)
class EarnedSchedule:
    """Lipke's earned schedule in calendar days: `es` is when what is earned was to be earned, `at` how long it took."""

    es: Fraction
    at: int
    planned_days: int
    sv: Fraction
    spi: Fraction | None
    finish_days: int | None  # planned duration ÷ SPI(t), from the start


def earned_schedule(ev: int | None, curve: list[int], at: int) -> EarnedSchedule | None:
    """`curve[n]` is PV at the end of day n+1 of the baseline, whose last is BAC; `at` the days gone. None without a plan or a day.

    ES = N + (EV − PV_N) ÷ (PV_N+1 − PV_N), where N is the last day by whose end no more was planned than is earned.
    """
    if ev is None or not curve or curve[-1] <= 0 or at <= 0:
        return None
    whole = sum(1 for value in curve if value <= ev) if ev < curve[-1] else _first(curve, curve[-1])
    es = Fraction(whole)
    if ev < curve[-1]:
        before = curve[whole - 1] if whole else 0
        es += Fraction(ev - before, curve[whole] - before)
    planned_days = _first(curve, curve[-1])
    spi = es / at
    finish = -(-planned_days * spi.denominator // spi.numerator) if spi else None
    return EarnedSchedule(es, at, planned_days, es - at, spi, finish)


def _first(curve: list[int], value: int) -> int:
    return next(n for n, found in enumerate(curve, 1) if found >= value)


@dataclass(frozen=True)
class Node:
    """A row of the outline, in the outline's order: parents before children."""

    id: object
    parent: object
    leaf: Leaf | None  # None for a summary
    cost: int | None  # actual cost booked on this very row


def roll_up(nodes: Iterable[Node], at: int, now: int, worked: Worked) -> dict[object, Sums]:
    """The four of every row: a summary's are the sums of what is under it, to the fen, and of what is booked on itself."""
    found: dict[object, list[int | None]] = {}
    rows = list(nodes)
    for node in rows:
        leaf = node.leaf
        if leaf is None or leaf.budget is None:
            found[node.id] = [None, None, None, node.cost]
        else:
            known = leaf.start is not None and leaf.finish is not None
            pv = planned(leaf, at, worked) if known else None
            found[node.id] = [leaf.budget, pv, earned_by(leaf, at, now, worked), node.cost]
    for node in reversed(rows):
        if node.parent is not None and node.parent in found:
            above = found[node.parent]
            for place, value in enumerate(found[node.id]):
                above[place] = plus(above[place], value)
    return {id: Sums(*values) for id, values in found.items()}


def plus(first: int | None, second: int | None) -> int | None:
    if first is None or second is None:
        return second if first is None else first
    return first + second


def total(sums: Iterable[Sums]) -> Sums:
    bac = pv = ev = ac = None
    for one in sums:
        bac, pv, ev, ac = plus(bac, one.bac), plus(pv, one.pv), plus(ev, one.ev), plus(ac, one.ac)
    return Sums(bac, pv, ev, ac)
