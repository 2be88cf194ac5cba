"""The patterns, what each can be told, and the settings they begin with. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Dial:
    """A threshold: between `low` and `high`, at first `at`."""

    key: str
    zh: str
    en: str
    at: int
    low: int
    high: int


@dataclass(frozen=True)
class Pattern:
    """`days`: how far back it looks, where that is no dial of its own."""

    code: str
    zh: str
    en: str
    why_zh: str
    why_en: str
    dials: tuple[Dial, ...]


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "burst", "突然大增", "Burst",
        "一周里进出的积分远多于这个账户以往各周，也远多于其他账户（稳健 z 值）。",
        "Far more points in a week than in the account's earlier weeks and than at other accounts (robust z).",
        (
            Dial("threshold", "偏离程度，十分之一", "Distance, in tenths", 35, 10, 200),
            Dial("least", "一周至少积分", "Points in the week, at least", 500, 1, 10_000_000),
            Dial("own", "账户至少有几周历史", "Weeks of history", 6, 3, 52),
        ),
    ),
    Pattern(
        "circle", "互赠成圈", "Circle of gifts",
        "几天之内积分转了一圈，又回到送出的客户。",
        "Points went round within some days and came back to who gave them.",
        (
            Dial("days", "天数", "Days", 30, 1, 366),
            Dial("least", "每笔至少积分", "Points of each gift, at least", 100, 1, 10_000_000),
        ),
    ),
    Pattern(
        "friend", "集中给少数客户", "Staff to friend",
        "一位同事手工给的积分、建议和推荐大多给了同一个客户，比其他同事集中得多。",
        "Most of what a colleague gave by hand went to one client, far more than colleagues do.",
        (
            Dial("least", "给同一客户至少几笔", "Acts for the one client, at least", 4, 2, 1000),
            Dial("share", "占这位同事的百分比", "Percent of the colleague's acts", 60, 10, 100),
        ),
    ),
    Pattern(
        "chain", "申请与审批成环", "Ring of approvals",
        "几位同事互相审批手工积分，或者有人审批了自己的申请。",
        "Colleagues decide on each other's points by hand, or somebody decided on his own.",
        (Dial("least", "每一方至少几笔", "Acts on each side, at least", 2, 1, 1000),),
    ),
    Pattern(
        "round", "整数过多", "Round numbers",
        "手工积分里整百的远多于其他同事。",
        "Of the amounts by hand far more are whole hundreds than with colleagues.",
        (
            Dial("least", "至少几笔", "Acts, at least", 8, 5, 1000),
            Dial("share", "整百的百分比", "Percent of round amounts", 70, 20, 100),
        ),
    ),
    Pattern(
        "under_limit", "贴着审批线", "Just under the limit",
        "手工积分扎堆在审批额度之下一点点。",
        "Amounts by hand heap just below the limit from which others decide.",
        (
            Dial("limit", "审批额度，积分", "Limit in points", 1000, 10, 1_000_000),
            Dial("band", "额度上下百分比", "Percent around the limit", 10, 1, 50),
            Dial("least", "至少几笔", "Acts, at least", 4, 2, 1000),
        ),
    ),
    Pattern(
        "expiring_gift", "到期前转赠", "Gift before expiry",
        "送出的积分大部分几天内就要过期。",
        "Most of the points given away would have expired within days.",
        (
            Dial("days", "到期前几天", "Days before expiry", 7, 1, 90),
            Dial("least", "至少积分", "Points, at least", 200, 1, 10_000_000),
            Dial("share", "即将到期的百分比", "Percent about to expire", 80, 1, 100),
        ),
    ),
    Pattern(
        "undone", "用掉后冲正", "Taken back after use",
        "积分给出后被用掉或转走，随后来源又被撤回。",
        "Points were given, spent or given away, and then their ground was withdrawn.",
        (
            Dial("days", "给出后几天内", "Days after they were given", 90, 1, 730),
            Dial("least", "至少用掉积分", "Points gone, at least", 20, 1, 10_000_000),
        ),
    ),
    Pattern(
        "receipt_undone", "回款冲销前用掉", "Receipt reversed after use",
        "登记回款得到的积分被用掉，随后这笔回款被冲销。",
        "Points of a receipt were spent, and then the receipt was reversed.",
        (
            Dial("days", "登记后几天内", "Days after it was recorded", 90, 1, 730),
            Dial("least", "至少用掉积分", "Points gone, at least", 50, 1, 10_000_000),
        ),
    ),
)  # fmt: skip
BY_CODE: Mapping[str, Pattern] = {one.code: one for one in PATTERNS}
CHOICES = tuple((one.code, one.zh, one.en) for one in PATTERNS)
#: How far back a run looks, in days.
BACK = Dial("back", "查看最近天数", "Days looked back", 90, 7, 400)
FIRST: dict[str, Any] = {
    "back": BACK.at,
    "patterns": {one.code: {"on": True, **{dial.key: dial.at for dial in one.dials}} for one in PATTERNS},
    "report": {"monthly": True},
    "redemption": None,
}


def whole(body: Mapping[str, Any]) -> dict[str, Any]:
    """A body as it was kept, with what came to the product since at its first setting."""
    kept = body.get("patterns", {})
    patterns = {code: {**first, **{k: v for k, v in kept.get(code, {}).items() if k in first}} for code, first in FIRST["patterns"].items()}
    return {**FIRST, **{k: v for k, v in body.items() if k in FIRST}, "patterns": patterns}


def faults(body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(field, zh, en) of each threshold out of its bounds."""
    found = []
    asked = [("back", BACK, body["back"])]
    for one in PATTERNS:
        asked += [(f"{one.code}.{dial.key}", dial, body["patterns"][one.code][dial.key]) for dial in one.dials]
    for field, dial, value in asked:
        if not dial.low <= value <= dial.high:
            zh = f"{dial.zh}填 {dial.low} 到 {dial.high} 之间的整数。"
            found.append((field, zh, f"{dial.en}: a whole number from {dial.low} to {dial.high}."))
    return found
