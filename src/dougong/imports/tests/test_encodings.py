"""The same list in every encoding that Chinese files come in, traditional characters too: the total is left out, columns are known."""

from __future__ import annotations

import pytest

from dougong.imports.tests.factories import checked, code, verdicts
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PLAIN = ("序号,单位名称,统一社会信用代码,联系人,手机", "启岳半导体有限公司", "孙立衡", "合计")
OLD = ("序號,單位名稱,統一社會信用代碼,聯絡人,手機", "啟岳半導體有限公司", "孫立衡", "合計")


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "gb2312", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "hz"],
)
def test_a_list_is_read_in_any_encoding(cast: Cast, encoding: str) -> None:
    heads, name, person, total = OLD if encoding == "big5" else PLAIN
    lines = [heads, f"1,{name},{code(1)},{person},13800000001", f"2,{name}二厂,{code(2)},,", f"{total},2,,,"]
    batch = checked(cast.fang, "\r\n".join(lines).encode(encoding), "客户.csv")
    assert verdicts(batch) == ["new", "new"]
    held = batch.rows.order_by("position")[0].content["values"]
    assert (held["name"], held["uscc"], held["person"], held["phone"]) == (name, code(1), person, "+8613800000001")
