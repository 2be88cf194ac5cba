"""What is done to a cell without asking: each rule with a name, an example and a switch, and what it did with its cells. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SAMPLES, LOOKED_AT = 6, 300
#: Kinds whose cells may be kept exactly as they stand.
FREE = ("text", "person", "address")
_NAMES = ("company", "person", "address", "text", "email", "choice", "region")


@dataclass(frozen=True, slots=True)
class Rule:
    """`kinds` are the fields it concerns; without, all. `before` and `after` are its example."""

    code: str
    zh: str
    en: str
    before: str
    after: str
    kinds: tuple[str, ...] = ()


RULES = (
    Rule("blank", "「无」「-」「N/A」当作空", "“无”, “-”, “N/A” count as empty", "暂无", ""),
    Rule(
        "width", "全角转半角，去多余空格和看不见的字符", "Width, spaces, invisible signs", "ＡＢＣ　公司", "ABC公司", _NAMES
    ),
    Rule("script", "繁体名称按简体比对，保存原字", "Names compare in simplified script", "華東電力", "华东电力", ("company",)),
    Rule("uscc", "信用代码去空格、转大写", "Credit code: spaces and case", "9132 0594ma2y8k4t3x", "91320594MA2Y8K4T3X", ("uscc",)),
    Rule(
        "uscc_slip", "信用代码的字母 O、I 改为 0、1（校验码相符才改）", "O for 0, I for 1 in a code, where its check agrees",
        "9132O594MA2Y8K4T3X", "91320594MA2Y8K4T3X", ("uscc",),
    ),
    Rule("phone", "电话统一为国际格式", "Phones in E.164", "0512-6288 4170", "+8651262884170", ("phone",)),
    Rule("email", "邮箱转小写、去空格", "E-mail: case and spaces", "Sun@QiYue.example", "sun@qiyue.example", ("email",)),
    Rule("date", "日期统一为年-月-日", "Dates as year-month-day", "2024年3月5日", "2024-03-05", ("date",)),
    Rule("date_serial", "Excel 的天数换成日期", "Excel's day numbers become dates", "45356", "2024-03-05", ("date",)),
    Rule("date_order", "日月次序按整列定", "Order of day and month by the column", "07/12/2021", "2021-12-07", ("date",)),
    Rule("amount", "金额去符号和逗号，万、亿换算为元", "Amounts without signs, in yuan", "¥35万", "350000.00", ("amount",)),
    Rule("amount_words", "大写金额换成数字", "Amounts in words become figures", "叁拾伍万元整", "350000.00", ("amount",)),
    Rule("amount_unit", "按表头的单位换算为元", "The header's unit becomes yuan", "35（万元）", "350000.00", ("amount",)),
    Rule("number", "人数等去掉文字", "Numbers without words", "约200人", "200", ("number", "decimal")),
    Rule("region", "地区换成区划码", "Places become region codes", "苏州工业园区", "320571", ("region",)),
)  # fmt: skip
CODES = frozenset(rule.code for rule in RULES)


def concerning(kinds: Iterable[str]) -> list[Rule]:
    """The rules that have something to do with fields of these kinds."""
    present = set(kinds)
    return [rule for rule in RULES if not rule.kinds or present & set(rule.kinds)]


_DIGIT, _LETTER, _HAN = re.compile(r"\d+"), re.compile(r"[A-Za-z]+"), re.compile(r"[\u3400-\u9fff]+")


def shape(text: str) -> str:
    """Equal for cells written alike: a sample of each is worth more than six of one."""
    return _HAN.sub("字", _LETTER.sub("a", _DIGIT.sub("0", text)))[:40]


@dataclass(slots=True)
class Tally:
    """How many cells each rule changed, and some of them: (sheet, row, field, before, after)."""

    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[list[Any]]] = field(default_factory=dict)
    _shapes: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def add(self, rule: str, place: tuple[str, int], key: str, before: str, after: str) -> None:
        self.counts[rule] += 1
        held = self.samples.setdefault(rule, [])
        if len(held) == SAMPLES or self.counts[rule] > LOOKED_AT:
            return
        shapes = self._shapes.setdefault(rule, set())
        like = (key, shape(before))
        if like not in shapes:
            shapes.add(like)
            held.append([*place, key, before[:80], after[:80]])
