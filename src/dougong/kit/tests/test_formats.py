"""Codes, names, telephones, mail addresses and search words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dougong.kit.formats import (
    Reason,
    bigrams,
    check_character,
    check_uscc,
    is_blank,
    name_key,
    normalise_name,
    normalise_phone,
    parse_email,
    pinyin,
    pinyin_initials,
)
from dougong.kit.formats.reasons import SENTENCES
from dougong.kit.formats.uscc import ALPHABET

BODIES = st.tuples(
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
).map("".join)


def test_the_code_of_a_real_company_is_right() -> None:
    assert check_uscc("91350100M000100Y43").value == "91350100M000100Y43"  # the example of GB 32100-2015
    assert check_character("91350100M000100Y4") == "3"


@pytest.mark.parametrize(
    ("typed", "code", "position", "suggestion"),
    [
        ("9135010OM000100Y43", "uscc_chars", 8, "91350100M000100Y43"),
        ("9I35o100m000100y43", "uscc_chars", 2, "91350100M000100Y43"),
        ("9135010OM000100Y42", "uscc_chars", 8, None),
        ("91350100M000100Y42", "uscc_check", 18, None),
        ("91350100M000100Y4", "uscc_length", None, None),
        ("91350100M000100Y433", "uscc_length", None, None),
        ("9135A100M000100Y43", "uscc_region", 5, None),
        ("350100100012345", "uscc_old_registration", None, None),
        ("M000100Y-4", "uscc_org_code", None, None),
        ("9.13E+17", "scientific", None, None),
        (9.13e17, "scientific", None, None),
    ],
)
def test_a_wrong_code_says_why_and_where(
    typed: object, code: str, position: int | None, suggestion: str | None
) -> None:
    result = check_uscc(typed)
    assert not result.ok and result.value is None and result.reason
    assert (result.reason.code, result.reason.position, result.suggestion) == (code, position, suggestion)


def test_width_case_and_spaces_are_tidied_without_asking() -> None:
    result = check_uscc(" ９１35 0100-m000100y43 ")
    assert (result.value, result.changed) == ("91350100M000100Y43", True)
    assert check_uscc("91350100M000100Y43").changed is False
    assert check_uscc("无").ok and check_uscc(None).value is None


@given(BODIES)
@example("4E002000000000000")
def test_every_generated_code_passes_twice(body: str) -> None:
    code = body + check_character(body)
    assert check_uscc(code).value == code
    assert check_uscc(code.lower()).value == code


@given(BODIES, st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_any_single_wrong_character_is_found(body: str, place: int, character: str) -> None:
    code = body + check_character(body)
    changed = code[:place] + character + code[place + 1 :]
    assert check_uscc(changed).ok == (changed == code)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("建 业新生活有限公司", "建业新生活有限公司"),
        ("国泰君安证券股份有限公司 ", "国泰君安证券股份有限公司"),
        ("星河息壤(浙江)数智科技有限公司", "星河息壤（浙江）数智科技有限公司"),
        ("星河息壤 （ 浙江 ） 数智科技", "星河息壤（浙江）数智科技"),
        ("ＥＰＳ创健科技", "EPS创健科技"),
        ("China  State   Construction", "China State Construction"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("华东\u200b建工\ufeff", "华东建工"),
        (None, ""),
    ],
)
def test_a_name_has_one_spelling(typed: str | None, clean: str) -> None:
    assert normalise_name(typed) == clean


@given(st.text(max_size=40))
def test_tidying_a_name_twice_changes_nothing(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once
    assert name_key(once) == name_key(text)


def test_names_that_differ_in_signs_have_the_same_key() -> None:
    assert name_key("星河(浙江) 科技 Co.") == name_key("星河（浙江）科技CO") == "星河浙江科技co"


@pytest.mark.parametrize(
    ("typed", "value", "kind", "extension"),
    [
        ("+86 13494982781", "+8613494982781", "mobile", None),
        ("193 6441 0755", "+8619364410755", "mobile", None),
        ("181-2152-6349", "+8618121526349", "mobile", None),
        ("8618354109546", "+8618354109546", "mobile", None),
        ("００86１３４９４９８２７８１", "+8613494982781", "mobile", None),
        (13812345678, "+8613812345678", "mobile", None),
        (13812345678.0, "+8613812345678", "mobile", None),
        ("1.3812345678E10", "+8613812345678", "mobile", None),
        ("021-68888888", "+862168888888", "landline", None),
        ("(021) 6888 8888 转 801", "+862168888888", "landline", "801"),
        ("021-68888888-801", "+862168888888", "landline", "801"),
        ("+86 21 6888 8888", "+862168888888", "landline", None),
        ("0512 6522 1234 ext. 12", "+8651265221234", "landline", "12"),
        ("0571-8765432", "+865718765432", "landline", None),
        ("400-820-8820", "+864008208820", "hotline", None),
        ("+852 2765 1234", "+85227651234", "international", None),
        ("手机：138 1234 5678", "+8613812345678", "mobile", None),
    ],
)
def test_telephones_get_one_form(typed: object, value: str, kind: str, extension: str | None) -> None:
    result = normalise_phone(typed)
    assert (result.value, result.kind, result.extension, result.reason) == (value, kind, extension, None)
    assert normalise_phone(result.value).value == value


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1381234567", Reason("phone_short", params={"digits": 10})),
        ("138123456789", Reason("phone_long", params={"digits": 12})),
        ("12812345678", Reason("phone_mobile_prefix")),
        ("68888888", Reason("phone_no_area")),
        ("021-6888888", Reason("phone_area")),
        ("1381234567X", Reason("phone_characters", params={"character": "X"})),
        ("1.38E+10", Reason("scientific")),
    ],
)
def test_a_wrong_telephone_says_why(typed: str, reason: Reason) -> None:
    assert normalise_phone(typed).reason == reason


def test_several_numbers_in_a_cell_are_all_kept() -> None:
    result = normalise_phone("13812345678 / 021-68888888、13812345678")
    assert (result.value, result.others) == ("+8613812345678", ("+862168888888",))


def test_numbers_are_shown_in_groups() -> None:
    shown = [normalise_phone(t).shown for t in ("13812345678", "021-68888888转8", "0571-87654321", "4008208820")]
    assert shown == ["138 1234 5678", "021-6888 8888 转 8", "0571-8765 4321", "400-820-8820"]


@given(st.text(max_size=20) | st.from_regex(r"\A[+0-9 ()-]{5,20}\Z"))
def test_reading_a_telephone_twice_changes_nothing(text: str) -> None:
    value = normalise_phone(text).value
    assert value is None or normalise_phone(value).value == value


@pytest.mark.parametrize("nothing", [None, "", " ", "-", "无", "暂无", "N/A", "——", "／"])
def test_the_ways_of_writing_nothing_are_blank(nothing: str | None) -> None:
    assert is_blank(nothing)
    for read in (check_uscc, normalise_phone, parse_email):
        assert read(nothing).ok and read(nothing).value is None


def test_nought_is_not_blank() -> None:
    assert not is_blank(0) and not is_blank("0") and not is_blank(False)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("KCJKEMX@EXAMPLE.COM", "kcjkemx@example.com"),
        (" ａ＠ｂ。cn ", "a@b.cn"),
        ("mailto:a.b@c-d.com.cn", "a.b@c-d.com.cn"),
    ],
)
def test_mail_addresses_are_tidied(typed: str, value: str) -> None:
    assert parse_email(typed).value == value


@pytest.mark.parametrize(
    "typed", ["a@b", "a b.cn", "@b.cn", "a@@b.cn", "a.@b.cn", "a@-b.cn", "张三@公司.cn", "a@b.c" + "n" * 300, 5]
)
def test_what_is_no_mail_address_is_refused(typed: object) -> None:
    assert parse_email(typed).reason == Reason("email_form")


def test_pinyin_of_names() -> None:
    assert (pinyin("林舒然"), pinyin_initials("林舒然")) == ("linshuran", "lsr")
    assert (pinyin("华东ERP（上海）"), pinyin_initials("华东ERP（上海）")) == ("huadongerpshanghai", "hderpsh")
    assert pinyin("重庆") == "chongqing"


def test_search_tokens_are_pairs_of_characters_and_whole_words() -> None:
    assert bigrams("华东ERP系统 2期") == ["华东", "erp", "系统", "2", "期"]
    assert bigrams("上海建工集团") == ["上海", "海建", "建工", "工集", "集团"]
    assert bigrams("Ｄougong，v2.0") == ["dougong", "v2", "0"]
    assert bigrams("，。 ") == []


@given(st.text(max_size=30))
def test_tokens_do_not_depend_on_width_or_case(text: str) -> None:
    assert bigrams(" ".join(bigrams(text))) is not None
    assert all(token and token == token.casefold() for token in bigrams(text))


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    for code, (zh, en) in SENTENCES.items():
        assert zh != en and zh and en, code
    assert Reason("uscc_chars", 8, {"character": "O"}).sentence() == "第 8 位的「O」不会出现在代码里。"
    assert Reason("phone_short", params={"digits": 10}).sentence("en") == "Too few digits: 10."
