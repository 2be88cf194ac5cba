"""Where the table is in a sheet made for people."""

from __future__ import annotations

from pathlib import Path

from dougong.imports.detect import LeftOut, detect_table, detect_tables, rows_of
from dougong.kit.tabular import Cell, Sheet, read_workbook

GBK = ("clients_gbk.csv", "")  # how truth.csv names the text file
HEADER: list[Cell] = ["客户名称", "联系人", "电话", "合同金额"]
A: list[Cell] = ["华东建工有限公司", "孙立衡", "13812345678", 350000]
B: list[Cell] = ["长江设计院", "秦平", "13912345678", "120万"]


def sheet(*rows: list[Cell], merged: list[tuple[int, int, int, int]] | None = None) -> Sheet:
    width = max(len(row) for row in rows)
    return Sheet("表", [row + [None] * (width - len(row)) for row in rows], merged=merged or [])


def test_a_plain_table_begins_with_its_header() -> None:
    table = detect_table(sheet(HEADER, A, B))
    assert table and (table.header_rows, table.data_rows, table.left_out) == ((1,), (2, 3), ())
    assert table.headers == tuple(HEADER)


def test_titles_and_blank_lines_before_and_between_are_passed_over() -> None:
    found = sheet(["2026年度客户台账"], ["填报单位：销售一部", "日期：2026-11-18"], [], HEADER, A, [], B)
    table = detect_table(found)
    assert table and (table.header_rows, table.data_rows, table.blank_rows) == ((4,), (5, 7), 1)
    assert [(left.row, left.kind) for left in table.left_out] == [(1, "title"), (2, "title")]
    assert list(rows_of(found, table)) == [(5, A), (7, B)]


def test_totals_are_left_out_and_told_and_rows_after_them_kept() -> None:
    table = detect_table(sheet(HEADER, A, ["小 计", None, None, 1], B, ["合计（元）：", None, None, "470,000元"]))
    assert table and table.data_rows == (2, 4)
    assert table.left_out == (LeftOut(3, "total", "小 计"), LeftOut(5, "total", "合计(元):"))


def test_a_total_behind_a_serial_number_column_is_found() -> None:
    rows: list[list[Cell]] = [["序号", *HEADER], [1, *A], [2, *B], [None, "总计", None, None, 99], [3]]
    table = detect_table(sheet(*rows))
    assert table and table.data_rows == (2, 3)
    assert [(left.row, left.kind) for left in table.left_out] == [(4, "total")]
    assert table.blank_rows == 1  # a number already typed for a row still to come


def test_a_client_whose_name_begins_like_a_total_stays() -> None:
    table = detect_table(sheet(HEADER, A, ["合计科技有限公司", "秦平", "13912345678", 5], ["小计", "张三", "138", "x"]))
    assert table and table.data_rows == (2, 3, 4)


def test_a_header_repeated_for_printing_is_left_out() -> None:
    table = detect_table(sheet(HEADER, A, HEADER, B))
    assert table and table.data_rows == (2, 4)
    assert table.left_out == (LeftOut(3, "repeated_header", "客户名称"),)


def test_a_two_row_header_with_merged_cells_is_joined() -> None:
    rows: list[list[Cell]] = [
        ["客户名称", "联系方式", None, "合同", None],
        [None, "联系人", "电话", "金额", "签订日期"],
        [*A, "2022.5.18"],
    ]
    table = detect_table(sheet(*rows, merged=[(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]))
    assert table and table.header_rows == (1, 2)
    assert table.headers == ("客户名称", "联系方式 联系人", "联系方式 电话", "合同 金额", "合同 签订日期")
    without = detect_table(sheet(*rows))
    assert without and without.headers == table.headers


def test_a_first_row_of_data_is_not_taken_for_a_header() -> None:
    table = detect_table(sheet(A, B))
    assert table and (table.header_rows, table.data_rows) == ((), (1, 2))
    assert table.headers == ("列A", "列B", "列C", "列D")


def test_notes_and_merged_section_lines_are_left_out() -> None:
    rows: list[list[Cell]] = [HEADER, ["华东区"], A, ["制表人：周予安", "2026-11-18"]]
    table = detect_table(sheet(*rows, merged=[(1, 0, 1, 3)]))
    assert table and table.data_rows == (3,)
    assert [(left.row, left.kind) for left in table.left_out] == [(2, "section"), (4, "note")]


def test_a_sheet_without_a_table_is_none() -> None:
    assert detect_table(sheet(["填表说明"], ["请按行填写"])) is None
    assert detect_table(sheet(HEADER)) is None
    assert detect_table(sheet(["第一步", "本表由销售部填写"], ["第二步", "每月一次"])) is None


def test_the_real_files_are_understood(shared_data: Path) -> None:
    found = {}
    for name in ("clients.xlsx", "clients_gbk.csv"):
        for table in detect_tables(read_workbook((shared_data / "clients" / name).read_bytes(), name)):
            found[table.sheet] = table
    assert {name: (t.header_rows, len(t.data_rows), t.blank_rows) for name, t in found.items()} == {
        "客户台账": ((2,), 3121, 33),
        "Sheet2": ((1,), 1419, 0),
        "clients_gbk": ((1,), 1136, 0),
    }
    assert found["客户台账"].left_out == (
        LeftOut(1, "title", "2026年度客户台账(销售一部)"),
        LeftOut(3157, "total", "合计"),
    )
    assert found["Sheet2"].left_out == found["clients_gbk"].left_out == ()
    truth = (shared_data / "clients/truth.csv").read_text("utf-8-sig").splitlines()[1:]
    told = {(line.split(",")[0], line.split(",")[1], int(line.split(",")[2])) for line in truth}
    files = {"客户台账": ("clients.xlsx", "客户台账"), "Sheet2": ("clients.xlsx", "Sheet2"), "clients_gbk": GBK}
    assert told == {(*files[name], row) for name, table in found.items() for row in table.data_rows}
