"""Clients with points beside clients without: what both did, with how many they are. Nothing here says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from django.db.models import Count, Exists, OuterRef

from dougong.contracts.models import Allocation, Contract
from dougong.loyalty.models import PointsEntry
from dougong.oversight.selectors.scope import Scope

#: Below so many on either side nothing is compared.
ENOUGH = 10


def effect(where: Scope) -> dict[str, Any]:
    """Of a client counts as with points who was given some before the period began. Two queries."""
    return {"enough": ENOUGH, "repeat": _repeat(where), "payment": _payment(where)}


def _had_points(where: Scope, client: str) -> Exists:
    return Exists(
        PointsEntry.objects.filter(account__client=OuterRef(client), kind="accrual", occurred_at__lt=where.begin)
    )


def _repeat(where: Scope) -> dict[str, Any]:
    """Clients that had a contract before the period, and how many of them signed another within it."""
    signed = Contract.objects.filter(client=OuterRef("pk"), in_force_at__isnull=False)
    before = Exists(signed.filter(in_force_at__lt=where.begin))
    within = Exists(signed.filter(in_force_at__gte=where.begin, in_force_at__lt=where.end))
    rows = where.clients().filter(before).order_by().annotate(has=_had_points(where, "pk"), again=within)
    told = {(has, again): n for has, again, n in rows.values_list("has", "again").annotate(n=Count("pk"))}
    sides = []
    for has in (True, False):
        again, rest = told.get((has, True), 0), told.get((has, False), 0)
        n = again + rest
        sides.append({"clients": n, "again": again, "share": round(again * 100 / n, 1) if n >= ENOUGH else None})
    return {"having": sides[0], "without": sides[1]}


def _payment(where: Scope) -> dict[str, Any]:
    """Days from the day a payment was due to the day it came, below zero early: the median of the payments of the period."""
    rows = Allocation.objects.filter(
        receipt__received_on__gte=where.first, receipt__received_on__lte=where.last, receipt__reverses__isnull=True,
        receipt__reversed_at__isnull=True, instalment__due_on__isnull=False, receipt__contract__client__in=where.clients().values("pk"),
    ).annotate(has=_had_points(where, "receipt__contract__client"))  # fmt: skip
    told = list(rows.values_list("has", "receipt__contract__client_id", "receipt__received_on", "instalment__due_on"))
    return {
        "having": _side([row for row in told if row[0]]),
        "without": _side([row for row in told if not row[0]]),
    }


def _side(rows: Sequence[Any]) -> dict[str, Any]:
    days: Iterable[int] = [(received - due).days for _, _, received, due in rows]
    n = len(rows)
    return {
        "payments": n,
        "clients": len({client for _, client, _, _ in rows}),
        "days": round(float(median(days)), 1) if n >= ENOUGH else None,
    }
