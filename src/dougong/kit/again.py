"""Statements that are the same whenever the same person asks the same thing: compiled once, then only run.

What a person sees depends on nothing but him (see `registry.Resource.rows_for`), so a query is the same text with the same
values as long as he is the same actor and the key is the same. Only statements are kept, never what they found. A page of
figures asks ten small questions, and Django's part of each is larger than the database's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from dougong.kit.actor import Actor
from dougong.kit.memo import Memo
from dougong.kit.money import Money
from dougong.kit.reading import Convert, Row, columns_converted, convert_of


@dataclass(frozen=True)
class _Statement:
    actor: Actor | None  # held, so that its id stays its own
    sql: str
    params: Sequence[Any]
    converts: tuple[tuple[int, Convert], ...] = ()
    names: tuple[str, ...] = ()


_known: Memo[Hashable, _Statement] = Memo(2000)


def rows_again(actor: Actor | None, key: tuple[Hashable, ...], build: Callable[[], QuerySet[Any]]) -> list[Row]:
    """`list(build())` of a `values_list`. `key` names the question and all that it depends on beside the actor: the day too."""
    place = (connection.vendor, id(actor), *key)
    kept = _known.get(place)
    if kept is None or kept.actor is not actor:
        compiler = build().query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return []
        found = compiler.get_converters([expression for expression, _, _ in compiler.select])
        chains = ((i, convert_of(connection, *chain, told=False)) for i, chain in found.items())
        kept = _known.keep(place, _Statement(actor, sql, params, tuple((i, c) for i, c in chains if c is not None)))
    return columns_converted(_run(kept), kept.converts)


def figures_again(
    actor: Actor | None, key: tuple[Hashable, ...], run: Callable[[], dict[str, Any]]
) -> dict[str, int | None]:
    """`run()`, which must be one `aggregate(…)`, with whole numbers: fen of money, None of nothing."""
    place = (connection.vendor, id(actor), *key)
    kept = _known.get(place)
    if kept is not None and kept.actor is actor:
        return {name: _number(value) for name, value in zip(kept.names, _run(kept)[0], strict=True)}
    asked: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        found = run()
    if len(asked) == 1:  # none when Django knows that there is nothing
        _known.keep(place, _Statement(actor, *asked[0], names=tuple(found)))
    return {name: _number(value) for name, value in found.items()}


def _run(statement: _Statement) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.params)
        found: list[Row] = cursor.fetchall()
    return found


def _number(value: Any) -> int | None:
    if value is None:
        return None
    return value.amount_fen if isinstance(value, Money) else int(value)
