"""Rows of a list's page, read the short way.

Django builds a page's SELECT anew for every request and converts every cell through a chain of calls: more than half of
the cost of a page. Here the SELECT list, the joins and the order of a list are kept as text from the first time that
Django compiled them, only the WHERE is compiled for each request, and columns are converted as columns. The rows are
those of `values_list`; what is not a plain list of columns goes Django's own way.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.where import WhereNode

Row = tuple[Any, ...]
Convert = Callable[[Sequence[Any]], list[Any]]
_LIMIT = 500


@dataclass(frozen=True)
class Shape:
    """A compiled list: the text around its WHERE, and how to convert which columns."""

    head: str
    tail: str
    width: int
    converts: tuple[tuple[int, Convert], ...]


_shapes: dict[Any, Shape] = {}


def rows_of(rows: QuerySet[Any], paths: list[str], order: tuple[Any, ...], key: Any, limit: int) -> list[Row]:
    """`list(rows.order_by(*order).values_list(*paths)[:limit])`; `key` names what `paths` and `order` depend on."""
    query = rows.query
    if query.combinator or query.distinct or query.annotations or query.is_sliced or query.extra or query.extra_tables:
        return list(rows.order_by(*order).values_list(*paths)[:limit])
    joins = tuple(
        (alias, join.table_name, join.join_type, join.parent_alias, query.alias_refcount[alias] > 0)
        for alias, join in query.alias_map.items()
    )
    shape = _shapes.get((key, rows.model, joins))
    if shape is None:
        if len(_shapes) >= _LIMIT:
            _shapes.clear()
        shape = _shapes[key, rows.model, joins] = _shape(rows, paths, order)
    connection = connections[rows.db or DEFAULT_DB_ALIAS]
    compiler = query.get_compiler(connection=connection)
    try:
        condition, params = compiler.compile(query.where)
    except EmptyResultSet:
        return []
    except FullResultSet:
        condition, params = "", ()
    where = f" WHERE {condition}" if condition else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{shape.head}{where}{shape.tail} LIMIT {int(limit)}", params)
        return _converted(cursor.fetchall(), shape)


def _converted(found: list[Row], shape: Shape) -> list[Row]:
    if not found:
        return []
    columns: list[Sequence[Any]] = list(zip(*found, strict=True))
    for place, convert in shape.converts:
        columns[place] = convert(columns[place])
    return list(zip(*columns[: shape.width], strict=True))


def _shape(rows: QuerySet[Any], paths: list[str], order: tuple[Any, ...]) -> Shape:
    """Let Django compile the whole once, without a WHERE, and keep the text before and behind it."""
    bare = rows.order_by(*order).values_list(*paths)
    query = bare.query.chain()
    query.where = WhereNode()
    compiler = query.get_compiler(rows.db)
    sql, params = compiler.as_sql()
    if params:
        raise AssertionError("a list's columns and order take no parameters")
    head, by, tail = sql.rpartition(" ORDER BY ")
    fields = [expression for expression, _, _ in compiler.select]
    converters = compiler.get_converters(fields)
    converts = tuple((place, _convert(compiler.connection, *chain)) for place, chain in converters.items())
    return Shape(head, by + tail, len(paths), converts)


def _convert(connection: Any, converters: list[Any], expression: Any) -> Convert:
    """One column's conversion: the usual ones as one loop, others through their chain."""
    field = expression.output_field
    if len(converters) == 1 and hasattr(field, "from_db_column"):
        whole: Convert = field.from_db_column
        return whole
    kind = field.get_internal_type()
    if connection.vendor == "sqlite" and len(converters) == 1:
        if kind == "UUIDField":
            return _uuids
        if kind == "DateTimeField" and str(connection.timezone) == "UTC":
            return _instants
    run = partial(_chain, connection, converters, expression)
    return lambda cells: [run(cell) for cell in cells]


def _chain(connection: Any, converters: list[Any], expression: Any, value: Any) -> Any:
    for converter in converters:
        value = converter(value, expression, connection)
    return value


def _uuids(cells: Sequence[str | None]) -> list[uuid.UUID | None]:
    return [None if cell is None else _uuid(cell) for cell in cells]


def _uuid(digits: str) -> uuid.UUID:
    """UUID(hex) without its checks: the text is our own column's. A third of the time."""
    made = uuid.UUID.__new__(uuid.UUID)
    object.__setattr__(made, "int", int(digits, 16))
    object.__setattr__(made, "is_safe", uuid.SafeUUID.unknown)
    return made


def _instants(cells: Sequence[dt.datetime | None]) -> list[dt.datetime | None]:
    return [None if cell is None else cell.replace(tzinfo=dt.UTC) for cell in cells]
