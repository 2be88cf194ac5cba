from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q, Sum

from dougong.kit import clock, fields
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.kit.months import month_on
from dougong.timesheets import rules
from dougong.timesheets.models import DayLabour, Month, TimeEntry
from dougong.timesheets.policies import HOURS, LABOUR, MONTH

#: Months that are shown: this one and the eleven before it.
SHOWN = 12


def closed_months(asked: Q) -> set[dt.date]:
    """Of these months the closed ones."""
    return set(Month.objects.filter(asked, closed_at__isnull=False).values_list("first", flat=True))


def months(actor: Actor) -> list[dict[str, Any]]:
    """The last twelve months: what counts in each, what is not approved yet, and whether it is closed. Latest first."""
    require(actor, MONTH, "view")
    first = rules.month_of(clock.today())
    firsts = [month_on(first, -back) for back in range(SHOWN)]
    held = {row.first: row for row in Month.objects.filter(first__in=firsts)}
    hours, labour = _sums(TimeEntry, firsts, "minutes"), _sums(DayLabour, firsts, "quantity")
    whole = fields.mode(actor, HOURS, "amount") is None and fields.mode(actor, LABOUR, "amount") is None
    return [_month(each, held.get(each), hours[each], labour[each], whole) for each in firsts]


def _month(
    first: dt.date, row: Month | None, hours: dict[str, Any], labour: dict[str, Any], whole: bool
) -> dict[str, Any]:
    """Costs only for whoever may see them."""
    return {
        "month": f"{first:%Y-%m}",
        "closed_at": row.closed_at if row else None,
        "closed_by": row.closed_by if row and row.closed_at else "",
        "reopened_reason": row.reopened_reason if row else "",
        "over": clock.today() >= month_on(first, 1),
        "minutes": hours["done"],
        "hours_amount": (hours["cost"] or Money()) if whole else None,
        "labour_amount": (labour["cost"] or Money()) if whole else None,
        "open": hours["open"] + labour["open"],
    }


def _sums(model: Any, firsts: list[dt.date], quantity: str) -> dict[dt.date, dict[str, Any]]:
    """By month in one query."""
    done = Q(state="approved")
    names: dict[str, Any] = {}
    for place, first in enumerate(firsts):
        inside = Q(booked_on__gte=first, booked_on__lt=month_on(first, 1))
        names[f"done{place}"] = Sum(quantity, filter=inside & done, default=0)
        names[f"cost{place}"] = Sum("amount", filter=inside & done)
        names[f"open{place}"] = Count("pk", filter=inside & ~done)
    row = model.objects.filter(booked_on__gte=firsts[-1]).aggregate(**names)
    return {
        first: {name: row[f"{name}{place}"] for name in ("done", "cost", "open")} for place, first in enumerate(firsts)
    }
