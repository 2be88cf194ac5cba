"""What leaves in a spreadsheet: text is never a formula, numbers stay numbers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.kit.tabular import Column, read_workbook, write_csv, write_xlsx
from dougong.kit.tabular.writing import escaped

COLUMNS = [
    Column("客户"),
    Column("签约日期", "date"),
    Column("合同金额", "money"),
    Column("人数", "number"),
    Column("更新", "datetime"),
]
ROW = ["=1+1", dt.date(2026, 11, 18), Decimal("-350000.00"), 12, dt.datetime(2026, 11, 18, 1, 30, tzinfo=dt.UTC)]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@\t\r\n',\""), max_size=30)


def csv_of(rows: list[list[object]]) -> bytes:
    buffer = io.BytesIO()
    assert write_csv(buffer, COLUMNS, rows) == len(rows)
    return buffer.getvalue()


def xlsx_of(rows: list[list[object]]) -> bytes:
    buffer = io.BytesIO()
    assert write_xlsx(buffer, COLUMNS, rows, sheet="客户/一") == len(rows)
    return buffer.getvalue()


def test_a_csv_has_the_mark_that_excel_needs_and_escaped_text() -> None:
    assert csv_of([ROW]).decode("utf-8") == (
        "\ufeff客户,签约日期,合同金额,人数,更新\r\n'=1+1,2026-11-18,-350000.00,12,2026-11-18 09:30\r\n"
    )


@pytest.mark.parametrize("text", ["=1+1", "+8613812345678", "-5", "@SUM(A1)", "\tx", "\rx", "＝1", " =1", "\n=1"])
def test_dangerous_beginnings_get_an_apostrophe(text: str) -> None:
    assert escaped(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "甲", "a=b", "1-2", "'=1", "a@b.cn", "#REF!"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text


@given(ANY_TEXT)
def test_escaping_twice_is_escaping_once_and_leaves_nothing_dangerous_in_front(text: str) -> None:
    once = escaped(text)
    assert escaped(once) == once
    assert not once.lstrip(" \n\u3000\xa0").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert once in (text, f"'{text}")


@given(st.lists(ANY_TEXT, max_size=5), st.integers(-(10**14), 10**14))
def test_no_csv_cell_made_of_text_is_dangerous_and_every_number_is_itself(texts: list[str], fen: int) -> None:
    written = csv_of([[text, None, Decimal(fen) / 100, fen, None] for text in texts])
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1:]
    assert len(rows) == len(texts)
    for row, text in zip(rows, texts, strict=True):
        assert row[0] == escaped(text)
        assert Decimal(row[2]) * 100 == fen
        assert int(row[3]) == fen


@settings(max_examples=25, deadline=None)
@given(st.lists(ANY_TEXT.filter(lambda t: t.strip()), min_size=1, max_size=4))
def test_an_xlsx_holds_no_formula(texts: list[str]) -> None:
    page = openpyxl.load_workbook(io.BytesIO(xlsx_of([[text] for text in texts]))).active
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert [cell.data_type for cell in cells] == ["s"] * len(cells)


def test_an_xlsx_keeps_kinds_and_can_be_read_back() -> None:
    data = xlsx_of([ROW])
    sheet = read_workbook(data, "x.xlsx").sheets[0]
    assert sheet.name == "客户_一"
    assert sheet.rows[1] == ["'=1+1", dt.date(2026, 11, 18), -350000, 12, dt.datetime.fromisoformat("2026-11-18T09:30")]
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:E2")
    assert page["A1"].font.bold
    assert page["C2"].number_format == "#,##0.00"


def test_rows_are_taken_one_by_one() -> None:
    taken = []

    def rows() -> object:
        for i in range(1000):
            taken.append(i)
            yield [f"客户{i}"]

    buffer = io.BytesIO()
    assert write_csv(buffer, COLUMNS[:1], rows()) == 1000
    assert len(taken) == 1000
    assert buffer.getvalue().count(b"\r\n") == 1001


def test_a_list_without_rows_still_has_its_header() -> None:
    assert read_workbook(xlsx_of([]), "x.xlsx").sheets[0].rows == [[c.title for c in COLUMNS]]
