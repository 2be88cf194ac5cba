"""The ledger as the patterns are shown it: account by account, so that a large one is never held whole."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from dougong.approvals.models import Approval
from dougong.kit import clock
from dougong.loyalty.merging import SOURCE as MERGED
from dougong.loyalty.models import PointsAdjustment, PointsEntry, PointsEvent, PointsLot
from dougong.loyalty.policies import ADJUSTMENT
from dougong.loyalty.programme.events import TRANSFERRED
from dougong.oversight.rules.lines import Gift, Hand, Line
from dougong.oversight.selectors.flows import is_gift

#: How far back an account's own history is asked, in days.
HISTORY = 400
_LINE = ("id", "account_id", "occurred_at", "amount", "kind", "source", "reverses_id", "debt")


def accounts(today: dt.date) -> Iterator[tuple[uuid.UUID, list[Line]]]:
    """Each account with its lines of the last `HISTORY` days, in the order of posting; moments are the company's."""
    zone = clock.zone()
    since = clock.day_start(today - dt.timedelta(days=HISTORY))
    rows = PointsEntry.objects.filter(occurred_at__gte=since, occurred_at__lte=clock.now()).order_by("account_id", "id")
    told: Iterator[Any] = rows.values_list(*_LINE).iterator(5000)
    for account, lines in groupby(told, key=lambda row: row[1]):
        yield account, [
            Line(pk, account, at.astimezone(zone), amount, kind, source, reverses, debt, is_gift(kind, source))
            for pk, _, at, amount, kind, source, reverses, debt in lines
        ]


def gifts(since: dt.datetime, soon: int) -> list[Gift]:
    """Those made since then, with what of each would have expired within so many days. Three queries."""
    zone = clock.zone()
    rows = PointsEvent.objects.filter(type=TRANSFERRED, occurred_at__range=(since, clock.now()), to__isnull=False)
    rows = rows.exclude(key__startswith=MERGED)
    events = {e.pk: e for e in rows.order_by("pk")}
    lines: dict[int, list[PointsEntry]] = defaultdict(list)
    for line in PointsEntry.objects.filter(event__in=rows).order_by("pk"):
        lines[line.event_id or 0].append(line)
    out = {pk: next((line for line in told if line.amount < 0), None) for pk, told in lines.items()}
    lots: dict[int, list[tuple[int, dt.datetime]]] = defaultdict(list)  # with the expiry that they had at the giver's
    came = PointsLot.objects.filter(entry__event__in=list(events), expires_at__isnull=False, entry__amount__gt=0)
    for pk, points, ends in came.values_list("entry__event_id", "points", "expires_at"):
        if pk is not None and ends is not None:
            lots[pk].append((points, ends))
    found = []
    for pk, event in events.items():
        taken = out.get(pk)
        if taken is not None and event.account_id and event.to_id:
            edge = event.occurred_at + dt.timedelta(days=soon)
            lost = sum(points for points, ends in lots[pk] if ends <= edge)
            keys = tuple(one.pk for one in lines[pk])
            moment = event.occurred_at.astimezone(zone)
            found.append(Gift(pk, moment, event.account_id, event.to_id, -taken.amount, keys, lost))
    return found


def hands(since: dt.datetime) -> list[Hand]:
    """What was given by hand since then, with who asked and who decided. Three queries."""
    zone = clock.zone()
    told = PointsAdjustment.objects.filter(state="approved", posted__isnull=False, decided_at__range=(since, clock.now()))
    rows = list(told.order_by("pk"))
    deciders = dict(
        Approval.objects.filter(subject=ADJUSTMENT, state="approved", object_id__in=[row.pk for row in rows]).values_list(
            "object_id", "decided_by_id"
        )
    )
    lines: dict[str, list[tuple[int, uuid.UUID]]] = defaultdict(list)
    made = PointsEntry.objects.filter(
        source__startswith=ADJUSTMENT, source_id__in=[str(row.pk) for row in rows], reverses__isnull=True
    )
    for source, pk, account in made.order_by("pk").values_list("source_id", "pk", "account_id"):
        lines[source].append((pk, account))
    return [
        Hand(
            row.pk, (row.decided_at or row.created_at).astimezone(zone), own[0][1], row.kind, row.posted or 0, row.created_by_id,
            deciders.get(row.pk), tuple(pk for pk, _ in own),
        )
        for row in rows
        if (own := lines[str(row.pk)]) and row.created_by_id is not None
    ]  # fmt: skip


def lines_of_week(account: uuid.UUID, way: str, week: dt.date) -> list[int]:
    """The largest lines of a burst, for its evidence."""
    first, last = clock.day_start(week), clock.day_start(week + dt.timedelta(days=7))
    rows = PointsEntry.objects.filter(account=account, occurred_at__gte=first, occurred_at__lt=last)
    rows = rows.filter(kind__in=("accrual", "transfer") if way == "in" else ("redemption", "transfer"))
    rows = rows.filter(amount__gt=0) if way == "in" else rows.filter(amount__lt=0)
    told = rows.exclude(source__startswith=MERGED).values_list("pk", "amount")
    return [pk for pk, _ in sorted(told, key=lambda row: (-abs(row[1]), row[0]))[:50]]
