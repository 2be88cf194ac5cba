"""What the lines of a licence say, whatever its layout and whichever way up it lies: places and words, and one picture that is
really read, in a process of its own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.clients.licence.labels import label_at
from dougong.clients.licence.layout import tilt_of, turned
from dougong.clients.licence.reading import licence_of, problem_with, upright
from dougong.clients.licence.values import code_in, found_in
from dougong.clients.tests import licences
from dougong.files.texts import apart
from dougong.files.texts.ocr import Line
from dougong.kit.formats import check_uscc
from dougong.kit.formats.uscc import ALPHABET, check_character

CODE = "91350100M000100Y43"


def line(text: str, left: float, top: float, *, height: float = 26, sure: float = 0.99) -> Line:
    right, bottom = left + height * 0.95 * len(text), top + height
    return Line(text, sure, left, top, right, bottom, ((left, top), (right, top), (right, bottom), (left, bottom)))


#: As an OCR gives them: halves of labels apart, a label read with its value, a value over two lines, a foot.
SEEN = [
    line("统一社会信用代码", 70, 70, height=20), line(CODE, 70, 102), line("营业执照", 590, 110, height=70),
    line("名", 90, 330), line("称", 190, 330), line("沧澜水务环境股份有限公司", 250, 330), line("注册资本", 790, 330),
    line("壹仟万元整", 940, 330), line("类", 90, 388), line("型", 190, 388), line("有限责任公司（自然人投资或控股）", 250, 388),
    line("成立日期2015年03月12日", 790, 388), line("法定代表人", 90, 446), line("欧阳执中", 250, 446), line("营业期限", 790, 446),
    line("2015年03月12日至长期", 940, 446), line("经营范围", 90, 504), line("机电设备安装工程施工；冷冻机房", 250, 504),
    line("节能改造；软件开发", 250, 538), line("住", 790, 504), line("所", 890, 504), line("江苏省苏州市工业园区星湖街", 940, 504),
    line("218号3幢", 940, 540), line("登记机关", 930, 800), line("2023年05月06日", 1010, 870),
    line("国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", 70, 985, height=16),
]  # fmt: skip
SAID = {
    "uscc": CODE, "name": "沧澜水务环境股份有限公司", "type": "有限责任公司(自然人投资或控股)", "legal_rep": "欧阳执中",
    "capital": "10000000.00", "founded": "2015-03-12", "term": "2015-03-12 起长期", "address": "江苏省苏州市工业园区星湖街218号3幢",
    "scope": "机电设备安装工程施工;冷冻机房节能改造;软件开发",
}  # fmt: skip


def told(lines: list[Line]) -> dict[str, str]:
    return {one.key: one.value for one in licence_of(lines).found}


def test_each_field_is_what_stands_at_its_label() -> None:
    assert told(SEEN) == SAID
    assert problem_with(SEEN, licence_of(SEEN)) == ""


def test_short_labels_that_were_not_seen_cost_no_field_but_are_told_as_less_sure() -> None:
    """名 称, 类 型, 住 所 stand far apart, and a camera loses them first."""
    without = [one for one in SEEN if len(one.text) > 1]
    assert told(without) == SAID
    sure = {one.key: one.sure for one in licence_of(without).found}
    assert all((sure[key] <= 0.8) is (key in ("name", "type", "address")) for key in sure)


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_lines_are_told_says_nothing(chance) -> None:
    mixed = list(SEEN)
    chance.shuffle(mixed)
    assert told(mixed) == SAID


@given(st.integers(0, 3), st.floats(-20, 20))
def test_whichever_way_it_lies_it_is_set_upright(quarter: int, lean: float) -> None:
    """A picture that was turned, and leans: the way back is found from the lines alone, and then they say the same."""
    cos, sin = math.cos(math.radians(lean)), math.sin(math.radians(lean))
    leaning = []
    for one in turned(SEEN, quarter):
        corners = tuple((x * cos - y * sin, x * sin + y * cos) for x, y in one.corners)
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        leaning.append(Line(one.text, one.sure, min(xs), min(ys), max(xs), max(ys), corners))
    back, tilt = upright(leaning)
    assert abs(tilt - lean) < 0.01 and abs(tilt_of(leaning) - lean) < 0.01
    assert back == (4 - quarter) % 4
    assert told(turned(leaning, back, tilt)) == SAID


@pytest.mark.parametrize(
    ("key", "read", "value", "good"),
    [
        ("capital", "人民币伍佰万圆整", "5000000.00", True),
        ("capital", "1000.5万元人民币", "10005000.00", True),
        ("capital", "500万美元", "", False),
        ("founded", "2015年3月2日", "2015-03-02", True),
        ("founded", "二〇一五年三月", "", False),
        ("term", "自2015年03月12日至2045年03月11日", "2015-03-12 至 2045-03-11", True),
        ("term", "长期", "长期", True),
        ("term", "2045年03月11日至2015年03月12日", "2045-03-11 至 2015-03-12", False),
        ("name", "沧澜", "沧澜", False),
        ("legal_rep", "张3", "张3", False),
        ("address", "星湖", "星湖", False),
    ],
)
def test_what_reads_well_and_is_no_such_thing_is_not_told_as_sure(key: str, read: str, value: str, good: bool) -> None:
    from dougong.clients.licence.layout import Piece

    one = found_in(key, [Piece(read, 0.99, 0, 0, 10, 10)])
    assert (one.value, one.sure > 0.9) == (value, good)


_BODY = st.text(ALPHABET, min_size=9, max_size=9).map(lambda rest: f"91320505{rest}")


@given(_BODY, st.data())
def test_only_a_slip_that_the_check_character_proves_is_mended(body: str, data: st.DataObject) -> None:
    """O for 0 and I for 1 are mended, and told; any other wrong character never makes a code that is told as sure."""
    from dougong.clients.licence.layout import Piece

    code = body + check_character(body)
    at = data.draw(st.integers(0, 17))
    slip = {"0": "O", "1": "I"}.get(code[at])
    if slip:
        typed = code[:at] + slip + code[at + 1 :]
        one = code_in([Piece(typed, 0.99, 0, 0, 10, 10)], [])
        assert one is not None and (one.value, one.mended, one.text) == (code, True, typed)
    other = data.draw(st.sampled_from([ch for ch in ALPHABET if ch != code[at]]))
    wrong = code[:at] + other + code[at + 1 :]
    one = code_in([Piece(wrong, 0.99, 0, 0, 10, 10)], [])
    assert one is not None and check_uscc(wrong).value is None
    assert one.sure < 0.9 and not one.mended and one.value == wrong


def test_what_is_no_licence_is_told_from_what_can_not_be_read() -> None:
    invoice = [line("增值税专用发票", 300, 40), line("购买方名称", 60, 120), line("价税合计", 60, 400), line("叁万元整", 240, 400)]
    assert problem_with([], licence_of([])) == "no_text"
    assert problem_with(invoice, licence_of(invoice)) == "no_licence"
    smeared = [line("统一社会倍用", 60, 40, sure=0.55), line("注册资", 60, 90, sure=0.6), line("限贲任", 200, 140, sure=0.52)]
    assert problem_with(smeared, licence_of(smeared)) == "blurred"


def test_a_word_in_a_sentence_is_no_label() -> None:
    assert label_at("名称变更登记")[0] == "" and label_at("住所")[0] == "address"
    assert label_at("法走代表人张三") == ("legal_rep", 5), "one character of a long label may be misread"


@pytest.mark.skipif(not licences.SANS.is_file(), reason="no font with Chinese characters (make system)")
def test_a_photo_that_lies_on_its_side_is_read() -> None:
    made = licences.draw(103, "landscape", 0.7)
    photo = licences.noisy(licences.askew(made.picture.rotate(90, expand=True), 3), 1, 6)
    answer = apart.run("dougong.clients.licence.child", "image/jpeg", data=licences.as_jpeg(photo), seconds=200)
    found = {f["key"]: f for f in answer["fields"]}
    for key in ("uscc", "founded", "capital", "name"):
        assert (found[key]["value"], found[key]["sure"] > 0.9) == (made.said[key], True), key
    assert answer["turned"] == 270
    assert all(f["picture"].startswith("/9j/") for f in found.values()), "each beside its piece, a JPEG"
