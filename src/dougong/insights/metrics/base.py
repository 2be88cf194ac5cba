"""What a metric is: one class with its slug, title, unit, grain and query, and the list that it adds up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from django.db.models import CharField, Count, F, QuerySet, Sum, Value
from django.db.models.functions import Cast, Substr, TruncDate, TruncMonth

from dougong.insights.rules import Span
from dougong.kit import clock
from dougong.kit.access import scope_q
from dougong.kit.actor import Actor
from dougong.kit.listing import ListSpec
from dougong.kit.money import Money
from dougong.kit.registry import resource

#: The month of metrics that know only now.
NO_MONTH = dt.date(2000, 1, 1)


class Fact(NamedTuple):
    """A group of records with their sum; `day` is the first of a month, or any day where the metric is kept by day;
    `amount` is fen or points, `region` a province's two digits."""

    day: dt.date
    part: str
    owner: Any
    department: Any
    region: str
    amount: int
    number: int


class Metric:
    """Rows of `spec`, summed over `amount`.

    `resource` is what one must be able to view to see it; `gate` the record whose owner and department decide who sees
    which rows, reached by `gate_path` from a row. `date` is the day that places a row in a month (empty: the metric knows
    only now), `daily` whether its days are kept too; `part` divides it, and where its parts are many (`ranked`: clients) only
    the largest are read. `compared`: its list can say the same sum at night. `page_as` is what its page needs to show a list at all.
    """

    slug: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]
    unit: ClassVar[str] = "money"
    grain: ClassVar[str] = "month"
    spec: ClassVar[ListSpec]
    page: ClassVar[str]
    compared: ClassVar[bool] = True
    page_as: ClassVar[dict[str, str]] = {}
    resource: ClassVar[str]
    gate: ClassVar[str]
    gate_path: ClassVar[str] = ""
    owner: ClassVar[str] = "owner"
    department: ClassVar[str] = "department"
    client: ClassVar[str] = "client"
    amount: ClassVar[str] = "amount"
    date: ClassVar[str] = ""
    instant: ClassVar[bool] = False
    daily: ClassVar[bool] = False
    part: ClassVar[str] = ""
    ranked: ClassVar[bool] = False

    def query(self) -> QuerySet[Any]:
        """The records that count, of everybody."""
        raise NotImplementedError

    def filters(self, span: Span | None = None, part: str = "") -> list[str]:
        """The list's filters that show the same records."""
        raise NotImplementedError

    # ---- the truth, for rebuilding and for rows beyond a reader's scope

    def facts(self, rows: QuerySet[Any] | None = None) -> Iterator[Fact]:
        """The records grouped by all that a rollup distinguishes."""
        rows = self.query() if rows is None else rows
        grouped = (
            rows.order_by()
            .annotate(
                g_day=self._day(),
                g_part=Cast(F(self.part), CharField()) if self.part else Value(""),
                g_owner=F(f"{self.owner}_id"),
                g_department=F(f"{self.department}_id"),
                g_region=Substr(f"{self.client}__region", 1, 2),
            )
            .values_list("g_day", "g_part", "g_owner", "g_department", "g_region")
            .annotate(g_sum=Sum(self.amount), g_count=Count("pk"))
        )
        for when, part, owner, department, region, total, count in grouped:
            yield Fact(_day(when), _key(part), owner, department, region or "", whole(total), count)

    def _day(self) -> Any:
        if not self.date:
            return Value(NO_MONTH)
        if self.daily:
            return TruncDate(self.date, tzinfo=clock.zone()) if self.instant else F(self.date)
        return TruncMonth(self.date, tzinfo=clock.zone()) if self.instant else TruncMonth(self.date)

    def among(self, gate_ids: list[Any]) -> QuerySet[Any]:
        """The records of these rows of the gate."""
        return self.query().filter(**{f"{self.gate_path or 'pk'}__in": gate_ids})

    # ---- the list, for the night, for links, and for days that are not kept

    def seen(self, actor: Actor, filters: list[str]) -> tuple[int, int]:
        """(sum, number) of the list as the actor sees it under `filters`."""
        found = self.spec.filtered(actor, filters).order_by().aggregate(total=Sum(self.amount), count=Count("pk"))
        return whole(found["total"]), found["count"]


def beyond(actor: Actor, gate: str) -> list[Any]:
    """Ids of what reaches the actor by derived access only (projects he is on), which his departments do not hold."""
    if actor.scope(gate, "view") in ("all", None):
        return []
    opened = resource(gate).derived(actor, "view")
    if not opened:
        return []
    found = opened[0]
    for q in opened[1:]:
        found |= q
    rows = resource(gate).model._default_manager.filter(found).exclude(scope_q(actor, gate, "view"))
    return list(rows.values_list("pk", flat=True))


def whole(value: Any) -> int:
    """Fen of money, points as they are, nothing as 0."""
    return value.amount_fen if isinstance(value, Money) else int(value or 0)


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _key(value: Any) -> str:
    """A UUID is text without dashes on SQLite and with them on PostgreSQL."""
    text = str(value or "")
    return text.replace("-", "") if len(text) == 36 else text
