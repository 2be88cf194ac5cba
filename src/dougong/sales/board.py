"""The board: columns with their sums and first cards, in as many queries as a board of two cards needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import QueryDict  # noqa: TID251  the query of the list, parsed by the kit's own listing

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.kit.paging import encode
from dougong.sales.models import OPEN, Opportunity
from dougong.sales.rules import quarter_start
from dougong.sales.selectors import OPPORTUNITIES, stages

CARDS = 50
_PATHS = [c.source for c in OPPORTUNITIES.cols]
_STAGE = next(i for i, c in enumerate(OPPORTUNITIES.cols) if c.key == "stage_id")


def board(actor: Actor, query: QueryDict) -> dict[str, Any]:
    """Per stage: count, sum, weighted sum over the filter and the scope, the first 50 cards, and `next` for
    `GET /opportunities?filter=stage:in:<id>&filter=status:in:open&sort=rank&cursor=<next>`."""
    columns = stages(actor)
    rows = OPPORTUNITIES.narrowed(actor, query)
    sums = _sums(rows)
    cards = _cards(rows, [c["id"] for c in columns], actor)
    zero = {"count": 0, "amount": Money(), "weighted": Money()}
    return {
        "stages": [{**c, **sums.get(c["id"], zero), **_first(cards[c["id"]])} for c in columns],
        "total": _total(sums.values()),
        "closed": _closed(rows),
    }


def _sums(rows: QuerySet[Opportunity]) -> dict[Any, dict[str, Any]]:
    grouped = rows.filter(OPEN).order_by().values("stage_id")
    found = grouped.annotate(n=Count("*"), sum_amount=Sum("amount"), sum_weighted=Sum("weighted"))
    return {
        row["stage_id"]: {"count": row["n"], "amount": row["sum_amount"], "weighted": row["sum_weighted"]}
        for row in found
    }


def _total(sums: Iterable[dict[str, Any]]) -> dict[str, Any]:
    parts = list(sums)
    return {
        "count": sum(p["count"] for p in parts),
        "amount": Money.total(p["amount"] for p in parts),
        "weighted": Money.total(p["weighted"] for p in parts),
    }


def _cards(rows: QuerySet[Opportunity], stage_ids: list[Any], actor: Actor) -> dict[Any, list[dict[str, Any]]]:
    """One query for all columns: each part takes the first of its stage from the board's index."""
    held: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    parts = []
    for stage_id in stage_ids:
        first = rows.filter(OPEN, stage_id=stage_id).order_by("rank", "pk").values("pk")[: CARDS + 1]
        parts.append(Opportunity.objects.filter(pk__in=first).order_by().values_list(*_PATHS))
    if not parts:
        return held
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    for row in found:
        held[row[_STAGE]].append(dict(zip((c.key for c in OPPORTUNITIES.cols), row, strict=True)))
    for items in held.values():
        items.sort(key=lambda i: (i["rank"], i["id"]))
        if OPPORTUNITIES.finish:
            OPPORTUNITIES.finish(items, actor)
    return held


def _first(items: list[dict[str, Any]]) -> dict[str, Any]:
    cards = items[:CARDS]
    more = len(items) > CARDS
    return {"cards": cards, "next": encode(cards[-1]["rank"], cards[-1]["id"], False) if more else None}


def _closed(rows: QuerySet[Opportunity]) -> dict[str, Any]:
    """Won and lost in this quarter, over the same filter."""
    since = quarter_start(clock.today())
    closed = rows.order_by().filter(Q(won_on__gte=since) | Q(lost_on__gte=since))
    found = closed.aggregate(
        won=Count("status", filter=Q(status="won")),
        lost=Count("status", filter=Q(status="lost")),
        won_amount=Sum("amount", filter=Q(status="won")),
    )
    return {"since": since, "won": found["won"], "lost": found["lost"], "won_amount": found["won_amount"] or Money()}
