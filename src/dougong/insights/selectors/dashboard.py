"""The dashboard: five figures, months, funnel, ages, late projects, and what needs attention, each with the list behind it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, NamedTuple

from django.db.models import QuerySet

from dougong.insights.metrics import (
    FUNNEL,
    LATE,
    LATE_CLIENTS,
    LATE_PROMISES,
    OVERDUE_THEN,
    POINTS,
    RECEIVABLES,
    RECEIVED,
    SIGNED,
    Metric,
)
from dougong.insights.policies import DASHBOARD
from dougong.insights.rules import Period, Span, add_months, change, chart_months, month_end, percent, period_of, rate
from dougong.insights.selectors.attention import attention
from dougong.insights.selectors.late import late_projects
from dougong.insights.selectors.reading import View, freshness
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.again import rows_again
from dougong.kit.errors import BadQuery
from dougong.kit.money import Money
from dougong.kit.regions import provinces
from dougong.sales.models import Stage


def dashboard(
    actor: Actor,
    *,
    period: str = "year12",
    first: dt.date | None = None,
    last: dt.date | None = None,
    department: uuid.UUID | None = None,
    region: str = "",
) -> dict[str, Any]:
    """What the actor may see, summed; what he may not see at all is None."""
    require(actor, DASHBOARD, "view")
    view = View(actor, _period(period, first, last), department, _province(region))
    since = min(view.period.previous.first, *chart_months(view.period.span, clock.today())).replace(day=1)
    view.load(SIGNED, RECEIVED, RECEIVABLES, LATE_CLIENTS, OVERDUE_THEN, FUNNEL, POINTS, LATE_PROMISES, since=since)
    return {
        "as_of": freshness(),
        "period": _told(view.period),
        "departments": _departments(view),
        "regions": [{"code": p.code, "name": p.short} for p in provinces()],
        "figures": [f for f in (_signed(view), _received(view), _overdue(view), _late(view), _points(view)) if f],
        "months": _months(view),
        "funnel": _funnel(view),
        "ages": _ages(view),
        "late": _late_projects(view),
        "attention": attention(view),
    }


def _period(key: str, first: dt.date | None, last: dt.date | None) -> Period:
    try:
        return period_of(key, clock.today(), first, last)
    except ValueError:
        raise BadQuery(field="period", what=key) from None


def _province(code: str) -> str:
    if code and code not in {p.code for p in provinces()}:
        raise BadQuery(field="region", what=code)
    return code


def _told(period: Period) -> dict[str, Any]:
    return {
        "key": period.key,
        "first": period.span.first,
        "last": period.span.last,
        "previous_first": period.previous.first,
        "previous_last": period.previous.last,
        "unfinished": period.unfinished,
    }


def _departments(view: View) -> list[dict[str, Any]]:
    """All of them for whoever sees all; else those of the reader's own tree."""
    scope = view.actor.scope(SIGNED.gate, "view")
    mine = None if scope == "all" else set(view.actor.tree_ids)
    rows = [d for d in view.departments if mine is None or d["id"] in mine]
    top = min((d["path"].count(".") for d in rows), default=0)
    return [{"id": d["id"], "name": d["name"], "depth": d["path"].count(".") - top} for d in rows]


# ---- figures


def _flow(view: View, metric: Metric) -> dict[str, Any] | None:
    """A figure that adds up over the period, against the previous one."""
    if not view.may_see(metric):
        return None
    amount, count = view.over(metric, view.period.span)
    before, _ = view.over(metric, view.period.previous)
    money = metric.unit == "money"
    return {
        "key": metric.slug,
        "unit": metric.unit,
        "value": Money.fen(amount) if money else amount,
        "count": count,
        "previous": Money.fen(before) if money else before,
        "change": change(amount, before),
        "link": view.link(metric, metric.filters(view.period.span)),
    }


def _signed(view: View) -> dict[str, Any] | None:
    return _flow(view, SIGNED)


def _received(view: View) -> dict[str, Any] | None:
    """With how much of what was signed it is."""
    figure = _flow(view, RECEIVED)
    if figure is not None:
        signed, _ = view.over(SIGNED, view.period.span)
        figure["rate"] = rate(figure["value"].amount_fen, signed)
    return figure


def _overdue(view: View) -> dict[str, Any] | None:
    """Now, against the morning the period began; None in `previous` where that morning is not kept."""
    if not view.may_see(RECEIVABLES):
        return None
    amount, count = view.now(RECEIVABLES, *LATE)
    morning = view.period.span.first
    kept = morning.day == 1 and add_months(clock.today().replace(day=1), -12) <= morning <= clock.today()
    before = view.sums(OVERDUE_THEN).get((morning, ""), (0, 0))[0] if kept else None
    return {
        "key": "overdue",
        "unit": "money",
        "value": Money.fen(amount),
        "count": count,
        "previous": None if before is None else Money.fen(before),
        "difference": None if before is None else Money.fen(amount - before),
        "clients": view.worst(LATE_CLIENTS).parts,
        "link": view.link(RECEIVABLES, RECEIVABLES.filters(part=",".join(LATE))),
    }


def _late(view: View) -> dict[str, Any] | None:
    projects = late_projects(view)
    if not projects.visible:
        return None
    found = projects.figures
    return {
        "key": "late",
        "unit": "count",
        "value": found["count"],
        "count": found["count"],
        "total": found["total"],
        "longest": found["longest"],
        "link": projects.link(late=True),
        "total_link": projects.link(late=False),
    }


def _points(view: View) -> dict[str, Any] | None:
    return _flow(view, POINTS)


# ---- panels


def _months(view: View) -> dict[str, Any] | None:
    """Contracts and receipts by month, each bar and point with its list."""
    if not view.may_see(SIGNED):
        return None
    items = []
    for month in chart_months(view.period.span, clock.today()):
        span = Span(month, month_end(month))
        signed, received = (view.sums(m).get((month, ""), (0, 0))[0] for m in (SIGNED, RECEIVED))
        items.append(
            {
                "month": month.strftime("%Y-%m"),
                "unfinished": span.first <= clock.today() < span.last,
                "signed": Money.fen(signed),
                "signed_link": view.link(SIGNED, SIGNED.filters(span)),
                "received": Money.fen(received),
                "received_link": view.link(RECEIVED, RECEIVED.filters(span)),
            }
        )
    return {"items": items}


class StageRow(NamedTuple):
    pk: uuid.UUID
    position: int
    name: str
    name_en: str
    archived_at: dt.datetime | None


def _stages() -> QuerySet[Any]:
    return Stage.objects.order_by("position", "pk").values_list(*StageRow._fields)


def _funnel(view: View) -> list[dict[str, Any]] | None:
    """Opportunities opened in the period that stand at a stage or beyond, and how many of the stage before came so far."""
    if not view.may_see(FUNNEL):
        return None
    stages = [StageRow(*row) for row in rows_again(None, ("stages",), _stages)]
    active = [s for s in stages if s.archived_at is None]
    groups: list[list[str] | None] = [
        [other.pk.hex for other in stages if other.position >= stage.position] for stage in active
    ]
    found = view.over_parts(FUNNEL, view.period.span, groups)
    items = []
    for place, (stage, group, (amount, count)) in enumerate(zip(active, groups, found, strict=True)):
        ids = ",".join(str(uuid.UUID(part)) for part in group or [])
        items.append(
            {
                "stage": stage.pk,
                "name": stage.name,
                "name_en": stage.name_en,
                "count": count,
                "amount": Money.fen(amount),
                "conversion": percent(count, found[place - 1][1]) if place else None,
                "link": view.link(FUNNEL, FUNNEL.filters(view.period.span, ids)),
            }
        )
    return items


def _ages(view: View) -> dict[str, Any] | None:
    """What is owed by age; the four add up to the whole. Retention not due yet is told apart within the first."""
    if not view.may_see(RECEIVABLES):
        return None
    whole, count = view.now(RECEIVABLES, "not_due", "retention", *LATE)
    items = []
    for age in ("not_due", *LATE):
        amount, n = view.now(RECEIVABLES, *(("not_due", "retention") if age == "not_due" else (age,)))
        link = view.link(RECEIVABLES, RECEIVABLES.filters(part=age))
        items.append({"age": age, "owed": Money.fen(amount), "count": n, "share": percent(amount, whole), "link": link})
    retention, _ = view.now(RECEIVABLES, "retention")
    return {
        "owed": Money.fen(whole),
        "count": count,
        "link": view.link(RECEIVABLES, []),
        "items": items,
        "retention": Money.fen(retention),
        "retention_link": view.link(RECEIVABLES, RECEIVABLES.filters(part="retention")),
    }


def _late_projects(view: View) -> dict[str, Any] | None:
    projects = late_projects(view)
    if not projects.visible:
        return None
    return {
        "items": [{**row, "link": f"/projects/{row['id']}"} for row in projects.worst],
        "link": projects.link(late=True),
        "all_link": projects.link(late=False),
    }
