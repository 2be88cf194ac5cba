"""A signed review and a monthly report as PDF, from the figures they were made with."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from dougong.kit import clock, pdf
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.noting import note
from dougong.oversight.models import PointsReport, WatchReview
from dougong.oversight.policies import REPORT, REVIEW
from dougong.oversight.rules.patterns import BY_CODE
from dougong.oversight.selectors.reviews import digest_of
from dougong.oversight.wording import FIGURES, FINDINGS, FLOWS, bucket_words

FOLDER = Path(__file__).parent


def print_review(actor: Actor, *, review_id: uuid.UUID, language: str) -> tuple[str, bytes]:
    """Its file name and the PDF; the same whenever it is printed."""
    row: WatchReview = get_visible(WatchReview.objects.visible_to(actor), review_id)
    en = language.startswith("en")
    made = pdf.render(FOLDER / "review.typ", reviewed(row, en=en))
    note(actor, "export", REVIEW, title=row.month, after={"format": "pdf"})
    return f"{'Points review' if en else '积分月度复核'}-{row.month}.pdf", made


def reviewed(row: WatchReview, *, en: bool) -> dict[str, Any]:
    """What the template prints: all as text."""
    facts, ledger = row.facts, row.facts["ledger"]
    head = ledger["head"]
    return {
        "en": en, "company": settings.DOUGONG_COMPANY, "month": row.month, "signed_by": row.signed_by, "comment": row.comment,
        "signed_at": f"{row.signed_at.astimezone(clock.zone()):%Y-%m-%d %H:%M}", "digest": row.digest,
        "intact": digest_of(facts) == row.digest, "head": head["root"] if head else "", "size": str(head["size"]) if head else "",
        "figures": [{"word": en_word if en else zh, "value": _count(ledger[key])} for key, zh, en_word in _LEDGER],
        "cases": [_case(one, en) for one in facts["cases"]],
        "patterns": [{"word": _pattern(code, en), "count": str(n)} for code, n in facts["patterns"].items()],
    }  # fmt: skip


_LEDGER = (
    ("entries", "流水笔数", "Entries"),
    ("issued", "发放", "Issued"),
    ("redeemed", "兑换", "Redeemed"),
    ("expired", "过期", "Expired"),
    ("by_hand", "手工调整笔数", "Adjustments by hand"),
    ("by_hand_points", "手工调整积分", "Points by hand"),
    ("gifts", "转赠笔数", "Gifts"),
    ("reversals", "冲正笔数", "Reversals"),
    ("froze", "冻结", "Frozen"),
    ("released", "解冻", "Released"),
    ("balance", "月末余额合计", "Balances at its end"),
)


def _pattern(code: str, en: bool) -> str:
    found = BY_CODE.get(code)
    return code if found is None else found.en if en else found.zh


def _case(one: dict[str, Any], en: bool) -> dict[str, str]:
    return {
        "number": one["number"], "pattern": _pattern(one["pattern"], en), "points": _count(one["points"]), "finds": str(one["finds"]),
        "days": f"{one['first_on']} — {one['last_on']}", "finding": FINDINGS[one["finding"]][en], "handled": one["handled"] or "—",
        "reason": one["reason"],
    }  # fmt: skip


def print_report(actor: Actor, *, report_id: uuid.UUID, language: str) -> tuple[str, bytes]:
    row: PointsReport = get_visible(PointsReport.objects.visible_to(actor), report_id)
    en = language.startswith("en")
    made = pdf.render(FOLDER / "report.typ", reported(row, en=en))
    note(actor, "export", REPORT, title=str(row), after={"format": "pdf"})
    return f"{'Points report' if en else '积分月报'}-{row.last:%Y%m%d}.pdf", made


def reported(row: PointsReport, *, en: bool) -> dict[str, Any]:
    facts = row.facts
    money = facts["money"]
    most = max((bucket["accounts"] for bucket in facts["distribution"]), default=0) or 1
    return {
        "en": en, "company": settings.DOUGONG_COMPANY, "first": f"{row.first}", "last": f"{row.last}",
        "made": f"{row.updated_at.astimezone(clock.zone()):%Y-%m-%d %H:%M}", "point_value": money["point_value"],
        "expected": str(money["expected"]), "measured": money["measured"],
        "figures": [
            {"word": e if en else zh, "value": _count(facts["figures"][key], "%" if key == "redemption_rate" else "")}
            for key, zh, e in FIGURES
        ],
        "liability": _yuan(money["liability"]), "whole": _yuan(money["whole_liability"]), "cost": _yuan(money["cost"]),
        "outstanding": _count(facts["figures"]["outstanding"]),
        "flows": [e if en else zh for _, zh, e in FLOWS],
        "months": [{"month": m["month"], "values": [_count(m[key]) for key, _, _ in FLOWS]} for m in facts["months"]],
        "buckets": [
            {
                "word": bucket_words(b["low"], b["high"], en=en), "accounts": _count(b["accounts"]), "points": _count(b["points"]),
                "part": round(b["accounts"] * 100 / most),
            }
            for b in facts["distribution"]
        ],
        "effect": _effect(facts["effect"]),
        "enough": str(facts["effect"]["enough"]),
    }  # fmt: skip


def _effect(effect: dict[str, Any]) -> list[list[str]]:
    """Rows of with and without: clients, signed again, share; payments, clients, median days."""
    rows = []
    for side in ("having", "without"):
        repeat, payment = effect["repeat"][side], effect["payment"][side]
        rows.append(
            [_count(repeat["clients"]), _count(repeat["again"]), _count(repeat["share"], "%"), _count(payment["payments"]),
             _count(payment["clients"]), _count(payment["days"])]
        )  # fmt: skip
    return rows


def _count(value: float | None, unit: str = "") -> str:
    return "—" if value is None else f"{value:,}{unit}".replace("-", "−")


def _yuan(value: str) -> str:
    return f"¥{int(value.partition('.')[0]):,}.{value.partition('.')[2]}"
