"""What a company name says, by examples and by properties."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dougong.stewardship.matching.characters import letters, shape_key, sound_key
from dougong.stewardship.matching.names import fold, parse

BRANDS = st.text("华信达安恒泰盛昌隆兴旺宏鼎金鑫银宝瑞祥", min_size=2, max_size=4)
TRADES = st.sampled_from(["科技", "电子", "建设工程", "供应链管理", "环保", "贸易", "制药", "园林绿化"])
FORMS = st.sampled_from(["有限公司", "股份有限公司", "有限责任公司", "公司", "股份公司"])
PLACES = st.sampled_from(["", "江苏", "南京", "上海", "昆山", "内蒙古"])


@pytest.mark.parametrize(
    ("typed", "stem", "core", "place"),
    [
        ("江苏华阳智能装备股份有限公司", "江苏华阳智能装备", "华阳智能装备", "江苏"),
        ("江苏省南京市华阳环保有限公司", "江苏南京华阳环保", "华阳环保", "江苏 南京"),
        ("華陽集團股份有限公司", "华阳集团", "华阳", ""),
        ("华阳（集团）有限公司", "华阳(集团)", "华阳", ""),
        ("华阳科技（上海）有限公司", "华阳科技(上海)", "华阳科技", ""),
        ("华阳控股有限公司", "华阳控股", "华阳", ""),
        ("昆山华阳电子有限公司", "昆山华阳电子", "华阳电子", "昆山"),
        ("合肥中颖电子公司", "合肥中颖电子", "中颖电子", "合肥"),
        ("上诲华阳环保（有限公司）", "上海华阳环保", "华阳环保", "上海"),
        ("Hua Yang Trading Co., Ltd.", "huayangtrading", "huayangtrading", ""),
    ],
)
def test_a_name_is_taken_apart(typed: str, stem: str, core: str, place: str) -> None:
    name = parse(typed)
    assert (name.stem, name.core, name.place, name.form, name.branch) == (stem, core, place, "full", "")


@pytest.mark.parametrize(
    "slip",
    ["有线公司", "有 限公司", "有限公可", "有限公词", "幽限公司", "股份有线公司", "股分有限公司", "有限责认公司", "有限公", "公嗣",
     "股愤有限公司", "估份有限公司", "有限责任公司", "股份公司"],
)  # fmt: skip
def test_slips_in_the_legal_form_are_no_part_of_the_name(slip: str) -> None:
    name = parse(f"南京华阳环保{slip}")
    assert (name.stem, name.form) == ("南京华阳环保", "full")


@pytest.mark.parametrize(
    ("typed", "company"),
    [
        ("上海紫华包装有限公司南京分公司", "上海紫华包装"),
        ("新疆绿风园林工程公司第二分公司", "新疆绿风园林工程"),
        ("华阳品牌集团股份有限公司西南分公司", "华阳品牌集团"),
        ("青利集团王家营煤矿2期第二分公司", "青利集团王家营煤矿2期"),
        ("华阳装备股份有限公司南京焚公司", "华阳装备"),
        ("华阳装备有限公司南京办亊处", "华阳装备"),
        ("长江银行股份有限公司南京分行", "长江银行"),
        ("华阳建设有限公司成都办事处", "华阳建设"),
    ],
)
def test_a_branch_is_told_from_its_company(typed: str, company: str) -> None:
    name = parse(typed)
    assert name.stem == company and name.branch and name.form == "full"
    assert name.branch != parse(typed.replace("南京", "苏州").replace("第二", "第三").replace("西南", "东北")
                                .replace("成都", "重庆")).branch  # fmt: skip


def test_numbers_and_sides_tell_sisters_apart() -> None:
    assert parse("中阳第三建设有限公司").ordinal != parse("中阳第四建设有限公司").ordinal
    assert parse("华东医贸有限公司").ordinal != parse("华南医贸有限公司").ordinal
    assert parse("中阳三局有限公司").ordinal == parse("中阳三局").ordinal == "三"


def test_a_name_without_a_legal_form_is_short_but_a_body_is_complete() -> None:
    assert parse("华阳环保").form == "short"
    assert parse("华阳股份").form == parse("华阳股份有线").form == parse("华阳责任").form == "short"
    assert parse("华阳股份").stem == parse("华阳股份有线").stem == parse("华阳责任").stem == "华阳"
    assert parse("江苏省建筑设计院").form == "full"
    assert parse("银行股份").form == parse("电力股份有限公司").form == "bare"
    assert parse("成都银行股份有限公司").form == "full"
    assert parse("南京华阳医院").form == "full"


@pytest.mark.parametrize("slip", ["隼团", "雋团", "集湍", "捷团", "集團"])
def test_slips_in_the_mark_of_a_group_are_mended(slip: str) -> None:
    assert parse(f"华阳{slip}有限公司").group
    assert parse("中国青年歌舞团").group is False


def test_look_alikes_and_sound_alikes_have_one_key() -> None:
    for one, other in (
        ("科技", "科枝"),
        ("电子", "申子"),
        ("药业", "药亚"),
        ("东信", "东新"),
        ("恒伟", "横伟"),
        ("国际", "园际"),
    ):
        assert sound_key(one) == sound_key(other)
    assert shape_key("国际科技") == shape_key("园际科枝") and shape_key("东信") != shape_key("东新")
    assert sound_key("华阳") != sound_key("华东")


@given(st.text(max_size=40))
def test_nothing_typed_fails_and_folding_twice_changes_nothing(text: str) -> None:
    name = parse(text)
    assert fold(name.plain) == name.plain
    assert letters(name.stem_key).isascii() and len(letters(name.stem_key)) == len(name.stem_key)


@given(PLACES, BRANDS, TRADES, FORMS, FORMS)
def test_the_legal_form_does_not_change_the_rest(place: str, brand: str, trade: str, form: str, other: str) -> None:
    one, two, bare = (
        parse(place + brand + trade + form),
        parse(place + brand + trade + other),
        parse(place + brand + trade),
    )
    assert one.stem == two.stem == bare.stem and one.core == bare.core and one.place == bare.place
    assert (one.form, bare.form) == ("full", "short")


@given(PLACES, BRANDS, TRADES, FORMS, st.data())
def test_width_spaces_and_brackets_do_not_matter(
    place: str, brand: str, trade: str, form: str, data: st.DataObject
) -> None:
    plain = f"{place}{brand}{trade}(南京){form}"
    at = data.draw(st.integers(0, len(plain)))
    typed = f" {plain[:at]}\u3000{plain[at:]}".replace("(", "（").replace(")", "）")
    assert parse(typed) == parse(plain)


@given(PLACES.filter(bool), BRANDS, TRADES, FORMS)
def test_what_is_added_to_a_name_stays_in_it(place: str, brand: str, trade: str, form: str) -> None:
    parent = parse(place + brand + trade + form)
    daughter = parse(place + brand + trade + "置业" + form)
    branch = parse(place + brand + trade + form + "第二分公司")
    assume(parent.core)
    assert daughter.stem == parent.stem + "置业" and daughter.key != parent.key
    assert branch.stem == parent.stem and branch.branch and not parent.branch


def test_marks_and_pictures_before_a_name_are_none_of_it() -> None:
    told = {fold(text) for text in ("华阳科技有限公司", "★华阳科技有限公司", "😀华阳🚀科技有限公司", "● 华\u200b阳科技有限公司")}
    assert told == {"华阳科技有限公司"} and fold("𠮷野家") == "𠮷野家"
