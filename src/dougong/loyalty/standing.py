"""Which tier so much reaches, and what is missing to the next. Pure.

A body: `by` points or amount (yuan of receipts), `months` of the window, `grace` months after a tier was lost, `point_value`
what a point costs in yuan, `tiers` upwards:
{code, zh, en, least, benefits_zh, benefits_en, voucher_share (percent of a payment that vouchers may cover), priority}.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from dougong.kit.months import month_on
from dougong.loyalty.shaping import Fault


def _tier(code: str, words: tuple[str, str], least: int, gives: tuple[str, str], share: int, priority: int) -> dict[str, Any]:
    return {
        "code": code, "zh": words[0], "en": words[1], "least": least, "benefits_zh": gives[0], "benefits_en": gives[1],
        "voucher_share": share, "priority": priority,
    }  # fmt: skip


FIRST: dict[str, Any] = {
    "by": "points", "months": 12, "grace": 3, "point_value": "0.10",
    "tiers": [
        _tier("basic", ("普通", "Basic"), 0, ("积分可在商城兑换", "Points can be redeemed"), 5, 0),
        _tier("silver", ("银", "Silver"), 2000, ("季度回访；工单优先受理", "A visit each quarter; tickets first"), 8, 1),
        _tier("gold", ("金", "Gold"), 10_000, ("专属客服；培训席位每年 2 个", "A contact of one's own; two training seats a year"), 10, 2),
        _tier(
            "platinum", ("铂金", "Platinum"), 30_000,
            ("专属客服；延保 6 个月；年度闭门论坛", "A contact of one's own; warranty 6 months longer; the yearly forum"), 15, 3,
        ),
    ],
}  # fmt: skip


def first_month(today: dt.date, months: int) -> dt.date:
    """The first day of the first of so many months of which this is the last."""
    return month_on(today.replace(day=1), 1 - months)


def tier_at(body: Mapping[str, Any], score: int) -> str:
    """The highest tier that the score reaches; "" below the first."""
    return next((t["code"] for t in reversed(body["tiers"]) if score >= t["least"]), "")


def rank(body: Mapping[str, Any], code: str) -> int:
    """Its place from below; -1 of none, or of one that is no more."""
    return next((place for place, t in enumerate(body["tiers"]) if t["code"] == code), -1)


def progress(body: Mapping[str, Any], code: str, score: int) -> dict[str, Any]:
    """The tier, the next above it, and what is missing to that."""
    place = rank(body, code)
    above = [t for t in body["tiers"][place + 1 :] if t["least"] > score]
    return {
        "by": body["by"], "months": body["months"], "score": score, "tier": body["tiers"][place] if place >= 0 else None,
        "next": above[0] if above else None, "missing": above[0]["least"] - score if above else 0,
    }  # fmt: skip


def faults(body: Mapping[str, Any]) -> list[Fault]:
    tiers = body["tiers"]
    least = [t["least"] for t in tiers]
    found = []
    if any(a >= b for a, b in pairwise(least)):
        found.append(Fault("tiers", "等级由低到高，门槛要一级比一级高。", "Each tier needs more than the one below it."))
    if len({t["code"] for t in tiers}) < len(tiers):
        found.append(Fault("tiers", "两个等级用了同一个代码。", "Two tiers have the same code."))
    return found
