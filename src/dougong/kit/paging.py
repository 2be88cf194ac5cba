"""Pages by opaque cursor: the place is the last row's sort value and id, so that rows that come or go shift nothing."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from dougong.kit.errors import BadQuery
from dougong.kit.jsonable import dumps
from dougong.kit.money import Money


@dataclass(frozen=True)
class Order:
    """Sort by `path`, then by id. `kind` revives the cursor's value; nullable columns put their empty rows last."""

    path: str
    descending: bool = False
    kind: str = "text"
    nullable: bool = False


def encode(value: Any, pk: Any, backward: bool) -> str:
    return base64.urlsafe_b64encode(dumps([value, str(pk), int(backward)])).decode().rstrip("=")


def decode(cursor: str, order: Order) -> tuple[Any, Any, bool]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        value, pk, backward = orjson.loads(raw)
        return _revive(value, order.kind), _key(str(pk)), bool(backward)
    except (ValueError, TypeError, OverflowError, binascii.Error):
        raise BadQuery(field="cursor", what="cursor") from None


def _key(pk: str) -> Any:
    return int(pk) if pk.isdigit() else uuid.UUID(pk)


def _revive(value: Any, kind: str) -> Any:
    """The value of a cursor of this order; that of another list or order has another type and is refused."""
    if value is None:
        return None
    if kind == "money":
        return Money(value)
    if kind == "date":
        return dt.date.fromisoformat(value)
    if kind == "datetime":
        return dt.datetime.fromisoformat(value).astimezone(dt.UTC)
    if not isinstance(value, (int, float) if kind in ("number", "percent", "bool") else str | int):
        raise TypeError(kind)
    if isinstance(value, str) and "\x00" in value:
        raise ValueError(kind)
    return value


def window(rows: QuerySet[Any], order: Order, cursor: str) -> tuple[QuerySet[Any], tuple[OrderBy, OrderBy], bool]:
    """`rows` behind the cursor, the order to read them in, and whether that runs backward."""
    backward = False
    if cursor:
        value, pk, backward = decode(cursor, order)
        try:
            rows = rows.filter(_beyond(order, value, pk, backward))
        except (ValueError, TypeError, OverflowError, ValidationError):  # of another list or order
            raise BadQuery(field="cursor", what="cursor") from None
    return rows, ordering(order, backward), backward


@cache
def ordering(order: Order, backward: bool) -> tuple[OrderBy, OrderBy]:
    """By the column, its empty rows last, then by id."""
    expr = F(order.path)
    empty = {"nulls_first" if backward else "nulls_last": True} if order.nullable else {}
    down = order.descending != backward
    return (expr.desc(**empty) if down else expr.asc(**empty), F("pk").desc() if backward else F("pk").asc())


def _beyond(order: Order, value: Any, pk: Any, backward: bool) -> Q:
    path = order.path
    after_pk = Q(**{"pk__lt" if backward else "pk__gt": pk})
    down = order.descending != backward
    if value is None:
        same = Q(**{f"{path}__isnull": True}) & after_pk
        return same | Q(**{f"{path}__isnull": False}) if backward else same
    not_yet = ~Q(**{path: value, "pk__gte" if backward else "pk__lte": pk})  # no "or": an index is entered by the range
    beyond = Q(**{f"{path}__{'lte' if down else 'gte'}": value}) & not_yet
    if order.nullable and not backward:
        beyond |= Q(**{f"{path}__isnull": True})
    return beyond


def cut(items: list[Any], size: int, *, backward: bool, cursor: str) -> tuple[list[Any], bool, bool]:
    """The page's rows in reading order, and whether there is a page after and before it."""
    more = len(items) > size
    items = items[:size]
    if backward:
        items.reverse()
        return items, True, more
    return items, more, bool(cursor)


def cursor_value(value: Any) -> Any:
    return str(value) if isinstance(value, Money) else value
