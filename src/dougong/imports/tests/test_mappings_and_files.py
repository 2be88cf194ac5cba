"""Saved mappings are everybody's, with a name; rejected rows come back in the form of the file and are sent again."""

from __future__ import annotations

import io

import pytest

from dougong.imports import report, services
from dougong.imports.mapping import TargetField
from dougong.imports.models import ImportBatch, MappingMemory
from dougong.imports.targets import _added, add_fields, target
from dougong.imports.tests.factories import checked, code, table, verdicts, workbook
from dougong.kit.tabular import read_workbook
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ODD = ("甲栏", "乙栏", "丙栏")


def _mapped(cast: Cast, name: str = "怪表.xlsx") -> ImportBatch:
    batch = services.upload(
        cast.fang, target="clients", filename=name, data=table(("启岳", "甲", code(1)), headers=ODD)
    )
    sheets = [{"index": 0, "included": True, "columns": {"0": "name", "2": "uscc"}}]
    return services.set_columns(cast.fang, batch_id=batch.pk, version=batch.version, sheets=sheets)


def test_a_mapping_is_named_after_its_file_renamed_and_found_by_others(cast: Cast, api: ApiClient) -> None:
    _mapped(cast)
    found = api.as_("zhou").get("/import-mappings").json()["items"][0]
    assert (found["name"], found["headers"], found["owner"], found["used_count"]) == ("怪表", list(ODD), "方禹洲", 1)
    assert found["columns"]["2"]["field"] == "uscc"
    path = f"/import-mappings/{found['id']}"
    assert api.patch(path, {"name": "抢改"}, version=1).status_code == 403, "shared, but not his to change"
    renamed = api.as_("fang").patch(path, {"name": "  台账   2024 版 "}, version=found["version"])
    assert renamed.json()["name"] == "台账 2024 版"
    assert api.patch(path, {"name": "旧版本"}, version=found["version"]).status_code == 412
    again = services.upload(
        cast.zhou, target="clients", filename="又一.xlsx", data=table(("云麓", "", ""), headers=ODD)
    )
    assert (again.sheets[0]["remembered"], again.sheets[0]["mapping"]) == (True, "台账 2024 版")


def test_a_removed_mapping_is_not_used_comes_back_and_is_learned_anew(cast: Cast, api: ApiClient) -> None:
    _mapped(cast)
    mapping = MappingMemory.objects.get()
    assert api.as_("fang").post(f"/import-mappings/{mapping.pk}/archive").status_code == 200
    fresh = services.upload(
        cast.fang, target="clients", filename="二.xlsx", data=table(("云麓", "", code(2)), headers=ODD)
    )
    assert not fresh.sheets[0]["remembered"]
    assert api.get("/import-mappings?filter=archived:eq:false").json()["items"] == []
    api.post(f"/import-mappings/{mapping.pk}/restore")
    third = services.upload(
        cast.fang, target="clients", filename="三.xlsx", data=table(("青梧", "", code(3)), headers=ODD)
    )
    assert third.sheets[0]["remembered"]
    services.forget_mapping(cast.fang, mapping_id=mapping.pk)
    _mapped(cast, "四.xlsx")
    mapping.refresh_from_db()
    assert mapping.archived_at is None and mapping.name == "怪表" and mapping.used_count == 2


def test_who_imports_other_records_does_not_see_mappings_of_clients(cast: Cast, api: ApiClient) -> None:
    _mapped(cast)
    assert api.as_("admin").get("/import-mappings").json()["items"] == []
    assert api.as_("lin").get("/import-mappings").status_code == 403


def test_others_may_add_fields_to_an_import(cast: Cast) -> None:
    extra = TargetField("custom.floor_area", "建筑面积", "Floor area", "decimal", ("面积",))
    add_fields("clients", lambda: [extra])
    try:
        headers = ("客户名称", "税号", "建筑面积")
        batch = checked(cast.fang, table(("启岳", code(1), "1,200.5"), headers=headers))
        assert batch.sheets[0]["columns"]["2"]["field"] == "custom.floor_area"
        assert batch.rows.get().content["values"]["custom.floor_area"] == "1200.5"
        found = target("clients")
        assert found is not None and found.all_fields()[-1] is extra
    finally:
        _added["clients"].pop()


BAD = ("坏行", "12345", "备注一")


def _sent_back(cast: Cast, data: bytes, name: str) -> tuple[bytes, str]:
    return report.rejected_file(checked(cast.fang, data, name), "", "zh")


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("gb18030", ","), ("utf-8-sig", ","), ("utf-16", "\t"), ("gb18030", "\t")]
)
def test_text_comes_back_in_its_encoding_and_delimiter(cast: Cast, encoding: str, delimiter: str) -> None:
    lines = [("客户名称", "税号", "备注"), ("启岳", code(1), ""), BAD]
    data = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    out, name = _sent_back(cast, data, "台账.tsv" if delimiter == "\t" else "台账.csv")
    assert name == ("台账-未导入.tsv" if delimiter == "\t" else "台账-未导入.csv")
    got = out.decode(encoding).splitlines()
    assert got[0].split(delimiter) == ["客户名称", "税号", "备注", "原行号", "未导入原因"]
    assert got[1].split(delimiter)[:4] == ["坏行", "12345", "备注一", "3"] and len(got) == 2


def test_what_big5_can_not_hold_comes_back_as_utf8(cast: Cast) -> None:
    data = "\r\n".join(["客戶名稱,統一社會信用代碼,備註", "壞行,12345,"]).encode("big5")
    batch = services.upload(cast.fang, target="clients", filename="台.csv", data=data)
    sheets = [{"index": 0, "included": True, "columns": {"0": "name", "1": "uscc"}}]
    services.set_columns(cast.fang, batch_id=batch.pk, version=batch.version, sheets=sheets)
    services.start_check(cast.fang, batch_id=batch.pk)
    from dougong.kit.jobs import run_due

    run_due()
    assert "壞行" in report.rejected_file(batch, "", "zh")[0].decode("utf-8-sig")


def test_titles_two_header_rows_and_merged_cells_come_back_and_the_file_is_taken_again(cast: Cast) -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("华东")
    page.merge_range(0, 0, 0, 3, "客户一览")
    page.merge_range(1, 0, 2, 0, "客户名称")
    page.merge_range(1, 1, 2, 1, "税号")
    page.merge_range(1, 2, 1, 3, "联系")
    page.write_row(2, 2, ["联系人", "电话"])
    page.write_row(3, 0, ["启岳", code(1), "孙立衡", "13812345678"])
    page.write_row(4, 0, ["坏行", "12345", "王敏", "13900000000"])
    book.close()
    data, name = _sent_back(cast, out.getvalue(), "一览.xlsx")
    sheet = read_workbook(data, name).sheets[0]
    assert sheet.rows[0][0] == "客户一览" and (0, 0, 0, 3) in sheet.merged and len(sheet.rows) == 4
    assert sheet.rows[2][2:] == ["联系人", "电话", "原行号", "未导入原因"] and sheet.rows[3][:2] == ["坏行", "12345"]
    rows = [list(row) for row in sheet.rows]
    rows[3][1] = code(2)
    again = checked(cast.fang, workbook(("华东", rows)), name)
    assert verdicts(again) == ["new"]
    assert {u["field"] for u in again.sheets[0]["columns"].values()} == {"name", "uscc", "person", "phone"}


def test_an_ods_comes_back_as_one(cast: Cast) -> None:
    from dougong.kit.tabular.like import Page, write_like

    data = write_like("ods", [Page("表一", [["客户名称", "税号", "备注"]], [["启岳", code(1), None], list(BAD)])])
    out, name = _sent_back(cast, data, "台账.ods")
    book = read_workbook(out, name)
    assert (name, book.kind, book.sheets[0].name) == ("台账-未导入.ods", "ods", "表一")
    assert book.sheets[0].rows[1][:4] == ["坏行", "12345", "备注一", 3]
