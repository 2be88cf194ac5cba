"""Which province, city and county an address or a name tells."""

from __future__ import annotations

import pytest

from dougong.kit.regions import cities, find_region, provinces, region_by_code, short_name


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("陕西省西安市雁塔区人民路568号23层21室", "610113", "陕西省西安市雁塔区"),
        ("江苏南京鼓楼区建设路398号", "320106", "江苏省南京市鼓楼区"),
        ("上海浦东新区人民路2号", "310115", "上海市浦东新区"),
        ("北京市朝阳区解放路557号", "110105", "北京市朝阳区"),
        ("重庆市城口县", "500229", "重庆市城口县"),
        ("河南省济源市", "419001", "河南省济源市"),
        ("广东省东莞市长安镇", "441900", "广东省东莞市"),
        ("吉林吉林市船营区", "220204", "吉林省吉林市船营区"),
        ("海南省海口市", "460100", "海南省海口市"),
        ("内蒙古呼和浩特", "150100", "内蒙古自治区呼和浩特市"),
        ("广西壮族自治区南宁市青秀区", "450103", "广西壮族自治区南宁市青秀区"),
        ("恩施州", "422800", "湖北省恩施土家族苗族自治州"),
        ("天河区体育西路", "440106", "广东省广州市天河区"),
        ("香港東風投資集團", "810000", "香港特别行政区"),
        ("泉州长途搬家公司", "350500", "福建省泉州市"),
        ("上海巨海企业管理顾问（南京）有限公司", "320100", "江苏省南京市"),
        ("上海紫江包装制品有限公司南京分公司", "320100", "江苏省南京市"),
    ],
)
def test_a_place_is_found_as_far_as_the_text_tells(text: str, code: str, name: str) -> None:
    region = find_region(text)
    assert region and (region.code, region.name) == (code, name)


@pytest.mark.parametrize(
    "text",
    ["", "中山路175号", "南京东路100号", "长春路8号", "朝阳区建国路", "鼓楼区", "科技路3号", "中国石油华东设计院"],
)
def test_a_street_or_a_county_of_many_cities_tells_nothing(text: str) -> None:
    assert find_region(text) is None


def test_a_code_gives_its_place_or_the_one_above() -> None:
    assert region_by_code("440305").name == "广东省深圳市南山区"
    assert region_by_code("110199").code == "110100"
    assert region_by_code("440399").code == "440300"
    assert region_by_code("449999").code == "440000"
    assert region_by_code("999999") is None


def test_the_table_has_34_provinces_and_the_prefectures_under_them() -> None:
    assert len(provinces()) == 34
    assert [c.short for c in cities("440000")][:4] == ["广州", "韶关", "深圳", "珠海"]
    assert len(cities("440000")) == 21
    assert [c.name for c in cities("310000")] == ["上海市"]
    assert [p.short for p in provinces() if p.name.endswith("区")] == [
        "内蒙古",
        "广西",
        "西藏",
        "宁夏",
        "新疆",
        "香港",
        "澳门",
    ]


def test_every_full_name_leads_back_to_its_place() -> None:
    for province in provinces():
        for city in cities(province.code):
            region = find_region(f"{province.name}{city.name}")
            assert region and region.city_code == city.code


def test_short_names_are_as_spoken() -> None:
    names = ["黔西南布依族苗族自治州", "克孜勒苏柯尔克孜自治州", "大兴安岭地区", "锡林郭勒盟", "定安县"]
    assert [short_name(n) for n in names] == ["黔西南", "克孜勒苏", "大兴安岭", "锡林郭勒", "定安县"]
