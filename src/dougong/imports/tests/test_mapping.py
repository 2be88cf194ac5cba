"""Which column is which field."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dougong.imports.detect import detect_tables, rows_of
from dougong.imports.mapping import SYNONYMS, TargetField, header_unit, suggest
from dougong.kit.formats import check_uscc, infer_date_order, normalise_phone, parse_amount, parse_date, parse_email
from dougong.kit.tabular import read_workbook

KINDS = {
    "company": "company",
    "uscc": "uscc",
    "legal_rep": "person",
    "person": "person",
    "phone": "phone",
    "email": "email",
    "address": "address",
    "industry": "choice",
    "employees": "number",
    "turnover": "amount",
    "since": "date",
    "contract_total": "amount",
    "source": "choice",
    "notes": "text",
}
FIELDS = [TargetField(key, SYNONYMS[key][0], key, kind, SYNONYMS[key]) for key, kind in KINDS.items()]


def mapped(headers: list[str], rows: list[list[object]] | None = None) -> dict[str, str]:
    return {headers[s.column]: s.field for s in suggest(headers, rows or [], FIELDS)}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("单位", "company"),
        ("* 甲方名称（必填）", "company"),
        ("客户 名称", "company"),
        ("税号", "uscc"),
        ("纳税人识别号/税号", "uscc"),
        ("单位地址", "address"),
        ("客户联系电话", "phone"),
        ("联系方式 手机", "phone"),
        ("经办人", "person"),
        ("法人代表", "legal_rep"),
        ("E-mail", "email"),
        ("合同总金额(万元)", "contract_total"),
        ("签约日期", "since"),
        ("Company Name", "company"),
    ],
)
def test_usual_headers_are_known(header: str, field: str) -> None:
    assert mapped([header]) == {header: field}


def test_each_field_is_given_once_to_the_surest_column() -> None:
    assert mapped(["公司电话", "电话", "公司"]) == {"电话": "phone", "公司": "company"}
    assert mapped(["序号", "状态"]) == {}


def test_cells_give_a_column_away_when_its_header_does_not() -> None:
    rows: list[list[object]] = [
        ["91310115MA1NR7W314", "华东建工有限公司", "13812345678", "a@b.cn", "上海市浦东新区中山路88号"]
        for _ in range(5)
    ]
    found = suggest(["列A", "列B", "列C", "列D", "列E"], rows, FIELDS)
    assert [(s.column, s.field, s.why) for s in found] == [
        (0, "uscc", "content"),
        (1, "company", "content"),
        (2, "phone", "content"),
        (3, "email", "content"),
        (4, "address", "content"),
    ]


def test_a_header_its_cells_contradict_is_not_believed() -> None:
    rows: list[list[object]] = [["华东建工有限公司"] for _ in range(10)]
    assert mapped(["电话"], rows) == {}


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("合同总金额(万元)", "万元"),
        ("合同金额（单位：亿元）", "亿元"),
        ("年营业额/万元", "万元"),
        ("金额【元】", "元"),
        ("产值（百万）", "百万元"),
        ("合同额", None),
        ("单元", None),
    ],
)
def test_the_unit_stands_in_the_header(header: str, unit: str | None) -> None:
    assert header_unit(header) == unit


def columns_of(folder: Path, name: str) -> dict[str, tuple[dict[str, list[object]], dict[str, str | None]]]:
    book = read_workbook((folder / "clients" / name).read_bytes(), name)
    found = {}
    for table in detect_tables(book):
        rows = [row for _, row in rows_of(book.sheets[table.sheet_index], table)]
        chosen = suggest(table.headers, rows[:500], FIELDS)
        cells = {s.field: [row[s.column] for row in rows] for s in chosen}
        found[table.sheet] = (cells, {table.headers[s.column]: s.field for s in chosen})
    return found


def test_the_real_columns_are_mapped(shared_data: Path) -> None:
    book = columns_of(shared_data, "clients.xlsx")
    assert list(book["客户台账"][1].values()) == [
        *("company", "uscc", "legal_rep", "address", "person", "phone", "email", "industry"),
        *("employees", "turnover", "since", "contract_total", "source"),
    ]
    assert book["Sheet2"][1] == {
        "单位": "company",
        "信用代码": "uscc",
        "手机": "phone",
        "经办人": "person",
        "单位地址": "address",
        "E-mail": "email",
        "所属行业": "industry",
        "合同总金额(万元)": "contract_total",
        "备注": "notes",
    }
    assert columns_of(shared_data, "clients_gbk.csv")["clients_gbk"][1] == {
        "公司名": "company",
        "税号": "uscc",
        "电话": "phone",
        "负责人": "person",
        "地址": "address",
        "邮箱": "email",
        "首次合作": "since",
    }


def test_the_real_cells_are_read_and_the_wrong_ones_counted(shared_data: Path) -> None:
    sheets = {**columns_of(shared_data, "clients.xlsx"), **columns_of(shared_data, "clients_gbk.csv")}
    codes = {}
    for name, (cells, _) in sheets.items():
        results = [check_uscc(cell) for cell in cells["uscc"]]
        codes[name] = Counter(r.reason.code if r.reason else "right" if r.value else "blank" for r in results)
        assert all(r.suggestion for r in results if r.reason and r.reason.code == "uscc_chars")
        assert all(normalise_phone(cell).ok for cell in cells["phone"])
        assert all(parse_email(cell).ok for cell in cells["email"])
    assert codes == {
        "客户台账": {"right": 2419, "blank": 605, "uscc_chars": 81, "uscc_check": 16},
        "Sheet2": {"right": 1082, "blank": 283, "uscc_chars": 48, "uscc_check": 6},
        "clients_gbk": {"right": 872, "blank": 224, "uscc_chars": 30, "uscc_check": 10},
    }
    for name, ambiguous in (("客户台账", 226), ("clients_gbk", 78)):
        days = sheets[name][0]["since"]
        assert sum(1 for day in days if not parse_date(day).ok) == ambiguous
        order = infer_date_order(days).order
        assert order == "dmy" and all(parse_date(day, order=order).value for day in days)
    total = sum(parse_amount(cell).fen or 0 for cell in sheets["客户台账"][0]["contract_total"])
    assert total == 14_239_779_500_000  # the sheet's own total row, in fen


def test_a_long_table_whose_every_fiftieth_row_is_of_a_kind_is_read_by_all_of_them() -> None:
    fields = (TargetField("uscc", "税号", "Code", "uscc"),)
    rows = [["x" if n % 50 == 0 else "91320594MA2Y8K4T3X"] for n in range(100_000)]
    assert [(s.field, s.why) for s in suggest(["证照"], rows, fields)] == [("uscc", "content")]
