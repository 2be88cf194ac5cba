"""Files that are not what they say, and rows that would do harm: a clear sentence, and nothing half-done."""

from __future__ import annotations

import io
import zipfile

import pytest

from dougong.imports import errors, report, services
from dougong.imports.models import ImportBatch
from dougong.imports.tests.factories import HEADERS, checked, code, row_at, table, text, verdicts, workbook
from dougong.kit.tabular import TabularError, read_workbook
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
GOOD = ("启岳半导体有限公司", code(1), "孙立衡", "13812345678", "sun@qiyue.example", "2024.3.5")


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(table(GOOD))) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, b" " * (60 * 1024 * 1024) if name.endswith("sheet1.xml") else source.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("filename", "data", "wanted"),
    [
        ("图.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "tabular_not_a_spreadsheet"),
        ("文.docx", b"%PDF-1.7 ...", "tabular_not_a_spreadsheet"),
        ("空.xlsx", b"", "tabular_empty"),
        ("空.csv", b"\r\n\r\n", "tabular_empty"),
        ("页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "tabular_web_page"),
        ("只有表头.xlsx", table(), "import_no_table"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    cast: Cast, api: ApiClient, filename: str, data: bytes, wanted: str
) -> None:
    part = io.BytesIO(data)
    part.name = filename
    answer = api.as_("fang").http.post("/api/v1/imports", {"file": part, "target": "clients"})
    assert answer.status_code == 422 and answer.json()["code"] == wanted and answer.json()["detail"]
    assert not ImportBatch.objects.exists()


def test_a_zip_bomb_is_not_unpacked(cast: Cast) -> None:
    with pytest.raises(TabularError) as refused:
        services.upload(cast.fang, target="clients", filename="炸弹.xlsx", data=_bomb())
    assert refused.value.code == "tabular_zip_bomb" and not ImportBatch.objects.exists()


def test_three_hundred_columns_are_too_many(cast: Cast) -> None:
    wide = workbook(("宽", [[f"列{n}" for n in range(300)], list(range(300))]))
    with pytest.raises(TabularError) as refused:
        services.upload(cast.fang, target="clients", filename="宽.xlsx", data=wide)
    assert refused.value.code == "tabular_too_many_columns" and "300" in refused.value.sentence()


def test_formulas_count_by_their_values_and_failed_ones_are_told(cast: Cast) -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("台账")
    page.write_row(0, 0, HEADERS)
    page.write_row(1, 0, GOOD)
    page.write_formula(1, 0, '=A9&"公司"', None, "启岳公司")
    page.write_row(2, 0, ("沧澜水务有限公司", code(2)))
    page.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    book.close()
    batch = checked(cast.fang, out.getvalue())
    assert row_at(batch, 2).content["values"]["name"] == "启岳公司"
    problem = row_at(batch, 3).content["problems"][0]
    assert (problem["field"], problem["code"]) == ("phone", "formula_error") and "#DIV/0!" in problem["zh"]
    assert verdicts(batch) == ["new", "rejected"]


def test_two_encodings_in_one_file_are_read_and_told(cast: Cast) -> None:
    lines = [",".join(HEADERS).encode("gb18030")]
    lines += [f"客户{n},{code(n)},张三,13812345678,,".encode("gb18030") for n in range(20)]
    lines.append(f"混入的客户,{code(99)},李四,13812345679,,".encode())
    batch = checked(cast.fang, b"\r\n".join(lines), "混.csv")
    assert [n["code"] for n in batch.notices] == ["mixed_encoding"]
    assert row_at(batch, 22).content["values"]["name"] == "混入的客户"
    assert verdicts(batch) == ["new"] * 21


def test_cells_that_begin_like_a_formula_leave_escaped(cast: Cast) -> None:
    harmful = ('=HYPERLINK("http://x")', "123", "@SUM(A1)", "13812345678", "", "")
    batch = checked(cast.fang, text(harmful), "坏.csv")
    assert verdicts(batch) == ["rejected"]
    data, name = report.rejected_file(batch, "csv", "zh")
    line = data.decode("utf-8-sig").splitlines()[1]
    assert name == "坏-未导入.csv" and line.startswith("\"'=HYPERLINK") and "'@SUM(A1)" in line


def test_left_rows_come_back_as_the_file_was_with_the_reason(cast: Cast) -> None:
    data = workbook(
        ("华东", [("表题",), HEADERS, GOOD, ("坏行", "12345", "", "", "", "")]),
        ("华南", [("单位", "税号", "备注"), ("又一坏行", "9", "x")]),
    )
    batch = checked(cast.fang, data, "台账.xlsx")
    out, name = report.rejected_file(batch, "xlsx", "zh")
    book = read_workbook(out, name)
    assert [s.name for s in book.sheets] == ["华东", "华南"]
    assert book.sheets[0].rows[0][0] == "表题"
    assert book.sheets[0].rows[1] == [*HEADERS, "原行号", "未导入原因"]
    assert book.sheets[0].rows[2][:2] == ["坏行", "12345"] and book.sheets[0].rows[2][6] == 4
    assert book.sheets[0].rows[2][7] == "统一社会信用代码：应为 18 位，现在是 5 位。"
    flat = report.rejected_file(batch, "csv", "en")[0].decode("utf-8-sig").splitlines()
    assert flat[0].startswith("Sheet,客户名称") and flat[0].endswith("Original row,Why not imported") and len(flat) == 3


def test_too_long_text_is_told_and_cut_at_a_click(cast: Cast) -> None:
    batch = checked(cast.fang, table(("长" * 130, code(1), "", "", "", "")))
    assert row_at(batch, 2).content["problems"][0]["code"] == "text_long"
    services.accept(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, field="name", code="text_long")
    assert verdicts(batch) == ["new"]


def test_a_problem_without_a_suggestion_has_nothing_to_accept(cast: Cast) -> None:
    batch = checked(cast.fang, table((GOOD[0], "123", "", "", "", "")))
    with pytest.raises(errors.NoSuggestion):
        services.accept(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, field="uscc", code="uscc_length")
