"""The rules in force, as the programme takes them."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.db.models import Q

from dougong.loyalty import shaping
from dougong.loyalty.models import PointsRule
from dougong.loyalty.programme.rules import Rule, parse
from dougong.loyalty.triggers import ADJUSTED, MERGED, RETURNED

#: What people decided, and what a merge or a gift taken back moves beyond a transfer: the event says how many.
BUILT_IN: tuple[dict[str, Any], ...] = (
    {"code": "manual", "version": 1, "on": ADJUSTED, "points": "points", "to": "any"},
    {"code": "merge", "version": 1, "on": MERGED, "points": "points", "to": "any"},
    {"code": "gift_back", "version": 1, "on": RETURNED, "points": "points", "to": "any"},
)
#: The rules of the house: (code, number, zh, en, on, what is said of it, in force from the first day).
READY: tuple[tuple[str, int, str, str, str, dict[str, Any], bool], ...] = (
    ("receipt", 10, "每回款满 1 万元得 10 分", "10 points for every full 10,000 yuan received", "receipt.recorded",
     {"when": "amount > 0", "points": "floor(amount / 10000) * 10"}, True),
    ("acceptance_on_time", 20, "按时验收得 50 分", "50 points for an acceptance on time", "project.accepted",
     {"when": "on_time", "points": "50"}, True),
    ("acceptance_late", 30, "验收延迟扣 20 分", "20 points taken for a late acceptance", "project.accepted",
     {"when": "not on_time", "points": "-20"}, True),
    ("suggestion", 40, "有用建议得 30 分", "30 points for a useful suggestion", "suggestion.adopted", {"points": "30"}, True),
    ("suggestion_person", 45, "有用建议，提出人本人得 10 分", "10 points of their own for whoever suggested it",
     "suggestion.adopted", {"points": "10", "months": 24, "to": "contact"}, False),
    ("referral", 50, "推荐新客户签约得 30 分", "30 points for a client recommended and signed", "referral.converted",
     {"points": "30"}, True),
    ("complaint", 60, "投诉办结不满意扣 50 分", "50 points taken for a complaint closed unsatisfied", "complaint.closed",
     {"when": "not satisfied", "points": "-50"}, False),
    ("paid_on_time", 70, "按时付款得 20 分", "20 points for paying on time", "receipt.recorded",
     {"when": "(days_early ?? -1) >= 0", "points": "20", "months": 24, "group": "payment"}, False),
    ("paid_early", 65, "提前 10 天以上付款得 50 分", "50 points for paying 10 days early", "receipt.recorded",
     {"when": "(days_early ?? -1) >= 10", "points": "50", "months": 24, "group": "payment"}, False),
    ("survey", 80, "回复满意度调查得 10 分", "10 points for an answered survey", "survey.answered",
     {"points": "10", "months": 24}, False),
    ("anniversary", 90, "合作每满一年得 100 分", "100 points for each year together", "client.anniversary",
     {"points": "100", "months": 24}, False),
)  # fmt: skip


def install() -> None:
    """The rules of the house, where there is none yet: those in force as version 1 from the first day, the others as drafts."""
    if not PointsRule.objects.exists():
        PointsRule.objects.bulk_create([PointsRule(**ready) for ready in house_rules()], ignore_conflicts=True)


def house_rules() -> list[dict[str, Any]]:
    return [
        {
            "code": code, "number": number, "zh": zh, "en": en, "on": on, "body": shaping.body_of(**said),
            "no": 1 if begins else None, "state": "approved" if begins else "draft", "made_by": "斗拱",
            "approved_by": "斗拱" if begins else "",
        }
        for code, number, zh, en, on, said, begins in READY
    ]  # fmt: skip


def in_force(types: Collection[str]) -> tuple[tuple[Rule, ...], dict[str, set[str]]]:
    """The rules about these events, all versions with their times, in their order; and what they ask, by type."""
    rows = [one for one in BUILT_IN if one["on"] in types]
    asked: dict[str, set[str]] = defaultdict(set)
    found = PointsRule.objects.filter(on__in=types, state="approved").order_by("number", "code", "no")
    if not found:
        install()
    for row in found.all():
        rows.append(told(row))
        asked[row.on] |= shaping.asks(row.body)
    return _compiled(json.dumps(rows, ensure_ascii=False)), asked


def told(row: PointsRule) -> dict[str, Any]:
    return shaping.told(row.code, row.no or 0, row.on, row.body, row.begins_at, row.ends_at)


def rules_file() -> list[dict[str, Any]]:
    """All that were ever in force, as `dougong points replay` takes them."""
    rows = PointsRule.objects.filter(state="approved").order_by("number", "code", "no")
    return [*BUILT_IN, *(told(row) for row in rows)]


@lru_cache(maxsize=64)
def _compiled(rows: str) -> tuple[Rule, ...]:
    return parse(f'{{"rules": {rows}}}'.encode())


def standing_at(at: dt.datetime) -> Q:
    """Approved versions that count at a moment."""
    begun = Q(begins_at__isnull=True) | Q(begins_at__lte=at)
    return begun & (Q(ends_at__isnull=True) | Q(ends_at__gt=at)) & Q(state="approved")
