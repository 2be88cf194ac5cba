"""Months are closed by finance; then nothing is written into them. Whoever writes holds the months he writes into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Q

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.months import month_on
from dougong.kit.stream import notify
from dougong.timesheets import errors, rules
from dougong.timesheets.models import DayLabour, Month, TimeEntry
from dougong.timesheets.policies import HOURS, LABOUR, MONTH
from dougong.timesheets.selectors.months import closed_months

#: The first half of the key of PostgreSQL's advisory locks on months; the second is 202611.
_LOCKS = 20_611


def hold(firsts: Iterable[dt.date], *, alone: bool = False) -> None:
    """Until the end of the transaction nobody closes these months; `alone`, nobody writes into them either.

    Taken before any row's lock. SQLite has one writer at a time and needs none.
    """
    if connection.vendor != "postgresql":
        return
    name = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        for first in sorted(set(firsts)):
            cursor.execute(f"SELECT {name}(%s, %s)", [_LOCKS, first.year * 100 + first.month])


def closed_among(firsts: Iterable[dt.date]) -> set[dt.date]:
    return closed_months(Q(first__in=set(firsts)))


def hold_open(days: Iterable[dt.date], field: str | None = None) -> None:
    """Hold the months of these days. Raises MonthClosed for the first that takes no entries."""
    firsts = {rules.month_of(day) for day in days}
    hold(firsts)
    if closed := closed_among(firsts):
        raise errors.MonthClosed(field=field, month=f"{min(closed):%Y-%m}")


@transaction.atomic
def close_month(actor: Actor, *, first: dt.date, carry: bool = False) -> Month:
    """No more writes into this month. What is not approved stops it, or with `carry` counts in the next month instead.

    Raises MonthNotOver, MonthClosedAlready, MonthBefore, NotDecidedYet.
    """
    require(actor, MONTH, "close")
    following = month_on(first, 1)
    hold([first, following], alone=True)
    if clock.today() < following:
        raise errors.MonthNotOver(field="month", month=f"{first:%Y-%m}")
    month: Month = Month.objects.select_for_update().filter(first=first).first() or Month(first=first)
    if month.closed_at is not None:
        raise errors.MonthClosedAlready(month=f"{first:%Y-%m}")
    _earlier_first(first)
    carried = _carry(first, following, carry)
    month.closed_at, month.closed_by, month.reopened_reason = clock.now(), actor.name, ""
    if month._state.adding:
        month.created_by_id = actor.id
        month.save(force_insert=True)
    else:
        month.store("closed_at", "closed_by", "reopened_reason")
    audit(actor, "close", MONTH, month, after={"month": f"{first:%Y-%m}", "carried": carried})
    notify(MONTH, month.pk)
    return month


def _earlier_first(first: dt.date) -> None:
    """Months are closed in their order: what is carried must find the next one open."""
    inside = Q(booked_on__lt=first)
    days = [m.objects.filter(inside).order_by("booked_on").values_list("booked_on", flat=True).first() for m in _BOTH]
    known = [rules.month_of(day) for day in days if day is not None]
    if not known:
        return
    shut = closed_months(Q(first__lt=first))
    earlier = min(known)
    while earlier < first:
        if earlier not in shut:
            raise errors.MonthBefore(month=f"{earlier:%Y-%m}")
        earlier = month_on(earlier, 1)


_BOTH = (TimeEntry, DayLabour)


def _carry(first: dt.date, following: dt.date, carry: bool) -> int:
    pending = Q(booked_on__gte=first, booked_on__lt=following) & ~Q(state="approved")
    count = sum(model.objects.filter(pending).count() for model in _BOTH)
    if count and not carry:
        raise errors.NotDecidedYet(month=f"{first:%Y-%m}", count=count)
    for model in _BOTH:
        model.objects.filter(pending).update(booked_on=following)
    return count


@transaction.atomic
def reopen_month(actor: Actor, *, first: dt.date, reason: str) -> Month:
    """Take entries again; the latest closed month only. Raises MonthOpenAlready, MonthAfter, ReasonMissing."""
    require(actor, MONTH, "close")
    why = reason_of(reason)
    hold([first], alone=True)
    month: Month | None = Month.objects.select_for_update().filter(first=first, closed_at__isnull=False).first()
    if month is None:
        raise errors.MonthOpenAlready(month=f"{first:%Y-%m}")
    later = Month.objects.filter(first__gt=first, closed_at__isnull=False).order_by("-first").first()
    if later is not None:
        raise errors.MonthAfter(month=f"{later.first:%Y-%m}")
    month.closed_at, month.reopened_reason = None, why
    month.store("closed_at", "reopened_reason")
    audit(actor, "reopen", MONTH, month, after={"month": f"{first:%Y-%m}"}, reason=why)
    notify(MONTH, month.pk)
    return month


def reason_of(text: str) -> str:
    """As much of it as is kept. Raises ReasonMissing."""
    if not text.strip():
        raise errors.ReasonMissing(field="reason")
    return text.strip()[:500]


def told(*codes: str) -> None:
    """Open pages of hours or day labour look again."""
    for code in codes or (HOURS, LABOUR):
        notify(code, "all")
