"""Reading spreadsheets of every kind, as people make them."""

from __future__ import annotations

import base64
import datetime as dt
import io
import zlib
from pathlib import Path

import pytest
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from dougong.kit.formats import parse_date
from dougong.kit.tabular import CellError, Column, cell_name, column_letters, legacy, read_workbook, write_xlsx
from dougong.kit.tabular.model import column_index

#: An Excel 97 workbook of two rows, packed: no package writes the format any more.
XLS = (
    "c-rk)O=uHA6#izDG(R+dH5FQ=#EMaCdk_(ONmC2jlQA^~rPiOu1d+6933`YJt=62RAP9wumr6Z&se19JdeEB(p`r&tC?tv}FBKGu"
    "v{~Q0Y$UA~8qh*zzGdFL`QE&pxAVKZZ)Uu?iHG%hEJGViDCl-nm2rZSy;Sgk?7A-1Qf{N9E37NnZ8VTo7Cdvlw#qS-<DG|w2j-U~"
    "fsd4WF@*47D&b#4bZ`uPLdFmzDR7$@7wR~w8kT2RZeV$zYd&Y$&deywAl1!@9?XQoO|8Z(KBhIY%>{Yi$L#Zgncb+xD>;iV-w?&R"
    "7VJ-->+4@<h6ZyrCP4$*nMftlvh2oPIDibHWniEs9?!u?gFT7wx*zyfTGcQ7ieFn^fcW{PymbZMMuWJVzp0slVd$rMkz{FK-fET>"
    "v$%77Uu-TK7+pXsBvnjIJG<vHRDJJ-+3UoNjc-ZXx_b}XAi~kj;U6bIpRk{ejP-ZTM;&s@=PkmsWQ%a}(y1mHhnsaTFCY)axNz_5"
    "+e5KP=oB-<d@K|Xk8Ltm=(r+1$l1jfjirfF6YINJUgf)PV!fWFk7hUJfk>^P930^~*Vr1McJ?sdg|?UJJ4nxd>3Y(T{S?|s`c!BB"
    "qHpSbXabFNn8nFoUL$B0&EnR$#M4kI7sf_2%d+mbO~<BrjM#PKgmhz3E;E9cWw9iCNBk;jMqf#9@dt0g-m*VT)I);3fuWw@w7uh!"
    "ChZ!<m73Pjrq$pPcVBziG3|hYf`WpAf`WpA!U_<^3%JSnK(H7u_*Ub;&LX9P`c3lR;s^%mI!_;!2auvXjZ8)JXCo}4bT6?=pVI$A"
    "iKEnd8cD=Bj%3C2mp;%$`SYyW(ew9~P^Ik`Dv9$SxBnCErrnw"
)
ROWS = "公司,电话,地址\r\n华东建工有限公司,13812345678,上海市浦东新区\r\n长江设计院,,武汉市江岸区\r\n"


def workbook_of(*rows: list[object]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet("客户")
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write_datetime(i, j, value, dates)
            else:
                page.write(i, j, value)
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_a_text_file_is_read_in_its_own_encoding(encoding: str, name: str) -> None:
    book = read_workbook(ROWS.encode(encoding), "clients.csv")
    assert book.encoding == name
    assert book.warnings == []
    assert book.sheets[0].rows == [
        ["公司", "电话", "地址"],
        ["华东建工有限公司", "13812345678", "上海市浦东新区"],
        ["长江设计院", None, "武汉市江岸区"],
    ]


def test_traditional_chinese_in_big5_is_not_taken_for_gbk() -> None:
    text = "公司,電話,地址\n東風投資集團有限公司,27651234,香港九龍灣臨興街\n臺灣營造股份有限公司,,臺北市信義區松仁路\n"
    book = read_workbook(text.encode("big5"), "clients.csv")
    assert book.encoding == "Big5"
    assert book.sheets[0].rows[1] == ["東風投資集團有限公司", "27651234", "香港九龍灣臨興街"]


def test_lines_in_another_encoding_are_read_and_named() -> None:
    lines = [ROWS.split("\r\n")[0].encode(), "华东建工有限公司,1,上海".encode(), "长江设计研究院,2,武汉".encode("gbk")]
    book = read_workbook(b"\n".join(lines), "clients.csv")
    assert [row[0] for row in book.sheets[0].rows] == ["公司", "华东建工有限公司", "长江设计研究院"]
    assert [(w.code, w.params["other"], w.params["lines"]) for w in book.warnings] == [
        ("mixed_encoding", "GB18030", "3")
    ]
    assert "第 3 行按 GB18030 读出" in book.warnings[0].sentence("zh")
    assert "line 3 was read as GB18030" in book.warnings[0].sentence("en")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f'名称{delimiter}说明\n甲{delimiter}"一, 二; 三"\n乙{delimiter}四\n'
    book = read_workbook(text.encode(), "x.csv")
    assert book.delimiter == delimiter
    assert book.sheets[0].rows[1] == ["甲", "一, 二; 三"]


def test_excels_own_separator_line_is_obeyed_and_not_data() -> None:
    assert read_workbook(b"sep=;\r\na;b,c\r\n", "x.csv").sheets[0].rows == [["a", "b,c"]]


def test_a_quotation_mark_never_closed_does_not_swallow_the_rest() -> None:
    text = '名称,规格\n钢管,"3 英寸\n' + "".join(f"件{i},{i}\n" for i in range(100))
    book = read_workbook(text.encode(), "x.csv")
    assert len(book.sheets[0].rows) == 102
    assert [w.code for w in book.warnings] == ["unbalanced_quotes"]


def test_a_quoted_cell_may_hold_line_breaks_and_blank_lines_keep_their_numbers() -> None:
    book = read_workbook(b'a,b\n"x\ny",1\n\nz,2\n', "x.csv")
    assert book.sheets[0].rows == [["a", "b"], ["x\ny", "1"], [None, None], ["z", "2"]]


def test_dates_stay_dates_and_whole_numbers_lose_their_point() -> None:
    data = workbook_of(["a", "b", "c", "d"], [dt.date(2022, 5, 18), 3214.0, 1.3812345678e10, 0.5])
    assert read_workbook(data, "x.xlsx").sheets[0].rows[1] == [dt.date(2022, 5, 18), 3214, 13812345678, 0.5]


def test_rows_keep_the_numbers_of_the_sheet_and_empty_edges_go() -> None:
    data = workbook_of([], ["", "标题"], [], ["", "甲", "", ""])
    assert read_workbook(data, "x.xlsx").sheets[0].rows == [[None, None], [None, "标题"], [None, None], [None, "甲"]]


def test_formulas_give_their_stored_value_and_failed_ones_are_errors() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet("价")
    page.write_row(0, 0, ["单价", "金额"])
    page.write_formula(1, 0, "=1+1", None, 2)
    page.write_formula(1, 1, "=#REF!*2", None, "#REF!")
    book.close()
    read = read_workbook(buffer.getvalue(), "x.xlsx")
    assert read.sheets[0].rows[1] == [2, CellError("#REF!")]
    assert read.warnings[0].params == {"sheet": "价", "count": 1, "cells": "B2"}


def test_numbers_that_excel_has_cut_are_pointed_at() -> None:
    read = read_workbook(workbook_of(["税号"], [913101150000000123]), "x.xlsx")
    assert [(w.code, w.params["cells"]) for w in read.warnings] == [("lost_digits", "A2")]


def test_hidden_sheets_and_merged_ranges_are_told() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet("一")
    page.merge_range(0, 0, 0, 2, "标题")
    page.write(1, 0, "a")
    hidden = book.add_worksheet("二")
    hidden.write(0, 0, "b")
    hidden.hide()
    book.close()
    first, second = read_workbook(buffer.getvalue(), "x.xlsx").sheets
    assert (first.visible, first.merged) == (True, [(0, 0, 0, 2)])
    assert (second.name, second.visible) == ("二", False)


def ods(rows: list[list[str]], repeated: int = 1) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="客户")
    for row in rows:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string", numbercolumnsrepeated=repeated)
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def test_an_opendocument_sheet_is_read_whatever_its_name() -> None:
    book = read_workbook(ods([["公司", "电话"], ["华东建工", "138"]]), "clients.xls")
    assert (book.kind, book.sheets[0].name) == ("ods", "客户")
    assert book.sheets[0].rows == [["公司", "电话"], ["华东建工", "138"]]


def test_an_excel_97_workbook_is_read_whatever_its_name() -> None:
    book = read_workbook(zlib.decompress(base64.b85decode(XLS)), "clients.csv")
    assert (book.kind, book.sheets[0].name) == ("xls", "客户台账")
    assert book.sheets[0].rows == [
        ["客户名称", "电话", "首次合作"],
        ["华东建工有限公司", 13812345678, dt.date(2022, 5, 18)],
    ]


def test_cells_are_named_as_on_the_screen() -> None:
    assert [column_letters(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [column_index(column_letters(i)) for i in range(0, 20_000, 7)] == list(range(0, 20_000, 7))
    assert cell_name(1, 27) == "AB2"


def test_a_hundred_thousand_rows_are_read_whole() -> None:
    buffer = io.BytesIO()
    columns = [Column(f"列{i}") for i in range(8)]
    row = ["华东建工有限公司", "91310115MA1NR7W314", "周予安", 12, -5.5, "浦东新区中山路88号", "13812345678", "a@b.cn"]
    write_xlsx(buffer, columns, ([f"{row[0]}{i}", *row[1:]] for i in range(100_000)))
    book = read_workbook(buffer.getvalue(), "big.xlsx")
    assert len(book.sheets[0].rows) == 100_001
    assert book.sheets[0].rows[-1][:5] == ["华东建工有限公司99999", *row[1:5]]


def test_the_real_workbooks_are_read_whole(shared_data: Path) -> None:
    book = read_workbook((shared_data / "clients/clients.xlsx").read_bytes(), "clients.xlsx")
    assert [(s.name, len(s.rows), s.width) for s in book.sheets] == [("客户台账", 3157, 13), ("Sheet2", 1420, 10)]
    text = read_workbook((shared_data / "clients/clients_gbk.csv").read_bytes(), "clients_gbk.csv")
    assert (text.encoding, text.delimiter, len(text.sheets[0].rows)) == ("GB18030", ",", 1137)
    assert book.warnings == text.warnings == []


@pytest.mark.parametrize("since", [True, False])
def test_a_workbook_that_counts_from_1904_says_so(since: bool) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"date_1904": since}) as book:
        book.add_worksheet("客户").write_row(0, 0, ["启岳", 44114])
    read = read_workbook(made.getvalue(), "a.xlsx")
    assert (read.from_1904, read.sheets[0].rows[0][1]) == (since, 44114)
    days = [parse_date(cell, from_1904=since).value for cell in (44114, "44114")]
    assert [str(day) for day in days] == ["2024-10-11" if since else "2020-10-10"] * 2
    old = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(300) + b"\x22\x00\x02\x00"
    assert legacy.from_1904(old + (b"\x01\x00" if since else b"\x00\x00")) is since
