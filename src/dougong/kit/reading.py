"""Rows of a list's page, read the short way.

Django builds a page's SELECT anew for every request and converts every cell through a chain of calls: more than half of
the cost of a page. Here the SELECT list, the joins and the order of a list are kept as text from the first time that
Django compiled them, only the WHERE is compiled for each request, and columns are converted as columns. The rows are
those of `values_list`; what is not a plain list of columns goes Django's own way.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, Func, QuerySet, TextField
from django.db.models.expressions import OrderBy
from django.db.models.lookups import Exact, In
from django.db.models.sql.where import AND, OR, WhereNode

from dougong.kit.among import Among
from dougong.kit.memo import Memo

Row = tuple[Any, ...]
Convert = Callable[[Sequence[Any]], list[Any]]
#: Condition and parameters of a way to a row; where its condition has an `each.value`, the values that this walks and their type.
Way = tuple[str, Sequence[Any], tuple[list[Any], str] | None]
_MOST_WAYS = 40


@dataclass(frozen=True)
class Shape:
    """A compiled list: the text around its WHERE, and how to convert which columns.

    `ids` and `ids_tail` stand around the WHERE of a SELECT of key and sort value only, `merge` orders several of these.
    """

    head: str
    tail: str
    ids: str
    ids_tail: str
    merge: str
    key: str
    width: int
    converts: tuple[tuple[int, Convert], ...]


_shapes: Memo[Any, Shape] = Memo(500)
_gates: Memo[tuple[Any, ...], tuple[list[Any], list[Way]]] = Memo(1000)


def rows_of(
    rows: QuerySet[Any],
    paths: list[str],
    order: tuple[OrderBy, ...],
    key: Any,
    limit: int,
    *,
    whole: bool = False,
    told: bool = False,
    ways: bool = True,
) -> list[Row]:
    """`list(rows.order_by(*order).values_list(*paths)[:limit])`; `key` names what `paths` and `order` depend on.

    `whole` says that nothing narrows the rows but the gate and the place in the list: then the plan is the same whatever
    the values, and PostgreSQL need not plan anew each time. `told` gives ids and amounts as the texts that an answer tells,
    for rows that go straight into one. Without `ways` the gate is asked of each row as it stands.
    """
    query = rows.query
    if query.combinator or query.distinct or query.is_sliced or query.extra or query.extra_tables or not _fixed(query):
        return list(rows.order_by(*order).values_list(*paths)[:limit])
    shape = _known_shape(rows, paths, order, (key, told), told=told)
    connection = connections[rows.db or DEFAULT_DB_ALIAS]
    compiler = query.get_compiler(connection=connection)
    try:
        sql, params = _statement(query.where, compiler, shape, int(limit), ways=ways)
    except EmptyResultSet:
        return []
    if whole and connection.vendor == "postgresql" and " UNION " in sql:
        return _converted(_planned_once(connection, sql, params), shape)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return _converted(cursor.fetchall(), shape)


class Beginning(Func):
    """The first `length` characters of a column: an annotation whose text is always the same, without a parameter."""

    template = "SUBSTR(%(expressions)s, 1, %(length)s)"
    output_field = TextField()

    def __init__(self, column: str, length: int) -> None:
        super().__init__(F(column), length=int(length))


def _fixed(query: Any) -> bool:
    return all(isinstance(annotation, Beginning) for annotation in query.annotations.values())


def _planned_once(connection: Any, sql: str, params: Sequence[Any]) -> list[Row]:
    """One round trip with the plan made for any values. Left to itself PostgreSQL plans the ways anew for each request,
    which is two thirds of its work on such a page; for a search, on the other hand, it must know the values."""
    with connection.cursor() as cursor, connection.connection.pipeline():
        connection.connection.execute("SET plan_cache_mode = force_generic_plan", prepare=True)
        cursor.execute(sql, params)
        connection.connection.execute("RESET plan_cache_mode", prepare=True)
        found: list[Row] = cursor.fetchall()
    return found


def read(
    rows: QuerySet[Any], names: Sequence[str], *, key: str, order: tuple[OrderBy, ...] = (), limit: int = 200
) -> list[dict[str, Any]]:
    """`list(rows.order_by(*order).values(*names)[:limit])`; `key` names the place in the code that asks."""
    return [dict(zip(names, row, strict=True)) for row in rows_of(rows, [*names], order, key, limit)]


class Kept:
    """A reading by one value of which nothing but the value changes: compiled at its first use, then only run.

    `rows(value)` are the rows for a value, never None; `kept(value)` is `list(rows(value).order_by(*order).values(*names)
    [:limit])`. Building such a small query anew costs more than the database's part of it.
    """

    def __init__(
        self,
        rows: Callable[[uuid.UUID], QuerySet[Any]],
        names: Sequence[str],
        *,
        order: tuple[OrderBy, ...] = (),
        limit: int = 200,
    ) -> None:
        self.rows, self.names, self.order, self.limit = rows, tuple(names), order, limit
        self._compiled: dict[str, tuple[str, list[Any], Shape]] = {}

    def __call__(self, value: uuid.UUID) -> list[dict[str, Any]]:
        connection = connections[DEFAULT_DB_ALIAS]
        kept = self._compiled.get(connection.vendor)
        if kept is None:
            kept = self._compiled[connection.vendor] = self._compile(connection)
        sql, params, shape = kept
        own = value if connection.features.has_native_uuid_field else value.hex
        with connection.cursor() as cursor:
            cursor.execute(sql, [own if param is _PLACE else param for param in params])
            found = _converted(cursor.fetchall(), shape)
        return [dict(zip(self.names, row, strict=True)) for row in found]

    def _compile(self, connection: Any) -> tuple[str, list[Any], Shape]:
        probe = uuid.uuid4()
        rows = self.rows(probe)
        shape = _shape(rows, [*self.names], self.order, told=False)
        sql, params = _statement(rows.query.where, rows.query.get_compiler(connection=connection), shape, self.limit)
        places = [_PLACE if param in (probe, probe.hex) else param for param in params]
        if _PLACE not in places:
            raise AssertionError("the rows do not depend on the value")
        return sql, places, shape


_PLACE = object()


def _known_shape(rows: QuerySet[Any], paths: list[str], order: tuple[OrderBy, ...], key: Any, *, told: bool) -> Shape:
    """The text depends on the joins that the filters brought along, and on nothing else of the request."""
    query = rows.query
    joins = tuple(
        (alias, join.table_name, join.join_type, join.parent_alias, query.alias_refcount[alias] > 0)
        for alias, join in query.alias_map.items()
    )
    shape = _shapes.get((key, rows.model, joins))
    return _shapes.keep((key, rows.model, joins), _shape(rows, paths, order, told=told)) if shape is None else shape


def _statement(
    where: WhereNode, compiler: Any, shape: Shape, limit: int, *, ways: bool = True
) -> tuple[str, Sequence[Any]]:
    """The SELECT with its WHERE. Raises EmptyResultSet when nothing can pass it."""
    gate = _gate(where) if ways and shape.merge else None
    if gate is None:
        condition, params = _compiled(where, compiler)
        return f"{shape.head}{_where(condition)}{shape.tail} LIMIT {limit}", params
    others, shared = _compiled(WhereNode([c for c in where.children if c is not gate], AND), compiler)
    parts: list[str] = []
    given: list[Any] = []
    for own, params, walked in _known_ways(gate, compiler):
        condition = _where(" AND ".join(f"({c})" for c in (own, others) if c))
        way = f"{shape.ids}{condition}{shape.ids_tail} LIMIT {limit}"
        if walked is not None:
            each = f"unnest(%s::{walked[1]}[]) AS each(value)"
            way = f"SELECT one.* FROM {each} CROSS JOIN LATERAL ({way}) one"  # noqa: S608  compiled text
            given.append(walked[0])
        parts.append(f"SELECT * FROM ({way}) way{len(parts)}")  # noqa: S608  compiled text
        given += [*params, *shared]
    if not parts:
        raise EmptyResultSet
    first = f"SELECT way_key FROM ({' UNION '.join(parts)}{shape.merge} LIMIT {limit}) first"  # noqa: S608  compiled text
    return f"{shape.head} WHERE {shape.key} IN ({first}){shape.tail} LIMIT {limit}", given


def _known_ways(gate: WhereNode, compiler: Any) -> list[Way]:
    """A person's gate is built once (`registry.rows_for`) and copied into his queries: its conditions stay the same objects, so
    by these it is known again, and compiled once too."""
    leaves = _leaves(gate)
    key = (compiler.connection.alias, *map(id, leaves))
    kept = _gates.get(key)
    if kept is None:
        kept = _gates.keep(key, (leaves, list(_ways(gate, compiler))))  # held, so that their ids stay theirs
    return kept[1]


def _leaves(node: Any) -> list[Any]:
    """The conditions of a node, with how they are joined."""
    found: list[Any] = [node.connector, node.negated]
    for child in node.children:
        found += _leaves(child) if isinstance(child, WhereNode) else [child]
    return found


def _ways(gate: WhereNode, compiler: Any) -> Iterator[Way]:
    """Condition and parameters of each way that can be gone. Of a list of values the text is compiled once; PostgreSQL walks
    the values of such a way itself (`each.value`), for it plans one way much faster than twenty."""
    connection = compiler.connection
    children: list[Any] = list(gate.children)
    for child in children:
        values = _listed(child)
        if values == []:
            continue
        first: Any = child if values is None else Exact(child.lhs, values[0])
        with suppress(EmptyResultSet):
            condition, params = _compiled(WhereNode([first], AND), compiler)
            held = [first.get_db_prep_lookup(value, connection)[1] for value in values or []]
            if len(held) > 1 and connection.vendor == "postgresql" and condition.count("%s") == len(params) == 1:
                kind = first.lhs.output_field.db_type(connection)
                yield condition.replace("%s", "each.value"), (), ([value for (value,) in held], kind)
            else:
                yield from ((condition, each, None) for each in held or [params])


def _compiled(where: WhereNode, compiler: Any) -> tuple[str, Sequence[Any]]:
    try:
        condition, params = compiler.compile(where)
    except FullResultSet:
        return "", ()
    return condition, params


def _where(condition: str) -> str:
    return f" WHERE {condition}" if condition else ""


def _gate(where: WhereNode) -> WhereNode | None:
    """The ways in which a row may come to be seen: mine, my department's, my project's.

    An index gives the first rows of one way in the list's order, never those of "this or that": a database walks the whole
    list, or reads all rows of both and sorts them. So the first rows of each way are taken, and of these the first.
    """
    if where.connector != AND or where.negated or any(isinstance(c, Among) for c in where.children):
        return None
    gate = next((c for c in where.children if isinstance(c, WhereNode) and c.connector == OR and not c.negated), None)
    if (
        gate is None
        or sum(1 if (listed := _listed(child)) is None else len(listed) for child in gate.children) > _MOST_WAYS
    ):
        return None
    return gate


def _listed(child: Any) -> list[Any] | None:
    """The values of a list that a column must be among."""
    return list(child.rhs) if isinstance(child, In) and isinstance(child.rhs, list | tuple) else None


def _converted(found: list[Row], shape: Shape) -> list[Row]:
    return columns_converted(found, shape.converts, shape.width)


def columns_converted(
    found: list[Row], converts: tuple[tuple[int, Convert], ...], width: int | None = None
) -> list[Row]:
    """Rows whose columns are converted as columns; of each row the first `width` cells."""
    if not found:
        return []
    columns: list[Sequence[Any]] = list(zip(*found, strict=True))
    for place, convert in converts:
        columns[place] = convert(columns[place])
    return list(zip(*columns[:width], strict=True))


def _shape(rows: QuerySet[Any], paths: list[str], order: tuple[OrderBy, ...], *, told: bool) -> Shape:
    """Let Django compile the whole once, without a WHERE, and keep the text before and behind it."""
    bare = rows.order_by(*order).values_list(*paths)
    query = bare.query.chain()
    query.where = WhereNode()
    compiler = query.get_compiler(rows.db)
    head, tail = _around(compiler)
    ids_head, ids_tail, merge = _ids(rows, order)
    fields = [expression for expression, _, _ in compiler.select]
    converters = compiler.get_converters(fields)
    found = ((place, convert_of(compiler.connection, *chain, told=told)) for place, chain in converters.items())
    converts = tuple((place, convert) for place, convert in found if convert is not None)
    quote, meta = compiler.connection.ops.quote_name, rows.model._meta
    key = f"{quote(meta.db_table)}.{quote(meta.pk.column)}"
    return Shape(head, tail, ids_head, ids_tail, merge, key, len(paths), converts)


def _ids(rows: QuerySet[Any], order: tuple[OrderBy, ...]) -> tuple[str, str, str]:
    """The text of a SELECT of key and sort value, and the order of several; empty when the order is not one value and the key."""
    if len(order) != 2 or order[1].expression != F("pk"):
        return "", "", ""
    keys = rows.annotate(way_key=F("pk"), way_place=order[0].expression).order_by(*order)
    query = keys.values_list("way_key", "way_place").query.chain()
    query.where = WhereNode()
    first, second = ("DESC" if by.descending else "ASC" for by in order)
    empty = " NULLS FIRST" if order[0].nulls_first else " NULLS LAST" if order[0].nulls_last else ""
    return (*_around(query.get_compiler(rows.db)), f" ORDER BY 2 {first}{empty}, 1 {second}")


def _around(compiler: Any) -> tuple[str, str]:
    sql, params = compiler.as_sql()
    if params:
        raise AssertionError("a list's columns and order take no parameters")
    head, by, tail = sql.partition(" ORDER BY ")
    return head, by + tail


def convert_of(connection: Any, converters: list[Any], expression: Any, *, told: bool) -> Convert | None:
    """One column's conversion: the usual ones as one loop, others through their chain. None is as it was read."""
    field = expression.output_field
    if len(converters) == 1:
        whole: Convert | None = (told and getattr(field, "told_db_column", None)) or getattr(
            field, "from_db_column", None
        )
        if whole is not None:
            return whole
        kind = field.get_internal_type() if connection.vendor == "sqlite" else ""
        if kind == "UUIDField":
            return _told_uuids if told else _uuids
        if kind == "DateTimeField":  # config.sqlite reads them aware
            return None
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


def _told_uuids(cells: Sequence[str | None]) -> list[str | None]:
    return [None if c is None else f"{c[:8]}-{c[8:12]}-{c[12:16]}-{c[16:20]}-{c[20:]}" for c in cells]
