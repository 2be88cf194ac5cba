"""A definition as JSON Schema, and values against it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.forms.checking import check, told
from dougong.forms.rules import TYPES, FieldDef, fields_of, missing, schema_of
from dougong.kit.regions import region_by_code
from dougong.kit.trades import trade_by_code, trades

CHOICES = (("a", "甲", "First"), ("b", "乙", "Second"))
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
definitions = st.builds(
    FieldDef,
    key=st.from_regex(r"x_[a-z0-9]{4}", fullmatch=True),
    type=st.sampled_from(TYPES),
    zh=words,
    meaning_zh=words,
    rule_en=words,
    required=st.booleans(),
    required_for=st.sets(st.sampled_from(("employer", "dealer")), max_size=2).map(lambda s: tuple(sorted(s))),
    choices=st.just(CHOICES),
    listed=st.booleans(),
    removed=st.booleans(),
)
forms = st.lists(definitions, max_size=6, unique_by=lambda f: f.key)
values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), words, st.lists(st.sampled_from(("a", "b", "甲", "丙"))),
    st.sampled_from(("a", "乙", "2024年3月5日", "35万", "320500", "C39", "example.com", "是", "1,280", "\x00")),
    st.uuids().map(str), st.dates().map(str),
)  # fmt: skip


def schema(*fields: FieldDef) -> dict[str, Any]:
    return schema_of(fields, code="clients.client", number=1)


@settings(max_examples=40)
@given(forms)
def test_a_definition_survives_its_schema(fields: list[FieldDef]) -> None:
    kept = json.loads(json.dumps(schema(*fields)))
    assert list(fields_of(kept)) == fields
    jsonschema_rs.meta.validate(kept)


@settings(max_examples=60)
@given(forms, st.data())
def test_what_the_check_takes_is_good_by_the_schema_too(fields: list[FieldDef], data: st.DataObject) -> None:
    given_ = {f.key: data.draw(values) for f in fields}
    kind = data.draw(st.sampled_from(("employer", "other")))
    good, faults = check(fields, given_, kind=kind, whole=True)
    by_key = {f.key: f for f in fields}
    answer = {k: told(by_key[k], v) for k, v in good.items() if v not in (None, "", [])}
    used = schema(*(f for f in fields if not f.removed))
    found = {
        str(e.instance_path[0]) if e.instance_path else ""
        for e in jsonschema_rs.iter_errors(used, {**answer, "kind": kind})
    }
    if not faults:
        assert found == set()
    assert found <= {"", *(f.field for f in faults)}


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("text", " 合同部 ", "合同部"),
        ("number", "1,280.50", 1280.5),
        ("number", 3.0, 3),
        ("amount", "35万", 35_000_000),
        ("amount", "350000.00", 35_000_000),
        ("date", "2024年3月5日", "2024-03-05"),
        ("choice", "乙", "b"),
        ("choice", "Second", "b"),
        ("several", "乙、甲", ["a", "b"]),
        ("yes_no", "有", True),
        ("yes_no", False, False),
        ("link", "example.com/a", "https://example.com/a"),
        ("region", "320500", "320500"),
        ("industry", "C39", "C39"),
        ("industry", "软件和信息技术服务业", "I65"),
    ],
)
def test_values_are_kept_in_one_form(kind: str, value: Any, kept: Any) -> None:
    assert check([FieldDef("f", kind, "字段", choices=CHOICES)], {"f": value}) == ({"f": kept}, [])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (FieldDef("f", "text", "简称", max_length=3), "太长的名字", "最多 3 个字，现在 5 个。"),
        (FieldDef("f", "number", "人数", minimum=0), -1, "不能小于 0。"),
        (FieldDef("f", "number", "人数"), True, "认不出这个数。"),
        (FieldDef("f", "amount", "金额"), "很多", "认不出这个金额。"),
        (FieldDef("f", "date", "日期"), "2024-02-31", "日期写成 2026-03-05 这样。"),
        (FieldDef("f", "choice", "类别", choices=CHOICES), "丙", "没有「丙」这一种。"),
        (FieldDef("f", "link", "网址"), "javascript://alert(1)", "网址写成 https://… 这样。"),
        (FieldDef("f", "region", "地区"), "999999", "没有这个地区代码。"),
        (FieldDef("f", "industry", "行业"), "Z99", "没有这个行业代码（GB/T 4754）。"),
        (FieldDef("f", "person", "对接人"), "somebody", "没有选中任何一个。"),
        (FieldDef("f", "text", "旧字段", removed=True), "x", "没有这一项，或已停用。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(field: FieldDef, value: Any, sentence: str) -> None:
    _, faults = check([field], {"f": value})
    assert [(f.field, f.zh) for f in faults] == [("f", sentence)] and faults[0].en


def test_a_field_is_asked_of_those_it_is_required_for() -> None:
    pain = FieldDef("pain", "long_text", "痛点", required_for=("employer",))
    assert missing([pain], {}, "employer") == [pain]
    assert missing([pain], {}, "dealer") == missing([pain], {"pain": "停机"}, "employer") == []
    assert [f.field for f in check([pain], {}, kind="employer", whole=True)[1]] == ["pain"]
    assert check([pain], {}, kind="employer")[1] == []


def test_the_trades_are_those_of_the_standard() -> None:
    known = trades()
    assert len([t for t in known if len(t.code) == 1]) == 20
    assert [t.code[1:] for t in known if len(t.code) == 3] == [f"{n:02d}" for n in range(1, 98)]
    found = trade_by_code("I65")
    assert found is not None and found.name == "软件和信息技术服务业"
    assert region_by_code("320500") is not None
