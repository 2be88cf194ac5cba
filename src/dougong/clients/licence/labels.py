"""The words that stand before the fields of a licence, as an OCR reads them."""

from __future__ import annotations

import re

#: Field → its labels. Branches, partnerships, sole owners and households call some of theirs otherwise.
LABELS: dict[str, tuple[str, ...]] = {
    "uscc": ("统一社会信用代码",),
    "name": ("名称", "企业名称", "字号名称"),
    "type": ("类型", "主体类型", "公司类型", "企业类型", "组成形式"),
    "legal_rep": (
        "法定代表人", "负责人", "经营者姓名", "经营者", "投资人姓名", "投资人", "执行事务合伙人", "法定代表人姓名",
    ),
    "capital": ("注册资本", "注册资金", "出资额", "成员出资总额", "开办资金"),
    "founded": ("成立日期", "注册日期", "成立时间"),
    "term": ("营业期限", "经营期限", "合伙期限"),
    "address": ("住所", "企业住所", "营业场所", "经营场所", "主要经营场所"),
    "scope": ("经营范围", "业务范围"),
}  # fmt: skip
FIELDS = tuple(LABELS)
#: What stands on a licence and is no field: it ends the field above it.
END = "end"
_ENDS = (
    "登记机关", "国家企业信用信息公示", "国家市场监督管理总局", "中华人民共和国", "市场主体应当", "企业应当于每年", "扫描二维码",
    "扫描市场主体", "了解更多登记", "备案许可", "监管信息", "信用信息公示系统", "提示每年", "年度报告", "体验更多应用",
)  # fmt: skip
#: Noise: never part of a value.
NOISE = re.compile(
    r"https?|www\.|gsxt|公示系统|^副本|^正本|^\(?副\)?$|^营业执照|^编号|^\(?\d-\d\)?$|监制$|二维码|^NO[.:]?\d*$",
    re.IGNORECASE,
)
_ORDERED = sorted(((label, key) for key, labels in LABELS.items() for label in labels), key=lambda p: -len(p[0]))
#: Characters that an OCR takes for those of the two-character labels.
_LOOKS = str.maketrans(
    {
        "祢": "称",
        "稱": "称",
        "枒": "称",
        "各": "名",
        "往": "住",
        "听": "所",
        "頻": "类",
        "刑": "型",
        "塑": "型",
    }
)


def label_at(text: str) -> tuple[str, int]:
    """(field, how many characters its label takes) where `text` begins with a label, `END` with the words of a foot; ("", 0)
    where with neither. In longer labels one character may be misread."""
    for words in _ENDS:
        if _near(text, words):
            return END, len(text)
    for label, key in _ORDERED:
        if _near(text, label) if len(label) >= 4 else text.translate(_LOOKS).startswith(label):
            if len(label) == 2 and not _is_short_label(text[2:]):
                continue
            return key, len(label)
    return "", 0


def _near(text: str, words: str) -> bool:
    head = text[: len(words)]
    return len(head) == len(words) and sum(a != b for a, b in zip(head, words, strict=True)) <= (len(words) >= 4)


def _is_short_label(rest: str) -> bool:
    """住所 and 类型 begin ordinary words too: 名称变更, 类型多样."""
    return not rest.startswith(("变更", "多样", "及", "和", "、", "或", "预先"))


def halves() -> set[tuple[str, str]]:
    """The two-character labels, whose characters stand far apart and are often read as two."""
    return {(label[0], label[1]) for _, labels in LABELS.items() for label in labels if len(label) == 2}
