"""Points for management: what is out, what came and went by month, what it costs, and whether clients with points do otherwise.
Counted by the database, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from dougong.accounts.models import Department
from dougong.contracts.selectors.filters import department_filter
from dougong.kit import clock, fields
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import add_filter
from dougong.kit.money import Money
from dougong.kit.months import month_on
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.policies import ACCOUNT, ENTRY
from dougong.loyalty.selectors.standing import setting as tiers
from dougong.oversight.selectors.effect import effect
from dougong.oversight.selectors.flows import FLOWS, SPENT, flows
from dougong.oversight.selectors.scope import Scope, scope
from dougong.oversight.selectors.settings import body as settings_body

#: Balances: (from, to), None where there is no end.
BUCKETS: tuple[tuple[int | None, int | None], ...] = (
    (None, -1), (0, 0), (1, 99), (100, 999), (1000, 9999), (10_000, 99_999), (100_000, None),
)  # fmt: skip
TOP = 10
#: Points used up below which a measured rate says nothing.
ENOUGH = 1000


def _spent(op: str, values: list[str], actor: Actor) -> Q:
    return SPENT if values[0] == "true" else ~SPENT


add_filter("points", department_filter("client__department"))
add_filter("points-entries", Filter("spent", "兑换净额", "Redeemed, net", type="bool", custom=_spent))


def board(
    actor: Actor, *, first: dt.date | None = None, last: dt.date | None = None, department: uuid.UUID | None = None
) -> dict[str, Any]:
    """Raises FieldError, TooFew."""
    where = scope(actor, first=first, last=last, department=department)
    held = _held(where)
    months = _months(where)
    moved = {name: sum(month[name] for month in months) for name in FLOWS}
    return {
        "as_of": clock.now(),
        "first": where.first,
        "last": where.last,
        "whole": where.whole,
        "figures": {**moved, **_before(where), **held["figures"], "redemption_rate": _share(moved["redeemed"], moved["issued"])},
        "links": _links(where),
        "money": money(where, held["figures"]["outstanding"], moved["redeemed"]),
        "distribution": held["distribution"],
        "months": months,
        "top": _top(where),
        "effect": effect(where),
        "departments": _departments(where),
    }


def _departments(where: Scope) -> list[dict[str, Any]]:
    """All of them for whoever sees the whole company; else those of the reader's own tree."""
    rows = Department.objects.order_by("path")
    if not where.whole:
        rows = rows.filter(pk__in=where.actor.tree_ids)
    found = list(rows.values_list("pk", "name", "path"))
    top = min((path.count(".") for _, _, path in found), default=0)
    return [{"id": pk, "name": name, "depth": path.count(".") - top} for pk, name, path in found]


def _links(where: Scope) -> dict[str, str | None]:
    days = f"occurred:between:{where.first},{where.last}"
    return {
        "issued": where.link("/points/entries", ENTRY, "given:eq:true", days),
        "redeemed": where.link("/points/entries", ENTRY, "spent:eq:true", days),
        "expired": where.link("/points/entries", ENTRY, "kind:in:expiry", days),
        "outstanding": where.link("/points", ACCOUNT, "balance:gt:0"),
    }


def _months(where: Scope) -> list[dict[str, Any]]:
    """One query; months in which nothing happened are there too."""
    rows = where.entries().filter(occurred_at__gte=where.begin, occurred_at__lt=where.end)
    told: Any = rows.order_by().annotate(month=TruncMonth("occurred_at", tzinfo=clock.zone())).values("month").annotate(**flows(*FLOWS))
    found = {row["month"].strftime("%Y-%m"): row for row in told}
    months, day = [], where.first.replace(day=1)
    while day <= where.last:
        row = found.get(day.strftime("%Y-%m"), {})
        until = min(month_on(day, 1) - dt.timedelta(days=1), where.last)
        days = f"occurred:between:{max(day, where.first)},{until}"
        month = {name: row.get(name, 0) for name in FLOWS}
        net = month["issued"] - month["redeemed"] - month["expired"]
        link = where.link("/points/entries", ENTRY, days)
        months.append({"month": day.strftime("%Y-%m"), **month, "net": net, "link": link})
        day = month_on(day, 1)
    return months


def _before(where: Scope) -> dict[str, int]:
    """The same flows in as many days before the period."""
    span = where.end - where.begin
    rows = where.entries().filter(occurred_at__gte=where.begin - span, occurred_at__lt=where.begin)
    return {f"{name}_before": n for name, n in rows.aggregate(**flows("issued", "redeemed")).items()}


def _held(where: Scope) -> dict[str, Any]:
    """What accounts hold now, and how they spread. One query."""
    asked: dict[str, Any] = {
        "accounts": Count("pk"), "outstanding": Sum("balance", filter=Q(balance__gt=0), default=0),
        "debt": Sum("balance", filter=Q(balance__lt=0), default=0), "frozen": Count("pk", filter=Q(frozen_at__isnull=False)),
        "reserved": Sum("reserved", default=0),
    }  # fmt: skip
    for place, ends in enumerate(BUCKETS):
        asked[f"n{place}"] = Count("pk", filter=_between(*ends))
        asked[f"p{place}"] = Sum("balance", filter=_between(*ends), default=0)
    told = where.accounts().order_by().aggregate(**asked)
    spread = [
        {
            "low": low, "high": high, "accounts": told[f"n{place}"], "points": told[f"p{place}"],
            "link": where.link("/points", ACCOUNT, _ends(low, high)),
        }
        for place, (low, high) in enumerate(BUCKETS)
    ]  # fmt: skip
    names = ("accounts", "outstanding", "debt", "frozen", "reserved")
    return {"figures": {name: told[name] for name in names}, "distribution": spread}


def _between(low: int | None, high: int | None) -> Q:
    return (Q() if low is None else Q(balance__gte=low)) & (Q() if high is None else Q(balance__lte=high))


def _ends(low: int | None, high: int | None) -> str:
    if low is None:
        return f"balance:lte:{high}"
    return f"balance:gte:{low}" if high is None else f"balance:between:{low},{high}"


def _top(where: Scope) -> list[dict[str, Any]] | None:
    """The largest balances among the clients that the reader sees; None where he sees none of them, or not their points."""
    actor = where.actor
    if not actor.can(ACCOUNT, "view") or fields.mode(actor, "clients.client", "points") is not None:
        return None
    rows = PointsAccount.objects.visible_to(actor).filter(pk__in=where.accounts().values("pk"), balance__gt=0)
    return [
        {"id": row.pk, "client": row.client.name, "balance": row.balance, "link": f"/points/{row.pk}"}
        for row in rows.select_related("client").order_by("-balance", "pk")[:TOP]
    ]


def money(where: Scope, outstanding: int, redeemed: int) -> dict[str, Any]:
    """In yuan: liability = outstanding × value of a point × the share that is expected to be redeemed, and cost = redeemed × value.
    Two queries."""
    value = Decimal(tiers().body["point_value"])
    expected, measured = _expected(where)
    return {
        "point_value": str(value),
        "expected": expected,
        "measured": measured,
        "liability": _yuan(Decimal(outstanding) * value * expected / 100),
        "whole_liability": _yuan(Decimal(outstanding) * value),
        "cost": _yuan(Decimal(redeemed) * value),
    }


def _expected(where: Scope) -> tuple[int, bool]:
    """Percent expected to be redeemed, and whether it was measured: redeemed ÷ (redeemed + expired) of all that was used up so
    far; all of it while too little was used up to say; or what the settings say."""
    said = settings_body()["redemption"]
    if said is not None:
        return said, False
    told = where.entries().filter(Q(kind__in=("redemption", "expiry", "reversal"))).order_by()
    used = told.aggregate(**flows("redeemed", "expired"))
    gone = used["redeemed"] + used["expired"]
    return (round(used["redeemed"] * 100 / gone), True) if gone >= ENOUGH else (100, False)


def _yuan(value: Decimal) -> Money:
    return Money.fen(int((value * 100).to_integral_value(ROUND_HALF_UP)))


def _share(part: int, of: int) -> float | None:
    return round(part * 100 / of, 1) if of > 0 else None
