"""What rules can be about: each kind of event with the fields that its expressions may ask. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dougong.loyalty.programme.events import REDEEMED, REVERSED, TICK, TRANSFERRED

RECEIPT = "receipt.recorded"
ACCEPTED = "project.accepted"
SIGNED = "contract.signed"
SUGGESTION = "suggestion.adopted"
REFERRAL = "referral.converted"
COMPLAINT = "complaint.closed"
SURVEY = "survey.answered"
ANNIVERSARY = "client.anniversary"
#: Points that people decide on, and those that follow a merge of two clients: their events say how many.
ADJUSTED = "points.adjusted"
MERGED = "points.merged"
#: What of a gift that is taken back was spent meanwhile.
RETURNED = "points.returned"
#: Of these the programme itself says what they mean.
OWN = (REDEEMED, REVERSED, TICK, TRANSFERRED)


@dataclass(frozen=True)
class Asked:
    """A field of an event: its name in expressions, its type (number, text, date, truth, texts), and one value it may have."""

    name: str
    type: str
    zh: str
    en: str
    example: Any


@dataclass(frozen=True)
class Trigger:
    """`there` says whether the product tells of it yet; `by_hand` that people record it, with a document."""

    code: str
    zh: str
    en: str
    fields: tuple[Asked, ...]
    there: bool = True
    by_hand: bool = False


#: Of the client, as it is when the event is told to the ledger; asked only where a rule in force asks.
OF_THE_CLIENT = (
    Asked("client_grade", "text", "信用等级", "Credit grade", "AA"),
    Asked("client_tags", "texts", "标签", "Tags", ["重点客户"]),
    Asked("client_region", "text", "地区代码，GB/T 2260", "Region, GB/T 2260", "320500"),
    Asked("client_industry", "text", "行业", "Industry", "半导体"),
    Asked("client_kind", "text", "客户类型代码", "Kind of client", "employer"),
    Asked("client_segments", "texts", "所在分层的编号", "Ids of its segments", []),
)
_AMOUNT = Asked("amount", "number", "金额，元", "Amount in yuan", 350000.5)
TRIGGERS: tuple[Trigger, ...] = (
    Trigger(RECEIPT, "登记回款", "Receipt recorded", (
        _AMOUNT,
        Asked("received_on", "date", "到账日期", "Received on", "2026-03-01"),
        Asked(
            "days_early", "number", "早于到期日的天数，晚到为负，没有到期款时为空",
            "Days before it was due; below zero late; null when nothing was due", 3,
        ),
    )),
    Trigger(ACCEPTED, "验收通过", "Acceptance passed", (
        Asked("due", "date", "计划验收日", "Planned", "2026-03-10"),
        Asked("accepted", "date", "验收日", "Accepted on", "2026-03-08"),
        Asked("on_time", "truth", "是否按时", "On time", True),
    )),
    Trigger(SIGNED, "合同生效", "Contract in force", (_AMOUNT,)),
    Trigger(SUGGESTION, "采纳客户建议", "Suggestion adopted", (), by_hand=True),
    Trigger(REFERRAL, "推荐的新客户签约", "Recommended client signed", (), by_hand=True),
    Trigger(COMPLAINT, "投诉办结", "Complaint closed", (
        Asked("satisfied", "truth", "客户是否满意", "Satisfied", False),
    ), there=False),
    Trigger(SURVEY, "回复满意度调查", "Survey answered", (Asked("score", "number", "评分", "Score", 5),), there=False),
    Trigger(ANNIVERSARY, "合作周年", "Anniversary", (Asked("years", "number", "周年数", "Years", 3),), there=False),
)  # fmt: skip
BY_CODE: Mapping[str, Trigger] = {one.code: one for one in TRIGGERS}


def example(code: str) -> dict[str, Any]:
    """An event of this kind, for checking an expression."""
    known = BY_CODE.get(code)
    asked = (*(known.fields if known else ()), *OF_THE_CLIENT)
    return {one.name: one.example for one in asked}
