"""What is a good dossier: by examples of each rule, and by properties of the score."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.stewardship.quality.rules import RULES, Facts, Person, judge

TODAY = dt.date(2026, 11, 18)
GOOD = Facts(
    today=TODAY, created=dt.date(2024, 1, 5), name="沧澜水务集团有限公司", uscc="91320594MA1XA1BC4K", industry="水务",
    region="320500", address="苏州工业园区星湖街1号", phone="+8651262880000", email="office@canglan.example", legal_rep="陆见深",
    since=dt.date(2024, 1, 5), has_owner=True, busy=True, last_contact=dt.date(2026, 11, 1),
    contacts=(Person("孙立衡", "+8613800002207"), Person("陆见深", "", "lu@canglan.example")),
)  # fmt: skip


def codes(facts: Facts) -> list[str]:
    return [finding.rule.code for finding in judge(facts).findings]


def with_code(facts: Facts) -> Facts:
    from dougong.kit.formats.uscc import check_character

    body = "91320594MA1XA1BC4"
    return replace(facts, uscc=body + check_character(body))


WHOLE = with_code(GOOD)


def test_a_good_dossier_has_all_points() -> None:
    verdict = judge(WHOLE)
    assert (verdict.score, verdict.findings) == (100, ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"has_owner": False}, "missing.owner"),
        ({"uscc": ""}, "missing.uscc"),
        ({"contacts": ()}, "missing.contact"),
        ({"contacts": (Person("孙立衡"),)}, "missing.reach"),
        ({"phone": ""}, "missing.phone"),
        ({"uscc": "91320594MA1XA1BC40"}, "invalid.uscc"),
        ({"name": "测试"}, "invalid.name"),
        ({"name": "123456"}, "invalid.name"),
        ({"phone": "12345"}, "invalid.phone"),
        ({"email": "nobody"}, "invalid.email"),
        ({"contacts": (Person("孙立衡", "999"),)}, "invalid.contact"),
        ({"last_contact": dt.date(2026, 8, 1)}, "stale.busy"),
        ({"last_contact": dt.date(2025, 8, 1), "busy": False}, "stale.quiet"),
        ({"region": "440300"}, "contradictory.region"),
        ({"kind": "government"}, "contradictory.kind"),
        ({"since": dt.date(2027, 1, 1)}, "contradictory.since"),
        ({"contacts": (Person("甲", "+8613800002207"), Person("乙", "+8613800002207"))}, "contradictory.twins"),
    ],
)
def test_each_rule_finds_what_it_is_for_and_nothing_else(change: dict[str, Any], code: str) -> None:
    facts = replace(WHOLE, **change)
    assert codes(facts) == [code]
    (finding,) = judge(facts).findings
    assert judge(facts).score == 100 - finding.rule.points
    for language in ("zh", "en"):
        assert "{" not in finding.sentence(language)


def test_what_can_not_be_decrypted_is_not_called_missing() -> None:
    assert codes(replace(WHOLE, phone="", email="", unreadable=frozenset({"phone", "email"}))) == []


def test_the_limits_of_days_are_the_last_good_day() -> None:
    assert codes(replace(WHOLE, last_contact=TODAY - dt.timedelta(days=90))) == []
    assert codes(replace(WHOLE, last_contact=TODAY - dt.timedelta(days=91))) == ["stale.busy"]
    assert codes(replace(WHOLE, last_contact=None, created=TODAY)) == []


@given(
    name=st.text(max_size=20), uscc=st.text(max_size=18), region=st.text(max_size=6), phone=st.text(max_size=15),
    email=st.text(max_size=20), owner=st.booleans(), busy=st.booleans(), days=st.integers(-10, 3000),
)  # fmt: skip
def test_a_score_is_from_0_to_100_and_the_sum_of_what_is_said(
    name: str, uscc: str, region: str, phone: str, email: str, owner: bool, busy: bool, days: int
) -> None:
    facts = Facts(
        today=TODAY, created=TODAY - dt.timedelta(days=days), name=name, uscc=uscc, region=region, phone=phone, email=email,
        has_owner=owner, busy=busy,
    )  # fmt: skip
    verdict = judge(facts)
    assert verdict.score == max(0, 100 - sum(f.rule.points for f in verdict.findings))
    assert all("{" not in f.sentence("en").replace(name, "") for f in verdict.findings if f.rule.code != "invalid.name")


def test_codes_are_used_once_and_every_field_has_a_word() -> None:
    from dougong.stewardship.quality.selectors import FIELD_CHOICES

    assert len({rule.code for rule in RULES}) == len(RULES)
    assert {rule.field for rule in RULES} == {value for value, _, _ in FIELD_CHOICES}
