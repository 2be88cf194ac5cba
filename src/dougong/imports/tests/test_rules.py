"""Cleaning, rule by rule: what is changed, what is asked, and that nothing is guessed in silence."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.imports.cleaning import Cleaned, How, clean_cell, stored_cell
from dougong.imports.mapping import TargetField
from dougong.imports.rules import REASON, fingerprint, own_columns
from dougong.imports.tests.factories import code
from dougong.imports.tidying import CODES, RULES, Tally, concerning

KINDS = (
    "company",
    "uscc",
    "person",
    "phone",
    "email",
    "address",
    "date",
    "amount",
    "number",
    "decimal",
    "bool",
    "region",
    "text",
)


def _clean(kind: str, cell: object, how: How | None = None) -> Cleaned:
    return clean_cell(TargetField("x", "某项", "Something", kind), stored_cell(cell), how or How())


def _without(*rules: str) -> How:
    return How(off=frozenset(rules))


@pytest.mark.parametrize(
    ("kind", "cell", "value", "rule"),
    [
        ("text", "暂无", None, "blank"),
        ("amount", "-", None, "blank"),
        ("company", " ＡＢＣ　公司 ", "ABC公司", "width"),
        ("uscc", "91320594 " + code(1)[8:].lower(), code(1), "uscc"),
        ("uscc", code(1)[:8] + "O" + code(1)[9:], code(1), "uscc_slip"),
        ("uscc", code(1)[:2] + "32O594" + code(1)[8:], code(1), "uscc_slip"),
        ("phone", "0512-6288 4170", "+8651262884170", "phone"),
        ("email", "Sun@QiYue.example", "sun@qiyue.example", "email"),
        ("date", "2024年3月5日", "2024-03-05", "date"),
        ("date", "2024.3.5", "2024-03-05", "date"),
        ("date", "20240305", "2024-03-05", "date"),
        ("date", "二〇二四年三月五日", "2024-03-05", "date"),
        ("date", 45356, "2024-03-05", "date_serial"),
        ("date", dt.date(2024, 3, 5), "2024-03-05", ""),
        ("amount", "35万", "350000.00", "amount"),
        ("amount", "¥350,000.00", "350000.00", "amount"),
        ("amount", "RMB 350000", "350000.00", "amount"),
        ("amount", "叁拾伍万元整", "350000.00", "amount_words"),
        ("amount", 350000, "350000.00", ""),
        ("number", "约200人", "200", "number"),
        ("decimal", "1,234.5", "1234.5", "number"),
        ("bool", "是", "true", ""),
        ("region", "苏州市", "320500", "region"),
        ("text", "一期  工程", "一期 工程", "width"),
    ],
)
def test_a_rule_changes_what_it_says(kind: str, cell: object, value: str | None, rule: str) -> None:
    found = _clean(kind, cell)
    assert (found.value, found.tidied, found.problem) == (value, rule, None)


def test_the_headers_unit_is_a_rule_of_its_own() -> None:
    found = _clean("amount", 35, How("万元"))
    assert (found.value, found.tidied) == ("350000.00", "amount_unit")


@pytest.mark.parametrize(
    ("kind", "cell", "problem"),
    [
        ("date", "03/04/2024", "date_ambiguous"),
        ("date", "2024年2月30日", "date_impossible"),
        ("date", "农历正月初五", "date_lunar"),
        ("amount", "-45,000.00", "amount_negative"),
        ("amount", "12.345", "amount_decimals"),
        ("amount", "US$ 300", "amount_currency"),
        ("uscc", code(1)[:17] + ("A" if code(1)[17] != "A" else "B"), "uscc_check"),
        ("phone", "1381234567", "phone_short"),
        ("number", "两三百", "number_unreadable"),
        ("bool", "也许", "bool_unreadable"),
        ("date", "无日期", "date_unreadable"),
    ],
)
def test_what_is_not_sure_is_told_and_not_guessed(kind: str, cell: object, problem: str) -> None:
    found = _clean(kind, cell)
    assert found.value is None and found.problem is not None and found.problem.code == problem
    assert found.problem.zh and found.problem.en


def test_two_slips_in_a_code_are_asked_for() -> None:
    right = code(10)
    wrong = right[:8] + "OO" + right[10:] if right[8:10] == "00" else right
    found = _clean("uscc", wrong)
    assert found.problem is not None and [o.value for o in found.problem.offers] == [right]


def test_dates_that_the_column_decides_are_named() -> None:
    found = _clean("date", "07/12/2021", How(order="dmy"))
    assert (found.value, found.tidied) == ("2021-12-07", "date_order")
    asked = _clean("date", "07/12/2021", How(order="dmy", off=frozenset({"date_order"})))
    assert asked.problem is not None and [o.value for o in asked.problem.offers] == ["2021-12-07", "2021-07-12"]


@pytest.mark.parametrize("rule", [r for r in RULES if r.code not in ("blank", "script", "region", "amount_unit")])
def test_a_rule_that_is_off_asks_where_it_would_have_changed(rule: object) -> None:
    kind, before, after = rule.kinds[0], rule.before, rule.after
    how = How(order="dmy") if rule.code == "date_order" else How()
    if rule.code.startswith("uscc"):
        after, before = (
            code(1),
            code(1)[:4] + " " + code(1)[4:] if rule.code == "uscc" else code(1)[:2] + "32O594" + code(1)[8:],
        )
    found = _clean(kind, before, how)
    assert (found.value, found.tidied) == (after, rule.code)
    off = _clean(kind, before, How(order=how.order, off=frozenset({rule.code})))
    assert off.value is None and off.problem is not None and after in [o.value for o in off.problem.offers]


def test_free_text_stays_as_it_stands_when_its_rule_is_off() -> None:
    assert _clean("text", "Ａ  栋", _without("width")) == Cleaned("Ａ  栋")
    assert _clean("person", "无", _without("blank")) == Cleaned("无")
    asked = _clean("phone", "无", _without("blank"))
    assert asked.problem is not None and asked.problem.code == "blank_word"


CELLS = st.one_of(
    st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.sampled_from(["无", "35万", "2024年2月30日", "03/04/2024", "叁拾伍万元整", "约200人", code(3), "O" * 18, "'=1+1", "華東"]),
)  # fmt: skip


@given(kind=st.sampled_from(KINDS), cell=CELLS, off=st.frozensets(st.sampled_from(sorted(CODES))))
def test_every_cell_has_a_value_a_problem_or_nothing_and_cleaning_a_value_changes_nothing(
    kind: str, cell: object, off: frozenset[str]
) -> None:
    found = _clean(kind, cell, How(off=off))
    assert found.value is None or found.problem is None
    assert not found.tidied or found.tidied in CODES - off
    if found.value is not None and not off:
        again = _clean(kind, found.value)
        assert (again.value, again.tidied) == (found.value, "")


@given(cell=CELLS)
def test_a_changed_cell_is_always_named(cell: object) -> None:
    for kind in ("phone", "date", "uscc", "email", "number"):
        found = _clean(kind, cell)
        if found.value is not None and str(stored_cell(cell)) != found.value:
            assert found.tidied or kind == "number" or str(stored_cell(cell)).startswith("'")


def test_a_tally_counts_all_and_keeps_one_sample_of_a_shape() -> None:
    tally = Tally()
    for number in range(100):
        tally.add("phone", ("表", number), "phone", f"138 0000 {number:04d}", "+86…")
    tally.add("phone", ("表", 100), "phone", "0512-62884170", "+86…")
    assert tally.counts["phone"] == 101 and [s[1] for s in tally.samples["phone"]] == [0, 100]


def test_only_rules_of_the_mapped_kinds_are_listed() -> None:
    assert [r.code for r in concerning(["date"])] == ["blank", "date", "date_serial", "date_order"]


def test_our_own_columns_do_not_make_another_table() -> None:
    headers = ("客户名称", "税号")
    for added in REASON.values():
        assert fingerprint((*headers, *added)) == fingerprint(headers) and own_columns((*headers, *added)) == 2
    assert own_columns((*headers, f"联系 {REASON['zh'][0]}", f"联系 {REASON['zh'][1]}")) == 2
    assert own_columns(headers) == 0
