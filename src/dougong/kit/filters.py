"""Declared filters: `region:in:32,33` becomes a Q, or a BadQuery that names what was wrong."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.money import Money, MoneyError

OPS: dict[str, tuple[str, ...]] = {
    "text": ("contains", "eq", "ne", "empty", "filled"),
    "choice": ("in", "nin", "empty", "filled"),
    "person": ("in", "nin", "empty", "filled"),
    "record": ("in", "nin"),
    "number": ("eq", "gte", "lte", "gt", "lt", "between", "empty", "filled"),
    "money": ("eq", "gte", "lte", "gt", "lt", "between"),
    "date": ("eq", "gte", "lte", "gt", "lt", "between", "empty", "filled"),
    "bool": ("eq",),
}
Choices = Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Filter:
    """A field one may filter by. `lookup` is its Django path; `custom(op, values, actor)` replaces the standard meaning."""

    key: str
    zh: str
    en: str
    type: str = "text"
    lookup: str = ""
    choices: Choices | Callable[[], Choices] | None = None
    custom: Callable[[str, list[str], Actor], Q] | None = None
    field: str = ""  # the field whose rule it goes by, where it is not called the same
    instant: bool = False  # the column is an instant, the filter speaks of company dates
    choices_for: Callable[[Actor], Choices] | None = None  # where what can be chosen depends on who asks

    @property
    def ops(self) -> tuple[str, ...]:
        return OPS[self.type]

    def options(self, actor: Actor) -> Choices | None:
        if self.choices_for:
            return self.choices_for(actor)
        return self.choices() if callable(self.choices) else self.choices

    def q(self, op: str, raw: str, actor: Actor) -> Q:
        if op not in self.ops:
            raise BadQuery(field=self.key, what=f"{self.key}:{op}")
        if "\x00" in raw:  # PostgreSQL has no such character
            raise BadQuery(field=self.key, what=f"{self.key}:{op}")
        values = [v for v in raw.split(",") if v != ""]
        if op not in ("empty", "filled") and not values:
            raise BadQuery(field=self.key, what=f"{self.key}:{op}:")
        if self.custom:
            return self.custom(op, values, actor)
        path = self.lookup or self.key
        if op in ("empty", "filled"):
            blank = Q(**{f"{path}__isnull": True})
            if self.type in ("text", "choice"):
                blank |= Q(**{path: ""})
            return blank if op == "empty" else ~blank
        parsed = [self.parse(v, actor) for v in (values if self.type != "text" else [raw])]
        return self._compare(path, op, parsed)

    def _compare(self, path: str, op: str, values: list[Any]) -> Q:
        if op == "in":
            return Q(**{f"{path}__in": values})
        if op == "nin":
            return ~Q(**{f"{path}__in": values})
        if op == "contains":
            return Q(**{f"{path}__icontains": values[0]})
        if op == "between":
            if len(values) != 2:
                raise BadQuery(field=self.key, what=f"{self.key}:{op}")
            return self._compare(path, "gte", values[:1]) & self._compare(path, "lte", values[1:])
        if self.instant:
            return _instant_q(path, op, values[0])
        if op == "ne":
            return ~Q(**{path: values[0]})
        return Q(**{path if op == "eq" else f"{path}__{op}": values[0]})

    def parse(self, text: str, actor: Actor) -> Any:
        try:
            if self.type == "date":
                return _date(text, self.instant)
            if self.type == "money":
                return Money(text)
            if self.type == "number":
                return _number(text)
            if self.type == "bool":
                return {"true": True, "false": False}[text]
            if self.type == "person":
                return actor.id if text == "me" else uuid.UUID(text)
            if self.type == "record":
                return uuid.UUID(text)
        except (ValueError, KeyError, MoneyError, OverflowError):
            raise BadQuery(field=self.key, what=f"{self.key}: {text}") from None
        return text


def _date(text: str, instant: bool) -> dt.date:
    """A date, or `today`, `today+30`, `today-7`. Of an instant, one whose beginning and end have a UTC."""
    if text.startswith("today"):
        day = clock.today() + dt.timedelta(days=int(text[5:] or 0))
    else:
        day = dt.date.fromisoformat(text)
    if instant and not dt.date(2, 1, 1) <= day <= dt.date(9998, 12, 31):
        raise ValueError(text)
    return day


def _number(text: str) -> float | int:
    """What a BIGINT can be compared with."""
    number = float(text) if "." in text else int(text)
    if not abs(number) < 2**63:
        raise ValueError(text)
    return number


def _instant_q(path: str, op: str, day: dt.date) -> Q:
    begin, end = clock.day_start(day), clock.day_start(day + dt.timedelta(days=1))
    if op == "eq":
        return Q(**{f"{path}__gte": begin, f"{path}__lt": end})
    edge = {"gte": ("gte", begin), "gt": ("gte", end), "lt": ("lt", begin), "lte": ("lt", end)}[op]
    return Q(**{f"{path}__{edge[0]}": edge[1]})


def archived_filter(zh: str = "已归档", en: str = "Archived") -> Filter:
    """Of records that can be put away: whether they are."""
    return Filter("archived", zh, en, type="bool", custom=_archived)


def _archived(op: str, values: list[str], actor: Actor) -> Q:
    return Q(archived_at__isnull=values[0] != "true")
