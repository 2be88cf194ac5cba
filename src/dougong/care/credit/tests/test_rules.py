"""The rule by itself: what each line is worth, and that worse never pays."""

from __future__ import annotations

import copy
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dougong.care.credit import rules
from dougong.care.credit.rules import FIRST_RULE, Part, Payments
from dougong.kit.workcalendar import is_working_day

TODAY = dt.date(2026, 11, 18)
GOOD = Payments((Part(100, 0), Part(300, 0)), since=dt.date(2020, 3, 1), received=400)


def points(payments: Payments, disputes: int = 0) -> dict[str, tuple[int, int]]:
    found = rules.graded(FIRST_RULE, payments, disputes, TODAY)
    return {line.code: (line.value, line.points) for line in found.lines}


def test_a_client_that_always_paid_in_time_has_all_points() -> None:
    found = rules.graded(FIRST_RULE, GOOD, 0, TODAY)
    assert (found.grade, found.points) == ("AAA", 100)
    assert [(line.points, line.most) for line in found.lines] == [(p, p) for p in (35, 15, 20, 15, 10, 5)]


def test_delays_weigh_by_their_amount_and_what_stands_counts_with_its_days() -> None:
    paid = Payments((Part(900_00, 0), Part(100_00, 50)))
    assert points(paid)["delay"] == (5, 30) and points(paid)["late_share"] == (10, 12)
    assert points(paid)["overdue_days"] == (0, 20)
    stands = Payments((Part(900_00, 0), Part(100_00, 50, open=True)))
    assert points(stands)["overdue_days"] == (50, 2) and points(stands)["delay"] == (5, 30)


def test_of_whom_nothing_fell_due_nothing_is_known() -> None:
    assert rules.graded(FIRST_RULE, Payments(since=dt.date(2026, 10, 1)), 0, TODAY).grade == ""
    assert rules.graded(FIRST_RULE, Payments(broken=1), 0, TODAY).grade == "D"


def test_a_term_that_ends_on_a_day_off_ends_with_the_next_working_day() -> None:
    """2026-10-01 is National Day; work begins again on the 8th (民法典 art. 203)."""
    late = [rules.days_late(dt.date(2026, 10, 1), dt.date(2026, 10, d), is_working_day) for d in (1, 8, 9, 20)]
    assert late == [0, 0, 1, 12]


def test_terms_are_a_share_of_what_came_in_up_to_the_cap() -> None:
    assert rules.terms_of(FIRST_RULE, "AA", 10_000_00) == rules.Terms(15, 4_500_00, 45)
    assert rules.terms_of(FIRST_RULE, "AA", 10**12) == rules.Terms(15, 2_000_000_000, 45)
    assert rules.terms_of(FIRST_RULE, "D", 10**9) == rules.Terms(50, 0, 0)
    assert rules.terms_of(FIRST_RULE, "A", -5) == rules.Terms(20, 0, 30)
    assert rules.terms_of(FIRST_RULE, "", 10**9) is None


_parts = st.lists(st.builds(Part, st.integers(1, 10**11), st.integers(0, 500), st.booleans()), min_size=1, max_size=8)


@given(_parts, st.integers(0, 3), st.integers(0, 3), st.integers(0, 7), st.integers(1, 60))
def test_to_pay_one_part_later_never_raises_the_points(
    parts: list[Part], broken: int, disputes: int, place: int, more: int
) -> None:
    place %= len(parts)
    worse = [Part(p.fen, p.days + more, p.open) if i == place else p for i, p in enumerate(parts)]
    before = rules.graded(FIRST_RULE, Payments(tuple(parts), broken), disputes, TODAY)
    after = rules.graded(FIRST_RULE, Payments(tuple(worse), broken), disputes, TODAY)
    assert after.points <= before.points
    assert rules.GRADES.index(after.grade) >= rules.GRADES.index(before.grade)
    assert before.points == sum(line.points for line in before.lines) <= 100


def test_a_rule_that_can_t_be_says_where() -> None:
    assert rules.faults(FIRST_RULE) == []
    wrong = copy.deepcopy(FIRST_RULE)
    wrong["window_months"] = 3
    wrong["lines"]["delay"]["steps"] = [[7, 40], [0, 35]]
    wrong["grades"][2]["least"] = 85
    assert [f.at for f in rules.faults(wrong)] == ["window_months", "lines", "lines.delay", "grades"]
    wrong["lines"]["broken"]["steps"][1][1] = -5
    assert "lines.broken" in [f.at for f in rules.faults(wrong)]
    wrong["grades"] = wrong["grades"][:5]
    assert rules.faults(wrong)[-1].at == "grades"


def test_what_is_to_be_heeded_of_a_new_contract() -> None:
    clean = rules.Standing("AA", limit=500_00, receivable=100_00, completeness=80)
    assert rules.risks(clean, rules.Bounds(), 400_00) == {}
    assert rules.risks(clean, rules.Bounds(), 400_01) == {"over_limit": {"fen": 1, "limit": 500_00}}
    bad = rules.Standing(
        "D", limit=None, overdue=5, overdue_days=59, completeness=59, in_force=False, archived=True, sanction="拒付"
    )
    assert list(rules.risks(bad, rules.Bounds(), 0)) == [
        "sanctioned", "archived", "grade_low", "overdue", "not_in_force", "incomplete",
    ]  # fmt: skip
    long_ = rules.Standing(overdue=5, overdue_days=60, completeness=60)
    assert list(rules.risks(long_, rules.Bounds(), 0)) == ["overdue_long"]
