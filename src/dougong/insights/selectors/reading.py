"""Reading rollups as one person may see them: his scope, his filters, and what reaches him by derived access."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from dougong.accounts.models import Department
from dougong.insights.metrics import METRICS, NO_MONTH, POINTS, Metric
from dougong.insights.metrics.base import beyond
from dougong.insights.models import Cube
from dougong.insights.rules import Cover, Period, Span, cover, month_start
from dougong.insights.selectors.sums import Way, Worst, read_sums, read_worst
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.again import figures_again, rows_again
from dougong.kit.regions import region_prefix
from dougong.loyalty.policies import STATISTICS

WORST = 2
Sums = dict[tuple[dt.date, str], tuple[int, int]]  # (month or day, part) -> (amount, count)


@dataclass
class View:
    """Whose dashboard it is, over which days, narrowed to which department (with those below it) and province."""

    actor: Actor
    period: Period
    department: uuid.UUID | None = None
    region: str = ""
    memo: dict[str, Any] = field(default_factory=dict)
    _read: dict[str, Sums] = field(default_factory=dict)
    _days: dict[str, Sums] = field(default_factory=dict)
    _worst: dict[str, Worst] = field(default_factory=dict)

    # ---- questions beside the rollups

    def rows(self, name: str, build: Callable[[], QuerySet[Any]], *more: Hashable) -> list[tuple[Any, ...]]:
        """`list(build())` of a `values_list` that depends on the reader, the day, his two filters and `more`."""
        return rows_again(self.actor, (name, clock.today(), self.department, self.region, *more), build)

    def figures(self, name: str, run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """As `rows`, of an `aggregate`."""
        return figures_again(self.actor, (name, clock.today(), self.department, self.region), run)

    def may_see(self, metric: Metric) -> bool:
        return self.actor.can(metric.resource, "view") or self.only_totals(metric)

    def only_totals(self, metric: Metric) -> bool:
        """Points as statistics: the sum, never the list."""
        return metric is POINTS and not self.actor.can(metric.resource, "view") and self.actor.can(STATISTICS, "view")

    @cached_property
    def departments(self) -> list[dict[str, Any]]:
        """The tree from the top, for choosing and for what lies below the chosen one."""
        names = ("id", "name", "path")
        rows = rows_again(None, ("departments",), lambda: Department.objects.order_by("path").values_list(*names))
        return [dict(zip(names, row, strict=True)) for row in rows]

    @cached_property
    def below(self) -> list[uuid.UUID] | None:
        """The chosen department with those below it; None when none is chosen, empty when there is no such."""
        if self.department is None:
            return None
        path = next((d["path"] for d in self.departments if d["id"] == self.department), None)
        return [d["id"] for d in self.departments if path is not None and d["path"].startswith(path)]

    @property
    def filters(self) -> list[str]:
        """As every list of the dashboard understands them."""
        chosen = [f"department:in:{self.department}"] if self.department else []
        return [*chosen, *([f"region:in:{self.region}"] if self.region else [])]

    def link(self, metric: Metric, filters: list[str]) -> str | None:
        """The list that adds up to a figure; None for whoever may know the sum and not the rows."""
        return None if self.only_totals(metric) else address(metric.page, [*filters, *self.filters], **metric.page_as)

    # ---- sums

    def load(self, *metrics: Metric, since: dt.date | None = None) -> None:
        """Read rollups at once, one query for those of one scope; `since` leaves out older months. Of the days that are
        kept, those are read by which the period and the one before it reach beyond whole months."""
        scopes: dict[str | None, list[Metric]] = defaultdict(list)
        for metric in filter(self.may_see, metrics):
            scopes["all" if self.only_totals(metric) else self.actor.scope(metric.gate, "view")].append(metric)
            self._read[metric.slug] = defaultdict(lambda: (0, 0))
            self._days[metric.slug] = defaultdict(lambda: (0, 0))
        beside = {gate: beyond(self.actor, gate) for gate in {m.gate for m in metrics if self.may_see(m)}}
        edges = [*cover(self.period.span).edges, *cover(self.period.previous).edges]
        for scope, members in scopes.items():
            ways = self._ways(scope)
            ranked = [m for m in members if m.ranked and not beside[m.gate]]
            for metric in ranked:
                self._worst[metric.slug] = read_worst(ways, metric.slug, WORST)
            slugs = [m.slug for m in members if m not in ranked]
            for found in read_sums(ways, slugs, [m.slug for m in members if m.daily], since, edges):
                held = self._days if found.daily else self._read
                _add(held[found.metric], (found.day, found.part), found.amount, found.number)
        for gate, ids in beside.items():
            if ids:
                self._add_beyond([m for m in metrics if m.gate == gate and not self.only_totals(m)], ids)

    def _ways(self, scope: str | None) -> list[Way]:
        region, below = region_prefix(self.region) if self.region else "", self.below
        if scope == "all":
            return [Way(region, departments=below)]
        if scope == "own":
            return [Way(region, owner=self.actor.user_id, departments=below)]
        if scope not in ("tree", "department"):
            return []
        mine = self.actor.tree_ids if scope == "tree" else self.actor.department_ids
        held = mine if below is None else [d for d in mine if d in below]
        return [Way(region, departments=held), Way(region, owner=self.actor.user_id, departments=below, beside=mine)]

    def worst(self, metric: Metric) -> Worst:
        """The clients with the largest sums of a ranked metric."""
        if metric.slug not in self._worst:
            held = [(part, a, n) for (_, part), (a, n) in self.sums(metric).items() if a > 0]
            first = sorted(((part, a) for part, a, _ in held), key=lambda pair: (-pair[1], pair[0]))[:WORST]
            self._worst[metric.slug] = Worst(first, len(held), sum(n for _, _, n in held))
        return self._worst[metric.slug]

    def _add_beyond(self, members: list[Metric], ids: list[Any]) -> None:
        for metric in members:
            for fact in metric.facts(metric.among(ids)):
                inside = self.below is None or fact.department in self.below
                if inside and (not self.region or fact.region == region_prefix(self.region)):
                    _add(self._read[metric.slug], (month_start(fact.day), fact.part), fact.amount, fact.number)
                    if metric.daily:
                        _add(self._days[metric.slug], (fact.day, fact.part), fact.amount, fact.number)

    def sums(self, metric: Metric) -> Sums:
        return self._read.get(metric.slug, {})

    def over(self, metric: Metric, span: Span) -> tuple[int, int]:
        """(amount, count) over the period's days or those before it."""
        return self.over_parts(metric, span, [None])[0]

    def over_parts(self, metric: Metric, span: Span, groups: list[list[str] | None]) -> list[tuple[int, int]]:
        """As `over`, for each group of parts (None: all). Whole months are read from rollups; what is left from the rollups
        of days, or where a metric keeps none from the list itself."""
        whole = cover(span)
        answers = []
        for group in groups:
            found = [self._months(metric, whole, group)]
            found += [self._edge(metric, edge, group) for edge in whole.edges]
            answers.append((sum(a for a, _ in found), sum(n for _, n in found)))
        return answers

    def _months(self, metric: Metric, whole: Cover, group: list[str] | None) -> tuple[int, int]:
        if whole.first is None or whole.last is None:
            return 0, 0
        return _total(self.sums(metric), Span(whole.first, whole.last), group)

    def _edge(self, metric: Metric, edge: Span, group: list[str] | None) -> tuple[int, int]:
        if metric.daily:
            return _total(self._days.get(metric.slug, {}), edge, group)
        actor = Actor.system() if self.only_totals(metric) else self.actor
        filters = metric.filters(edge, ",".join(group)) if group else metric.filters(edge)
        return metric.seen(actor, [*filters, *self.filters])

    def now(self, metric: Metric, *parts: str) -> tuple[int, int]:
        held = [self.sums(metric).get((NO_MONTH, part), (0, 0)) for part in parts]
        return sum(a for a, _ in held), sum(n for _, n in held)


def _add(sums: Sums, key: tuple[dt.date, str], amount: int, count: int) -> None:
    held = sums[key]
    sums[key] = (held[0] + amount, held[1] + count)


def _total(sums: Sums, span: Span, group: list[str] | None) -> tuple[int, int]:
    held = [v for (day, part), v in sums.items() if span.first <= day <= span.last and (group is None or part in group)]
    return sum(a for a, _ in held), sum(n for _, n in held)


def address(page: str, filters: list[str], **more: str) -> str:
    query = urlencode([("filter", f) for f in filters] + list(more.items()), safe=":,")
    return f"{page}?{query}" if query else page


def freshness() -> dt.datetime | None:
    """Since when at the latest nothing is missing; None before the first build."""
    built = rows_again(None, ("cubes",), lambda: Cube.objects.values_list("built_at"))
    times = [at for (at,) in built if at is not None]
    return min(times) if len(times) >= len(METRICS) else None
