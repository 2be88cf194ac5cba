"""The page that a month's reviewer looks at, and those that were signed."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

import orjson
from django.db.models import Count, Q, Sum

from dougong.audit.models import AuditEntry
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.jsonable import plain
from dougong.kit.listing import Col, ListSpec
from dougong.kit.months import month_on
from dougong.loyalty.models import PointsAccount, PointsAdjustment, PointsEntry, PointsHead
from dougong.loyalty.policies import ACCOUNT
from dougong.oversight.models import WatchCase, WatchReview
from dougong.oversight.policies import REPORT, REVIEW
from dougong.oversight.rules import patterns
from dougong.oversight.selectors.flows import GIFT, flows
from dougong.oversight.selectors.settings import body as settings_body

REVIEWS = ListSpec(
    code="points-reviews",
    resource=REVIEW,
    zh="积分月度复核",
    en="Monthly reviews of points",
    default_sort="-month",
    cols=(
        Col("id", hidden=True),
        Col("month", "月份", "Month", sort=True),
        Col("cases", "案件", "Cases", type="number"),
        Col("open_cases", "未结", "Open", type="number"),
        Col("abuse", "滥用", "Abuse", type="number"),
        Col("signed_by", "签署人", "Signed by"),
        Col("signed_at", "签署时间", "Signed", type="datetime", sort=True),
        Col("comment", "意见", "Comment"),
        Col("digest", "指纹", "Digest"),
    ),
    filters=(Filter("month", "月份", "Month"), Filter("abuse", "滥用", "Abuse", type="number")),
    search=lambda rows, text, actor: rows.filter(Q(month__contains=text) | Q(signed_by__contains=text)),
    base=lambda rows: rows.defer("facts"),
)
REPORTS = ListSpec(
    code="points-reports",
    resource=REPORT,
    zh="积分报告",
    en="Points reports",
    default_sort="-last",
    cols=(
        Col("id", hidden=True),
        Col("first", "自", "From", type="date"),
        Col("last", "至", "To", type="date", sort=True),
        Col("issued", "发放", "Issued", type="number"),
        Col("redeemed", "兑换", "Redeemed", type="number"),
        Col("outstanding", "未用", "Outstanding", type="number"),
        Col("made_by", "生成人", "Made by"),
        Col("created_at", "生成时间", "Made", type="datetime"),
    ),
    filters=(Filter("last", "至", "To", type="date"),),
    search=lambda rows, text, actor: rows.filter(made_by__contains=text),
    base=lambda rows: rows.defer("facts"),
)


def digest_of(facts: dict[str, Any]) -> str:
    """SHA-256 over the facts with their keys in order: the same whatever database they went through."""
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def waiting(actor: Actor) -> dict[str, Any]:
    """Months that are over and were not signed, the oldest first, of the last twelve that anything happened in."""
    require(actor, REVIEW, "view")
    first = PointsEntry.objects.order_by("occurred_at").values_list("occurred_at", flat=True).first()
    signed = set(WatchReview.objects.values_list("month", flat=True))
    today, months = clock.today(), []
    for back in range(12, 0, -1):
        day = month_on(today.replace(day=1), -back)
        if first is not None and clock.local_date(first) < month_on(day, 1) and day.strftime("%Y-%m") not in signed:
            months.append(day.strftime("%Y-%m"))
    return {"months": months, "may_sign": actor.can(REVIEW, "sign")}


def draft(actor: Actor, month: str) -> dict[str, Any]:
    """What would be signed now, and who handled its cases."""
    require(actor, REVIEW, "view")
    cases = cases_of(month)
    facts = facts_of(month, cases)
    return {
        "month": month, "facts": facts, "digest": digest_of(facts), "handled": handled_by(actor, cases),
        "may_sign": actor.can(REVIEW, "sign"),
    }  # fmt: skip


def signed(actor: Actor, review_id: uuid.UUID) -> dict[str, Any]:
    """A signed page as it was, and whether it still has its digest."""
    row: WatchReview = get_visible(WatchReview.objects.visible_to(actor), review_id)
    return {
        "id": row.pk, "month": row.month, "facts": row.facts, "digest": row.digest, "intact": digest_of(row.facts) == row.digest,
        "comment": row.comment, "signed_by": row.signed_by, "signed_at": row.signed_at,
    }  # fmt: skip


def span(month: str) -> tuple[dt.date, dt.date]:
    """Its first day, and the first of the next."""
    first = dt.date.fromisoformat(f"{month}-01")
    return first, month_on(first, 1)


def cases_of(month: str) -> list[WatchCase]:
    """Found or closed in the month, or open at its end."""
    begin, end = (clock.day_start(day) for day in span(month))
    touched = Q(found_at__gte=begin) | Q(closed_at__gte=begin) | Q(state="open")
    rows = WatchCase.objects.filter(touched, found_at__lt=end).select_related("assigned_to")
    return list(rows.order_by("number"))


def handled_by(actor: Actor, cases: Sequence[WatchCase]) -> list[str]:
    """Numbers of those that the actor handled: was given, closed, or is himself about."""
    return [c.number for c in cases if actor.id and actor.id in (c.assigned_to_id, c.closed_by_id, c.person_id)]


def facts_of(month: str, cases: Sequence[WatchCase]) -> dict[str, Any]:
    """The ledger's figures of the month, its cases (by number, nobody is named but who handled them), the thresholds, and the
    head of the ledger's tree that they can be held against. A fixed number of queries."""
    first, after = span(month)
    begin, end = clock.day_start(first), clock.day_start(after)
    said = settings_body()
    told: dict[str, Any] = plain(
        {
            "month": month,
            "ledger": _ledger(begin, end),
            "cases": [_case(one, end) for one in cases],
            "patterns": dict(sorted(Counter(one.pattern for one in cases).items())),
            "findings": dict(sorted(Counter(one.finding or "open" for one in cases).items())),
            "settings": said["patterns"],
            "back": said["back"],
            "rules": [one.code for one in patterns.PATTERNS],
        }
    )
    return told


def _case(one: WatchCase, end: dt.datetime) -> dict[str, Any]:
    closed = one.closed_at is not None and one.closed_at < end
    return {
        "number": one.number, "pattern": one.pattern, "points": one.points, "finds": one.finds_count, "first_on": one.first_on,
        "last_on": one.last_on, "found_on": clock.local_date(one.found_at), "state": "closed" if closed else "open",
        "finding": one.finding if closed else "", "reason": one.reason if closed else "",
        "handled": one.closed_by if closed else (one.assigned_to.name if one.assigned_to else ""),
        "about": "account" if one.account_id else "person",
    }  # fmt: skip


def _ledger(begin: dt.datetime, end: dt.datetime) -> dict[str, Any]:
    within = PointsEntry.objects.filter(occurred_at__gte=begin, occurred_at__lt=end).order_by()
    told: Any = within.aggregate(
        entries=Count("pk"), reversals=Count("pk", filter=Q(kind="reversal")), gifts=Count("pk", filter=GIFT),
        **flows("issued", "redeemed", "expired"),
    )  # fmt: skip
    standing = PointsEntry.objects.filter(occurred_at__lt=end).aggregate(n=Sum("amount", default=0))
    by_hand = PointsAdjustment.objects.filter(state="approved", decided_at__gte=begin, decided_at__lt=end)
    acts = AuditEntry.objects.filter(resource=ACCOUNT, action__in=("freeze", "unfreeze"), at__gte=begin, at__lt=end)
    done = Counter(acts.values_list("action", flat=True))
    head = PointsHead.objects.filter(at__lt=end).order_by("-number").first()
    return {
        **told, "balance": standing["n"],
        "by_hand": by_hand.count(), "by_hand_points": by_hand.aggregate(n=Sum("posted", default=0))["n"],
        "froze": done["freeze"], "released": done["unfreeze"],
        "frozen_now": PointsAccount.objects.filter(frozen_at__isnull=False).count(),
        "head": {"number": head.number, "size": head.size, "root": head.root} if head else None,
    }  # fmt: skip
