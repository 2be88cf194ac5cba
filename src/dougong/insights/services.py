"""Keeping the rollups: built from the records, written only where they changed, compared with the lists at night."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from dougong.insights.metrics import FUNNEL, METRICS, NO_MONTH, Fact, Metric
from dougong.insights.models import Cube, Difference, Rollup
from dougong.insights.rules import Span, month_end, month_start
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.bulk import parts

log = logging.getLogger("dougong.insights")
LEASE = dt.timedelta(minutes=5)
#: A rebuild may take this share of the time at most, and follows a change after this long at least.
SHARE, SETTLE = 20, dt.timedelta(seconds=2)
Key = tuple[str, dt.date, str, Any, Any, str]


def mark(*slugs: str) -> None:
    """What these metrics sum has changed: the worker builds them anew within seconds."""
    Cube.objects.filter(metric__in=slugs or METRICS).update(dirty_at=clock.now())


def rebuild(actor: Actor, *slugs: str) -> dict[str, int]:
    """Build the named metrics (all when none is named) from their records; how many rows of each were written."""
    require(actor, "kit.operations", "replay")
    wanted = slugs or tuple(METRICS)
    Cube.objects.bulk_create([Cube(metric=slug) for slug in wanted], ignore_conflicts=True)
    return {slug: found for slug in wanted if (found := _build(METRICS[slug])) is not None}


def refresh_due() -> int:
    """Build what was marked, never was built, or is of yesterday; a costly one less often. Answers how many were built."""
    now = clock.now()
    held = {cube.metric: cube for cube in Cube.objects.all()}
    due = [slug for slug in METRICS if slug not in held or _is_due(held[slug], now)]
    if due:
        rebuild(Actor.system(), *due)
    return len(due)


def _is_due(cube: Cube, now: dt.datetime) -> bool:
    if cube.lease_until is not None and cube.lease_until > now:
        return False
    if cube.built_at is None or clock.local_date(cube.built_at) < clock.local_date(now):
        return True
    rest = max(SETTLE, dt.timedelta(milliseconds=cube.took_ms * SHARE))
    return cube.dirty_at is not None and cube.dirty_at >= cube.built_at and cube.built_at + rest <= now


def _build(metric: Metric) -> int | None:
    """None when another worker is at it. Reading happens outside the transaction, so that nobody waits for it."""
    now = clock.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    if not Cube.objects.filter(free, metric=metric.slug).update(lease_until=now + LEASE):
        return None
    begun = time.monotonic()
    try:
        truth = _levels(metric)
        with transaction.atomic():
            written = _store(metric.slug, truth)
            took = int((time.monotonic() - begun) * 1000)
            Cube.objects.filter(metric=metric.slug).update(
                built_at=now, took_ms=took, rows=len(truth), lease_until=None
            )
    except Exception:
        Cube.objects.filter(metric=metric.slug).update(lease_until=None)
        raise
    return written


def _levels(metric: Metric) -> dict[Key, tuple[int, int]]:
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for fact in metric.facts():
        for key in _keys(fact, metric):
            held = sums[key]
            held[0] += fact.amount
            held[1] += fact.number
    return {key: (amount, count) for key, (amount, count) in sums.items()}


def _keys(fact: Fact, metric: Metric) -> Iterator[Key]:
    """The rows that a fact counts in: its month's, and its day's where days are kept."""
    held = (
        ("d", None, fact.department, ""),
        ("dr", None, fact.department, fact.region),
        ("or", fact.owner, fact.department, fact.region),
    )
    for level, *whose in held:
        yield (level, month_start(fact.day), fact.part, *whose)
        if metric.daily:
            yield (level.upper(), fact.day, fact.part, *whose)


def _store(slug: str, truth: dict[Key, tuple[int, int]]) -> int:
    """Only what differs is written: a change of one record touches a handful of rows."""
    names = ("pk", "level", "day", "part", "owner", "department", "region", "amount", "count")
    gone: list[Any] = []
    changed: list[Rollup] = []
    seen: set[Key] = set()
    for row in Rollup.objects.filter(metric=slug).values_list(*names):
        key: Key = tuple(row[1:7])
        if key in seen or key not in truth:
            gone.append(row[0])
            continue
        seen.add(key)
        if truth[key] != (row[7], row[8]):
            changed.append(_row(slug, key, truth[key], row[0]))
    fresh = [_row(slug, key, value) for key, value in truth.items() if key not in seen]
    for part in parts(gone, 500):
        Rollup.objects.filter(pk__in=part).delete()
    if changed:
        Rollup.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["pk"], update_fields=["amount", "count"], batch_size=500
        )
    Rollup.objects.bulk_create(fresh, batch_size=500)
    return len(gone) + len(changed) + len(fresh)


def _row(slug: str, key: Key, value: tuple[int, int], pk: Any = None) -> Rollup:
    level, day, part, owner, department, region = key
    row = Rollup(
        metric=slug, level=level, day=day, part=part, owner=owner, department=department, region=region,
        amount=value[0], count=value[1],
    )  # fmt: skip
    if pk is not None:
        row.pk = pk
    return row


# ---- the night


def compare() -> list[Difference]:
    """Every rollup against what its list says of the same filters, all rows counted; what differs is kept and told."""
    system = Actor.system()
    found: list[Difference] = []
    for metric in METRICS.values():
        if metric.compared:
            found += [d for d in _against_list(metric, system) if d is not None]
    for item in found:
        log.error(
            "the rollup %s of %s %s was %s (%s rows) and its list adds up to %s (%s rows)",
            item.metric, item.month, item.part, item.was, item.was_count, item.found, item.found_count,
        )  # fmt: skip
    Difference.objects.bulk_create(found)
    return found


def _against_list(metric: Metric, system: Actor) -> Iterable[Difference | None]:
    held = Rollup.objects.filter(metric=metric.slug, level="d").order_by()
    groups: dict[tuple[dt.date, str], tuple[int, int]] = {
        (month, part): (amount, count)
        for month, part, amount, count in held.values_list("day", "part").annotate(
            s=Coalesce(Sum("amount"), 0), n=Coalesce(Sum("count"), 0)
        )
    }
    merged: dict[tuple[dt.date, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (month, part), (amount, count) in groups.items():
        # Months as a whole: a difference between stages shows in the list's own page soon enough, one of money must not wait.
        key = (month, "" if metric is FUNNEL or month == NO_MONTH else part)
        merged[key] = (merged[key][0] + amount, merged[key][1] + count)
    if metric.grain == "now":
        merged.setdefault((NO_MONTH, ""), (0, 0))
    counted = 0
    for (month, part), (amount, count) in sorted(merged.items()):
        span = None if month == NO_MONTH else Span(month, month_end(month))
        yield _difference(metric.slug, None if span is None else month, part, (amount, count),
                          metric.seen(system, metric.filters(span)))  # fmt: skip
        counted += count
    if metric.grain != "now":  # rows of months that have no rollup at all
        every = metric.seen(system, metric.filters())[1]
        if every != counted:
            yield Difference(metric=metric.slug, was=0, found=0, was_count=counted, found_count=every)


def _difference(
    slug: str, month: dt.date | None, part: str, was: tuple[int, int], found: tuple[int, int]
) -> Difference | None:
    if was == found:
        return None
    return Difference(
        metric=slug, month=month, part=part, was=was[0], found=found[0], was_count=was[1], found_count=found[1]
    )
