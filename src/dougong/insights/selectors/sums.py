"""Sums of rollups in one statement: whole months, the days at a period's edges, and each way in which rows are seen.

Written as SQL, each part with the columns of one index in their order: an OR over levels or owners makes a database read
every row of a metric.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from dougong.insights.metrics import NO_MONTH
from dougong.insights.rules import Span
from dougong.kit.ids import to_column

_PART = (
    "SELECT metric, level, day, part, SUM(amount), SUM(count) FROM insights_rollup"
    " WHERE metric IN ({metrics}) AND level = %s AND {whose} AND {when} GROUP BY metric, level, day, part"
)
_WORST = (
    "WITH held AS MATERIALIZED (SELECT part, SUM(amount) AS amount, SUM(count) AS number FROM ({rows}) seen"
    " GROUP BY part HAVING SUM(amount) > 0)"
    " SELECT part, amount, (SELECT COUNT(*) FROM held), (SELECT SUM(number) FROM held)"
    " FROM held ORDER BY amount DESC, part LIMIT {limit}"
)
_ROWS = "SELECT part, amount, count FROM insights_rollup WHERE metric = %s AND level = %s AND {whose} AND day = %s"


class Sum(NamedTuple):
    """`day` is a month's first, or a day where `daily`; `amount` is fen or points."""

    metric: str
    daily: bool
    day: dt.date
    part: str
    amount: int
    number: int


class Worst(NamedTuple):
    """The parts with the largest sums, worst first; how many parts there are, and the number of all their records."""

    first: list[tuple[str, int]]
    parts: int
    number: int


@dataclass(frozen=True)
class Way:
    """Rows of one level that the reader sees: those of `owner` or of `departments` (None: of all), without `beside`."""

    region: str
    owner: uuid.UUID | None = None
    departments: Sequence[uuid.UUID] | None = None
    beside: Sequence[uuid.UUID] = ()

    @property
    def level(self) -> str:
        return "or" if self.owner else "dr" if self.region else "d"

    def condition(self) -> tuple[str, list[Any]]:
        said: list[str] = []
        given: list[Any] = []
        if self.owner:
            said.append("owner = %s")
            given.append(to_column(self.owner))
        if self.region or not self.owner:  # the level by department alone has the empty region
            said.append("region = %s")
            given.append(self.region)
        if self.departments is not None:
            said.append(f"department IN ({_marks(self.departments)})" if self.departments else "1 = 0")
            given += map(to_column, self.departments)
        if self.beside:
            said.append(f"(department IS NULL OR department NOT IN ({_marks(self.beside)}))")
            given += map(to_column, self.beside)
        return " AND ".join(said), given


def read_sums(
    ways: Iterable[Way], metrics: Sequence[str], daily: Sequence[str], since: dt.date | None, edges: Iterable[Span]
) -> Iterator[Sum]:
    """Of `metrics` the months from `since` on (and what is known of now), of those `daily` the days of `edges`."""
    parts: list[str] = []
    given: list[Any] = []
    months = ("1 = 1", []) if since is None else ("(day >= %s OR day = %s)", [_day(since), _day(NO_MONTH)])
    spans = {(_day(edge.first), _day(edge.last)) for edge in edges} if daily else set()
    for way in ways:
        whose, who = way.condition()
        wanted = [(metrics, way.level, *months)]
        wanted += [(daily, way.level.upper(), "day BETWEEN %s AND %s", [*span]) for span in sorted(spans)]
        for slugs, level, when, values in wanted:
            parts.append(_PART.format(metrics=_marks(slugs), whose=whose, when=when))
            given += [*slugs, level, *who, *values]
    if not parts or not metrics:
        return
    for metric, level, day, part, amount, count in _fetch(" UNION ALL ".join(parts), given):
        found = dt.date.fromisoformat(day) if isinstance(day, str) else day
        yield Sum(metric, level.isupper(), found, part, int(amount), int(count))


def read_worst(ways: Iterable[Way], metric: str, limit: int) -> Worst:
    """Of a metric of now that has a part for each client: the largest sums."""
    rows: list[str] = []
    given: list[Any] = []
    for way in ways:
        whose, who = way.condition()
        rows.append(_ROWS.format(whose=whose))
        given += [metric, way.level, *who, _day(NO_MONTH)]
    if not rows:
        return Worst([], 0, 0)
    found = _fetch(_WORST.format(rows=" UNION ALL ".join(rows), limit=limit), given)
    parts, count = (int(found[0][2]), int(found[0][3])) if found else (0, 0)
    return Worst([(part, int(amount)) for part, amount, _, _ in found], parts, count)


def _fetch(sql: str, given: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        rows: list[Any] = cursor.fetchall()
    return rows


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _day(value: dt.date) -> Any:
    return connection.ops.adapt_datefield_value(value)
