"""Codes, phones, mailboxes, people and addresses in the form in which they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.kit.formats import check_character
from dougong.kit.formats.uscc import ALPHABET
from dougong.stewardship.matching import values

RIGHT = "9132010678901234" + "5" + check_character("91320106789012345")


@given(st.text(ALPHABET, min_size=9, max_size=9))
def test_slips_of_letters_and_figures_in_a_code_are_mended(body: str) -> None:
    code = f"91320106{body}"
    code += check_character(code)
    slipped = code.lower().replace("0", "o").replace("1", "i")
    assert values.code(slipped) == values.code(code) == values.Code(code, True, code[8:17])


def test_a_wrong_code_is_kept_but_not_trusted() -> None:
    wrong = RIGHT[:9] + ("3" if RIGHT[9] != "3" else "4") + RIGHT[10:]
    assert values.code(wrong) == values.Code(wrong, False, "")
    assert values.code(RIGHT[8:17]) == values.Code(RIGHT[8:17], False, RIGHT[8:17])
    assert values.code("无") == values.code(None) == values.code("-") == values.Code()


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("138-1234-5678", ("+8613812345678", "")),
        ("+86 13812345678", ("+8613812345678", "")),
        (13812345678.0, ("+8613812345678", "")),
        ("025-84512345 转 801", ("+862584512345", "")),
        ("13812345678/13912345678", ("+8613812345678", "+8613912345678")),
        ("84512345", ("84512345", "")),
        ("无", ("", "")),
        (None, ("", "")),
    ],
)
def test_phones_are_one_form(cell: object, found: tuple[str, str]) -> None:
    assert values.phones(cell) == found


def test_the_domain_of_a_mailbox_counts_when_it_is_a_company_s() -> None:
    assert values.email("Wang@HuaYang.com.cn") == ("wang@huayang.com.cn", "huayang.com.cn")
    assert values.email("邮箱:a@qq.com") == ("a@qq.com", "")
    assert values.email("没有") == values.email(None) == ("", "")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("陕西省西安市雁塔区人民路568号23层21室", ("雁塔区", "人民路568", "23-21")),
        ("陕西西安雁塔区人民路568号23层21室", ("雁塔区", "人民路568", "23-21")),
        ("人民路568号", ("", "人民路568", "")),
        ("上海市浦东新区世纪大道1号 A座 12-05", ("浦东新区", "世纪大道1", "a-12-5")),
        ("北京市朝阳区国贸大厦二十层", ("朝阳区", "国贸大厦二十层", "")),
        ("南京市鼓楼区中山路1号", ("鼓楼区", "中山路1", "")),
        ("上海北京东路12号3楼", ("上海", "北京东路12", "3")),
        ("暂无", ("", "", "")),
    ],
)
def test_an_address_is_place_house_and_room(cell: str, found: tuple[str, str, str]) -> None:
    address = values.address(cell)
    assert (address.region, address.site, address.room) == found


def test_people_are_without_titles_and_in_one_script() -> None:
    assert values.person("張 偉先生") == values.person("张伟") == "张伟"
    assert values.person("王总") == "王总" and values.person("-") == ""
